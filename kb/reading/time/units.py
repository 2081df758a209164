"""Stretches of the calendar, whose units are counted, so that "two weeks ago" is a subtraction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

Point = tuple[int, ...]
"""(), (year,), (year, month) or (year, month, day): as much as is known. 1 BC is the year 0, 2 BC is -1."""


class Unit(Enum):
    DAY = auto()
    WEEK = auto()
    WEEKEND = auto()
    MONTH = auto()
    QUARTER = auto()
    SEASON = auto()
    YEAR = auto()
    DECADE = auto()
    CENTURY = auto()


_MADE_OF = {
    Unit.DAY: (3, 1, 0),
    Unit.WEEK: (3, 7, 1),  # the first day that is counted is a Monday
    Unit.WEEKEND: (3, 7, 1),
    Unit.MONTH: (2, 1, 0),
    Unit.QUARTER: (2, 3, 0),
    Unit.SEASON: (2, 3, 2),  # spring begins in March
    Unit.YEAR: (1, 1, 0),
    Unit.DECADE: (1, 10, 0),
    Unit.CENTURY: (1, 100, 0),
}
"""Length of the points (years, months, days) that a unit is made of, how many, and where the first begins."""


_LAST_YEAR = 9999  # that EDTF writes with four digits


@dataclass(frozen=True, slots=True)
class Time:
    """From the beginning of `first` to the end of `last`.

    Attributes:
        unit, number: where it is one unit of the calendar.
        name: EDTF, where that has a shorter one than the two ends.
        about: whether the words leave room on both sides.
    """

    first: Point
    last: Point
    unit: Unit | None = None
    number: int = 0
    name: str | None = None
    about: bool = False

    @property
    def begin(self) -> str:
        """EDTF of its first year, month or day: what an interval can begin with."""
        return self._written(self.first)

    @property
    def end(self) -> str:
        """EDTF of its last year, month or day: what an interval can end with."""
        return self._written(self.last)

    @property
    def edtf(self) -> str:
        return interval(self, self) if self.name is None else self.name + "~" * self.about

    def _written(self, point: Point) -> str:
        # When a season begins differs by country and by science: its year is sure.
        year, *rest = point[:1] if self.unit is Unit.SEASON else point
        parts = [f"{'-' if year < 0 else ''}{abs(year):04}", *(f"{part:02}" for part in rest)]
        return "-".join(parts) + "~" * self.about


def interval(first: Time, last: Time) -> str:
    """EDTF from the beginning of the one to the end of the other."""
    return first.begin if first.begin == last.end else f"{first.begin}/{last.end}"


def day(year: int, month: int, day: int) -> Time | None:
    """None where there is no such day."""
    try:
        return stretch(Unit.DAY, date(year, month, day).toordinal())
    except ValueError:
        return None


def number(unit: Unit, point: Point) -> int | None:
    """Which unit `point` lies in; None where it is not precise enough to say."""
    length, size, shift = _MADE_OF[unit]
    return (_count(point[:length]) - shift) // size if len(point) >= length else None


def stretch(unit: Unit, number: int) -> Time | None:
    """The unit of that number; None outside of what can be written."""
    if number < 0 and unit in {Unit.DECADE, Unit.CENTURY}:
        return None  # no years that share their first digits
    length, size, shift = _MADE_OF[unit]
    first = number * size + shift
    last = first + size - 1
    if unit is Unit.WEEKEND:
        first = last - 1
    try:
        begin, end = _point(first, length), _point(last, length)
    except (ValueError, OverflowError):
        return None
    return Time(begin, end, unit, number, _name(unit, number)) if abs(end[0]) <= _LAST_YEAR else None


def holding(unit: Unit, time: Time, shift: int = 0) -> Time | None:
    """The unit that `time` begins in, or the one `shift` further on."""
    return around(unit, time.first, shift)


def around(unit: Unit, point: Point, shift: int = 0) -> Time | None:
    """The unit that `point` lies in, or the one `shift` further on; None where `point` does not say which."""
    count = number(unit, point)
    return None if count is None else stretch(unit, count + shift)


def joined(first: Time, last: Time) -> Time:
    return Time(first.first, last.last)


def _count(point: Point) -> int:
    match point:
        case (year,):
            return year
        case (year, month):
            return year * 12 + month - 1
    return date(*point).toordinal()


def _point(count: int, length: int) -> Point:
    if length == 1:
        return (count,)
    if length == 2:
        return count // 12, count % 12 + 1
    found = date.fromordinal(count)
    return found.year, found.month, found.day


def _name(unit: Unit, number: int) -> str | None:
    match unit:
        case Unit.DECADE:
            return f"{number:03}X"
        case Unit.CENTURY:
            return f"{number:02}XX"
        case Unit.SEASON if number % 4 < 3:  # a winter lies in two years
            return f"{number // 4:04}-{number % 4 + 21}"
    return None
