"""Quads -> Report: the SHACL shapes in `shapes/`, and what SHACL cannot check (words at their places).

report = validate(quads)
if not report.conforms:
    print(report_text(report))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from kb.validation.clean import surely_clean
from kb.validation.lines import Lines
from kb.validation.report import Report, Result, Severity, report_json, report_text, report_turtle
from kb.validation.shacl import check_shapes, to_rdflib
from kb.validation.text import SHAPES, check_text
from kb.vocab import RDF, SCHEMA

__all__ = [
    "Report",
    "Result",
    "Severity",
    "report_json",
    "report_text",
    "report_turtle",
    "validate",
    "validate_graph",
]

_ORDER = list(Severity)


def validate(quads: Iterable[Quad]) -> Report:
    """Check each graph by itself. Nothing is raised: an error inside the validator is a violation."""
    graphs: dict[NamedNode | BlankNode | DefaultGraph, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
    results = {result for name, graph in graphs.items() for result in _check(_named(name), graph)}
    if not any(_is_article(quad) for graph in graphs.values() for quad in graph):
        results.add(_nothing_to_check())
    return Report(tuple(sorted(results, key=_by_severity_and_place)))


def validate_graph(name: NamedNode, ntriples: str) -> Report:
    """What `validate` says of one graph, several times faster where there is nothing to say."""
    try:
        lines = Lines(ntriples)
        if surely_clean(lines):
            return Report(() if lines.instances(SCHEMA.NewsArticle) else (_nothing_to_check(),))
    except Exception:  # noqa: BLE001, S110  pySHACL looks at it, and what it stumbles over is reported
        pass
    triples = parse(ntriples, RdfFormat.N_TRIPLES)
    return validate(Quad(found.subject, found.predicate, found.object, name) for found in triples)


def _check(name: str, quads: list[Quad]) -> list[Result]:
    try:
        graph = to_rdflib(quads)
        return [*check_shapes(graph), *check_text(graph)]
    except Exception as error:  # noqa: BLE001  whatever it is, what could not be checked is not accepted
        return [_unchecked(name, error)]


def _is_article(quad: Quad) -> bool:
    return quad.predicate == RDF.type and quad.object == SCHEMA.NewsArticle


def _unchecked(name: str, error: Exception) -> Result:
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return Result(
        focus=name,
        path=None,
        value=None,
        severity=Severity.VIOLATION,
        shape=f"{SHAPES}checkable",
        message=f"This could not be checked ({what[:200]}), so it is not accepted. "
        "Look for a value that is no number or date where one is expected; if there is none, report it.",
    )


def _nothing_to_check() -> Result:
    return Result(
        focus=SCHEMA.NewsArticle.value,
        path=None,
        value=None,
        severity=Severity.WARNING,
        shape=f"{SHAPES}something",
        message="There is no article here, so hardly anything was checked. Give the graph of an article.",
    )


def _by_severity_and_place(result: Result) -> tuple[int, str, str, str, str]:
    return (
        _ORDER.index(result.severity),
        result.focus,
        result.path or "",
        result.shape,
        result.value or "",
    )


def _named(graph: NamedNode | BlankNode | DefaultGraph) -> str:
    return "urn:x-on-record:default-graph" if isinstance(graph, DefaultGraph) else graph.value
