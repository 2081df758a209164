import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stored import put
from two_articles import READINGS

from kb import queries, resources
from kb.errors import QueryError, UnknownName
from kb.store import Store, open_snapshot, open_writer, run_untrusted, syntax

TYPES = {"text", "integer", "date", "actor", "article"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_writer(tmp_path_factory.mktemp("store")) as writer:
        put(writer, READINGS)
        yield writer


@pytest.mark.parametrize("query", queries.named(), ids=lambda query: query.name)
def test_every_query_explains_itself_and_its_parameters(query: queries.NamedQuery) -> None:
    assert query.title
    assert query.description.endswith(".")
    assert all(parameter.type in TYPES and parameter.description for parameter in query.parameters)
    assert all(parameter.default in (None, 0, 10, 20, 100) for parameter in query.parameters)


@pytest.mark.parametrize("query", queries.named(), ids=lambda query: query.name)
def test_every_parameter_has_the_line_that_it_is_bound_in(query: queries.NamedQuery) -> None:
    lines = re.findall(r"^ +VALUES \?_(\w+) \{ UNDEF \}$", query.sparql, re.MULTILINE)

    assert sorted(lines) == sorted(
        parameter.name for parameter in query.parameters if parameter.name not in ("limit", "offset")
    )


@pytest.mark.parametrize("query", queries.named(), ids=lambda query: query.name)
def test_every_query_runs_as_it_stands_in_the_file(query: queries.NamedQuery) -> None:
    text = (resources.queries() / f"{query.name}.rq").read_text(encoding="utf-8")

    # Oxigraph alone declares no prefix for it: the file can be pasted anywhere.
    assert pyoxigraph.Store().query(text) is not None
    assert text == query.sparql


def test_every_query_can_be_pasted_where_people_type_sparql(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        put(writer, READINGS)

        for query in queries.named():
            syntax.check(query.sparql)
    found = run_untrusted(tmp_path, queries.find("articles").sparql)

    with open_snapshot(tmp_path) as reader:
        assert found == queries.run_all(reader, "articles")


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
INJECTIONS = [
    '"',
    "'",
    "\\",
    '" } UNION { ?s ?p ?o } #',
    "}",
    '""") || true || ("',
    "\n",
    r"\u0022) || (1=1",
    "?_words",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(ANY_TEXT, st.sampled_from(INJECTIONS)))
@example('x" } UNION { ?statement a onr:Statement } #')
def test_a_text_is_only_ever_looked_for(store: Store, text: str) -> None:
    everything = queries.run(store, "statements").records()

    found = queries.run(store, "statements", words=text).records()

    # Oxigraph's LCASE and Python's lower() part ways beyond ASCII, in which these statements are.
    assert {row["statement"] for row in found} == {
        row["statement"] for row in everything if text.lower() in str(row["text"]).lower()
    }


@settings(max_examples=150, deadline=None)
@given(st.one_of(ANY_TEXT, st.sampled_from(INJECTIONS)))
def test_an_actor_or_article_is_only_ever_looked_up(store: Store, text: str) -> None:
    before = set(store.quads())
    for name, parameter in (("said-by", "speaker"), ("statements-in", "article")):
        with pytest.raises((UnknownName, QueryError)) as caught:
            queries.run(store, name, **{parameter: text})
        assert "\n" not in str(caught.value)
    assert set(store.quads()) == before


def test_half_of_a_surrogate_pair_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="half of a surrogate pair"):
        queries.run(store, "who-said", words="\ud800")
    with pytest.raises(QueryError, match="half of a surrogate pair"):
        queries.run(store, "said-by", speaker="\ud800")


def test_a_query_of_no_such_name_is_told_with_the_nearest(store: Store) -> None:
    with pytest.raises(UnknownName, match=r"no query named 'said_by'\. Did you mean 'said-by'\?"):
        queries.run(store, "said_by")
    with pytest.raises(UnknownName, match=r"no query named 'zzz'\. There are: about, actors, "):
        queries.find("zzz")


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("statements", {"speeker": "x"}, "has no parameter 'speeker'. Did you mean 'speaker'?"),
        ("counts", {"x": "y"}, "has no parameter 'x'. It takes none."),
        ("said-by", {}, "The query 'said-by' needs 'speaker': who speaks: a name, an id or an IRI."),
        ("said-by", {"speaker": None}, "needs 'speaker'"),
        (
            "statements",
            {"form": "Direct"},
            "form is 'Direct', and should be one of: direct, mixed, indirect.",
        ),
        ("statements", {"after": "31 February"}, "after is '31 February', and should be a date: YYYY,"),
        ("statements", {"after": "2025-02-31"}, "should be a date"),
        ("statements", {"limit": "-1"}, "limit is '-1', and should be a whole number, 0 or more."),
        ("statements", {"offset": "١"}, "should be a whole number"),
        ("statements", {"limit": "many"}, "should be a whole number"),
    ],
)
def test_a_parameter_that_does_not_fit_is_told(
    store: Store, name: str, params: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        queries.run(store, name, **params)

    assert message in str(caught.value)


def test_an_actor_or_article_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(
        UnknownName, match=r"The store has no actor 'Nobody'\. The query 'actors' lists them\."
    ):
        queries.run(store, "said-by", speaker="Nobody")
    with pytest.raises(
        UnknownName, match=r"The store has no article 'x'\. The query 'articles' lists them\."
    ):
        queries.run(store, "statements-in", article="x")


def test_a_name_of_several_actors_is_not_guessed(tmp_path_factory: pytest.TempPathFactory) -> None:
    first = READINGS[0]
    actors = [replace(actor, aliases=("Boss",)) for actor in first.actors]
    with open_writer(tmp_path_factory.mktemp("store")) as writer:
        put(writer, [replace(first, actors=tuple(actors))])

        with pytest.raises(QueryError) as caught:
            queries.run(writer, "said-by", speaker="boss")

    assert str(caught.value).startswith(
        "6 actors are called 'boss': person/mara-lind, person/per-holm, place/ostby, "
    )
    assert str(caught.value).endswith(" and 1 more. Give the id or IRI of one.")
