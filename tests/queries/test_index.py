"""The index answers the named queries as SPARQL does, whatever was added, revised, withdrawn or linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from named import Plain, comparable, some_params
from pyoxigraph import Quad
from stored import put
from strategies import readings
from two_articles import FERRY, HARBOUR, READINGS

from kb import queries
from kb.model import Agent, Reading, Run
from kb.rdf import article_iri, record_quads, run_quads
from kb.store import Snapshot, Store, Table, Writer, open_snapshot, open_writer, text
from kb.tracking import forget, link
from kb.tracking.portraits import portraits

RUN = Run("r1", Agent("on-record/test", "0", "0" * 64), "2026-04-02T00:00:00Z")


def assert_agrees(store: Store, name: str, **params: str | int | None) -> Table:
    assert store.index is not None
    fast = queries.run_all(store, name, **params)
    slow = queries.run_all(Plain(store), name, **params)  # type: ignore[arg-type]  # all that a query needs
    assert comparable(fast) == comparable(slow), (name, params)
    return fast


def assert_all_agree(store: Store) -> None:
    for query in queries.named():
        for params in some_params(store, query):
            assert_agrees(store, query.name, **params)
    assert_same_portraits(store)


def assert_same_portraits(store: Store) -> None:
    """Actors are compared by what the index says of them too."""
    found = store.query("SELECT DISTINCT ?key { ?any onr:nameKey ?key }")
    assert isinstance(found, Table)
    keys = [text(row[0]) for row in found.rows]
    fast, slow = portraits(store, keys), portraits(Plain(store), keys)  # type: ignore[arg-type]
    assert {key: set(some) for key, some in fast.items()} == {key: set(some) for key, some in slow.items()}


def record(store: Writer, reading: Reading, day: int) -> None:
    put(store, [reading], record_quads(reading.article, RUN, f"2026-04-{day:02}T00:00:00Z"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Writer]:
    with open_writer(tmp_path / "store") as writer:
        writer.commit(add=run_quads(RUN))
        for day, reading in enumerate(READINGS, start=1):
            record(writer, reading, day)
        yield writer


def test_every_named_query_finds_the_same_with_any_parameter(store: Writer) -> None:
    assert_all_agree(store)
    assert len(assert_agrees(store, "statements")) == 6


def test_what_was_withdrawn_is_gone_from_the_index(store: Writer) -> None:
    graph = article_iri(FERRY.id)
    gone, uncompared = forget(store, graph)
    store.commit(drop=[graph], remove=gone, add=uncompared)
    link(store)

    assert_all_agree(store)
    assert len(assert_agrees(store, "statements")) == 4


def test_a_revision_takes_the_place_of_what_was_there(store: Writer) -> None:
    graph = article_iri(HARBOUR.id)
    gone, uncompared = forget(store, graph)
    store.commit(drop=[graph], remove=gone, add=uncompared)
    record(store, replace(READINGS[0], statements=READINGS[0].statements[:2]), 9)

    assert_all_agree(store)
    assert len(assert_agrees(store, "statements", article="harbour")) == 2


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(readings(), min_size=1, max_size=3, unique_by=lambda reading: reading.article.id))
def test_readings_of_any_kind_are_found_alike(
    tmp_path_factory: pytest.TempPathFactory, some: list[Reading]
) -> None:
    with open_writer(tmp_path_factory.mktemp("any")) as writer:
        for day, reading in enumerate(some, start=1):
            record(writer, reading, day)
        assert_all_agree(writer)


def test_a_reader_sees_the_index_as_it_was_when_its_snapshot_was_published(store: Writer) -> None:
    path = store.path
    store.close()
    with open_snapshot(path) as before, open_writer(path, publish_every_s=0) as writer:
        gone: list[Quad] = list(writer.quads(article_iri(FERRY.id)))
        writer.commit(drop=[article_iri(FERRY.id)])
        with open_snapshot(path) as after:
            assert gone
            assert (count(before), count(after)) == (6, 4)
            assert_all_agree(before)
            assert_all_agree(after)


def count(store: Snapshot) -> int:
    return len(queries.run_all(store, "statements"))
