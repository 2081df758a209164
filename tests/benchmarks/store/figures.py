"""What was measured: a figure of ours beside those of the peers, with ratios."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from benchmarks.tables import Table

PEERS = ("rdflib", "served")


@dataclass(frozen=True, slots=True)
class Spread:
    """Several times the same thing: median and 95th percentile. A single one has no p95.

    `over` is the time in the unit of the figure after which one was stopped; `failed` says why there is none.
    """

    p50: float | None = None
    p95: float | None = None
    over: float | None = None
    failed: str | None = None

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        found = sorted(values)
        p95 = found[math.ceil(0.95 * len(found)) - 1] if len(found) > 1 else None
        return cls(median(found), p95)

    def text(self) -> str:
        if self.failed:
            return self.failed
        if self.over is not None:
            return f"> {_number(self.over)}"
        return "" if self.p50 is None else _number(self.p50)


NOTHING = Spread()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of ours and those of the peers. A ratio above 1 is always in our favour.

    `same` is our median of those draws that a peer was asked, where they were fewer. `more` says that more is
    better, as of quads a second.
    """

    what: str
    unit: str
    ours: Spread
    peers: dict[str, Spread] = field(default_factory=dict)
    same: dict[str, float] = field(default_factory=dict)
    more: bool = False

    def ratio(self, peer: str) -> str:
        theirs = self.peers.get(peer, NOTHING)
        value, ours = (theirs.over if theirs.p50 is None else theirs.p50), self.same.get(peer, self.ours.p50)
        if not value or not ours:
            return ""
        ratio = ours / value if self.more else value / ours
        sign = "> " if theirs.over is not None else ""
        return f"{sign}{_number(ratio)}x"


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def table(title: str, figures: Iterable[Figure], sizes: dict[str, str]) -> Table:
    """`sizes` says how large each peer's data is, where it is not that of ours."""
    heads = [f"{peer} {sizes[peer]}".strip() for peer in PEERS]
    columns = ("", "unit", "p50", "p95", *(head for peer in heads for head in (peer, "ratio")))
    rows = [
        (
            one.what,
            one.unit,
            one.ours.text(),
            "" if one.ours.p95 is None else _number(one.ours.p95),
            *(cell for peer in PEERS for cell in (one.peers.get(peer, NOTHING).text(), one.ratio(peer))),
        )
        for one in figures
    ]
    return Table(title, columns, tuple(rows))


def plain(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """For a file of JSON."""
    return [asdict(one) for one in figures]


def _number(value: float) -> str:
    """Three figures of it are enough."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
