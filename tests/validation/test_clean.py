"""What is called clean without asking pySHACL is what pySHACL finds nothing in."""

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

import pytest
from full import ARTICLE, NOWHERE, QUADS, SAID, STATEMENT, also, in_article, instead, without
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize
from strategies import readings
from test_shapes import CONSTRAINTS, Constraint, broken

from kb import resources
from kb.base import KnowledgeBase
from kb.model import Reading
from kb.rdf import to_quads
from kb.store import open_writer
from kb.validation import validate, validate_graph
from kb.validation.clean import surely_clean
from kb.validation.compiled import compiled
from kb.validation.lines import Lines
from kb.validation.shacl import shapes
from kb.validation.text import WORDINGS
from kb.vocab import OA, ONR, RDF, SCHEMA, XSD

DOUBLE = NamedNode(f"{XSD.iri}double")
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


def written(quads: Collection[Quad]) -> dict[NamedNode, str]:
    """The N-Triples of each graph."""
    graphs = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
    return {name: serialize(found, format=RdfFormat.N_TRIPLES).decode() for name, found in graphs.items()}


def clean(quads: Collection[Quad]) -> bool:
    return all(surely_clean(Lines(ntriples)) for ntriples in written(quads).values())


def same(quads: Collection[Quad]) -> bool:
    """Whether each graph gets the very report that it gets without the short cut."""
    return all(
        validate_graph(name, ntriples) == validate(quad for quad in quads if quad.graph_name == name)
        for name, ntriples in written(quads).items()
    )


def test_a_sound_reading_with_everything_in_it_is_clean() -> None:
    assert clean(QUADS)


@settings(max_examples=30, deadline=None)
@given(readings())
def test_a_reading_over_any_text_is_clean(reading: Reading) -> None:
    assert clean(to_quads(reading))


def test_every_shape_is_understood() -> None:
    assert len(compiled()) == len({constraint.shape for constraint in CONSTRAINTS})
    assert all(fits(Lines("")) for fits in compiled()), "a shape that is not understood fits nothing"


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=str)
def test_what_breaks_a_constraint_is_not_clean(constraint: Constraint) -> None:
    in_one_graph = {Quad(quad.subject, quad.predicate, quad.object, ARTICLE) for quad in broken(constraint)}

    assert not clean(in_one_graph)


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda term: term.value.rpartition("/")[2])
def test_words_that_the_article_does_not_have_are_not_clean(wording: NamedNode) -> None:
    node = next(quad.subject for quad in QUADS if quad.predicate == wording)

    assert not clean(instead(node, wording, Literal("allegedly")))
    assert not clean(without(node, WORDINGS[wording]))


ODD = {
    "other words": instead(in_article("span/41-45/quote"), OA.exact, Literal("sayd")),
    "one character off": instead(in_article("span/41-45/position"), OA.start, Literal(42)),
    "beyond the end": instead(in_article("span/41-45/position"), OA.end, Literal(9999)),
    "another text": instead(ARTICLE, SCHEMA.articleBody, Literal("Another text.")),
    "two texts": also(ARTICLE, SCHEMA.articleBody, Literal("Another text.")),
    "no time": also(STATEMENT, ONR.edtf, Literal("2025-02-30")),
    "several sources": also(SAID, OA.hasSource, NOWHERE),
    "a class of its own": also(SAID, SUBCLASS, OA.SpecificResource),
    "a triple as value": also(SAID, SCHEMA.about, Triple(SAID, RDF.type, NOWHERE)),
    "a blank node": also(STATEMENT, ONR.speaker, BlankNode("somebody")),
    "a language": instead(STATEMENT, ONR.cue, Literal("said", language="en")),
    "an unknown datatype": also(STATEMENT, NOWHERE, Literal("x", datatype=NOWHERE)),
} | {
    f"confidence {number} {datatype.value[33:]}": instead(
        STATEMENT, ONR.confidence, Literal(number, datatype=datatype)
    )
    for number in ("NaN", "INF", "-0.0", "1.000", "1e0", "sure", "", "9" * 5000)
    for datatype in (XSD.decimal, DOUBLE, XSD.integer, XSD.string)
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_gets_the_report_that_pyshacl_gives(name: str) -> None:
    assert same(ODD[name])


@settings(max_examples=25, deadline=None)
@given(readings(), st.data())
def test_a_reading_that_was_tampered_with_gets_the_report_that_pyshacl_gives(
    reading: Reading, data: st.DataObject
) -> None:
    quads = to_quads(reading)
    one, other = (data.draw(st.sampled_from(quads)) for _ in range(2))
    strange = Quad(one.subject, one.predicate, other.object, one.graph_name)
    gone = data.draw(st.booleans())

    assert same([*(quad for quad in quads if not (gone and quad == one)), strange])


def test_nothing_is_clean_without_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "shapes", lambda: tmp_path)
    shapes.cache_clear()
    compiled.cache_clear()
    try:
        (report,) = (validate_graph(*graph) for graph in list(written(QUADS).items())[:1])
    finally:
        shapes.cache_clear()
        compiled.cache_clear()
    assert "There are no shapes in" in report.violations[0].message


def test_a_store_gets_the_same_report_from_one_process_and_from_several(tmp_path: Path) -> None:
    spoilt = without(STATEMENT, ONR.cue)
    with open_writer(tmp_path) as writer:
        writer.commit(add=spoilt)
    told: list[str] = []

    one = KnowledgeBase(tmp_path).validate(told.append, jobs=1)
    several = KnowledgeBase(tmp_path).validate(jobs=2)

    assert told == ["larkhill-bridge"]
    assert one == several == validate(spoilt)
    assert not one.conforms
