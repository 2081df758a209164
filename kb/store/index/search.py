"""Text search: from what a person typed to an expression of FTS5, and back to places in the text.

    bridge closed          both words, in any order
    "the bridge is safe"   these words in this order
    bridg*                 words that begin so
    bridge OR tunnel       one or the other, or both
    bridge -tunnel         the first without the second, wherever what has the `-` stands

Capitals and diacritics do not matter. Words are what SQLite's tokenizer `unicode61` makes of a text: letters
and digits, so `well-known` is `well` followed by `known`. A quote that is not closed ends with the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from uuid import uuid4

from pyoxigraph import Literal

from kb.errors import QueryError
from kb.store.index.answer import Reader
from kb.store.results import Table, text

MAX_CHARS = 1_000
"""Of what is looked for."""

_PART = re.compile(r"""(?P<without>-?)(?:["“”](?P<phrase>[^"“”]*)(?:["“”]\*?|$)|(?P<word>[^\s"“”]+))""")
_EDGE = uuid4().hex
"""Stands at both ends of what was found: no text can know it."""


def search(index: Reader, words: str, limit: int | None = None, offset: int = 0) -> Table:
    """Statements that hold the words, the best first: the columns of the query `statements`, and `found`.

    `found` has the places of what was found in `text`, as `12-19 30-36`: see `places`.
    Raises QueryError where there is nothing to look for, StoreError where the index is damaged.
    """
    asked = {"match": Literal(expression(words)), "edge": Literal(_EDGE)}
    marked = index.answer("search", asked, limit, offset)
    return Table(marked.columns, tuple((*row[:-1], Literal(_found(text(row[-1])))) for row in marked.rows))


def places(found: str) -> list[tuple[int, int]]:
    """The places in a column `found`: half-open stretches of code points, in order."""
    edges = (place.split("-") for place in found.split())
    return [(int(start), int(end)) for start, end in edges]


def expression(words: str) -> str:
    """What a person typed, in the language of FTS5, where all of it stands in quotes and so is text.

    Raises QueryError where it holds no word to look for, or is too long.
    """
    if len(words) > MAX_CHARS:
        raise QueryError(f"Look for at most {MAX_CHARS:,} characters: these are {len(words):,}.")
    alternatives: list[list[str]] = [[]]
    unwanted: list[str] = []
    for part in _PART.finditer(_plain(words)):
        if part[0] == "OR":
            alternatives.append([])
        elif quoted := _quoted(part):
            (unwanted if part["without"] else alternatives[-1]).append(quoted)
    wanted = " OR ".join(f"({' '.join(parts)})" for parts in alternatives if parts)
    if not wanted:
        raise QueryError(f"There is nothing to look for in {words!r}: give a word without - before it.")
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted


def _plain(words: str) -> str:
    """Without what SQLite would stumble over, and no text here holds: NUL and halves of surrogates."""
    return words.replace("\0", " ").encode(errors="replace").decode()


def _quoted(part: re.Match[str]) -> str | None:
    """A string of FTS5; None where it holds no word."""
    words = part["word"] or part["phrase"] or ""
    if not any(_in_a_word(character) for character in words):
        return None
    return f'"{words}"*' if part[0].endswith("*") else f'"{words}"'


def _in_a_word(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LN" or kind == "Co"


def _found(marked: str) -> str:
    """Where the edges stand, were they not there: `the EbridgeE is` gives `4-10`."""
    return " ".join(f"{start}-{end}" for start, end in _stretches(marked))


def _stretches(marked: str) -> Iterator[tuple[int, int]]:
    start = 0
    for number, piece in enumerate(marked.split(_EDGE)):
        if number % 2:
            yield start, start + len(piece)
        start += len(piece)
