"""A whole store, graph by graph: read in several processes where it is a snapshot, which never changes.

    for graph, result in each_graph(work, store, graph_names(store)):
        …                                           # result is work(graph, its N-Triples)

Nearly all the time that a whole store takes is Oxigraph's, which looks up the text of each term.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, serialize

from kb.pool import cores, each_in_order
from kb.store.oxigraph import Snapshot
from kb.store.protocol import Store
from kb.store.remote import RemoteStore
from kb.store.results import Table

R = TypeVar("R")

Work = Callable[[NamedNode, str], R]
"""What is made of a graph, of its name and its N-Triples, whose lines are in no order."""

ENOUGH = 60
"""Graphs from which on several processes save more time than they take to start."""


def graph_names(store: Store) -> list[NamedNode]:
    """The graphs that have triples, in the order of their IRIs."""
    if isinstance(store, RemoteStore):  # a server has graphs of its own
        return sorted(store.graphs(), key=str)
    found = store.query("SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }")
    rows = found.rows if isinstance(found, Table) else ()
    return sorted((row[0] for row in rows), key=str)  # type: ignore[misc]  # graphs are named by IRIs


def each_graph(
    work: Work[R], store: Store, graphs: Sequence[NamedNode], jobs: int | None = None
) -> Generator[tuple[NamedNode, R], None, None]:
    """What `work` makes of each graph, in the order of `graphs`.

    `jobs`: how many processes read and work, where `store` is a snapshot, and pickle `work`; 1 is this one
    alone, None is one for each core where there are many graphs. Close what this gives: that ends them.
    Raises OnRecordError where `work` does, where they cannot start or where one of them died.
    """
    jobs = (cores() if len(graphs) >= ENOUGH else 1) if jobs is None else jobs
    if jobs > 1 and isinstance(store, Snapshot):
        with closing(each_in_order(partial(_apart, store.folder, work), graphs, jobs)) as results:
            yield from zip(graphs, results, strict=True)
    else:
        for graph in graphs:
            yield graph, work(graph, ntriples(store, graph))


def ntriples(store: Store, graph: NamedNode) -> str:
    """The triples of a graph as N-Triples, in no order."""
    written = serialize((quad.triple for quad in store.quads(graph)), format=RdfFormat.N_TRIPLES)
    return (written or b"").decode()


def _apart(folder: Path, work: Work[R], graph: NamedNode) -> R:
    """In a process of its own, which keeps the snapshot open."""
    found = _opened(folder).query(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    assert isinstance(found, pyoxigraph.QueryTriples)  # noqa: S101  what CONSTRUCT gives
    return work(graph, (found.serialize(format=RdfFormat.N_TRIPLES) or b"").decode())


@cache
def _opened(folder: Path) -> pyoxigraph.Store:
    gc.freeze()  # what was imported stays, and need not be looked at again
    return pyoxigraph.Store.read_only(str(folder))
