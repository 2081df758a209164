"""What commands share in printing: tables, messages on stderr, a progress bar. Text is never markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from kb.plain import visible

NOT_A_TERMINAL_WIDTH = 10_000
"""Where output goes to a file or a pipe, a row stays one line."""


def table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Print rows under columns to standard output; columns without any name get no heading.

    A cell that is `Text` already, of what `visible` gave, keeps its style where that is a terminal.
    """
    shown = Table(box=None, header_style="bold", pad_edge=False, show_header=any(columns))
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(cell if isinstance(cell, Text) else Text(visible(cell)) for cell in row))
    out = Console(highlight=False)
    if out.is_terminal:
        out.print(shown)
        return
    out = Console(highlight=False, width=NOT_A_TERMINAL_WIDTH)
    with out.capture() as printed:
        out.print(shown)
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def show(text: str) -> None:
    """Several lines on standard output, each without what could steer a terminal."""
    click.echo("\n".join(visible(line) for line in text.rstrip("\n").split("\n")))


def say(message: str) -> None:
    """One line on standard error."""
    click.echo(visible(message), err=True)


def place(name: str, line: int | None = None) -> str:
    """Where an item came from, as a person would write it: below the current folder without the folder."""
    path, here = Path(name), Path.cwd()
    shown = str(path.relative_to(here)) if path.is_relative_to(here) else name
    return shown if line is None else f"{shown}:{line}"


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error, where that is a terminal; call what it gives for each item done.

    `total` is None where it is not known; the text given with each call is printed above the bar.
    """
    console = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns,
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(what, total=total)

        def advance(message: str) -> None:
            if message:
                say(message) if bar.disable else console.print(Text(visible(message)), soft_wrap=True)
            bar.advance(task)

        yield advance
