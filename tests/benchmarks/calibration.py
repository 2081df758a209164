"""Whether a confidence means what it says, and what is gained by asking for more of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.scoring import Counts, Scored, Scorer, confidences, counts

BINS = 10
LEAST = [n / 10 for n in range(10)]

Judged = Sequence[tuple[float, bool]]
"""Confidence of a statement, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of like confidence: its mean, the share that is right (both 0 to 1), and how many."""

    confidence: float
    right: float
    count: int


def reliability(judged: Judged, count: int = BINS) -> list[Bin]:
    """`count` bins with equally many statements each, the least confident first; fewer where there are fewer."""
    ordered = sorted(judged)
    edges = [len(ordered) * n // count for n in range(count + 1)]
    parts = [ordered[a:b] for a, b in pairwise(edges) if b > a]
    return [
        Bin(sum(c for c, _ in part) / len(part), sum(right for _, right in part) / len(part), len(part))
        for part in parts
    ]


def expected_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error, 0 to 1: how far confidence is from the share that is right, on average."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / max(1, total)


def by_threshold(scorer: Scorer, articles: Sequence[Scored]) -> dict[float, Counts]:
    """Figures with the statements of less confidence than each of LEAST left out."""
    return {least: counts(scorer.surer(articles, least)) for least in LEAST}


def at_recall(scorer: Scorer, articles: Sequence[Scored], recall: float) -> tuple[float, Counts] | None:
    """The highest confidence to ask for that still finds a share of `recall`, and the figures; None where none does."""

    def missing(least: float) -> float:
        return -counts(scorer.surer(articles, least)).recall

    found = sorted({confidence for confidence, _ in confidences(articles)})
    place = bisect_right(found, -recall, key=missing)  # recall falls as confidence rises
    if not place:
        return None
    return found[place - 1], counts(scorer.surer(articles, found[place - 1]))
