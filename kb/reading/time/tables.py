"""The names of times, and the days that have one."""

from __future__ import annotations

from calendar import day_abbr, day_name, month_abbr, month_name, monthrange
from datetime import date, timedelta

from dateutil.easter import easter  # type: ignore[import-untyped]

from kb.reading.time.units import Time, Unit, day

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_ONES += " sixteen seventeen eighteen nineteen"
_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_RANKS += " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _number_words() -> dict[str, str]:
    ones, ranks = _ONES.split(), ["", *_RANKS.split()]
    found = {word: str(n) for n, word in enumerate(ones)}
    found |= {word: _ordinal(n) for n, word in enumerate(ranks) if word}
    for n, word in enumerate(_TENS.split(), start=2):
        found |= {word: str(n * 10), f"{word[:-1]}ieth": _ordinal(n * 10)}
        found |= {f"{word}-{ones[i]}": str(n * 10 + i) for i in range(1, 10)}
        found |= {f"{word}-{ranks[i]}": _ordinal(n * 10 + i) for i in range(1, 10)}
    return found


NUMBERS = _number_words()
"""Digits of a number word: "three" is 3, "twenty-first" is 21st."""

MONTHS = {name.casefold(): n for names in (month_name, month_abbr) for n, name in enumerate(names) if name}
MONTHS |= {"sept": 9}
WEEKDAYS = {name.casefold(): n for names in (day_name, day_abbr) for n, name in enumerate(names)}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}

UNITS = {
    "day": (Unit.DAY, 1),
    "week": (Unit.WEEK, 1),
    "fortnight": (Unit.WEEK, 2),
    "month": (Unit.MONTH, 1),
    "year": (Unit.YEAR, 1),
    "decade": (Unit.DECADE, 1),
    "century": (Unit.CENTURY, 1),
}
"""What is counted, and how many units of the calendar it is."""

HOURS = {"hour": 24, "minute": 24 * 60}
"""How many of them a day has. An article's date has no clock, so that they are counted in days."""

CALENDAR = {
    "week": Unit.WEEK,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
}
"""What "this", "last" and "next" count."""

_FIXED = {
    "new year's day": (1, 1),
    "new year": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "may day": (5, 1),
    "juneteenth": (6, 19),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "armistice day": (11, 11),
    "veterans day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
_NTH = {  # month, which one (-1 the last), weekday, and days after it
    "martin luther king jr day": (1, 3, 0, 0),
    "martin luther king day": (1, 3, 0, 0),
    "mlk day": (1, 3, 0, 0),
    "presidents day": (2, 3, 0, 0),
    "presidents' day": (2, 3, 0, 0),
    "memorial day": (5, -1, 0, 0),
    "labor day": (9, 1, 0, 0),
    "columbus day": (10, 2, 0, 0),
    "thanksgiving": (11, 4, 3, 0),
    "thanksgiving day": (11, 4, 3, 0),
    "black friday": (11, 4, 3, 1),
    "cyber monday": (11, 4, 3, 4),
}
_EASTER = {  # days after Easter Sunday
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "ascension day": 39,
    "pentecost": 49,
}

_HAPPENINGS = "election vote referendum campaign primary race season war invasion coup uprising revolution"
_HAPPENINGS += " attack earthquake crisis pandemic recession summit conference convention olympics games"
_HAPPENINGS += " tournament championship cup final"
HAPPENINGS = frozenset(_HAPPENINGS.split())
"""What a year before it dates ("the 2016 election"), as it does not date a report or a car."""

NAMED_DAYS = frozenset({*_FIXED, *_NTH, *_EASTER})
"""Days that have a name, in the same way wherever the name is used."""


def named_day(name: str, year: int) -> Time | None:
    """The day of that name in a year; None outside of the years that the calendar is computed for."""
    if name in _FIXED:
        return day(year, *_FIXED[name])
    try:
        if name in _EASTER:
            found = easter(year) + timedelta(days=_EASTER[name])
        else:
            month, rank, weekday, after = _NTH[name]
            found = nth_weekday(year, month, rank, weekday) + timedelta(days=after)
    except (ValueError, OverflowError):
        return None
    return day(found.year, found.month, found.day)


def nth_weekday(year: int, month: int, rank: int, weekday: int) -> date:
    """The first of its kind in a month is 1, and -1 the last. A fifth may lie in the next month.

    Raises ValueError or OverflowError outside of the years 1 to 9999.
    """
    if rank < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (rank - 1))
