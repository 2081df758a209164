"""Reading -> quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kb.errors import MappingError
from kb.model import Actor, Event, Mode, Note, Reading, Role, Span, Statement, When, digest, slug
from kb.rdf.terms import ACTOR_CLASSES, Names, Term, article_iri, interval, iri, number, text, time
from kb.vocab import BASE, FACT, OA, ONR, ORG, OWL, PLOVER, PREFIXES, PROV, RDF, SCHEMA, SEM, SKOS, XSD

CONTEXT = 32
"""Code points of text kept before and after a span, to find it again in a text that has changed."""

Triple = tuple[NamedNode, NamedNode, Term]
T = TypeVar("T")


def to_quads(reading: Reading, base: str = BASE) -> list[Quad]:
    """Everything read from one article, as quads of the article's graph, each once.

    Raises MappingError where the reading names an actor, event or statement that it does not have, or
    holds text that no RDF literal can carry (a lone surrogate, a NUL).
    """
    writer = _Writer(reading, base)
    return [Quad(*triple, writer.names.article) for triple in dict.fromkeys(writer.triples())]


def _each(subject: NamedNode, predicate: NamedNode, objects: Iterable[Term]) -> Iterator[Triple]:
    return ((subject, predicate, object) for object in objects)


def _known(subject: NamedNode, properties: dict[NamedNode, Term | None]) -> Iterator[Triple]:
    """One triple for each property whose value is known."""
    return ((subject, predicate, object) for predicate, object in properties.items() if object is not None)


def _elsewhere(actor: Actor) -> NamedNode | None:
    """The IRI of an actor in Wikidata or, with the slash that it ends with there, in GeoNames."""
    if actor.wikidata is not None:
        return iri(PREFIXES["wd"] + actor.wikidata)
    return iri(f"{PREFIXES['gn']}{actor.geonames}/") if actor.geonames is not None else None


def _unique(what: str, values: Iterable[T]) -> dict[T, None]:
    seen: dict[T, None] = {}
    for value in values:
        if value in seen:
            raise MappingError(f"The reading has {what} {value!r} twice. Each must be there once.")
        seen[value] = None
    return seen


class _Writer:
    """The triples of one reading. What a sound reading cannot hold ends in a MappingError."""

    def __init__(self, reading: Reading, base: str) -> None:
        self.reading = reading
        self.article = reading.article
        self.names = Names(article_iri(reading.article.id, base), base)
        _unique("the actor", (a.id for a in reading.actors))
        self.actors = {a.id: self.names.within("actor", a.id) for a in reading.actors}
        self.statements = self._nodes("statement", reading.statements)
        self.events = self._nodes("event", reading.events)

    def _nodes(self, kind: str, parts: Iterable[Statement | Event]) -> dict[str, NamedNode]:
        return {id: self.names.within(kind, id) for id in _unique(f"the {kind}", (p.id for p in parts))}

    def triples(self) -> Iterator[Triple]:
        reading = self.reading
        return chain(
            self._article(),
            chain.from_iterable(map(self._actor, reading.actors)),
            chain.from_iterable(map(self._role, _unique("the role", reading.roles))),
            chain.from_iterable(map(self._statement, reading.statements)),
            chain.from_iterable(map(self._event, reading.events)),
            chain.from_iterable(map(self._note, _unique("the note", reading.notes))),
        )

    def _article(self) -> Iterator[Triple]:
        article, node = self.article, self.names.article
        yield from _each(node, RDF.type, (SCHEMA.NewsArticle, PROV.Entity))
        yield from _known(
            node,
            {
                SCHEMA.headline: _text(article.title),
                SCHEMA.articleBody: text(article.text),
                SCHEMA.author: _text(article.author),
                SCHEMA.inLanguage: text(article.language),
                ONR.sha256: text(article.sha256),
            },
        )
        if article.url is not None:
            yield node, SCHEMA.url, Literal(text(article.url).value, datatype=XSD.anyURI)
        if article.date is not None:
            yield from _known(node, {SCHEMA.datePublished: time(article.date), ONR.edtf: text(article.date)})
        if article.publisher is not None:
            publisher = self.names.shared("publisher", slug(article.publisher))
            yield node, SCHEMA.publisher, publisher
            yield publisher, RDF.type, SCHEMA.Organization
            yield publisher, SKOS.prefLabel, text(article.publisher)

    def _actor(self, actor: Actor) -> Iterator[Triple]:
        node = self.actors[actor.id]
        yield node, RDF.type, ACTOR_CLASSES[actor.type]
        yield node, SKOS.prefLabel, text(actor.label)
        yield from _each(node, SKOS.altLabel, map(text, actor.aliases))
        yield from self._at(node, ONR.mentionSpan, actor.mentions)
        yield from _known(
            node,
            {
                ONR.descriptor: _text(actor.descriptor),
                ONR.number: None if actor.number is None else Literal(actor.number),
                ONR.rank: _text(actor.rank),
                ONR.unstated: Literal(True) if actor.unstated else None,  # noqa: FBT003  it is a value
                ONR.affiliation: self._maybe(self.actors, actor.affiliation),
                OWL.sameAs: _elsewhere(actor),
            },
        )
        yield from self._worded(node, ONR.anonymity, ONR.anonymitySpan, _one(actor.condition))

    def _role(self, role: Role) -> Iterator[Triple]:
        places = (f"{span.start}-{span.end}" for span in role.spans)
        when = filter(None, (role.time.value, role.time.text))
        key = digest(role.actor, role.role, role.organization or "", role.status, *places, *when)
        node, concept = self.names.within("role", key), self.names.shared("role", slug(role.role))
        yield from _known(
            node,
            {
                RDF.type: ORG.Membership,
                ORG.member: self._named(self.actors, role.actor),
                ORG.organization: self._maybe(self.actors, role.organization),
                ORG.role: concept,
                SCHEMA.roleName: text(role.role),
                ONR.roleStatus: ONR[role.status],
                ONR.asOf: time(self.article.date) if self.article.date else None,
            },
        )
        yield concept, RDF.type, SKOS.Concept
        yield concept, SKOS.prefLabel, text(slug(role.role).replace("-", " "))
        yield from self._at(node, ONR.roleSpan, role.spans)
        yield from self._when(node, SEM.hasTimeStamp, ONR.timeText, role.time)

    def _statement(self, statement: Statement) -> Iterator[Triple]:
        node = self.statements[statement.id]
        speakers = [self._named(self.actors, id) for id in statement.speakers]
        yield from _known(
            node,
            {
                RDF.type: ONR.Statement,
                ONR.form: ONR[statement.form],
                ONR.mode: ONR[statement.mode],
                ONR.cueLemma: text(statement.cue_lemma),
            },
        )
        yield from _each(node, ONR.speaker, speakers)
        if statement.mode is Mode.SPEECH:
            yield from ((speaker, ONR.said, node) for speaker in speakers)
        yield from self._worded(node, SCHEMA.text, ONR.contentSpan, statement.content)
        yield from self._worded(node, ONR.cue, ONR.cueSpan, statement.cue)
        yield from self._at(node, ONR.speakerSpan, statement.speaker)
        yield from self._worded(node, ONR.condition, ONR.conditionSpan, _one(statement.condition))
        yield from self._when(node, ONR.saidAt, ONR.saidAtText, statement.said_at)
        yield from _each(node, SCHEMA.about, map(self._topic, statement.about))
        yield from self._asserted(node, statement)

    def _event(self, event: Event) -> Iterator[Triple]:
        node = self.events[event.id]
        yield node, RDF.type, SEM.Event
        yield node, ONR.triggerLemma, text(event.lemma)
        yield from self._worded(node, ONR.trigger, ONR.triggerSpan, event.trigger)
        yield from self._at(node, ONR.retoldSpan, event.mentions)
        if event.type is not None:
            yield node, SEM.eventType, iri(PLOVER.iri + event.type)
        for participant in event.participants:
            actor = self._named(self.actors, participant.actor)
            yield node, SEM.hasActor, actor
            yield node, ONR[participant.role], actor
        yield from _known(node, {SEM.hasPlace: self._maybe(self.actors, event.place)})
        yield from self._at(node, ONR.placeSpan, _one(event.place_span))
        yield from self._when(node, SEM.hasTimeStamp, ONR.timeText, event.time)
        yield from self._asserted(node, event)

    def _asserted(self, node: NamedNode, part: Statement | Event) -> Iterator[Triple]:
        """What a statement and an event share: how sure, by whom, and in which article."""
        yield from _known(
            node,
            {
                SCHEMA.isPartOf: self.names.article,
                ONR.certainty: FACT[part.certainty],
                ONR.polarity: FACT[part.polarity],
                ONR.tense: FACT[part.tense],
                PROV.wasQuotedFrom: self._maybe(self.statements, part.within),
                ONR.confidence: None if part.confidence is None else number(part.confidence),
            },
        )
        yield from self._worded(node, ONR.certaintyCue, ONR.certaintyCueSpan, _one(part.certainty_cue))
        yield from self._worded(node, ONR.hedge, ONR.hedgeSpan, _one(part.hedge))

    def _note(self, note: Note) -> Iterator[Triple]:
        places = [f"{span.start}-{span.end}" for span in note.spans]
        node = self.names.within("note", digest(note.level, note.message, *places))
        yield node, RDF.type, ONR.Note
        yield node, ONR.level, text(note.level)
        yield node, OA.bodyValue, text(note.message)
        yield node, SCHEMA.isPartOf, self.names.article
        yield from self._at(node, OA.hasTarget, note.spans)

    def _when(self, node: NamedNode, at: NamedNode, worded: NamedNode, when: When) -> Iterator[Triple]:
        yield from _known(node, {worded: _text(when.text), ONR.edtf: _text(when.value)})
        if when.value is not None:
            begin, end = interval(when.value)
            yield from _known(
                node, {at: time(when.value), SEM.hasBeginTimeStamp: begin, SEM.hasEndTimeStamp: end}
            )

    def _worded(
        self, node: NamedNode, wording: NamedNode, where: NamedNode, spans: tuple[Span, ...]
    ) -> Iterator[Triple]:
        """The words at `spans` beside the spans themselves."""
        if spans:
            yield node, wording, text(self.reading.words(spans))
        yield from self._at(node, where, spans)

    def _at(self, node: NamedNode, where: NamedNode, spans: Iterable[Span]) -> Iterator[Triple]:
        for span in spans:
            yield node, where, self.names.span(span)
            yield from self._span(span)

    def _span(self, span: Span) -> Iterator[Triple]:
        node, body = self.names.span(span), self.article.text
        position, quote = iri(f"{node.value}/position"), iri(f"{node.value}/quote")
        yield node, RDF.type, OA.SpecificResource
        yield node, OA.hasSource, self.names.article
        yield from _each(node, OA.hasSelector, (position, quote))
        yield position, RDF.type, OA.TextPositionSelector
        yield position, OA.start, Literal(span.start)
        yield position, OA.end, Literal(span.end)
        yield quote, RDF.type, OA.TextQuoteSelector
        yield quote, OA.exact, text(span.of(body))
        yield quote, OA.prefix, text(body[max(0, span.start - CONTEXT) : span.start])
        yield quote, OA.suffix, text(body[span.end : span.end + CONTEXT])

    def _topic(self, id: str) -> NamedNode:
        return self._named(self.events if id in self.events else self.actors, id)

    def _maybe(self, nodes: dict[str, NamedNode], id: str | None) -> NamedNode | None:
        return None if id is None else self._named(nodes, id)

    def _named(self, nodes: dict[str, NamedNode], id: str) -> NamedNode:
        if id not in nodes:
            raise MappingError(
                f"The reading of {self.article.id!r} speaks of {id!r}, which it does not have. "
                "Add it, or leave out what points to it."
            )
        return nodes[id]


def _text(value: str | None) -> Literal | None:
    return None if value is None else text(value)


def _one(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)
