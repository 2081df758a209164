"""What validation found, and how to show it: as text, as a SHACL report in Turtle, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node


class Severity(StrEnum):
    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that validation found.

    Attributes:
        focus: IRI of the node that was checked.
        path: IRI of the property, `^` before it where it was followed backwards, `/` between steps; None
            for the node itself.
        value: the value that does not fit, where there is one.
        shape: IRI of the shape.
        message: what is wrong and what was expected, in a sentence for a journalist.
    """

    focus: str
    path: str | None
    value: str | None
    severity: Severity
    shape: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that validation found, violations first, in an order that is always the same."""

    results: tuple[Result, ...] = ()

    @property
    def violations(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.severity is Severity.VIOLATION)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not self.violations


def report_text(report: Report) -> str:
    """The report for a person: a line that sums it up, then what was found, node by node."""
    lines = [_summary(report)]
    focus = None
    for result in report.results:
        if result.focus != focus:
            focus = result.focus
            lines += ["", focus]
        seen = f" (seen: {_short(result.value)})" if result.value is not None else ""
        lines.append(f"  {result.severity}: {result.message}{seen}")
    return "\n".join(lines) + "\n"


def report_json(report: Report) -> str:
    """The report as JSON: `{"conforms": …, "results": [{"focus": …, "message": …, …}]}`."""
    results = [asdict(result) for result in report.results]
    return json.dumps({"conforms": report.conforms, "results": results}, indent=2, ensure_ascii=False) + "\n"


def report_turtle(report: Report) -> str:
    """The report as a sh:ValidationReport in Turtle. Its results are blank nodes, as SHACL has them."""
    graph, node = Graph(), BNode("report")
    graph.bind("sh", SH)
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(report.conforms)))
    for number, result in enumerate(report.results):
        found = BNode(f"result{number}")
        graph.add((node, SH.result, found))
        for predicate, object in _properties(result):
            graph.add((found, predicate, object))
    return graph.serialize(format="turtle")


def _properties(result: Result) -> list[tuple[URIRef, Node]]:
    properties: list[tuple[URIRef, Node]] = [
        (RDF.type, SH.ValidationResult),
        (SH.focusNode, URIRef(result.focus)),
        (SH.resultSeverity, SH[result.severity.capitalize()]),
        (SH.sourceShape, URIRef(result.shape)),
        (SH.resultMessage, Literal(result.message)),
    ]
    if result.path is not None and not set("^ ").intersection(result.path):
        properties.append((SH.resultPath, URIRef(result.path)))
    if result.value is not None:
        properties.append((SH.value, Literal(result.value)))
    return properties


def _summary(report: Report) -> str:
    violations = len(report.violations)
    others = len(report.results) - violations
    if not report.results:
        return "Valid: there is nothing to mend."
    counts = [f"{violations} violation{'s' * (violations != 1)}"] if violations else []
    counts += [f"{others} more to look at"] if others else []
    return f"{'Valid' if report.conforms else 'Not valid'}: {' and '.join(counts)}."


def _short(value: str, limit: int = 80) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
