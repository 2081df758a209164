"""Several processes that read articles side by side, all of them loaded before anything is timed."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Self

from kb.model import Article, Reading
from kb.reading import Reader, load_reader

_reader: Reader
_everybody: Barrier


class Workers:
    """`count` processes with the reader of that name."""

    def __init__(self, name: str, count: int) -> None:
        context = get_context("spawn")
        self._pool = context.Pool(count, _load, (name, context.Barrier(count)))
        self._pool.map(_wait, range(count), chunksize=1)

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        return self._pool.map(_read, articles, chunksize=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()
        self._pool.join()


def _load(name: str, everybody: Barrier) -> None:
    global _reader, _everybody  # what a worker keeps from article to article
    _reader, _everybody = load_reader(name), everybody
    _read(Article("first", "Mayor Ada Finch said the bridge is safe."))


def _wait(_: int) -> None:
    """Until every worker is here: so each of them has loaded."""
    _everybody.wait()


def _read(article: Article) -> Reading:
    return _reader.read(article)
