"""Quads -> Report: the SHACL shapes, and what SHACL cannot check (words at their offsets)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Quad


class Severity(StrEnum):
    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing a shape found.

    Attributes:
        focus: IRI of the node that was checked.
        path: IRI of the property, `^` before it where it was followed backwards; None for the node itself.
        value: the value that does not fit, where there is one.
        shape: IRI of the shape.
        message: a sentence for a journalist.
    """

    focus: str
    path: str | None
    value: str | None
    severity: Severity
    shape: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that the shapes found, violations first."""

    results: tuple[Result, ...] = ()

    @property
    def violations(self) -> tuple[Result, ...]:
        return tuple(r for r in self.results if r.severity is Severity.VIOLATION)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not self.violations


def validate(quads: Iterable[Quad]) -> Report:
    """Check each graph by itself against the shapes. An error inside the validator is a violation."""
    raise NotImplementedError


def report_text(report: Report) -> str:
    """The report for a person."""
    raise NotImplementedError


def report_turtle(report: Report) -> str:
    """The report as a SHACL validation report in Turtle."""
    raise NotImplementedError


def report_json(report: Report) -> str:
    """The report as a JSON object with `conforms` and `results`."""
    raise NotImplementedError
