"""The seam at which another engine can be put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import NamedNode, Quad

from kb.store.index import Reader
from kb.store.results import Result


class Store(Protocol):
    """Named graphs of quads. A query's default graph is the union of them all."""

    @property
    def base(self) -> str:
        """What the IRIs of the store's own instances begin with."""

    @property
    def index(self) -> Reader | None:
        """What answers the named queries faster than SPARQL does, where the store has it."""

    def commit(
        self, *, drop: Iterable[NamedNode] = (), remove: Iterable[Quad] = (), add: Iterable[Quad] = ()
    ) -> None:
        """Drop graphs, then remove quads, then add quads: all of it or nothing.

        What is not there is dropped and removed without complaint. Raises StoreUnwritable where the
        store was opened for reading, its folder cannot be written or its disk is full.
        """

    def query(self, sparql: str, *, limit: int | None = None, offset: int = 0) -> Result:
        """What a query of our own finds; a person's query goes through `run_untrusted`.

        `limit` and `offset` cut the rows of a SELECT, in the order the query gives them. The prefixes of
        `kb.vocab.PREFIXES` need no PREFIX line. Raises QueryError.
        """

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """The quads of one graph, or all, in no particular order."""

    def close(self) -> None:
        """Let go of the store. Closing twice is no error."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...
