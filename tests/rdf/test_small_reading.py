"""One small reading, triple by triple, and the values that RDF holds in a particular way."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse, serialize
from rdflib import Graph
from rdflib.compare import isomorphic
from small import READING

from kb.errors import MappingError
from kb.model import Actor, ActorType, Article, Mode, Reading, Role, RoleStatus, Span, When
from kb.rdf import from_quads, to_quads
from kb.vocab import BASE, ONR, OWL, SCHEMA, SEM, SKOS, XSD

STATEMENT = READING.statements[0]


def rdflib_graph(quads: list[Quad]) -> Graph:
    return Graph().parse(serialize((q.triple for q in quads), format=RdfFormat.N_TRIPLES), format="nt")


def objects(reading: Reading, predicate: object) -> list[Literal]:
    return [quad.object for quad in to_quads(reading) if quad.predicate == predicate]


def with_statement(**changes: object) -> Reading:
    return replace(READING, statements=(replace(STATEMENT, **changes),))


def test_the_small_reading_has_the_triples_written_by_hand() -> None:
    by_hand = Graph().parse(Path(__file__).with_name("small.ttl"))
    assert isomorphic(rdflib_graph(to_quads(READING)), by_hand)


def test_the_triples_written_by_hand_are_the_small_reading() -> None:
    lines = Graph().parse(Path(__file__).with_name("small.ttl")).serialize(format="nt")

    assert from_quads(parse(lines, format=RdfFormat.N_TRIPLES)) == READING


@pytest.mark.parametrize("base", ["http://localhost/", "urn:example:", "https://example.org/a/b#"])
def test_the_base_iri_can_be_changed(base: str) -> None:
    quads = to_quads(READING, base)
    assert from_quads(quads, base) == READING
    assert all(quad.graph_name.value == f"{base}article/larkhill-bridge" for quad in quads)


@pytest.mark.parametrize("mode", Mode)
def test_nobody_said_what_he_is_reported_to_think(mode: Mode) -> None:
    assert bool(objects(with_statement(mode=mode), ONR.said)) == (mode is Mode.SPEECH)


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("2025", Literal("2025", datatype=XSD.gYear)),
        ("2025-12", Literal("2025-12", datatype=XSD.gYearMonth)),
        ("2025-12-21", Literal("2025-12-21", datatype=XSD.date)),
        ("2025-12-21T10:30Z", Literal("2025-12-21T10:30:00Z", datatype=XSD.dateTime)),
        ("2025-12-21T10:30:00+00:00", Literal("2025-12-21T10:30:00Z", datatype=XSD.dateTime)),
        ("2025-12-21T10:30:15+05:30", Literal("2025-12-21T10:30:15+05:30", datatype=XSD.dateTime)),
    ],
)
def test_the_datatype_of_a_time_is_its_precision(value: str, literal: Literal) -> None:
    reading = with_statement(said_at=When(value))
    assert objects(reading, ONR.saidAt) == [literal]
    assert from_quads(to_quads(reading)) == reading


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("2025-12-20/2025-12-21", "2025-12-20", "2025-12-21"),
        ("2025-12/..", "2025-12", None),
        ("../2025", None, "2025"),
        ("2025-12?", None, None),
        ("2025-21", None, None),
        ("19XX", None, None),
    ],
)
def test_a_time_without_an_xsd_type_keeps_its_edtf_words_and_any_bounds(
    value: str, begin: str | None, end: str | None
) -> None:
    reading = with_statement(said_at=When(value))
    assert objects(reading, ONR.saidAt) == []
    assert Literal(value) in objects(reading, ONR.edtf)
    assert [literal.value for literal in objects(reading, SEM.hasBeginTimeStamp)] == (
        [begin] if begin else []
    )
    assert [literal.value for literal in objects(reading, SEM.hasEndTimeStamp)] == ([end] if end else [])


@pytest.mark.parametrize(
    ("value", "lexical"), [(1.0, "1"), (0.0, "0"), (0.5, "0.5"), (0.0001, "0.0001"), (0.9375, "0.9375")]
)
def test_a_confidence_is_a_decimal_in_its_canonical_form(value: float, lexical: str) -> None:
    reading = with_statement(confidence=value)
    assert objects(reading, ONR.confidence) == [Literal(lexical, datatype=XSD.decimal)]


def test_a_content_in_two_parts_is_joined_by_an_ellipsis() -> None:
    reading = with_statement(content=(Span(61, 72), Span(84, 93)))
    assert Literal("the council … engineers") in objects(reading, SCHEMA.text)
    assert from_quads(to_quads(reading)) == reading


def test_a_source_left_out_is_marked_unstated() -> None:
    left_out = Actor("unnamed/0", ActorType.UNNAMED, "unstated source")
    assert objects(Reading.of(READING.article, actors=[left_out]), ONR.unstated) == [Literal(True)]  # noqa: FBT003  it is a value
    assert objects(READING, ONR.unstated) == []


@pytest.mark.parametrize("type", ActorType)
def test_an_actor_is_the_articles_whatever_its_kind(type: ActorType) -> None:
    reading = Reading.of(READING.article, actors=[Actor(f"{type}/x", type, "X", descriptor="x")])
    (node,) = {quad.subject.value for quad in to_quads(reading) if quad.predicate == ONR.descriptor}
    assert node == f"{BASE}article/larkhill-bridge/actor/{type}/x"


def test_roles_that_differ_only_in_case_are_one_concept_and_keep_their_words() -> None:
    reading = Reading.of(
        READING.article,
        actors=READING.actors,
        roles=[
            Role("person/ada-brook", name, None, RoleStatus.HELD, (Span(11, 16),))
            for name in ("Mayor-elect", "mayor elect")
        ],
    )
    assert {quad.object.value for quad in to_quads(reading) if quad.predicate == SCHEMA.roleName} == {
        "Mayor-elect",
        "mayor elect",
    }
    assert Literal("mayor elect") in objects(reading, SKOS.prefLabel)
    assert from_quads(to_quads(reading)) == reading


@pytest.mark.parametrize("name", ["新华社", "Süddeutsche Zeitung", "!!!", "A & B/C"])
def test_a_publisher_of_any_name_has_an_iri(name: str) -> None:
    reading = Reading(replace(READING.article, publisher=name))
    assert from_quads(to_quads(reading)) == reading


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud83db"])
@pytest.mark.parametrize("where", ["text", "title", "publisher"])
def test_text_that_rdf_cannot_hold_is_refused_with_its_place(bad: str, where: str) -> None:
    with pytest.raises(MappingError, match=r"Character 1, after 'a', is .* Remove it"):
        to_quads(Reading(replace(READING.article, **{where: bad})))


@pytest.mark.parametrize(
    "changes",
    [{"speakers": ("person/nobody",)}, {"about": ("e9",)}, {"within": "s9"}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_statement_that_points_at_nothing_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(MappingError, match="which it does not have"):
        to_quads(with_statement(**changes))


@pytest.mark.parametrize("part", ["actors", "roles", "statements", "events", "notes"])
def test_a_part_that_is_there_twice_is_refused(part: str) -> None:
    with pytest.raises(MappingError, match="twice"):
        to_quads(replace(READING, **{part: getattr(READING, part) * 2}))


def test_the_graph_of_another_article_besides_is_refused() -> None:
    other = Reading(Article("another", "Text."))
    with pytest.raises(MappingError, match="this has 2"):
        from_quads([*to_quads(READING), *to_quads(other)])


def test_no_quads_are_no_reading() -> None:
    with pytest.raises(MappingError, match="this has 0"):
        from_quads([])


def test_a_missing_body_is_named() -> None:
    quads = [quad for quad in to_quads(READING) if quad.predicate != SCHEMA.articleBody]
    with pytest.raises(MappingError, match=r"has no <https://schema\.org/articleBody>"):
        from_quads(quads)


def test_the_wrong_base_is_named() -> None:
    with pytest.raises(MappingError, match="Give the base IRI it was made with"):
        from_quads(to_quads(READING), "https://example.org/")


def test_a_form_nobody_knows_is_refused_in_words() -> None:
    quads = [
        Quad(q.subject, q.predicate, ONR.held, q.graph_name) if q.predicate == ONR.form else q
        for q in to_quads(READING)
    ]
    with pytest.raises(MappingError, match="'held' is not a valid Form"):
        from_quads(quads)


def test_a_place_that_geonames_knows_is_the_same_as_its_iri_there() -> None:
    city = Actor("place/paris", ActorType.PLACE, "Paris", geonames="2988507")
    (same,) = objects(replace(READING, actors=(*READING.actors, city)), OWL.sameAs)
    assert same.value == "https://sws.geonames.org/2988507/"


def test_an_actor_is_known_by_one_id_elsewhere() -> None:
    with pytest.raises(ValueError, match="not by both"):
        Actor("place/paris", ActorType.PLACE, "Paris", wikidata="Q90", geonames="2988507")
