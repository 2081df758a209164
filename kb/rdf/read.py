"""Quads -> Reading."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from kb.model import Reading
from kb.vocab import BASE


def from_quads(quads: Iterable[Quad], base: str = BASE) -> Reading:
    """The reading that the quads of one article's graph hold: `from_quads(to_quads(r)) == r`.

    Raises MappingError where they hold no article, several, or one that lacks what a Reading needs.
    """
    raise NotImplementedError
