"""Times that come back, and which of them is meant by an article of a date and a verb of a tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kb.reading.time.units import Point, Time, Unit, number

_FARTHEST = 8  # years between two 29ths of February around 1900


@dataclass(frozen=True, slots=True)
class Now:
    """What an expression is read against: the article's date as far as it is known, and the verb's tense."""

    point: Point
    future: bool


@dataclass(frozen=True, slots=True)
class Cycle:
    """What comes back: each week, month or year of a number has one, or has none.

    Attributes:
        within: the unit that it comes back in.
        unit: what it is itself.
        at: the one in the unit of that number.
        alone: whether it can be told without naming the unit ("in March", but not "in the third quarter").
    """

    within: Unit
    unit: Unit
    at: Callable[[int], Time | None]
    alone: bool = True


Value = Time | Cycle


def mapped(value: Value, change: Callable[[Time], Time | None], unit: Unit | None = None) -> Value | None:
    """`value` with each of its times changed, to one of `unit` where that is another."""
    if isinstance(value, Time):
        return change(value)
    at, made = value.at, unit or value.unit
    return replace(value, unit=made, at=lambda n: change(found) if (found := at(n)) is not None else None)


def compare(one: Point, other: Point) -> int | None:
    """-1, 0 or 1 as `one` lies before, in or after `other`; None where `other` is too short to say."""
    common = min(len(one), len(other))
    if one[:common] != other[:common]:
        return -1 if one[:common] < other[:common] else 1
    return None if len(one) > common else 0


def nearest(value: Value | None, now: Now) -> Time | None:
    """The latest that has begun; for a future tense the first that has not ended."""
    if not isinstance(value, Cycle):
        return value
    if not value.alone:
        return None
    return running(value, now.point) if now.future else latest(value, now.point)


def latest(cycle: Cycle, point: Point) -> Time | None:
    """The latest that has begun at `point`."""
    return _search(cycle, point, -1, lambda time: compare(time.first, point), {-1, 0})


def over(cycle: Cycle, point: Point) -> Time | None:
    """The latest that has ended before `point`."""
    return _search(cycle, point, -1, lambda time: compare(time.last, point), {-1})


def running(cycle: Cycle, point: Point) -> Time | None:
    """The first that has not ended before `point`."""
    return _search(cycle, point, 1, lambda time: compare(time.last, point), {0, 1})


def coming(cycle: Cycle, point: Point, *, now: bool = False) -> Time | None:
    """The first that begins after `point`; `now`: or at it."""
    return _search(cycle, point, 1, lambda time: compare(time.first, point), {0, 1} if now else {1})


def _search(
    cycle: Cycle, point: Point, step: int, side: Callable[[Time], int | None], wanted: set[int]
) -> Time | None:
    """The first one in the direction of `step` that lies on a `wanted` side of `point`."""
    here = number(cycle.within, point)
    if here is None:
        return None
    for count in range(here - step, here + step * (_FARTHEST + 1), step):
        found = cycle.at(count)
        if found is None:
            continue
        where = side(found)
        if where is None:  # `point` does not tell on which side it lies
            return None
        if where in wanted:
            return found
    return None
