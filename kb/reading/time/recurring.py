"""Expressions that come back each week, month or year: "Monday", "the 15th", "March", "Christmas Day"."""

from __future__ import annotations

import re
from datetime import date

from kb.reading.time.cycles import Cycle, Now, Value, latest
from kb.reading.time.forms import RANK, form
from kb.reading.time.tables import MONTHS, NAMED_DAYS, SEASONS, WEEKDAYS, named_day
from kb.reading.time.units import Time, Unit, day, joined, stretch
from kb.reading.time.wording import any_of

_MONTH = f"({any_of(MONTHS)})"


@form(f"({any_of(WEEKDAYS)})")
def weekday(found: re.Match[str], _: Now) -> Value | None:
    return weekdays(WEEKDAYS[found[1]])


def weekdays(weekday: int) -> Cycle:
    """Every Monday, where `weekday` is 0."""
    return Cycle(Unit.WEEK, Unit.DAY, lambda week: stretch(Unit.DAY, week * 7 + 1 + weekday))


@form("(?:the )?weekend")
def weekend(_: re.Match[str], __: Now) -> Value | None:
    return Cycle(Unit.WEEK, Unit.WEEKEND, lambda week: stretch(Unit.WEEKEND, week))


@form(f"the {RANK}")
def day_of_month(found: re.Match[str], _: Now) -> Value | None:
    wanted = int(found[1])
    return Cycle(Unit.MONTH, Unit.DAY, lambda month: day(month // 12, month % 12 + 1, wanted))


@form(_MONTH)
def month(found: re.Match[str], _: Now) -> Value | None:
    wanted = MONTHS[found[1]]
    return Cycle(Unit.YEAR, Unit.MONTH, lambda year: stretch(Unit.MONTH, year * 12 + wanted - 1))


@form(rf"{_MONTH} (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?|(?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}")
def day_and_month(found: re.Match[str], _: Now) -> Value | None:
    return _days(MONTHS[found[1] or found[4]], int(found[2] or found[3]))


@form(r"(\d{1,2})/(\d\d)")
def numeric_day_and_month(found: re.Match[str], _: Now) -> Value | None:
    """Where only one of the two can be the month."""
    one, other = int(found[1]), int(found[2])
    if (one > 12) == (other > 12):
        return None
    return _days(min(one, other), max(one, other))


def _days(month: int, wanted: int) -> Cycle:
    return Cycle(Unit.YEAR, Unit.DAY, lambda year: day(year, month, wanted))


@form(f"({any_of(NAMED_DAYS)})")
def holiday(found: re.Match[str], _: Now) -> Value | None:
    name = found[1]
    return Cycle(Unit.YEAR, Unit.DAY, lambda year: named_day(name, year))


@form(f"(?:the )?({any_of(SEASONS)})")
def season(found: re.Match[str], _: Now) -> Value | None:
    wanted = SEASONS[found[1]]
    return Cycle(Unit.YEAR, Unit.SEASON, lambda year: stretch(Unit.SEASON, year * 4 + wanted))


@form(r"(?:the )?([1-4])(?:st|nd|rd|th) quarter|q([1-4])|the (?:last|final) quarter")
def quarter(found: re.Match[str], _: Now) -> Value | None:
    """Games and tax years have quarters too, so that it takes a year to tell one."""
    wanted = int(found[1] or found[2] or 4) - 1
    return Cycle(Unit.YEAR, Unit.QUARTER, lambda year: stretch(Unit.QUARTER, year * 4 + wanted), alone=False)


@form("(?:the )?(?:(1st)|2nd|last) half|the (?:(1st)|last|final) ([1-9]|1[0-2]) months")
def months(found: re.Match[str], _: Now) -> Value | None:
    size = int(found[3] or 6)
    begin = 0 if found[1] or found[2] else 12 - size
    return Cycle(Unit.YEAR, Unit.MONTH, lambda year: _months(year * 12 + begin, size), alone=False)


def _months(first: int, size: int) -> Time | None:
    one, other = stretch(Unit.MONTH, first), stretch(Unit.MONTH, first + size - 1)
    return joined(one, other) if one is not None and other is not None else None


@form(r"(?:calendar )?week (\d{1,2})")
def calendar_week(found: re.Match[str], _: Now) -> Value | None:
    """In a year that is named: seasons, terms and pregnancies have weeks too."""
    wanted = int(found[1])
    return Cycle(Unit.YEAR, Unit.WEEK, lambda year: _iso_week(year, wanted), alone=False)


def _iso_week(year: int, week: int) -> Time | None:
    try:
        return stretch(Unit.WEEK, (date.fromisocalendar(year, week, 1).toordinal() - 1) // 7)
    except ValueError:
        return None


@form(r"(?:the )?'(\d)0s")
def decade_of_century(found: re.Match[str], now: Now) -> Value | None:
    """The last ones, even where the verb looks ahead."""
    wanted = int(found[1])
    cycle = Cycle(Unit.CENTURY, Unit.DECADE, lambda century: stretch(Unit.DECADE, century * 10 + wanted))
    return latest(cycle, now.point)
