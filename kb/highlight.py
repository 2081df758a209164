"""Text -> HTML with marked stretches. Text is data: everything is escaped, and nothing else is let in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of code points, and what is said about it when somebody points at it."""

    start: int
    end: int
    title: str


def highlight(text: str, marks: Iterable[Mark]) -> str:
    """`text` as HTML, each mark in a `<mark>`; where marks overlap, `data-depth` counts them.

    A stretch under several marks has all their titles, outermost first.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    edges = sorted({0, len(text), *(edge for mark in ordered for edge in (mark.start, mark.end))})
    pieces = []
    for start, end in pairwise(edges):
        over = [mark for mark in ordered if mark.start <= start and end <= mark.end]
        pieces.append(_piece(text[start:end], over))
    return "".join(pieces)


def _piece(words: str, over: list[Mark]) -> str:
    if not over:
        return escape(words)
    title = escape(" / ".join(mark.title for mark in over))
    return f'<mark data-depth="{len(over)}" title="{title}">{escape(words)}</mark>'
