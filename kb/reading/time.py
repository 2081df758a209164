"""Time expressions -> EDTF, never more precise than the words, never from an unknown article date.

Relative words ("Monday", "last month", "over the weekend") count from the article's date; without one they
stay words. Absolute dates go through dateparser, which invents missing parts, so that the precision comes
from what is written: a month and a year give a month.
"""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache

from dateparser.date import DateDataParser
from spacy.tokens import Token

from kb.model import UNKNOWN_TIME, Tense, When
from kb.reading.syntax import children, clause

_MONTHS = {name.casefold(): n for names in (month_name, month_abbr) for n, name in enumerate(names) if name}
_MONTHS |= {"sept": 9}
_DAYS = {name.casefold(): n for n, name in enumerate(day_name)}
_YEAR = r"(?:1[5-9]|20)\d\d"
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ABSOLUTE = re.compile(
    rf"\b(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}|{_MONTH},?\s+{_YEAR})\b"
)
_BARE_DAY = re.compile(
    rf"\b(?:({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH}))(?!\w)"
)
_BARE_MONTH = re.compile(rf"\b({_MONTH})(?!\w)")
_BARE_YEAR = re.compile(rf"\b({_YEAR})\b(?!s)")
_YEARS = re.compile(rf"\b(?:between|from)\s+({_YEAR})\s+(?:and|to|until)\s+({_YEAR})\b")
_WEEKDAY = re.compile("|".join(_DAYS))
_SHIFTED = re.compile(r"\b(last|this|next|past|coming)\s+(week|month|year|weekend)\b")
_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_DAY_WORD = re.compile(r"\b(" + "|".join(_DAY_WORDS) + r")\b")
_ADVERBS = frozenset(
    {
        "later",
        "earlier",
        "previously",
        "recently",
        "yesterday",
        "today",
        "tomorrow",
        "tonight",
        "overnight",
        "now",
        "soon",
        "already",
        "once",
        "afterwards",
    }
)
_LABELS = frozenset({"DATE", "TIME"})


def time_of(verb: Token, article_date: str | None, tense: Tense, *, outside: Callable[[Token], bool]) -> When:
    """When `verb` happens, by the expression that hangs on it and lies outside of what it reports."""
    found = [phrase for phrase in _phrases(verb) if all(outside(token) for token in phrase)]
    if not found:
        return UNKNOWN_TIME
    words = [_text(phrase) for phrase in found]
    resolved = [(resolve(text, article_date, tense), text) for text in words]
    value, text = next(((v, t) for v, t in resolved if v is not None), resolved[0])
    return When(value, text)


def _phrases(verb: Token) -> list[list[Token]]:
    """Time expressions among the dependents of `verb`, in order, prepositions included."""
    found: list[list[Token]] = []
    for below in verb.children:
        adverb = below.dep_ in {"npadvmod", "advmod"} and (
            below.ent_type_ in _LABELS or below.lower_ in _ADVERBS
        )
        if adverb or (below.dep_ == "prep" and any(t.ent_type_ in _LABELS for t in children(below, "pobj"))):
            found.append(clause(below))
    return [[token for token in phrase if not token.is_space] for phrase in found]


def _text(phrase: list[Token]) -> str:
    doc = phrase[0].doc
    text: str = doc[phrase[0].i : phrase[-1].i + 1].text
    return text.strip(" ,.;")


def resolve(words: str, article_date: str | None, tense: Tense = Tense.NON_FUTURE) -> str | None:
    """EDTF of the expression `words`; None where it cannot be told from the words and the article's date."""
    text = words.casefold()
    value = _absolute(text)
    if value is None and article_date is not None and len(article_date) >= len("2025-01-01"):
        value = _relative(text, date.fromisoformat(article_date[:10]), tense)
    if value is None or "/" in value:
        return value
    return f"{value}/.." if text.startswith("since ") else value


def _absolute(text: str) -> str | None:
    if years := _YEARS.search(text):
        return f"{years[1]}/{years[2]}"
    if match := _ABSOLUTE.search(text):
        return _parse(match.group())
    if _BARE_MONTH.search(text):
        return None
    year = _BARE_YEAR.search(text)
    return year[1] if year else None


def _parse(text: str) -> str | None:
    """A date with a month and a year, to the day only where a day is written."""
    moment: datetime | None = _dateparser().get_date_data(text).date_obj
    if moment is None:
        return None
    written_day = re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\b", re.sub(_YEAR, "", text))
    return moment.strftime("%Y-%m-%d" if written_day else "%Y-%m")


@cache
def _dateparser() -> DateDataParser:
    return DateDataParser(languages=["en"], settings={"REQUIRE_PARTS": ["month", "year"]})


def _relative(text: str, today: date, tense: Tense) -> str | None:
    if match := _DAY_WORD.search(text):
        return (today + timedelta(days=_DAY_WORDS[match[1]])).isoformat()
    if match := _SHIFTED.search(text):
        return _shifted(match[1], match[2], today)
    if match := _WEEKDAY.search(text):
        return _weekday(_DAYS[match.group()], today, tense, text)
    return _weekend(today, 0) if "weekend" in text else _of_year(text, today, tense)


def _of_year(text: str, today: date, tense: Tense) -> str | None:
    """A day of a month, or a month, whose year is not written."""
    if match := _BARE_DAY.search(text):
        month, day = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _nearest(today, tense, _MONTHS[month.rstrip(".")], int(day))
    if match := _BARE_MONTH.search(text):
        value = _nearest(today, tense, _MONTHS[match[1].rstrip(".")], 1)
        return value[:7] if value else None
    return None


def _shifted(which: str, unit: str, today: date) -> str:
    step = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[which]
    if unit == "year":
        return str(today.year + step)
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if unit == "weekend":
        return _weekend(today, max(step, 0))
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _weekend(today: date, ahead: int) -> str:
    """The Saturday and Sunday that ended last on or before `today`, or `ahead` weekends later."""
    sunday = today - timedelta(days=(today.weekday() + 1) % 7) + timedelta(weeks=ahead)
    return f"{(sunday - timedelta(days=1)).isoformat()}/{sunday.isoformat()}"


def _weekday(day: int, today: date, tense: Tense, text: str) -> str:
    future = tense is Tense.FUTURE or text.startswith("next ")
    distance = (day - today.weekday()) % 7 if future else -((today.weekday() - day) % 7)
    return (today + timedelta(days=distance)).isoformat()


def _nearest(today: date, tense: Tense, month: int, day: int) -> str | None:
    """That day of the year that is the last one on or before `today`, or the next one for a future tense."""
    for year in (today.year + 1, today.year, today.year - 1)[:: -1 if tense is Tense.FUTURE else 1]:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found >= today) if tense is Tense.FUTURE else (found <= today):
            return found.isoformat()
    return None
