"""Reading -> quads."""

from __future__ import annotations

from pyoxigraph import Quad

from kb.model import Reading
from kb.vocab import BASE


def to_quads(reading: Reading, base: str = BASE) -> list[Quad]:
    """Everything read from one article, as quads of the article's graph.

    Raises MappingError where the reading names an actor, event or statement that it does not have, or
    holds text that no RDF literal can carry (a lone surrogate, a NUL).
    """
    raise NotImplementedError
