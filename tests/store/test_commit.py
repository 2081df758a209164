from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import HELD, graph, quads
from pyoxigraph import Literal, Quad

from kb.errors import QuerySyntaxError, StoreError, StoreUnwritable
from kb.store import Answer, Graph, Store, Table, open_snapshot, open_writer

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_writer(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Store]:
    with open_writer(tmp_path / "store") as store:
        yield store


def test_one_commit_drops_graphs_removes_quads_and_adds_quads(writer: Store) -> None:
    writer.commit(add=[*quads(1), *quads(2), *quads(3)])

    writer.commit(drop=[graph(1)], remove=quads(2)[:10], add=quads(3, version=1))

    assert list(writer.quads(graph(1))) == []
    assert set(writer.quads(graph(2))) == set(quads(2)[10:])
    assert set(writer.quads(graph(3))) == {*quads(3), *quads(3, version=1)}


def test_a_graph_is_replaced_in_one_commit(writer: Store) -> None:
    writer.commit(add=quads(1))

    writer.commit(drop=[graph(1)], add=quads(1, amount=3, version=1))

    assert set(writer.quads()) == set(quads(1, amount=3, version=1))


def test_what_is_not_there_is_dropped_and_removed_without_complaint(writer: Store) -> None:
    writer.commit(drop=[graph(1)], remove=quads(2))

    assert list(writer.quads()) == []


def test_an_empty_commit_changes_nothing(writer: Store) -> None:
    writer.commit()

    assert list(writer.quads()) == []


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_every_text_is_kept_letter_for_letter(shared: Store, text: str) -> None:
    quad = Quad(graph(1), HELD, Literal(text), graph(1))

    shared.commit(drop=[graph(1)], add=[quad])
    assert list(shared.quads(graph(1))) == [quad]

    shared.commit(remove=[quad])
    assert list(shared.quads(graph(1))) == []


@pytest.mark.parametrize("text", [r"\u0022 } } ; DROP ALL ; #", '""" } ; DROP ALL', "a\r\nb\x00\x7f", "\\"])
def test_text_is_never_taken_for_sparql(shared: Store, text: str) -> None:
    others = quads(2)
    shared.commit(drop=[graph(1)], add=[*others, Quad(graph(1), HELD, Literal(text), graph(1))])

    assert [quad.object for quad in shared.quads(graph(1))] == [Literal(text)]
    assert set(shared.quads(graph(2))) == set(others)


def test_the_default_graph_of_a_query_is_the_union_of_all_graphs(writer: Store) -> None:
    writer.commit(add=[*quads(1, 2), *quads(2, 3)])

    found = writer.query("SELECT ?s { ?s ?p ?o }")

    assert len(found) == 5


def test_each_form_of_query_gives_its_kind_of_result(writer: Store) -> None:
    writer.commit(add=quads(1, 2))

    assert isinstance(writer.query("SELECT ?s { ?s ?p ?o }"), Table)
    assert writer.query("ASK { ?s ?p ?o }") == Answer(value=True)
    assert writer.query("ASK { ?s ?p 77 }") == Answer(value=False)
    assert writer.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }") == Graph(tuple(q.triple for q in quads(1, 2)))
    assert len(writer.query("DESCRIBE <https://example.org/thing/1/0>")) == 1


def test_limit_and_offset_cut_the_rows_in_the_order_of_the_query(writer: Store) -> None:
    writer.commit(add=quads(1, 5))

    found = writer.query("SELECT ?s { ?s ?p ?o } ORDER BY DESC(?s)", limit=2, offset=1)

    assert isinstance(found, Table)
    assert [record["s"] for record in found.records()] == [
        "https://example.org/thing/1/3",
        "https://example.org/thing/1/2",
    ]


def test_a_query_that_is_no_sparql_is_refused_with_its_place(writer: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="Line 2, column 3") as caught:
        writer.query("SELECT ?s {\n  FILTR(?s) }")

    assert (caught.value.line, caught.value.column) == (2, 3)


def test_a_store_opened_for_reading_takes_no_commit(tmp_path: Path) -> None:
    open_writer(tmp_path).close()

    with open_snapshot(tmp_path) as reader, pytest.raises(StoreUnwritable, match="for reading only"):
        reader.commit(add=quads(1))


def test_a_closed_store_says_so_and_closing_twice_is_no_error(tmp_path: Path) -> None:
    store = open_writer(tmp_path)
    store.close()
    store.close()

    with pytest.raises(StoreError, match="was closed"):
        store.query("ASK {}")
