"""What the graph of an article says, as plain text, read from the database by predicate."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph
from pyoxigraph import NamedNode

from kb.vocab import OA, RDF


class Facts:
    """What a graph says of each subject; a literal counts by its text.

    A predicate is read as a whole when it is first asked for: the database takes as long for one subject as
    for thirty.
    """

    def __init__(self, store: pyoxigraph.Store, graph: NamedNode) -> None:
        self._store, self._graph = store, graph
        self._columns: dict[NamedNode, dict[str, list[str]]] = {}

    def instances(self, cls: NamedNode) -> list[str]:
        """The subjects of that class, sorted."""
        found = self._store.quads_for_pattern(None, RDF.type, cls, self._graph)
        return sorted(quad.subject.value for quad in found)  # type: ignore[union-attr]

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        """The values, sorted."""
        if predicate not in self._columns:
            self._columns[predicate] = self._column(predicate)
        return self._columns[predicate].get(subject, [])

    def one(self, subject: str, predicate: NamedNode) -> str | None:
        """The value; the first in order where there are several, None where there is none."""
        values = self.all(subject, predicate)
        return values[0] if values else None

    def tail(self, subject: str, predicate: NamedNode) -> str | None:
        """What stands after the # of the value: the name of a concept."""
        value = self.one(subject, predicate)
        return None if value is None else value.partition("#")[2]

    def stretch(self, subject: str, where: NamedNode) -> tuple[int | None, int | None]:
        """Where the first of the spans begins, and where the first to end ends; as in the named queries."""
        selectors = [s for span in self.all(subject, where) for s in self.all(span, OA.hasSelector)]
        starts = [int(start) for selector in selectors for start in self.all(selector, OA.start)]
        ends = [int(end) for selector in selectors for end in self.all(selector, OA.end)]
        return (min(starts), min(ends)) if starts and ends else (None, None)

    def _column(self, predicate: NamedNode) -> dict[str, list[str]]:
        column: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, predicate, None, self._graph):
            column[quad.subject.value].append(quad.object.value)  # type: ignore[union-attr]
        for values in column.values():
            values.sort()
        return column


Values = dict[NamedNode, list[str]]


def values_of(store: pyoxigraph.Store, subject: NamedNode, graph: NamedNode | None = None) -> Values:
    """What one graph, or any, says of a subject: by predicate the values, sorted, each once."""
    found: dict[NamedNode, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(subject, None, None, graph):
        found[quad.predicate].add(quad.object.value)  # type: ignore[union-attr]
    return {predicate: sorted(values) for predicate, values in found.items()}


def texts(
    store: pyoxigraph.Store, subject: NamedNode, predicate: NamedNode, graph: NamedNode | None = None
) -> list[str]:
    """The values that one graph, or any, gives a subject, sorted, each once."""
    found = store.quads_for_pattern(subject, predicate, None, graph)
    return sorted({quad.object.value for quad in found})  # type: ignore[union-attr]
