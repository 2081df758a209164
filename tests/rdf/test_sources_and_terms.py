"""What an unnamed source's number, rank and condition, and a role's time, are as triples, and back."""

from dataclasses import replace

from pyoxigraph import Literal, NamedNode
from small import READING, at

from kb.model import Reading, When
from kb.rdf import article_iri, from_quads, to_quads
from kb.vocab import OA, ONR, ORG, RDF, SEM, XSD

SPAN = "https://w3id.org/onrecord/id/article/larkhill-bridge/span"


def objects(reading: Reading, subject: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
    return [q.object for q in to_quads(reading) if q.subject == subject and q.predicate == predicate]


def with_source(**what: object) -> Reading:
    actors = [replace(a, **what) if a.descriptor else a for a in READING.actors]
    return replace(READING, actors=tuple(actors))


def with_term(time: When) -> Reading:
    (role,) = READING.roles
    return replace(READING, roles=(replace(role, time=time),))


def membership(reading: Reading) -> NamedNode:
    (node,) = [q.subject for q in to_quads(reading) if q.predicate == RDF.type and q.object == ORG.Membership]
    return node


SOURCE = NamedNode(f"{article_iri('larkhill-bridge').value}/actor/unnamed/engineers")


def test_an_unnamed_source_has_its_number_its_rank_and_the_words_of_its_condition_with_their_place() -> None:
    reading = with_source(number=2, rank="senior", condition=at("reportedly"))
    assert objects(reading, SOURCE, ONR.number) == [Literal(2)]
    assert objects(reading, SOURCE, ONR.rank) == [Literal("senior")]
    assert objects(reading, SOURCE, ONR.anonymity) == [Literal("reportedly")]
    (place,) = objects(reading, SOURCE, ONR.anonymitySpan)
    assert objects(reading, place, RDF.type) == [OA.SpecificResource]
    assert from_quads(to_quads(reading)) == reading


def test_an_unnamed_source_of_which_nothing_more_is_known_has_no_triples_that_say_so() -> None:
    terms = (ONR.number, ONR.rank, ONR.anonymity, ONR.anonymitySpan)
    assert not [term for term in terms if objects(READING, SOURCE, term)]


def test_a_role_held_over_some_years_has_their_begin_and_their_end() -> None:
    reading = with_term(When("2009/2017", "from 2009 to 2017"))
    node = membership(reading)
    assert objects(reading, node, SEM.hasBeginTimeStamp) == [Literal("2009", datatype=XSD.gYear)]
    assert objects(reading, node, SEM.hasEndTimeStamp) == [Literal("2017", datatype=XSD.gYear)]
    assert objects(reading, node, ONR.timeText) == [Literal("from 2009 to 2017")]
    assert from_quads(to_quads(reading)) == reading


def test_a_role_held_since_a_year_has_only_its_begin() -> None:
    reading = with_term(When("2019/..", "since 2019"))
    node = membership(reading)
    assert objects(reading, node, SEM.hasBeginTimeStamp) == [Literal("2019", datatype=XSD.gYear)]
    assert objects(reading, node, SEM.hasEndTimeStamp) == []
    assert from_quads(to_quads(reading)) == reading


def test_a_role_whose_time_cannot_be_told_keeps_the_words_for_it() -> None:
    reading = with_term(When(None, "for years"))
    assert objects(reading, membership(reading), SEM.hasTimeStamp) == []
    assert from_quads(to_quads(reading)) == reading


def test_one_role_at_two_times_is_two_memberships() -> None:
    (role,) = READING.roles
    twice = Reading.of(READING.article, actors=READING.actors, roles=[role, replace(role, time=When("2019"))])
    assert len(twice.roles) == 2
    assert from_quads(to_quads(twice)) == twice
