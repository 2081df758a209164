"""Article -> Reading: the only place that imports spaCy.

A reader is chosen by name; `load_reader()` gives the default one. Loading takes a second or two and is
done once a process.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from kb.errors import ReadingError, UnknownName
from kb.model import Agent, Article, Reading

READERS = {"rules": "kb.reading.reader:rules_reader", "trained": "kb.reading.tagger:trained_reader"}
"""Reader by name, as `module:factory`, imported only when asked for."""

DEFAULT_READER = "trained"


class Reader(Protocol):
    """Reads articles. The seam at which another way to read can be put in."""

    @property
    def agent(self) -> Agent:
        """What reads, for the provenance of what it reads."""

    def read(self, article: Article) -> Reading:
        """Read one article. Raises ReadingError where it cannot."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | ReadingError]]:
        """Read many, in order; an article that cannot be read gives its error and stops nothing."""


@cache
def load_reader(name: str = DEFAULT_READER, min_confidence: float | None = None) -> Reader:
    """The reader of that name.

    `min_confidence`: leave out statements that the reader is less sure of, 0 to 1; None is the reader's own
    choice. Raises UnknownName where there is no such reader, ReadingError where it does not measure that.
    """
    if name not in READERS:
        raise UnknownName(f"There is no reader named {name!r}. Use one of: {', '.join(sorted(READERS))}.")
    module, factory = READERS[name].split(":")
    reader: Reader = getattr(import_module(module), factory)(min_confidence)
    return reader


def choose_reader(name: str | None = None, min_confidence: float | None = None) -> Reader:
    """The reader of that name; without one, what the environment's KB_READER names, else the default one.

    Raises what `load_reader` does.
    """
    return load_reader(name or os.environ.get("KB_READER") or DEFAULT_READER, min_confidence)
