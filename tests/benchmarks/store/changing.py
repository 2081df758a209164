"""Loading, and what it costs to add, replace and remove one article of a full store."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pyoxigraph
from pyoxigraph import RdfFormat

import kb
import kb.ingest
from benchmarks.decade import Decade
from benchmarks.filled import written
from benchmarks.store.figures import Figure, Spread, timed
from benchmarks.store.subject import Bench
from kb.ingest import Status
from kb.model import Agent, Article, Reading
from kb.prepare import Prepared
from kb.validation import Report

INTO_EMPTY = 40
"""Articles that are added one by one to an empty store."""


class Ready:
    """A reader of what was read before."""

    def __init__(self, agent: Agent, readings: list[Reading]) -> None:
        self.agent = agent
        self.articles = [reading.article for reading in readings]
        self.quads = [written(reading) for reading in readings]
        self._prepared = {
            reading.article.id: Prepared(
                nquads,
                Report(()),
                len(reading.statements),
                len(reading.events),
                frozenset(actor.id for actor in reading.actors),
            )
            for reading, nquads in zip(readings, self.quads, strict=True)
        }

    def read(self, article: Article) -> Reading:
        raise NotImplementedError

    def pipe(self, articles: object) -> Iterator[tuple[Article, Reading]]:
        raise NotImplementedError

    def add(self, path: Path, *articles: Article) -> None:
        """As `kb add` does it, besides reading and checking, which are done."""
        with patch.object(kb.ingest, "prepare", lambda _, __, article: self._prepared[article.id]):
            outcomes = kb.open(path).add(*articles, reader=self, jobs=1)  # type: ignore[arg-type]
        assert {outcome.status for outcome in outcomes} <= {Status.ADDED, Status.REVISED}


def loading(bench: Bench) -> Iterator[Figure]:
    """In bulk, and article by article into an empty store, each with its commit, then all compared."""
    subject, peers = bench.subject, {}
    start = time.perf_counter()
    db = pyoxigraph.Store(str(bench.folder / "bulk"))
    db.bulk_load(path=str(subject.dump), format=RdfFormat.N_QUADS)
    taken = time.perf_counter() - start
    if bench.rdflib:
        peers["rdflib"] = Spread(1000 * bench.rdflib_subject.quads / bench.rdflib.loaded_ms)
    if bench.served:
        peers["served"] = Spread(1000 * subject.quads / bench.served.loaded_ms)
    yield Figure("loading in bulk", "quads/s", Spread(subject.quads / taken), peers, more=True)
    ready = Ready(bench.sample.agent, list(Decade(bench.sample.readings, INTO_EMPTY, seed=3)))
    taken = timed(partial(ready.add, bench.folder / "one-by-one", *ready.articles))
    count = sum(nquads.count(b"\n") for nquads in ready.quads)
    yield Figure(
        f"adding {INTO_EMPTY} articles to an empty store", "quads/s", Spread(1000 * count / taken), more=True
    )


def changing(bench: Bench) -> Iterator[Figure]:
    """One article at a time, each with opening the store, comparing its actors and publishing a snapshot."""
    after = range(bench.subject.articles, bench.subject.articles + bench.rounds)
    new, other = (Decade(bench.sample.readings, after.stop, seed) for seed in (0, 1))
    first = Ready(bench.sample.agent, [new.reading(n) for n in after])
    again = Ready(bench.sample.agent, [other.reading(n) for n in after])  # the same ids, other texts
    with bench.copy() as path:
        added = [timed(partial(first.add, path, one)) for one in first.articles]
        replaced = [timed(partial(again.add, path, one)) for one in again.articles]
        removed = [timed(partial(kb.open(path).remove, one.id)) for one in again.articles]
    graph = f"{kb.vocab.BASE}article/{again.articles[0].id}"
    yield Figure("adding an article", "ms", Spread.of(added), _peers(bench, "add", first.quads[0]))
    stored = f"{kb.vocab.BASE}article/decade/{0:06d}"
    rdf = again.quads[0].replace(graph.encode(), stored.encode())
    yield Figure("replacing an article", "ms", Spread.of(replaced), _peers(bench, "replace", stored, rdf))
    yield Figure("removing an article", "ms", Spread.of(removed), _peers(bench, "remove", stored))


def _peers(bench: Bench, what: str, *args: object) -> dict[str, Spread]:
    """Of the quads alone: they know neither who is who nor snapshots."""
    peers = {"rdflib": bench.rdflib, "served": bench.served}
    return {name: getattr(peer, what)(*args) for name, peer in peers.items() if peer is not None}
