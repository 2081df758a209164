"""What every store does, whichever engine is behind it: each test here runs on each of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import HELD, graph, quads
from pyoxigraph import Literal, Quad
from servers import Place

from kb.errors import QuerySyntaxError, StoreError, StoreUnwritable
from kb.store import Answer, Graph, Store, Table

ALL = f"SELECT ?s {{ ?s {HELD} ?o }}"
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


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


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_TEXT)
def test_every_text_is_kept_letter_for_letter(writer: Store, text: str) -> None:
    quad = Quad(graph(1), HELD, Literal(text), graph(1))

    writer.commit(drop=[graph(1)], add=[quad])
    assert list(writer.quads(graph(1))) == [quad]

    writer.commit(remove=[quad])
    assert list(writer.quads(graph(1))) == []


@pytest.mark.parametrize("text", [r"\u0022 } } ; DROP ALL ; #", '""" } ; DROP ALL', "a\r\nb\x00\x7f", "\\"])
def test_text_is_never_taken_for_sparql(writer: Store, text: str) -> None:
    others = quads(2)
    writer.commit(drop=[graph(1)], add=[*others, Quad(graph(1), HELD, Literal(text), graph(1))])

    assert [quad.object for quad in writer.quads(graph(1))] == [Literal(text)]
    assert set(writer.quads(graph(2))) == set(others)


def test_the_default_graph_of_a_query_is_the_union_of_all_graphs(writer: Store) -> None:
    writer.commit(add=[*quads(1, 2), *quads(2, 3)])

    found = writer.query(ALL)

    assert len(found) == 5


def test_each_form_of_query_gives_its_kind_of_result(writer: Store) -> None:
    writer.commit(add=quads(1, 2))

    assert isinstance(writer.query(ALL), Table)
    assert writer.query(f"ASK {{ ?s {HELD} ?o }}") == Answer(value=True)
    assert writer.query(f"ASK {{ ?s {HELD} 77 }}") == Answer(value=False)
    assert writer.query(f"CONSTRUCT {{ ?s {HELD} ?o }} {{ ?s {HELD} ?o }}") == Graph(
        tuple(q.triple for q in quads(1, 2))
    )
    # What DESCRIBE gives is up to the engine: Virtuoso gives nothing.
    assert isinstance(writer.query("DESCRIBE <https://example.org/thing/1/0>"), Graph)


def test_limit_and_offset_cut_the_rows_in_the_order_of_the_query(writer: Store) -> None:
    writer.commit(add=quads(1, 5))

    found = writer.query(f"{ALL} ORDER BY DESC(?s)", limit=2, offset=1)

    assert isinstance(found, Table)
    assert [record["s"] for record in found.records()] == [
        "https://example.org/thing/1/3",
        "https://example.org/thing/1/2",
    ]


def test_a_query_that_is_no_sparql_is_refused_with_its_place(writer: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="Line 2, column 3") as caught:
        writer.query("SELECT ?s {\n  FILTR(?s) }")

    assert (caught.value.line, caught.value.column) == (2, 3)


def test_a_store_opened_for_reading_takes_no_commit(place: Place) -> None:
    place.write().close()

    with place.read() as reader, pytest.raises(StoreUnwritable, match="for reading only"):
        reader.commit(add=quads(1))


def test_a_closed_store_says_so_and_closing_twice_is_no_error(place: Place) -> None:
    store = place.write()
    store.close()
    store.close()

    with pytest.raises(StoreError, match="was closed"):
        store.query("ASK {}")
