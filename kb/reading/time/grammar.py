"""One time expression -> the time or the cycle that it names, and the forms that are made of others.

Forms are tried in the order of `FORMS`, each on the whole text; a word that none of them knows makes it no
time, so that "on Saturday Night Live" and "the Good Friday Agreement" have no value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from functools import lru_cache

from kb.reading.time import fixed, recurring
from kb.reading.time.cycles import Cycle, Now, Value, coming, mapped, nearest, over
from kb.reading.time.forms import COUNT, Form, count, form
from kb.reading.time.tables import HAPPENINGS, UNITS, WEEKDAYS, nth_weekday
from kb.reading.time.units import Time, Unit, day, holding, joined, number, stretch
from kb.reading.time.wording import any_of

_LONGEST = 12  # words
_LEAD = re.compile(r"(?:in|on|at|during|of|for|into|throughout|as of) |over (?=the |this |last |next )")
_ABOUT = re.compile(
    r"((?:in|on|at|within) )?(?:or )?"
    r"(?:about|around|circa|c|roughly|approximately|nearly|almost|some|close to) "
)
_NO_TIME = re.compile(
    r"(?:in|at|for|during|to) the \d{1,2}(?:st|nd|rd|th)"  # a rank: "in the 15th"
    r"|(?:at|on|over) \d{4}"  # an amount
)
_SHARED = re.compile(r"(?:of|in) ")
_MONTHS_IN = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_UNIT = f"({any_of(UNITS)})s?"


@lru_cache(maxsize=4096)
def parse(text: str, now: Now) -> Value | None:
    """The value of the whole of `text`, in the words that `wording.normal` leaves; None where it has none."""
    if len(text.split()) > _LONGEST or _NO_TIME.fullmatch(text):
        return None
    if about := _ABOUT.match(text):
        value = parse((about[1] or "") + text[about.end() :], now)
        return None if value is None else mapped(value, lambda time: replace(time, about=True))
    for read in FORMS:
        if (value := read(text, now)) is not None:
            return value
    lead = _LEAD.match(text)
    return parse(text[lead.end() :], now) if lead else None


@form("(?:(?:this |the )?(past|coming)|(last|next|this)) (.+)")
def directed(found: re.Match[str], now: Now) -> Value | None:
    """As in "last Friday", "this coming Monday", "last summer"."""
    cycle = parse(found[3], now)
    if not isinstance(cycle, Cycle) or not cycle.alone:
        return None
    match found[1] or found[2]:
        case "this":
            return nearest(cycle, now)
        case "past":
            return over(cycle, now.point)
        case "coming":
            return coming(cycle, now.point)
        case "last":
            last = over(cycle, now.point)
            return last if cycle.unit is Unit.SEASON else _if_same(last, cycle, now, -1)
    return _if_same(coming(cycle, now.point), cycle, now, 1)


def _if_same(near: Time | None, cycle: Cycle, now: Now, shift: int) -> Time | None:
    """The nearest or the one of next (last) week or year: known where these are the same."""
    here = number(cycle.within, now.point)
    return near if here is not None and near == cycle.at(here + shift) else None


@form("overnight into (.+)")
def overnight_into(found: re.Match[str], now: Now) -> Value | None:
    last = nearest(parse(found[1], now), now)
    first = holding(Unit.DAY, last, -1) if last is not None and last.unit is Unit.DAY else None
    return joined(first, last) if first is not None and last is not None else None


@form("the weekend before last")
def weekend_before_last(_: re.Match[str], now: Now) -> Value | None:
    last = parse("last weekend", now)
    return holding(Unit.WEEKEND, last, -1) if isinstance(last, Time) else None


@form(f"(?:{COUNT} {_UNIT}|the ({any_of(UNITS)})) (before|after) (.+)")
def counted_from(found: re.Match[str], now: Now) -> Value | None:
    """As in "the day after Christmas", "a week before Dec. 19": as precise as the unit that is counted."""
    unit, size = UNITS[found[2] or found[3]]
    shift = count(found[1]) * size * (-1 if found[4] == "before" else 1)
    other = parse(found[5], now)
    if other is None or other.unit not in {Unit.DAY, unit}:
        return None
    return mapped(other, lambda time: holding(unit, time, shift), unit)


@form(f"{COUNT} {_UNIT} (ago|from) (.+)|({any_of(WEEKDAYS)}) week")
def same_day(found: re.Match[str], now: Now) -> Value | None:
    """The same day or month of another week or year: "a year ago today", "a week from Friday"."""
    unit, size = UNITS[found[2] or "week"]
    shift = count(found[1]) * size * (-1 if found[3] == "ago" else 1)
    base = nearest(parse(found[4] or found[5], now), replace(now, future=shift > 0))
    return None if base is None else _moved(base, unit, shift)


def _moved(time: Time, unit: Unit, shift: int) -> Time | None:
    """As precise as `time`, or as `unit` where that has no such day."""
    if time.unit is Unit.DAY and unit in {Unit.DAY, Unit.WEEK}:
        return stretch(Unit.DAY, time.number + shift * (7 if unit is Unit.WEEK else 1))
    month = holding(Unit.MONTH, time, shift * _MONTHS_IN.get(unit, 0))
    if month is None or unit not in _MONTHS_IN or time.unit not in {Unit.DAY, Unit.MONTH}:
        return None
    if time.unit is Unit.MONTH:
        return month
    year, number_ = month.first
    return day(year, number_, time.first[2]) or holding(unit, month)


@form(f"(?:the )?(?:([1-5])(?:st|nd|rd|th)|last|final) ({any_of(WEEKDAYS)}|day) (?:of|in) (.+)")
def nth_day(found: re.Match[str], now: Now) -> Value | None:
    """As in "the first Monday in October", "the last day of February"."""
    rank, name = int(found[1] or -1), found[2]
    month = parse(found[3], now)
    if month is None or month.unit is not Unit.MONTH:
        return None
    return mapped(month, lambda time: _nth(time, rank, name), Unit.DAY)


def _nth(month: Time, rank: int, name: str) -> Time | None:
    if len(month.first) < 2 or month.first != month.last:
        return None
    year, number_ = month.first
    if name == "day":
        return day(year, number_, rank if rank > 0 else monthrange(year, number_)[1])
    found = nth_weekday(year, number_, rank, WEEKDAYS[name])
    return day(year, number_, found.day) if found.month == number_ else None


@form("(?:the )?(week|weekend|month|year) (?:of|beginning|starting|ending|ended) (.+)")
def unit_of(found: re.Match[str], now: Now) -> Value | None:
    """As in "the week of Dec. 16"."""
    unit = Unit[found[1].upper()]
    inner = parse(found[2], now)
    return None if inner is None else mapped(inner, lambda time: _around(unit, time), unit)


def _around(unit: Unit, time: Time) -> Time | None:
    """The unit that `time` lies in, where it lies in one."""
    found = holding(unit, time)
    return found if found is not None and found.number == number(unit, time.last) else None


@form(r"(?:the )?(\d{1,2}) months (?:to|through|ending|ended|until) (.+)")
def months_to(found: re.Match[str], now: Now) -> Value | None:
    """As in "the three months to September"."""
    last = parse(found[2], now)
    if last is None or last.unit is not Unit.MONTH:
        return None
    return mapped(last, lambda time: _ending(time, int(found[1])))


def _ending(last: Time, months: int) -> Time | None:
    first = holding(Unit.MONTH, last, 1 - months)
    return None if first is None else joined(first, last)


@form(rf"(?:the )?(\d{{4}}(?:-\d{{2,4}})?) (?:[a-z-]+ ){{0,3}}{any_of(HAPPENINGS)}s?")
def happening(found: re.Match[str], now: Now) -> Value | None:
    """As in "the 2016 election"."""
    return parse(found[1], now)


@form(".+ .+")
def inside(found: re.Match[str], now: Now) -> Value | None:
    """A cycle in a longer unit: "Monday of last week", "Dec. 21 last year", "Thanksgiving 2023"."""
    words = found[0].split()
    for cut in range(1, len(words)):
        cycle = parse(" ".join(words[:cut]), now)
        if isinstance(cycle, Cycle):
            outer = parse(_SHARED.sub("", " ".join(words[cut:]), count=1), now)
            if outer is not None and (value := _within(cycle, outer, now)) is not None:
                return value
    return None


def _within(cycle: Cycle, outer: Value, now: Now) -> Value | None:
    if cycle.within is Unit.WEEK and outer.unit is Unit.DAY:
        return _if_that_weekday(cycle, nearest(outer, now))
    if isinstance(outer, Cycle):
        if outer.unit is not cycle.within:
            return None
        return mapped(outer, lambda time: cycle.at(time.number), cycle.unit)
    if cycle.unit is Unit.SEASON:
        return _season(cycle, outer)
    return cycle.at(outer.number) if outer.unit is cycle.within else None


def _if_that_weekday(weekday: Cycle, day: Time | None) -> Time | None:
    """As in "Sunday, Dec. 21", where that is a Sunday; otherwise one of the two is wrong."""
    week = number(Unit.WEEK, day.first) if day is not None else None
    return day if week is not None and weekday.at(week) == day else None


def _season(cycle: Cycle, outer: Time) -> Time | None:
    """The winter of 2022 is one year, because so it is written, and that of 2021-22 is two."""
    if outer.unit is not Unit.YEAR or outer.number < 0:  # EDTF has no season before Christ
        return outer if outer.unit in {None, Unit.YEAR} and len(outer.first) == 1 else None
    season = cycle.at(outer.number)
    if season is None:
        return None
    name = f"{outer.number:04}-{season.number % 4 + 21}"
    return Time(outer.first, outer.last, Unit.SEASON, season.number, name, outer.about)


FORMS: tuple[Form, ...] = (
    # One time, by itself or with the article's date
    fixed.day_word,
    fixed.overnight,
    fixed.eleventh_of_september,
    fixed.iso_date,
    fixed.numeric_date,
    fixed.year,
    fixed.year_before_christ,
    fixed.years,
    fixed.decade,
    fixed.century,
    fixed.calendar_unit,
    fixed.calendar_unit_but_one,
    fixed.ago,
    fixed.ahead,
    fixed.from_now,
    fixed.the_past,
    fixed.the_last_or_next,
    fixed.within,
    # What comes back
    recurring.weekday,
    recurring.weekend,
    recurring.day_of_month,
    recurring.month,
    recurring.day_and_month,
    recurring.numeric_day_and_month,
    recurring.holiday,
    recurring.season,
    recurring.quarter,
    recurring.months,
    recurring.calendar_week,
    recurring.decade_of_century,
    # What is made of these
    directed,
    weekend_before_last,
    counted_from,
    same_day,
    nth_day,
    unit_of,
    months_to,
    overnight_into,
    happening,
    inside,
)
