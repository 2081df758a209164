"""Turtle and TriG for people: sorted, with the prefixes that occur, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kb.vocab import PREFIXES, RDF


def turtle(triples: Iterable[Triple], base: str | None = None) -> str:
    """Triples as Turtle, each once; IRIs below `base` are written relative to it."""
    parts = sorted(set(triples), key=order)
    body = BytesIO()
    write_body(parts, body, RdfFormat.TURTLE, base)
    return header(_used_prefixes(parts), base) + body.getvalue().decode()


def order(part: Triple | Quad) -> tuple[str, str, bool, str, str]:
    """Sorting key that keeps a graph and a subject together, and begins with the subject's class."""
    graph = str(part.graph_name) if isinstance(part, Quad) else ""
    predicate = part.predicate
    return graph, str(part.subject), predicate != RDF.type, predicate.value, str(part.object)


def header(prefixes: Iterable[str], base: str | None = None) -> str:
    """The lines that Turtle and TriG begin with, for those of the usual prefixes."""
    lines = [f"@base <{base}> ."] if base else []
    lines += [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(prefixes)]
    return "\n".join([*lines, "", ""])


def write_body(
    parts: Iterable[Triple | Quad], out: IO[bytes], format: RdfFormat, base: str | None = None
) -> None:
    """Write what stands below the header, in the order of `parts`, as they come."""
    serialize(parts, _Headless(out), format, prefixes=PREFIXES, base_iri=base)  # type: ignore[arg-type]


class _Headless:
    """Passes on what is written but the header, which Oxigraph writes first, and in any order."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._begun = False
        self._start = b""

    def write(self, data: bytes) -> int:
        if self._begun:
            return self._out.write(data)
        self._start += data
        while b"\n" in self._start and self._start.startswith((b"@base", b"@prefix")):
            self._start = self._start.partition(b"\n")[2]
        if len(self._start) >= len(b"@prefix") and not self._start.startswith((b"@base", b"@prefix")):
            self.flush()
        return len(data)

    def flush(self) -> None:
        self._begun = True
        self._out.write(self._start)
        self._start = b""


def _used_prefixes(parts: Iterable[Triple]) -> set[str]:
    """Those of the usual prefixes whose namespace occurs."""
    iris = {node.value for part in parts for node in _nodes(part)}
    return {prefix for prefix, names in PREFIXES.items() if any(iri.startswith(names) for iri in iris)}


def _nodes(part: Triple) -> Iterator[NamedNode]:
    yield part.predicate
    for term in (part.subject, part.object):
        if isinstance(term, NamedNode):
            yield term
        elif isinstance(term, Literal):
            yield term.datatype
