"""Expressions that are one time, by themselves or with the article's date: "2016", "two years ago"."""

from __future__ import annotations

import re

from kb.reading.time.cycles import Now, Value
from kb.reading.time.forms import COUNT, RANK, count, form
from kb.reading.time.tables import CALENDAR, HOURS, UNITS
from kb.reading.time.units import Time, Unit, around, day, holding, joined, number, stretch
from kb.reading.time.wording import any_of

_COUNTED = f"({any_of(UNITS)}|{any_of(HOURS)})"
_SO_MANY = rf"(?:(\d{{1,3}}) {_COUNTED}s?|{_COUNTED})"  # "the coming weeks" are any number
_DURING = "(?:in|over|for|during|within|throughout|across)"
_CALENDAR = f"({any_of(CALENDAR)})"
_HALVES = {Unit.YEAR: (Unit.MONTH, 6), Unit.DECADE: (Unit.YEAR, 5), Unit.CENTURY: (Unit.YEAR, 50)}
_SUNDAY = 6


@form("(yesterday|today|tomorrow)")
def day_word(found: re.Match[str], now: Now) -> Value | None:
    return around(Unit.DAY, now.point, {"yesterday": -1, "today": 0, "tomorrow": 1}[found[1]])


@form("overnight")
def overnight(_: re.Match[str], now: Now) -> Value | None:
    """Two days, because a night is in both."""
    first = around(Unit.DAY, now.point, 0 if now.future else -1)
    last = around(Unit.DAY, now.point, 1 if now.future else 0)
    return joined(first, last) if first is not None and last is not None else None


@form("9/11")
def eleventh_of_september(_: re.Match[str], __: Now) -> Value | None:
    """The one day that is known by its number."""
    return day(2001, 9, 11)


@form(r"(\d{4})-(\d\d)-(\d\d)")
def iso_date(found: re.Match[str], _: Now) -> Value | None:
    return day(*map(int, found.groups()))


@form(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})")
def numeric_date(found: re.Match[str], _: Now) -> Value | None:
    """The day where only one order of day and month makes a date, otherwise the year."""
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    days = {made for made in (day(year, one, other), day(year, other, one)) if made is not None}
    return stretch(Unit.YEAR, year) if len(days) > 1 else next(iter(days), None)


@form(r"(?:the )?(?:year )?(1\d\d\d|2[01]\d\d)|the year (\d{1,3})|(\d{1,4}) (?:ad|ce)|ad (\d{1,4})")
def year(found: re.Match[str], _: Now) -> Value | None:
    return stretch(Unit.YEAR, int(next(filter(None, found.groups()))))


@form(r"(\d{1,4}) bce?")
def year_before_christ(found: re.Match[str], _: Now) -> Value | None:
    return stretch(Unit.YEAR, 1 - int(found[1]))


@form(r"(1\d|20|21)(\d\d)-(\d\d)?(\d\d)")
def years(found: re.Match[str], _: Now) -> Value | None:
    first, last = int(found[1] + found[2]), int((found[3] or found[1]) + found[4])
    return Time((first,), (last,)) if first < last else None


@form(r"(?:the )?(\d\d)(\d)0'?s")
def decade(found: re.Match[str], _: Now) -> Value | None:
    """A century where it can be one: the 1800s are, and nobody knows what the 2000s are."""
    if found[2] == "0":
        return stretch(Unit.CENTURY, int(found[1]))
    return stretch(Unit.DECADE, int(found[1] + found[2]))


@form(rf"(?:the )?{RANK}[ -]century(?: (?:ad|ce))?")
def century(found: re.Match[str], _: Now) -> Value | None:
    return stretch(Unit.CENTURY, int(found[1]) - 1)


@form(f"(last|this|next) {_CALENDAR}")
def calendar_unit(found: re.Match[str], now: Now) -> Value | None:
    unit, shift = CALENDAR[found[2]], {"last": -1, "this": 0, "next": 1}[found[1]]
    if unit is Unit.WEEK and (shift or now.future) and _is_sunday(now):
        return None  # of the week that ends, or of the one that begins?
    return around(unit, now.point, shift)


