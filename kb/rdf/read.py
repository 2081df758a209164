"""Quads -> Reading."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from pyoxigraph import NamedNode, Quad

from kb.errors import MappingError
from kb.model import (
    Actor,
    ActorType,
    Article,
    Certainty,
    Event,
    Form,
    Mode,
    Note,
    Participant,
    ParticipantRole,
    Polarity,
    Reading,
    Role,
    RoleStatus,
    Span,
    Statement,
    Tense,
    When,
)
from kb.rdf.graph import Graph, as_node
from kb.rdf.terms import ACTOR_CLASSES, Names, Term
from kb.vocab import BASE, FACT, OA, ONR, ORG, OWL, PLOVER, PREFIXES, PROV, SCHEMA, SEM, SKOS

_ACTOR_TYPES = {node: type for type, node in ACTOR_CLASSES.items()}

E = TypeVar("E", bound=StrEnum)


def from_quads(quads: Iterable[Quad], base: str = BASE) -> Reading:
    """The reading that the quads of one article's graph hold: `from_quads(to_quads(r)) == r`.

    Raises MappingError where they hold no article, several, or one that lacks what a Reading needs.
    """
    try:
        return _Reader(quads, base).reading()
    except ValueError as error:
        raise MappingError(
            f"These quads are not a reading: {error}. Check them with `kb validate`."
        ) from error


class _Reader:
    def __init__(self, quads: Iterable[Quad], base: str) -> None:
        self.graph = Graph(quads)
        articles = self.graph.instances(SCHEMA.NewsArticle)
        if len(articles) != 1:
            raise MappingError(
                f"A reading is the graph of one article, and this has {len(articles)}. "
                "Give the quads of one article's graph."
            )
        self.names = Names(articles[0], base)

    def reading(self) -> Reading:
        return Reading.of(
            self._article(),
            actors=[
                self._actor(node, type)
                for cls, type in _ACTOR_TYPES.items()
                for node in self.graph.instances(cls)
                if not node.value.startswith(f"{self.names.base}publisher/")
            ],
            roles=map(self._role, self.graph.instances(ORG.Membership)),
            statements=map(self._statement, self.graph.instances(ONR.Statement)),
            events=map(self._event, self.graph.instances(SEM.Event)),
            notes=map(self._note, self.graph.instances(ONR.Note)),
        )

    def _article(self) -> Article:
        node = self.names.article
        publisher = self.graph.maybe(node, SCHEMA.publisher)
        return Article(
            id=self._article_id(),
            text=self.graph.text(node, SCHEMA.articleBody),
            title=self.graph.maybe_text(node, SCHEMA.headline),
            date=self.graph.maybe_text(node, ONR.edtf),
            publisher=None if publisher is None else self.graph.text(as_node(publisher), SKOS.prefLabel),
            author=self.graph.maybe_text(node, SCHEMA.author),
            url=self.graph.maybe_text(node, SCHEMA.url),
            language=self.graph.text(node, SCHEMA.inLanguage),
        )

    def _article_id(self) -> str:
        stem, node = f"{self.names.base}article/", self.names.article
        if not node.value.startswith(stem):
            raise MappingError(f"<{node.value}> is not under <{stem}>. Give the base IRI it was made with.")
        return node.value.removeprefix(stem)

    def _actor(self, node: NamedNode, type: ActorType) -> Actor:
        same = self.graph.maybe_text(node, OWL.sameAs)
        return Actor(
            id=self.names.id(node, "actor"),
            type=type,
            label=self.graph.text(node, SKOS.prefLabel),
            aliases=tuple(sorted(term.value for term in self.graph.all(node, SKOS.altLabel))),
            mentions=self._spans(node, ONR.mentionSpan),
            descriptor=self.graph.maybe_text(node, ONR.descriptor),
            affiliation=self._maybe_id(node, ONR.affiliation, "actor"),
            number=self._number(node),
            rank=self.graph.maybe_text(node, ONR.rank),
            condition=self._span(node, ONR.anonymitySpan),
            wikidata=_below(same, PREFIXES["wd"]),
            geonames=_below(same, PREFIXES["gn"]),
        )

    def _role(self, node: NamedNode) -> Role:
        return Role(
            actor=self.names.id(self.graph.one(node, ORG.member), "actor"),
            role=self.graph.text(node, SCHEMA.roleName),
            organization=self._maybe_id(node, ORG.organization, "actor"),
            status=self._concept(node, ONR.roleStatus, ONR.iri, RoleStatus),
            spans=self._spans(node, ONR.roleSpan),
            time=self._when(node, ONR.timeText),
        )

    def _statement(self, node: NamedNode) -> Statement:
        return Statement(
            id=self.names.id(node, "statement"),
            form=self._concept(node, ONR.form, ONR.iri, Form),
            mode=self._concept(node, ONR.mode, ONR.iri, Mode),
            content=self._spans(node, ONR.contentSpan),
            speakers=self._ids(node, ONR.speaker, "actor"),
            speaker=self._spans(node, ONR.speakerSpan),
            cue=self._spans(node, ONR.cueSpan),
            cue_lemma=self.graph.text(node, ONR.cueLemma),
            certainty=self._concept(node, ONR.certainty, FACT.iri, Certainty),
            polarity=self._concept(node, ONR.polarity, FACT.iri, Polarity),
            tense=self._concept(node, ONR.tense, FACT.iri, Tense),
            certainty_cue=self._span(node, ONR.certaintyCueSpan),
            hedge=self._span(node, ONR.hedgeSpan),
            condition=self._span(node, ONR.conditionSpan),
            said_at=self._when(node, ONR.saidAtText),
            about=self._ids(node, SCHEMA.about, "actor", "event"),
            within=self._maybe_id(node, PROV.wasQuotedFrom, "statement"),
            confidence=self._confidence(node),
        )

    def _event(self, node: NamedNode) -> Event:
        type = self.graph.maybe_text(node, SEM.eventType)
        return Event(
            id=self.names.id(node, "event"),
            trigger=self._spans(node, ONR.triggerSpan),
            lemma=self.graph.text(node, ONR.triggerLemma),
            type=type.removeprefix(PLOVER.iri) if type else None,
            participants=tuple(
                sorted(
                    Participant(id, role)
                    for role in ParticipantRole
                    for id in self._ids(node, ONR[role], "actor")
                )
            ),
            place=self._maybe_id(node, SEM.hasPlace, "actor"),
            place_span=self._span(node, ONR.placeSpan),
            time=self._when(node, ONR.timeText),
            certainty=self._concept(node, ONR.certainty, FACT.iri, Certainty),
            polarity=self._concept(node, ONR.polarity, FACT.iri, Polarity),
            tense=self._concept(node, ONR.tense, FACT.iri, Tense),
            certainty_cue=self._span(node, ONR.certaintyCueSpan),
            hedge=self._span(node, ONR.hedgeSpan),
            within=self._maybe_id(node, PROV.wasQuotedFrom, "statement"),
            confidence=self._confidence(node),
            mentions=self._spans(node, ONR.retoldSpan),
        )

    def _note(self, node: NamedNode) -> Note:
        return Note(
            level=self.graph.text(node, ONR.level),
            message=self.graph.text(node, OA.bodyValue),
            spans=self._spans(node, OA.hasTarget),
        )

    def _when(self, node: NamedNode, worded: NamedNode) -> When:
        return When(self.graph.maybe_text(node, ONR.edtf), self.graph.maybe_text(node, worded))

    def _number(self, node: NamedNode) -> int | None:
        value = self.graph.maybe_text(node, ONR.number)
        return None if value is None else int(value)

    def _confidence(self, node: NamedNode) -> float | None:
        value = self.graph.maybe_text(node, ONR.confidence)
        return None if value is None else float(value)

    def _concept(self, node: NamedNode, predicate: NamedNode, namespace: str, kind: type[E]) -> E:
        return kind(self.graph.text(node, predicate).removeprefix(namespace))

    def _ids(self, node: NamedNode, predicate: NamedNode, *kinds: str) -> tuple[str, ...]:
        return tuple(sorted(self.names.id(term, *kinds) for term in self.graph.all(node, predicate)))

    def _maybe_id(self, node: NamedNode, predicate: NamedNode, kind: str) -> str | None:
        value = self.graph.maybe(node, predicate)
        return None if value is None else self.names.id(value, kind)

    def _spans(self, node: NamedNode, predicate: NamedNode) -> tuple[Span, ...]:
        return tuple(sorted(map(self._position, self.graph.all(node, predicate))))

    def _span(self, node: NamedNode, predicate: NamedNode) -> Span | None:
        value = self.graph.maybe(node, predicate)
        return None if value is None else self._position(value)

    def _position(self, span: Term) -> Span:
        """The span of an oa:SpecificResource, by its position selector."""
        for selector in map(as_node, self.graph.all(as_node(span), OA.hasSelector)):
            if self.graph.all(selector, OA.start):
                return Span(int(self.graph.text(selector, OA.start)), int(self.graph.text(selector, OA.end)))
        raise MappingError(f"{span} has no oa:TextPositionSelector, so nobody knows where it is.")


def _below(known: str | None, namespace: str) -> str | None:
    """What an IRI of that namespace calls something; None for an IRI of another one, or none."""
    return known.removeprefix(namespace).rstrip("/") if known and known.startswith(namespace) else None
