"""Each constraint of each shape accepts a sound reading, and reports one that breaks it.

The constraints are read from the shapes themselves, so that a new one without a test cannot be added.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyshacl
import pytest
from full import NOWHERE, QUADS, SAID, also, in_article, instead, values, without
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kb import resources
from kb.validation import validate
from kb.validation.shacl import shapes, to_rdflib
from kb.vocab import OA, ONR, XSD
from kb.vocab import RDF as RDF_TERMS

SHAPES = "https://w3id.org/onrecord/shapes#"
NO_CONSTRAINT = {RDF.type, SH.path, SH.message, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
NO_TERM = Literal("x", datatype=NamedNode("urn:example:datatype"))

Break = Callable[[NamedNode, NamedNode], list[Quad]]

BREAK: dict[URIRef, Break] = {
    SH.minCount: without,
    SH.maxCount: lambda node, path: also(node, path, SAID, Literal("one more")),
    SH.datatype: lambda node, path: instead(node, path, NO_TERM),
    SH.minLength: lambda node, path: instead(node, path, Literal("")),
    SH.pattern: lambda node, path: instead(node, path, NOWHERE),
    SH.nodeKind: lambda node, path: instead(node, path, Literal("a mere word")),
    SH["class"]: lambda node, path: instead(node, path, NOWHERE),
    SH["in"]: lambda node, path: instead(node, path, NOWHERE),
    SH.hasValue: lambda node, path: instead(node, path, NOWHERE),
    SH["or"]: lambda node, path: instead(node, path, Literal("2026-02-31", datatype=XSD.date)),
    SH.minInclusive: lambda node, path: instead(node, path, Literal("-1", datatype=XSD.decimal)),
    SH.maxInclusive: lambda node, path: instead(node, path, Literal("1.01", datatype=XSD.decimal)),
    SH.lessThan: lambda node, path: instead(node, path, Literal(99)),
}
"""How to break a constraint on a plain property."""

UNSTATED, UNNAMED = in_article("actor/unnamed/0"), in_article("actor/unnamed/engineers")
SAID_SELECTOR = in_article("span/49-55/position")

BREAK_ON_A_LONGER_PATH: dict[tuple[str, URIRef], list[Quad]] = {
    ("span-position", SH.minCount): without(SAID, OA.hasSelector),
    ("span-position", SH.maxCount): also(SAID, OA.hasSelector, SAID_SELECTOR),
    ("span-words", SH.minCount): without(SAID, OA.hasSelector),
    ("span-words", SH.maxCount): also(SAID, OA.hasSelector, in_article("span/49-55/quote")),
    ("unnamed-source-known", SH.minCount): without(UNNAMED, ONR.descriptor),
    ("unnamed-source-known", SH.maxCount): also(UNNAMED, ONR.unstated, Literal("true", datatype=XSD.boolean)),
    ("statement-said-speaker", SH.equals): also(
        in_article("actor/place/larkhill"), ONR.said, in_article("statement/s1")
    ),
}


class Constraint(NamedTuple):
    """One parameter of one property shape."""

    shape: str
    parameter: URIRef
    path: Node
    message: str
    targets: tuple[tuple[URIRef, URIRef], ...]

    def __str__(self) -> str:
        return f"{self.shape}-{self.parameter.fragment}"


def constraints() -> Iterator[Constraint]:
    for file in sorted(resources.shapes().glob("*.ttl")):
        graph = Graph().parse(file)
        for shape in sorted(graph.subjects(RDF.type, SH.PropertyShape)):
            kinds = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
            targets = [(kind, value) for kind in kinds for value in sorted(graph.objects(shape, kind))]
            for parameter in sorted(set(graph.predicates(shape)) - NO_CONSTRAINT):
                yield Constraint(
                    str(shape).removeprefix(SHAPES),
                    parameter,
                    graph.value(shape, SH.path),
                    str(graph.value(shape, SH.message)),
                    tuple(targets),
                )


CONSTRAINTS = list(constraints())


def focus(constraint: Constraint) -> NamedNode:
    """A node that the shape looks at, with a value to break."""
    path = NamedNode(str(constraint.path))
    nodes = [node for kind, target in constraint.targets for node in targeted(kind, NamedNode(str(target)))]
    return next(node for node in nodes if values(node, path))


def targeted(kind: URIRef, target: NamedNode) -> list[NamedNode]:
    if kind == SH.targetClass:
        return [quad.subject for quad in QUADS if quad.predicate == RDF_TERMS.type and quad.object == target]
    if kind == SH.targetSubjectsOf:
        return [quad.subject for quad in QUADS if quad.predicate == target]
    return [quad.object for quad in QUADS if quad.predicate == target]


def broken(constraint: Constraint) -> list[Quad]:
    by_hand = BREAK_ON_A_LONGER_PATH.get((constraint.shape, constraint.parameter))
    if by_hand is not None:
        return by_hand
    return BREAK[constraint.parameter](focus(constraint), NamedNode(str(constraint.path)))


def test_all_constraints_are_tried() -> None:
    assert len({constraint.shape for constraint in CONSTRAINTS}) == 77
    assert len(CONSTRAINTS) == 200


def test_a_sound_reading_with_everything_in_it_is_valid() -> None:
    assert validate(QUADS).results == ()


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=str)
def test_a_reading_that_breaks_it_is_reported_by_that_constraint(constraint: Constraint) -> None:
    _, report, _ = pyshacl.validate(to_rdflib(broken(constraint)), shacl_graph=shapes())
    name = constraint.parameter.fragment
    component = SH[f"{name[0].upper()}{name[1:]}ConstraintComponent"]
    found = set(report.subjects(SH.sourceConstraintComponent, component))
    assert found & set(report.subjects(SH.sourceShape, URIRef(SHAPES + constraint.shape)))


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=str)
def test_its_message_says_what_is_wrong_and_what_to_do(constraint: Constraint) -> None:
    sentences = constraint.message.rstrip(".").split(". ")
    assert constraint.message.endswith(".")
    assert "needs" in constraint.message or len(sentences) > 1
    assert not any(
        jargon in constraint.message for jargon in ("onr:", "sh:", "literal", "node", "http://www.w3")
    )


def test_every_shape_stands_by_itself_and_has_a_name() -> None:
    for file in resources.shapes().glob("*.ttl"):
        graph = Graph().parse(file)
        assert set(graph.objects(predicate=RDF.type)) == {SH.PropertyShape}, file.name
        assert all(str(shape).startswith(SHAPES) for shape in graph.subjects(RDF.type, SH.PropertyShape))
