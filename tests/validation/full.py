"""A reading that has something for every shape to look at, as quads, and ways to break it."""

from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad
from small import READING, at

from kb.model import Actor, ActorType, Reading, When
from kb.rdf import article_iri, identities_graph, to_quads
from kb.tracking import Decision, decision_quads, first_identities
from kb.vocab import BASE, ONR

ARTICLE = article_iri(READING.article.id)
NOWHERE = NamedNode("urn:example:nowhere")


def in_article(tail: str) -> NamedNode:
    return NamedNode(f"{ARTICLE.value}/{tail}")


STATEMENT, EVENT = in_article("statement/s1"), in_article("event/e1")
BROOK = in_article("actor/person/ada-brook")
SAID = in_article("span/41-45")

_outer = replace(
    READING.statements[0],
    id="s0",
    said_at=When("2026-01/2026-02"),
    speakers=("unnamed/0",),
    speaker=(),
    condition=at("in March 2026"),
)
_inner = replace(READING.statements[0], within="s0")

FULL = Reading.of(
    READING.article,
    actors=[
        *(replace(a, wikidata="Q42") if a.type is ActorType.PERSON else a for a in READING.actors),
        Actor(
            "unnamed/0",
            ActorType.UNNAMED,
            "unstated source",
            affiliation="place/larkhill",
            number=2,
            rank="senior",
            condition=at("that the council might meet"),
        ),
    ],
    roles=READING.roles,
    statements=[_outer, _inner],
    events=[
        replace(
            READING.events[0],
            mentions=(at("March"),),
            place="place/larkhill",
            place_span=at("Larkhill"),
            confidence=0.7,
        )
    ],
    notes=READING.notes,
)
_decision = Decision(
    "d1", BROOK.value, in_article("actor/unnamed/0").value, "the same", "2026-02-04T10:00:00Z"
)
QUADS = (
    *to_quads(FULL),
    *first_identities(FULL, BASE),
    Quad(BROOK, ONR.evidence, Literal("the first called Ada Brook"), identities_graph()),
    *decision_quads(_decision, BASE),
)


def values(subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
    return [quad.object for quad in QUADS if quad.subject == subject and quad.predicate == predicate]


def without(subject: NamedNode, predicate: NamedNode) -> list[Quad]:
    return [quad for quad in QUADS if not (quad.subject == subject and quad.predicate == predicate)]


def also(subject: NamedNode, predicate: NamedNode, *objects: NamedNode | Literal) -> list[Quad]:
    return [*QUADS, *(Quad(subject, predicate, object, ARTICLE) for object in objects)]


def instead(subject: NamedNode, predicate: NamedNode, object: NamedNode | Literal) -> list[Quad]:
    return [*without(subject, predicate), Quad(subject, predicate, object, ARTICLE)]
