"""What lies around or inside a place of the text, found without going through all there is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

from kb.model import Span, Spans

_BLOCK = 200  # code points: few things begin and end in so few

T = TypeVar("T")


class Wholes(Generic[T]):
    """Things with spans of their own, asked which of them hold other spans."""

    def __init__(self, things: Iterable[tuple[T, Spans]]) -> None:
        self._in_block: defaultdict[int, list[tuple[T, Spans]]] = defaultdict(list)
        for thing, own in things:
            for block in {number for span in own for number in _blocks(span)}:
                self._in_block[block].append((thing, own))

    def holding(self, spans: Spans) -> Iterator[T]:
        """Those in which all of `spans` lie, in the order given."""
        near = self._in_block.get(spans[0].start // _BLOCK, [])
        return (thing for thing, own in near if lies_in(spans, own))


class Parts(Generic[T]):
    """Things with spans of their own, asked which of them lie in other spans."""

    def __init__(self, things: Iterable[tuple[T, Spans]]) -> None:
        pairs = [(span, thing) for thing, own in things for span in own]
        self._by_place = sorted(pairs, key=lambda pair: pair[0])

    def inside(self, spans: Spans) -> Iterator[T]:
        """Those with a span in one of `spans`, by place, as often as there are."""
        for whole in spans:
            first = bisect_left(self._by_place, whole.start, key=lambda pair: pair[0].start)
            for span, thing in islice(self._by_place, first, None):
                if span.start >= whole.end:
                    break
                if span.end <= whole.end:
                    yield thing


def lies_in(inner: Spans, outer: Spans) -> bool:
    """Whether each of the inner spans is within one of the outer."""
    return all(any(whole.contains(part) for whole in outer) for part in inner)


def beginning(spans: Spans, start: int, end: int) -> Spans:
    """Those of `spans`, which are by place and lie apart, that begin in `[start, end)`."""
    first = bisect_left(spans, start, key=lambda span: span.start)
    return spans[first : bisect_left(spans, end, lo=first, key=lambda span: span.start)]


def overlapping(span: Span, others: Spans) -> bool:
    """Whether one of `others`, which are by place and lie apart, shares a character with `span`."""
    at = bisect_right(others, span.start, key=lambda other: other.end)
    return at < len(others) and others[at].start < span.end


def _blocks(span: Span) -> range:
    return range(span.start // _BLOCK, (span.end - 1) // _BLOCK + 1)
