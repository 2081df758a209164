"""What a commit touched: enough to bring the index in line, and a line of the journal until then."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self
from zlib import crc32

from pyoxigraph import NamedNode, Quad

from kb.vocab import PROV

GRAPHS = "graph/"
"""Begins, below the base, the names of graphs that are no article's."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit touched: articles, and the subjects of quads that are about identities."""

    articles: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, base: str, graphs: Iterable[NamedNode], quads: Iterable[Quad]) -> Self:
        """Those of dropping `graphs` and of removing or adding `quads`."""
        found = cls()
        found.articles.update(graph.value for graph in graphs if not graph.value.startswith(base + GRAPHS))
        for quad in quads:
            graph, subject = str(quad.graph_name.value), str(quad.subject.value)  # type: ignore[union-attr]
            if not graph.startswith(base + GRAPHS):
                found.articles.add(graph)
            elif graph == f"{base}graph/identities":
                found.actors.add(subject)
            elif quad.predicate == PROV.generatedAtTime:
                found.articles.add(subject)
        return found

    def line(self) -> str:
        """One line of the journal, with its checksum."""
        said = json.dumps([sorted(self.articles), sorted(self.actors)])
        return f"{_checksum(said)} {said}\n"

    @classmethod
    def read(cls, lines: str) -> Self:
        """All changes in those lines. Raises ValueError where one is not as it was written, or none is."""
        found = cls()
        for line in lines.removesuffix("\n").split("\n"):
            checksum, _, said = line.partition(" ")
            if checksum != _checksum(said):
                raise ValueError(f"{line!r} is no line of the journal.")
            articles, actors = json.loads(said)
            found.articles.update(articles)
            found.actors.update(actors)
        return found


def _checksum(line: str) -> str:
    return f"{crc32(line.encode()):08x}"
