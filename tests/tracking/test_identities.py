"""The graph of identities in a real store: articles come, change and go, and people decide. Own text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from stored import put

from kb import queries, who
from kb.errors import QueryError, SourceError, UnknownName
from kb.model import Actor, ActorType, Article, Reading, Role, RoleStatus, Span
from kb.rdf import article_iri, identities_graph, to_quads
from kb.store import Store, open_writer
from kb.tracking import decisions_of, first_identities, forget, link, table_of
from kb.validation import validate
from kb.vocab import BASE, ONR

TEXT = "Whoever is named here, is named in a test."


def reading(id: str, date: str | None, *people: str, roles: dict[str, str] | None = None) -> Reading:
    """An article of that date that names people, some of them with a role."""
    actors = [Actor(f"person/{name.lower().replace(' ', '-')}", ActorType.PERSON, name) for name in people]
    held = [
        Role(actor.id, (roles or {})[actor.label], None, RoleStatus.HELD, (Span(0, 7),))
        for actor in actors
        if actor.label in (roles or {})
    ]
    return Reading.of(Article(id, TEXT, date=date), actors=actors, roles=held)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_writer(tmp_path / "store") as writer:
        yield writer


def identities(store: Store) -> set[frozenset[str]]:
    """The articles of each actor that more than one article names."""
    by_actor: dict[str, set[str]] = {}
    for quad in store.quads(identities_graph(store.base)):
        if quad.predicate == ONR.identity:
            article = quad.subject.value.removeprefix(f"{BASE}article/").partition("/")[0]
            by_actor.setdefault(quad.object.value.removeprefix(BASE), set()).add(article)
    return {frozenset(articles) for articles in by_actor.values() if len(articles) > 1}


def names(store: Store, actor: str) -> list[tuple[str, str]]:
    rows = queries.run(store, "identity", actor=actor).records()
    return [(str(row["name"]), str(row["evidence"])) for row in rows]


def test_an_actor_of_several_articles_is_one_and_says_why(store: Store) -> None:
    put(store, [reading("a", "2020-01-01", "Ada Finch"), reading("b", "2020-01-03", "Ada Finch", "Bob Lee")])

    assert identities(store) == {frozenset("ab")}
    assert names(store, "Ada Finch") == [
        ("Ada Finch", "the first called Ada Finch"),
        ("Ada Finch", "same name, 2 days apart: a"),
    ]


def test_namesakes_are_told_apart_by_their_roles_in_their_iris_too(store: Store) -> None:
    put(
        store,
        [
            reading("a", "2020-01-01", "Ron Hale", roles={"Ron Hale": "police captain"}),
            reading("b", "2020-02-01", "Ron Hale", roles={"Ron Hale": "senator"}),
        ],
    )
    rows = queries.run(store, "actors", words="hale").records()
    assert {str(row["actor"]).removeprefix(BASE) for row in rows} == {
        "actor/person/ron-hale-police-captain",
        "actor/person/ron-hale-senator",
    }
    with pytest.raises(QueryError, match="2 actors are called 'Ron Hale'"):
        queries.run(store, "identity", actor="Ron Hale")


def test_places_of_one_name_are_as_many_as_the_gazetteer_knows(store: Store) -> None:
    def named(id: str, geonames: str | None) -> Reading:
        return Reading.of(
            Article(id, TEXT), actors=[Actor("place/paris", ActorType.PLACE, "Paris", geonames=geonames)]
        )

    put(store, [named("a", "2988507"), named("b", "4717560"), named("c", None), named("d", "2988507")])

    assert identities(store) == {frozenset("ad")}
    rows = queries.run(store, "actors", type="place").records()
    elsewhere = {str(row["actor"]).removeprefix(BASE): row["elsewhere"] for row in rows}
    assert elsewhere["actor/place/paris-2988507"] == "https://sws.geonames.org/2988507/"
    assert elsewhere["actor/place/paris-4717560"] == "https://sws.geonames.org/4717560/"
    assert len(elsewhere) == 3


def test_a_surname_by_itself_stays_the_articles(store: Store) -> None:
    put(store, [reading("a", "2020-01-01", "Finch"), reading("b", "2020-01-02", "Finch")])

    assert identities(store) == set()
    rows = queries.run(store, "actors", words="finch").records()
    assert {row["actor"] for row in rows} == {f"{BASE}article/{id}/actor/person/finch" for id in "ab"}


def test_what_is_stored_does_not_depend_on_the_order_of_the_articles(tmp_path: Path) -> None:
    articles = [
        reading("a", "2020-01-01", "Finch", roles={"Finch": "mayor"}),
        reading("b", "2020-01-03", "Ada Finch", roles={"Ada Finch": "mayor"}),
        reading("c", "2020-02-01", "Eva Finch", "Ada B. Finch"),
    ]
    stored = []
    for name, some in (("x", articles), ("y", articles[::-1])):
        with open_writer(tmp_path / name) as writer:
            for one in some:  # compared after each, not only at the end
                put(writer, [one])
            stored.append(set(writer.quads()))
    assert stored[0] == stored[1]


def test_what_was_not_compared_when_a_run_broke_off_is_compared_in_the_next(store: Store) -> None:
    first, second = reading("a", "2020-01-01", "Ada Finch"), reading("b", "2020-01-03", "Ada Finch")
    for one in (first, second):
        store.commit(add=[*to_quads(one), *first_identities(one, BASE)])
    assert identities(store) == set()

    put(store, [reading("c", "2020-01-01", "Bob Lee")])
    assert identities(store) == {frozenset("ab")}


def test_an_article_that_goes_takes_its_actors_along_and_leaves_no_trace(store: Store) -> None:
    put(store, [reading("a", "2020-01-01", "Ada Finch")])
    before = set(store.quads())
    put(store, [reading("b", "2020-01-03", "Ada Finch", "Bob Lee")])

    gone, uncompared = forget(store, article_iri("b"))
    store.commit(drop=[article_iri("b")], remove=gone, add=uncompared)
    link(store)

    assert set(store.quads()) == before


def test_a_store_with_decisions_and_a_table_is_valid(store: Store, tmp_path: Path) -> None:
    put(store, [reading("a", "2020-01-01", "Ada Finch"), reading("b", "2020-01-03", "Bob Lee")])
    who.merge(store, "Bob Lee", "Ada Finch", "a pen name")
    who.link_table(store, table(tmp_path, "Ada Finch,,Q42"))
    for graph in {quad.graph_name for quad in store.quads()}:
        assert isinstance(graph, NamedNode)
        assert validate(store.quads(graph)).violations == ()


def test_a_person_joins_two_and_takes_it_back(store: Store) -> None:
    put(store, [reading("a", "2020-01-01", "Ada Finch"), reading("b", "2020-01-03", "Eva Lee")])
    before = set(store.quads(identities_graph(BASE)))

    decision = who.merge(store, "Eva Lee", "Ada Finch", "her name before she married")
    assert identities(store) == {frozenset("ab")}
    reason = f"joined by a person, {decision.made_at[:10]}: her name before she married"
    assert names(store, "Eva Lee") == names(store, "person/ada-finch")
    assert ("Eva Lee", reason) in names(store, "Ada Finch")

    who.undo(store, decision.id)
    assert set(store.quads(identities_graph(BASE))) == before
    assert decisions_of(store) == []


def test_a_person_sets_one_apart_and_it_stays_so_when_more_comes(store: Store) -> None:
    articles = [reading(id, f"2020-01-0{day}", "Ron Hale") for day, id in enumerate("abc", start=1)]
    put(store, articles[:2])
    who.split(store, "Ron Hale", "b", "a police captain")
    put(store, articles[2:])

    assert identities(store) == {frozenset("ac")}
    assert len(names(store, "person/ron-hale")) == 2
    assert [decision.because for decision in decisions_of(store)] == ["a police captain"]


def test_what_was_set_apart_can_be_joined_to_another(store: Store) -> None:
    put(
        store,
        [reading(id, "2020-01-01", "Ron Hale") for id in "ab"] + [reading("c", None, "Ronald Hale Smith")],
    )
    who.split(store, "Ron Hale", "b")
    who.merge(store, "article/b/actor/person/ron-hale", "Ronald Hale Smith")

    assert identities(store) == {frozenset("bc")}


def test_a_decision_that_makes_no_sense_is_told(store: Store) -> None:
    put(store, [reading("a", "2020-01-01", "Ada Finch"), reading("b", None, "Bob Lee")])
    with pytest.raises(QueryError, match="'Ada Finch' and 'person/ada-finch' are the same actor already"):
        who.merge(store, "Ada Finch", "person/ada-finch")
    with pytest.raises(UnknownName, match=r"'Ada Finch' is not in the article 'b'\. It is in: a\."):
        who.split(store, "Ada Finch", "b")
    crowd = Actor("group/sailors", ActorType.GROUP, "sailors")
    put(store, [Reading.of(Article("c", TEXT), actors=[crowd])])
    with pytest.raises(QueryError, match="'group/sailors' has no name"):
        who.merge(store, "sailors", "Ada Finch")
    with pytest.raises(
        UnknownName, match=r"No decision 'x' stands. `kb actors decisions` lists those that do."
    ):
        who.undo(store, "x")


def table(folder: Path, *lines: str, header: str = "name,aliases,QID") -> Path:
    path = folder / "actors.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def test_a_table_gives_actors_their_items_and_joins_their_names(store: Store, tmp_path: Path) -> None:
    put(
        store,
        [
            reading("a", "2020-01-01", "Prince Otto"),
            reading("b", "2021-01-03", "Otto Holm"),
            reading("c", None, "Eva Lee"),
        ],
    )
    found = who.link_table(store, table(tmp_path, "Otto Holm,Prince Otto|King Otto,Q42", "Nobody Here,,Q43"))

    assert [(entry.name, actor) for entry, actor in found] == [
        ("Otto Holm", f"{BASE}actor/person/otto-holm"),
        ("Nobody Here", None),
    ]
    assert identities(store) == {frozenset("ab")}
    assert ("Otto Holm", "“Otto Holm” is Otto Holm (Q42) in the table of known actors") in names(
        store, "Otto Holm"
    )


def test_a_surname_that_the_table_lists_is_that_ones(store: Store, tmp_path: Path) -> None:
    put(store, [reading("a", "2020-01-01", "Finch"), reading("b", "2022-01-01", "Finch")])
    [(_, actor)] = who.link_table(store, table(tmp_path, "Ada Finch,Finch,Q42"))

    assert identities(store) == {frozenset("ab")}
    assert actor == f"{BASE}actor/person/ada-finch"


def test_another_table_takes_the_place_of_the_first(store: Store, tmp_path: Path) -> None:
    put(store, [reading("a", "2020-01-01", "Ada Finch")])
    before = set(store.quads())
    who.link_table(store, table(tmp_path, "Ada Finch,,Q42"))
    assert len(table_of(store)) == 1

    who.link_table(store, table(tmp_path))
    assert set(store.quads()) == before


def test_a_table_does_not_choose_between_namesakes(store: Store, tmp_path: Path) -> None:
    put(
        store,
        [
            reading("a", "2020-01-01", "Ron Hale", roles={"Ron Hale": "police captain"}),
            reading("b", "2020-02-01", "Ron Hale", roles={"Ron Hale": "senator"}),
        ],
    )
    [(_, actor)] = who.link_table(store, table(tmp_path, "Ron Hale,,Q42"))
    assert actor is None
    assert identities(store) == set()


@pytest.mark.parametrize(
    ("header", "line", "message"),
    [
        ("name,QID", "Ada,Q1", "has no column aliases: its first line should be name,aliases,QID."),
        ("name,aliases,QID", "Ada,,42", "line 2: '42' is no Wikidata item such as Q42."),
        ("name,aliases,QID", ",Ada,Q42", "line 2, has no name. Give one, or take the line out."),
    ],
)
def test_a_table_that_cannot_be_used_is_told(
    store: Store, tmp_path: Path, header: str, line: str, message: str
) -> None:
    with pytest.raises(SourceError) as caught:
        who.link_table(store, table(tmp_path, line, header=header))
    assert message in str(caught.value)
