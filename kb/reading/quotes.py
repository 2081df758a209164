"""Where quotations stand: quote marks paired within a paragraph, or left open across several by custom."""

from __future__ import annotations

import re

from kb.model import Note, Span

_PARAGRAPH = re.compile(r"[^\n]+")
_OPEN = "“„«"
_CLOSE = "”»"
_STRAIGHT = '"'


def find_quotes(text: str) -> tuple[tuple[Span, ...], tuple[Note, ...]]:
    """Quotations in `text`, marks included, and a note for each mark without a partner.

    Double marks only: a single mark is more often an apostrophe. A paragraph that opens a quotation and
    does not close it runs to its end when the next paragraph opens one again (the printers' custom for
    a speech of several paragraphs); otherwise the mark is reported and starts nothing.
    """
    quotes: list[Span] = []
    notes: list[Note] = []
    paragraphs = list(_PARAGRAPH.finditer(text))
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1].group().lstrip() if index + 1 < len(paragraphs) else ""
        opened: int | None = None
        for position in range(paragraph.start(), paragraph.end()):
            mark = text[position]
            if opened is None:
                if mark in _OPEN or mark == _STRAIGHT:
                    opened = position
                elif mark in _CLOSE:
                    notes.append(_unpaired(position))
            elif mark in _OPEN:  # the mark before was never closed
                notes.append(_unpaired(opened))
                opened = position
            elif mark in _CLOSE or mark == _STRAIGHT:
                quotes.append(Span(opened, position + 1))
                opened = None
        if opened is not None:
            if following[:1] in (*_OPEN, _STRAIGHT) and following:
                quotes.append(Span(opened, paragraph.start() + len(paragraph.group().rstrip())))
            else:
                notes.append(_unpaired(opened))
    return tuple(quotes), tuple(notes)


def _unpaired(position: int) -> Note:
    return Note("warning", "unpaired quotation mark", (Span(position, position + 1),))
