"""Word -> ids of its pieces in the encoder's vocabulary (WordPiece, uncased).

The method is that of Wu et al. 2016 ("Google's Neural Machine Translation System", section 4.1) as BERT
uses it: lower case, no accents, marks apart, then the longest known piece from the left. The library that
does the same brings a client for a model hub with it, which has no place here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

MODEL = Path(__file__).parent / "model"
UNKNOWN, FIRST, LAST = 100, 101, 102
"""Ids for a word without known pieces, and for the marks around a text."""

_LONGEST = 100  # characters of a word; a longer one is unknown


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[int, ...]:
    """Ids of the pieces of `word`, one at least."""
    return tuple(piece for part in _parts(word) for piece in _split(part)) or (UNKNOWN,)


@cache
def _vocabulary() -> dict[str, int]:
    lines = (MODEL / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines)}


def _parts(word: str) -> list[str]:
    """`word` in lower case and without accents, cut at each mark."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    spaced = "".join(f" {c} " if _stands_alone(c) else c for c in plain if not _is_invisible(c))
    return spaced.split()


def _split(part: str) -> Iterator[int]:
    known, start, found = _vocabulary(), 0, []
    while start < len(part):
        prefix = "##" if start else ""
        end = next((e for e in range(len(part), start, -1) if prefix + part[start:e] in known), None)
        if end is None or len(part) > _LONGEST:
            yield UNKNOWN
            return
        found.append(known[prefix + part[start:end]])
        start = end
    yield from found


def _stands_alone(character: str) -> bool:
    ascii_mark = character.isascii() and not character.isalnum() and not character.isspace()
    ideograph = "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"
    return ascii_mark or ideograph or unicodedata.category(character).startswith("P")


def _is_invisible(character: str) -> bool:
    return character not in "\t\n\r" and unicodedata.category(character) in {"Cc", "Cf"}
