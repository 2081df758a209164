"""Words -> windows that the encoder can take: whole paragraphs, up to a number of pieces."""

from __future__ import annotations

from collections.abc import Iterator

from kb.reading.tagger.features import Words

PIECES = 254
"""Pieces in a window, without the two marks that the encoder wants around it."""


def windows(words: Words, pieces: int = PIECES, first: int | None = None) -> Iterator[range]:
    """Ranges of word indices, in order and without gaps.

    A paragraph longer than a window is cut where the window is full. `first` is the size of the first
    window, which training varies so that no paragraph always stands at the same place.
    """
    room, start, used = first or pieces, 0, 0
    for begin, end in _paragraphs(words):
        size = sum(len(words.pieces[index]) for index in range(begin, end))
        if used and used + size > room:
            yield range(start, begin)
            room, start, used = pieces, begin, 0
        for index in range(begin, end):
            used += len(words.pieces[index])
            if used > pieces:
                yield range(start, index)
                room, start, used = pieces, index, len(words.pieces[index])
    if start < len(words.spans):
        yield range(start, len(words.spans))


def _paragraphs(words: Words) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(words.spans) + 1):
        if index == len(words.spans) or words.paragraph[index] != words.paragraph[start]:
            yield start, index
            start = index
