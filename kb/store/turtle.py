"""Turtle and TriG for people: sorted, with the prefixes that occur, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kb.vocab import PREFIXES, RDF


def turtle(triples: Iterable[Triple], base: str | None = None) -> str:
    """Triples as Turtle, each once; IRIs below `base` are written relative to it."""
    return _written(sorted(set(triples), key=order), RdfFormat.TURTLE, base)


def trig(quads: Iterable[Quad], base: str | None = None) -> str:
    """Quads as TriG, graph by graph."""
    return _written(sorted(set(quads), key=order), RdfFormat.TRIG, base)


def order(part: Triple | Quad) -> tuple[str, str, bool, str, str]:
    """Sorting key that keeps a graph and a subject together, and begins with the subject's class."""
    graph = str(part.graph_name) if isinstance(part, Quad) else ""
    predicate = part.predicate
    return graph, str(part.subject), predicate != RDF.type, predicate.value, str(part.object)


def _written(parts: list[Triple] | list[Quad], format: RdfFormat, base: str | None) -> str:
    prefixes = _used_prefixes(parts)
    text = (serialize(parts, format=format, prefixes=prefixes, base_iri=base) or b"").decode()
    # Oxigraph writes the header in any order, so we write our own.
    header = [f"@base <{base}> ."] if base else []
    header += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in prefixes.items()]
    lines = text.split("\n")
    while lines[0].startswith(("@base", "@prefix")):
        del lines[0]
    return "\n".join([*header, "", *lines])


def _used_prefixes(parts: Iterable[Triple | Quad]) -> dict[str, str]:
    """Those of the usual prefixes whose namespace occurs."""
    iris = {node.value for part in parts for node in _nodes(part)}
    return {
        prefix: namespace
        for prefix, namespace in sorted(PREFIXES.items())
        if any(iri.startswith(namespace) for iri in iris)
    }


def _nodes(part: Triple | Quad) -> Iterator[NamedNode]:
    yield part.predicate
    for term in (part.subject, part.object):
        if isinstance(term, NamedNode):
            yield term
        elif isinstance(term, Literal):
            yield term.datatype