@form(f"the {_CALENDAR} (?:(before last)|after next)")
def calendar_unit_but_one(found: re.Match[str], now: Now) -> Value | None:
    unit = CALENDAR[found[1]]
    return None if unit is Unit.WEEK and _is_sunday(now) else around(unit, now.point, -2 if found[2] else 2)


@form(rf"{COUNT}( and a half)? {_COUNTED}s?( and a half)? ago")
def ago(found: re.Match[str], now: Now) -> Value | None:
    return _away(-count(found[1]), found[3], now, half=bool(found[2] or found[4]))


@form(rf"in {COUNT} {_COUNTED}(?:s|'s|s')?(?: time)?")
def ahead(found: re.Match[str], now: Now) -> Value | None:
    """Of the past, "in two weeks" is how long something took."""
    return _away(count(found[1]), found[2], now) if now.future else None


@form(rf"{COUNT} {_COUNTED}s? from now")
def from_now(found: re.Match[str], now: Now) -> Value | None:
    return _away(count(found[1]), found[2], now)


@form(rf"(?:{_DURING} )?(?:the |this )?past {_SO_MANY}")
def the_past(found: re.Match[str], now: Now) -> Value | None:
    return lasting(-count(found[1]), found[2] or found[3], now)


@form(
    rf"{_DURING} the (last|next|coming) {_COUNTED}"
    rf"|(?:{_DURING} )?(?:the )?(last|next|coming) (\d{{1,3}}) {_COUNTED}s?"
)
def the_last_or_next(found: re.Match[str], now: Now) -> Value | None:
    """Without a preposition or a number, "the next day" counts from what was told before."""
    which, many, written = found[1] or found[3], count(found[4]), found[2] or found[5]
    if which == "last":
        return lasting(-many, written, now)
    return lasting(many, written, now) if now.future else None


@form(rf"within {COUNT} {_COUNTED}s?")
def within(found: re.Match[str], now: Now) -> Value | None:
    return lasting(count(found[1]), found[2], now) if now.future else None


def lasting(signed: int, written: str, now: Now) -> Time | None:
    """From the beginning of the unit so many back to the article's own day or unit; ahead likewise."""
    unit, size = UNITS.get(written, (Unit.DAY, 1))
    if unit in {Unit.DECADE, Unit.CENTURY}:
        unit, size = Unit.YEAR, 10 if unit is Unit.DECADE else 100
    if written in HOURS:
        signed = (-1 if signed < 0 else 1) * -(-abs(signed) // HOURS[written])
    own = around(Unit.DAY if unit is Unit.WEEK else unit, now.point)
    edge = around(unit, now.point, signed * size)
    if own is None or edge is None:
        return None
    return joined(edge, own) if signed < 0 else joined(own, edge)


def _away(signed: int, written: str, now: Now, *, half: bool = False) -> Time | None:
    """The unit that lies so many back or ahead."""
    if written in HOURS:
        return _hours_away(signed, HOURS[written], now)
    unit, size = UNITS[written]
    if not half:
        return around(unit, now.point, signed * size)
    if unit not in _HALVES:
        return None
    finer, halves = _HALVES[unit]
    near = around(finer, now.point, halves * (2 * signed - 1))  # only what is past has halves
    return None if near is None else holding(unit, near)


def _hours_away(signed: int, a_day: int, now: Now) -> Time | None:
    """A day where the hours make whole ones, otherwise one of two: the article's date has no clock."""
    days, rest = divmod(abs(signed), a_day)
    sign = -1 if signed < 0 else 1
    near = around(Unit.DAY, now.point, sign * days)
    far = around(Unit.DAY, now.point, sign * (days + bool(rest)))
    if near is None or far is None or near == far:
        return near
    return joined(far, near) if signed < 0 else joined(near, far)


def _is_sunday(now: Now) -> bool:
    count = number(Unit.DAY, now.point)
    return count is not None and (count - 1) % 7 == _SUNDAY
