"""Named queries, what the pages of the dashboard ask, and text search: each with draws of its parameters.

The pages ask `KnowledgeBase.query`, which opens the store each time, as the dashboard does; the named queries
are asked of a store that is open, as the peers are.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from statistics import median
from typing import TypeVar

import kb
from benchmarks.store.draws import Params
from benchmarks.store.figures import Figure, Spread, timed
from benchmarks.store.subject import Bench, Subject
from kb import queries
from kb.store import open_snapshot

T = TypeVar("T")

ALL = 500
"""As many as the pages offer to choose from (`app.views.parts`)."""

_PHRASES = ("the president", "of the", "we need to", "said the", "on the border")

PAGES: dict[str, tuple[str, Params]] = {
    "overview: counts": ("counts", {}),
    "overview: newest statements": ("newest", {"limit": 6}),
    "overview: most quoted": ("most-quoted", {"limit": 8}),
    "overview: latest articles": ("articles", {"limit": 5}),
    "statements, events: everybody to choose from": ("actors", {"limit": ALL}),
    "articles, statements: publishers to choose from": ("publishers", {"limit": ALL}),
    "articles: the list": ("articles", {"limit": 200}),
    "articles: by words": ("articles", {"limit": 200, "words": "words"}),
    "articles: by publisher": ("articles", {"limit": 200, "publisher": "publishers"}),
    "statements: the list": ("statements", {"limit": 100}),
    "statements: by words": ("statements", {"limit": 100, "words": "words"}),
    "statements: by speaker": ("statements", {"limit": 100, "speaker": "actors"}),
    "statements: by publisher": ("statements", {"limit": 100, "publisher": "publishers"}),
    "statements: by certainty": ("statements", {"limit": 100, "certainty": "possible"}),
    "events: the list": ("events", {"limit": 100}),
    "events: by words": ("events", {"limit": 100, "words": "words"}),
    "events: by actor": ("events", {"limit": 100, "actor": "actors"}),
    "events: by place": ("events", {"limit": 100, "place": "places"}),
    "events: by kind": ("events", {"limit": 100, "type": "CONSULT"}),
    "actors: the list": ("actors", {"limit": 200}),
    "actors: by words": ("actors", {"limit": 200, "words": "names"}),
    "actors: by kind": ("actors", {"limit": 200, "type": "person"}),
    "an actor: heading": ("actors", {"actor": "actors"}),
    "an actor: roles": ("roles", {"limit": 200, "actor": "actors"}),
    "an actor: statements": ("statements", {"limit": 200, "speaker": "actors"}),
    "an actor: events": ("events", {"limit": 200, "actor": "actors"}),
    "an actor: in which articles": ("identity", {"limit": 200, "actor": "actors"}),
    "quality: notes": ("notes", {"limit": 100}),
}
"""What each page of `app/views` asks, uncached; a value that is a kind of `Draws` is drawn from it."""


def named(bench: Bench) -> Iterator[Figure]:
    for query in queries.named():
        with open_snapshot(bench.subject.path) as store:
            drawn = bench.subject.draws.of(query.name, bench.rounds)
            ours = times(partial(queries.run, store, query.name), drawn, bench.seconds_each)
        yield _beside(bench, query.name, ours)


def pages(bench: Bench) -> Iterator[Figure]:
    base, draws = kb.open(bench.subject.path), bench.subject.draws
    for what, (query, shape) in PAGES.items():
        drawn = [
            {name: getattr(draws, str(kind), (kind,) * bench.rounds)[n] for name, kind in shape.items()}
            for n in range(bench.rounds)
        ]
        yield Figure(what, "ms", Spread.of(times(partial(base.query, query), drawn, bench.seconds_each)))
    ids: list[Params] = [{"id": iri.partition("/article/")[2]} for iri in draws.articles[: bench.rounds]]
    yield Figure(
        "an article: all that was read", "ms", Spread.of(times(base.article, ids, bench.seconds_each))
    )


def searching(bench: Bench) -> Iterator[Figure]:
    base, words = kb.open(bench.subject.path), bench.subject.draws.words
    shapes = {
        "a word": list(words),
        "two words": [f"{one} {other}" for one, other in pairwise(words)],
        "a phrase": [f'"{words}"' for words in _PHRASES] * 4,
        "a beginning": [f"{word[:4]}*" for word in words],
    }
    for what, drawn in shapes.items():
        params: list[Params] = [{"words": one} for one in drawn[: bench.rounds]]
        ours = times(base.search, params, bench.seconds_each)
        yield Figure(f"searching for {what}", "ms", Spread.of(ours))


def times(ask: Callable[..., object], drawn: Sequence[Params], seconds: float) -> list[float]:
    """Of all draws, or of those that are done in so many seconds, at least one."""
    ask(**drawn[0])  # what a first query loads is another figure
    return list(_until(seconds, (timed(partial(ask, **params)) for params in drawn)))


def _until(seconds: float, values: Iterable[T]) -> Iterator[T]:
    start = time.perf_counter()
    for value in values:
        yield value
        if time.perf_counter() - start > seconds:
            return


def _beside(bench: Bench, query: str, ours: Sequence[float]) -> Figure:
    """Peers are asked the same, in the same order, until their time is over."""
    peers, same = {}, {}
    for name, peer, subject in (
        ("rdflib", bench.rdflib, bench.rdflib_subject),
        ("served", bench.served, bench.subject),
    ):
        if peer is not None:
            asked = _sparql(subject, query, len(ours))
            answers = list(_until(bench.seconds_each, map(peer.query, asked)))
            known = [one.p50 for one in answers if one.p50 is not None]
            peers[name] = Spread.of(known) if len(known) == len(answers) else answers[-1]
            same[name] = median(ours[: len(answers)])
    return Figure(query, "ms", Spread.of(ours), peers, same)


def _sparql(subject: Subject, query: str, rounds: int) -> list[str]:
    return [subject.sparql(query, params) for params in subject.draws.of(query, rounds)]
