"""pySHACL with the shapes of On Record, parsed once a process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kb import resources
from kb.errors import OnRecordError
from kb.validation.report import Result, Severity

# rdflib logs every literal that does not fit its datatype with a traceback. We report them instead.
logging.getLogger("rdflib.term").addHandler(logging.NullHandler())

_lock = threading.Lock()  # pySHACL writes to the graph of shapes, and the dashboard has threads

_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


@cache
def shapes() -> Graph:
    """All shapes in one graph. Raises OnRecordError where there are none, as then anything would be valid."""
    folder, graph = resources.shapes(), Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path)
    if not graph:
        raise OnRecordError(
            f"There are no shapes in {folder}, so nothing can be checked: install On Record again."
        )
    return graph


def check_shapes(graph: Graph) -> Iterator[Result]:
    """What the shapes find in `graph`. Raises what pySHACL raises, which is more than it says."""
    with _lock:
        _, found, _ = pyshacl.validate(graph, shacl_graph=shapes(), inference="none", advanced=False)
    if not isinstance(found, Graph):
        raise TypeError(f"pySHACL gave no report but {found!r}")
    for node in found.objects(predicate=SH.result):
        yield _result(found, node)


def to_rdflib(quads: Iterable[ox.Quad]) -> Graph:
    """The triples of `quads` as an rdflib graph."""
    graph = Graph(bind_namespaces="none")
    term = cache(to_node)  # terms recur, and rdflib's are slow to make
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def to_node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """The same term for rdflib, its text as it is. Raises ValueError for a triple."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal) and term.language is not None:
        return Literal(term.value, lang=term.language)
    if isinstance(term, ox.Literal):
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise ValueError(f"Unexpected term: {term!r}")


def _result(found: Graph, node: Node) -> Result:
    path, value = found.value(node, SH.resultPath), found.value(node, SH.value)
    return Result(
        focus=str(found.value(node, SH.focusNode)),
        path=None if path is None else _path(found, path),
        value=None if value is None else str(value),
        severity=_SEVERITIES[URIRef(str(found.value(node, SH.resultSeverity)))],
        shape=str(found.value(node, SH.sourceShape)),
        message=str(found.value(node, SH.resultMessage)),
    )


def _path(found: Graph, path: Node) -> str:
    """A SHACL path in SPARQL's notation, without the angle brackets."""
    if inverse := found.value(path, SH.inversePath):
        return f"^{inverse}"
    if alternatives := found.value(path, SH.alternativePath):
        return "|".join(map(str, Collection(found, alternatives)))
    if (path, RDF.first, None) in found:
        return "/".join(map(str, Collection(found, path)))
    return str(path)
