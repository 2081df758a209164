"""Quads of an article -> rows of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from kb.store.index.actors import share, type_of
from kb.store.index.facts import Facts
from kb.store.index.rows import Row, folded, insert, insert_all
from kb.vocab import OA, ONR, ORG, OWL, PROV, RDF, SCHEMA, SEM, SKOS


@dataclass(frozen=True, slots=True)
class Record:
    """When an article was recorded, and the digest of the reader that read it."""

    recorded: str | None
    reader: str | None


@dataclass(frozen=True, slots=True)
class Who:
    """Who an article's actor is: the id of the actor's row, why, and under which key it is compared."""

    actor: int | None
    evidence: str | None
    key: str | None


class Filling:
    """The rows of one article, from its graph and its actors' rows."""

    def __init__(self, db: sqlite3.Connection, iri: str, facts: Facts) -> None:
        self._db, self._iri, self._facts = db, iri, facts
        self.article = 0
        self._shown: dict[str, int] = {}

    def fill(self, record: Record, identities: dict[str, Who]) -> None:
        """Write them all; `identities` has every actor of the article."""
        self.article = insert(self._db, "article", self._article(record))
        self._actors(identities)
        self._statements()
        self._events()
        for row in self._roles():
            insert(self._db, "role", row)
        for row in self._notes():
            insert(self._db, "note", row)
        share(self._db, self.article)

    def _article(self, record: Record) -> Row:
        one, iri = self._facts.one, self._iri
        title, publisher = one(iri, SCHEMA.headline), one(iri, SCHEMA.publisher)
        name = None if publisher is None else one(publisher, SKOS.prefLabel)
        return {
            "iri": iri,
            "title": title,
            "title_folded": folded(title),
            "author": one(iri, SCHEMA.author),
            "url": one(iri, SCHEMA.url),
            "publisher": publisher,
            "publisher_name": name,
            "publisher_folded": folded(name),
            "published": one(iri, SCHEMA.datePublished),
            "date": one(iri, ONR.edtf),
            "recorded": record.recorded,
            "reader": record.reader,
            "sha256": one(iri, ONR.sha256),
            "statements": len(self._facts.instances(ONR.Statement)),
            "events": len(self._facts.instances(SEM.Event)),
        }

    def _actors(self, identities: dict[str, Who]) -> None:
        one = self._facts.one
        for iri, who in identities.items():
            descriptor = one(iri, ONR.descriptor)
            row = {
                "iri": iri,
                "article": self.article,
                "actor": who.actor,
                "evidence": who.evidence,
                "key": who.key,
                "name": one(iri, SKOS.prefLabel),
                "type": type_of(self._facts.all(iri, RDF.type)),
                "same_as": one(iri, OWL.sameAs),
                "unnamed": one(iri, RDF.type) == ONR.UnnamedSource.value,
                "descriptor": descriptor,
                "descriptor_folded": folded(descriptor),
            }
            self._shown[iri] = insert(self._db, "shown", row)
            names = {*self._facts.all(iri, SKOS.prefLabel), *self._facts.all(iri, SKOS.altLabel)}
            called = ((folded(name), self._shown[iri], name) for name in names)
            insert_all(self._db, "called", called, 3)
        affiliations = (
            (self._id(one(iri, ONR.affiliation)), self._shown[iri])
            for iri in self._facts.instances(ONR.UnnamedSource)
        )
        self._db.executemany("UPDATE shown SET affiliation = ? WHERE id = ?", affiliations)

    def _statements(self) -> None:
        one, all, tail = self._facts.one, self._facts.all, self._facts.tail
        for iri in self._facts.instances(ONR.Statement):
            start, end = self._facts.stretch(iri, ONR.contentSpan)
            said_at, hedge, text = one(iri, ONR.saidAt), one(iri, ONR.hedge), one(iri, SCHEMA.text)
            row = {
                "iri": iri,
                "article": self.article,
                "text": text,
                "text_folded": folded(text),
                "cue": one(iri, ONR.cue),
                "form": tail(iri, ONR.form),
                "mode": tail(iri, ONR.mode),
                "certainty": tail(iri, ONR.certainty),
                "polarity": tail(iri, ONR.polarity),
                "start": start,
                "end": end,
            }
            speakers = [shown for shown in all(iri, ONR.speaker) if shown in self._shown]
            if not speakers or None in row.values():  # the named queries ask for all of these
                continue
            row |= {
                "cue_lemma": one(iri, ONR.cueLemma),
                "hedge": hedge,
                "hedge_folded": folded(hedge),
                "said_at": said_at,
                "at": said_at or one(self._iri, SCHEMA.datePublished),
            }
            statement = insert(self._db, "statement", row)
            insert_all(self._db, "speaker", self._speakers(statement, iri, speakers), 4)
            topics = {t for about in all(iri, SCHEMA.about) for t in self._topics(about)}
            insert_all(self._db, "topic", ((topic, statement) for topic in sorted(topics)), 2)

    def _speakers(
        self, statement: int, iri: str, speakers: list[str]
    ) -> Iterator[tuple[int, int, int, bool]]:
        for place, shown in enumerate(speakers):
            said = iri in self._facts.all(shown, ONR.said)
            yield statement, place, self._shown[shown], said

    def _topics(self, about: str) -> set[int]:
        """The actor itself, or those who take part in the event, or where it happens."""
        nodes = [about, *self._facts.all(about, SEM.hasActor), *self._facts.all(about, SEM.hasPlace)]
        return {self._shown[node] for node in nodes if node in self._shown}

    def _events(self) -> None:
        one, tail = self._facts.one, self._facts.tail
        published = one(self._iri, SCHEMA.datePublished)
        for iri in self._facts.instances(SEM.Event):
            start, end = self._facts.stretch(iri, ONR.triggerSpan)
            trigger, time = one(iri, ONR.trigger), one(iri, ONR.edtf)
            row = {
                "iri": iri,
                "article": self.article,
                "trigger": trigger,
                "certainty": tail(iri, ONR.certainty),
                "polarity": tail(iri, ONR.polarity),
                "start": start,
                "end": end,
            }
            if None in row.values():
                continue
            row |= {
                "word": self._word(folded(trigger) or ""),
                "type": tail(iri, SEM.eventType),
                "hedge": one(iri, ONR.hedge),
                "time": time,
                "time_text": one(iri, ONR.timeText),
                "at": time or published,
                "statement": one(iri, PROV.wasQuotedFrom),
                "place": self._id(one(iri, SEM.hasPlace)),
            }
            event = insert(self._db, "event", row)
            insert_all(self._db, "participant", self._participants(event, iri), 4)

    def _word(self, word: str) -> int:
        self._db.execute("INSERT OR IGNORE INTO word (folded) VALUES (?)", (word,))
        found: tuple[int] = self._db.execute("SELECT id FROM word WHERE folded = ?", (word,)).fetchone()
        return found[0]

    def _participants(self, event: int, iri: str) -> Iterator[tuple[int, int, int, str]]:
        roles = (("agent", ONR.agent), ("patient", ONR.patient), ("recipient", ONR.recipient))
        found = [(role, actor) for role, predicate in roles for actor in self._facts.all(iri, predicate)]
        named = {actor for _, actor in found}
        found += [("other", actor) for actor in self._facts.all(iri, SEM.hasActor) if actor not in named]
        for place, (role, actor) in enumerate(found):
            if actor in self._shown:
                yield event, place, self._shown[actor], role

    def _roles(self) -> Iterator[Row]:
        one = self._facts.one
        for iri in self._facts.instances(ORG.Membership):
            member, role = self._id(one(iri, ORG.member)), one(iri, SCHEMA.roleName)
            start, end = self._facts.stretch(iri, ONR.roleSpan)
            status = self._facts.tail(iri, ONR.roleStatus)
            if member is not None and role is not None and status is not None:
                yield {
                    "iri": iri,
                    "article": self.article,
                    "member": member,
                    "organization": self._id(one(iri, ORG.organization)),
                    "role": role,
                    "role_folded": folded(role),
                    "status": status,
                    "as_of": one(iri, ONR.asOf),
                    "start": start,
                    "end": end,
                }

    def _notes(self) -> Iterator[Row]:
        one = self._facts.one
        for iri in self._facts.instances(ONR.Note):
            start, end = self._facts.stretch(iri, OA.hasTarget)
            row = {
                "iri": iri,
                "article": self.article,
                "level": one(iri, ONR.level),
                "message": one(iri, OA.bodyValue),
            }
            if None not in row.values():
                yield row | {"start": start, "end": end}

    def _id(self, actor: str | None) -> int | None:
        return None if actor is None else self._shown.get(actor)
