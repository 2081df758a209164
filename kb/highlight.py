"""Text -> HTML with marked stretches. Text is data: everything is escaped, and nothing else is let in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of code points, and what is said about it when somebody points at it."""

    start: int
    end: int
    title: str


M = TypeVar("M", bound=Mark)


def pieces(text: str, marks: Iterable[M]) -> Iterator[tuple[str, list[M]]]:
    """`text` cut wherever a mark begins or ends, each piece with the marks over it, outermost first."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    edges = sorted({0, len(text), *(edge for mark in ordered for edge in (mark.start, mark.end))})
    for start, end in pairwise(edges):
        yield text[start:end], [mark for mark in ordered if mark.start <= start and end <= mark.end]


def highlight(text: str, marks: Iterable[Mark]) -> str:
    """`text` as HTML, each mark in a `<mark>`; where marks overlap, `data-depth` counts them.

    A stretch under several marks has all their titles, outermost first.
    """
    return "".join(_piece(words, over) for words, over in pieces(text, marks))


def _piece(words: str, over: list[Mark]) -> str:
    if not over:
        return escape(words)
    title = escape(" / ".join(mark.title for mark in over))
    return f'<mark data-depth="{len(over)}" title="{title}">{escape(words)}</mark>'
