"""Real readings to multiply: every article of seesaw-train, read once and kept in the user's cache.

Nothing of their text is in the project; the cache lies outside it and belongs to one version of a reader.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks import corpora
from benchmarks.corpora import Corpora, Row
from benchmarks.workers import Workers
from kb.model import Agent, Article, Reading
from kb.reading import load_reader
from kb.tracking import first_identities
from kb.vocab import BASE

JOBS = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """What was read, and who read it."""

    agent: Agent
    readings: tuple[Reading, ...]


def sample(found: Corpora, reader: str) -> Sample:
    """The readings of that reader, from the cache where it has them. Raises Missing without the corpus."""
    agent = load_reader(reader).agent
    cache = user_cache_path("on-record") / f"seesaw-train-{agent.digest[:12]}.pickle"
    if not cache.is_file():
        _read(found, reader, cache)
    readings = pickle.loads(cache.read_bytes())  # noqa: S301  we wrote it
    return Sample(agent, tuple(filter(_can_be_stored, readings)))


def _read(found: Corpora, reader: str, cache: Path) -> None:
    articles = [_article(row) for row in corpora.rows(found.file("seesaw-train.jsonl.gz"))]
    with Workers(reader, JOBS) as workers:
        readings = tuple(workers.read(articles))
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(readings))


def _can_be_stored(reading: Reading) -> bool:
    try:
        return bool(first_identities(reading, BASE))
    except IndexError:  # a name of which nothing is left: an error of ours, and of few articles
        return False


def _article(row: Row) -> Article:
    return Article(
        row["doc_id"].lower(), row["text"], row["title"], row["date"], publisher=row["source"], url=row["url"]
    )
