"""The store protocol over SPARQL: one writer at a time, and readers who see every commit at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kb.errors import QueryError, StoreError, StoreUnwritable
from kb.store.index import Reader
from kb.store.remote import opening
from kb.store.remote.address import Address
from kb.store.remote.answers import ask, ask_rows
from kb.store.remote.settings import GRAPH, Settings
from kb.store.remote.wire import Wire
from kb.store.results import Graph, Result
from kb.vocab import BASE

QUADS_AT_ONCE, CHARS_AT_ONCE = 2_000, 1_000_000
"""In one update. Virtuoso takes 20,000 quads, many servers no request above a megabyte or two."""


def open_remote(address: Address, *, writing: bool, create: bool = False) -> RemoteStore:
    """The store at that address; where there is none it is made if `create` is set.

    A new one has the base that KB_BASE names. Raises NotAStore where there is none or something else,
    StoreLocked where somebody else writes, StoreUnreachable, StoreUnwritable, StoreError.
    """
    wire = Wire(address)
    try:
        base = os.environ.get("KB_BASE", BASE)
        settings = opening.known_or_new(wire, create=create and writing, base=base)
        if writing:
            settings = opening.take_turn(wire, settings)
        opening.find_union(wire)
        opening.find_graphs(wire)
    except BaseException:
        wire.close()
        raise
    return RemoteStore(wire, settings, writing=writing)


def state_of(address: Address) -> str | None:
    """Name of the state that readers see now; None where the server has no store. Raises StoreError."""
    wire = Wire(address)
    try:
        settings = opening.read_settings(wire)
        return settings.state if settings else None
    finally:
        wire.close()


class RemoteStore:
    """A store on a server. While it is open, a server that restarts is waited for."""

    def __init__(self, wire: Wire, settings: Settings, *, writing: bool) -> None:
        self._name = wire.address.name
        self._settings = settings
        self._writing = writing
        self._open: Wire | None = wire
        wire.patient = True

    @property
    def base(self) -> str:
        return self._settings.base

    @property
    def index(self) -> Reader | None:
        return None

    @property
    def wire(self) -> Wire:
        if self._open is None:
            raise StoreError(f"The store at {self._name} was closed. Open it again.")
        return self._open

    def commit(
        self, *, drop: Iterable[NamedNode] = (), remove: Iterable[Quad] = (), add: Iterable[Quad] = ()
    ) -> None:
        """In one update, as a rule; in several where it is too large for a server.

        The first one drops and removes, and adds are sent in their order: whoever adds last what counts as a
        record has it only where all of it is there.
        """
        steps = [f"DROP SILENT GRAPH {graph}" for graph in drop]
        if removed := " ".join(map(_quad, remove)):
            steps.append(f"DELETE DATA {{ {removed} }}")
        added = [f"INSERT DATA {{ {part} }}" for part in _parts(map(_quad, add))]
        if not self._writing:
            raise StoreUnwritable(
                f"The store at {self._name} is open for reading only. Open a writer to change it."
            )
        if not steps and not added:
            return
        opening.check_turn(self.wire, self._settings)
        after = self._settings.next()
        requests = [[*steps, *added[:1]], *([one] for one in added[1:])]
        requests[-1] += after.update()
        for request in requests:
            self.wire.update(" ;\n".join(request))
        self._settings = after

    def query(self, sparql: str, *, limit: int | None = None, offset: int = 0) -> Result:
        return ask_rows(self.wire, sparql, limit, offset)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        chosen = [graph] if graph else self.graphs()
        return chain.from_iterable(map(self._graph, chosen))

    def graphs(self) -> list[NamedNode]:
        """The graphs that have triples, but for those that the server and the store itself need."""
        return [one for one in opening.graphs(self.wire) if one != GRAPH]

    def close(self) -> None:
        wire, self._open = self._open, None
        if wire is None:
            return
        if self._writing:
            wire.patient = False
            with suppress(
                StoreError, QueryError
            ):  # another has our turn, or the server is gone: no more to do
                opening.check_turn(wire, self._settings)
                wire.update(" ;\n".join(replace(self._settings, writer=None).update()))
        wire.close()

    def _graph(self, graph: NamedNode) -> Iterator[Quad]:
        if self.wire.graphs is None:
            found = ask(self.wire, f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
            for triple in found.triples if isinstance(found, Graph) else ():
                yield Quad(triple.subject, triple.predicate, triple.object, graph)
            return
        with self.wire.graph(graph.value) as lines:
            for some in lines:
                for quad in parse(some, RdfFormat.N_TRIPLES):
                    yield Quad(quad.subject, quad.predicate, quad.object, graph)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


def _quad(quad: Quad) -> str:
    """A graph each time: Virtuoso's compiler runs out of memory at 5,000 triples of one."""
    return f"GRAPH {quad.graph_name} {{ {quad.triple} }}"


def _parts(quads: Iterable[str]) -> Iterator[str]:
    """The quads joined, in order, as many as a server takes at once."""
    part: list[str] = []
    size = 0
    for quad in quads:
        if part and (len(part) >= QUADS_AT_ONCE or size + len(quad) > CHARS_AT_ONCE):
            yield " ".join(part)
            part, size = [], 0
        part.append(quad)
        size += len(quad)
    if part:
        yield " ".join(part)
