"""A table of figures, for a terminal or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` hold words, whole numbers, and floats, which are shown with one decimal; None is not known."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]

    def text(self) -> str:
        """Columns side by side: the first to the left, the others, which hold figures, to the right."""
        cells = [self.columns, *self._cells()]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [
            "  ".join(
                [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
            )
            for row in cells
        ]
        return "\n".join([self.title, *(f"  {line.rstrip()}" for line in lines), ""])

    def markdown(self) -> str:
        rule = ["---", *["--:"] * (len(self.columns) - 1)]
        lines = [self.columns, rule, *self._cells()]
        return "\n".join([f"{self.title}:\n", *(f"| {' | '.join(line)} |" for line in lines), ""])

    def _cells(self) -> Iterable[tuple[str, ...]]:
        return [tuple(map(_cell, row)) for row in self.rows]


def show(tables: Iterable[Table], *, markdown: bool) -> None:
    for table in tables:
        print(table.markdown() if markdown else table.text())


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if isinstance(value, float) else str(value)
