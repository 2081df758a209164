"""Time expressions -> EDTF, never more precise than the words, never from an unknown article date.

The conventions, with a case for each, stand at the head of tests/reading/times/cases.toml. An expression is
put into the grammar's words (`wording`) and taken as a range, a bound or one time (here). Its parts name a
`Time` or a `Cycle` that comes back (`grammar`, with the forms in `fixed` and `recurring`). The article's
date and the tense choose one of what comes back (`cycles`).
"""

from __future__ import annotations

import re

from kb.model import Tense
from kb.reading.time.cycles import Cycle, Now, Value, coming, compare, latest, nearest
from kb.reading.time.grammar import parse
from kb.reading.time.units import Point, Time, interval
from kb.reading.time.wording import normal

_SPAN = re.compile(r"between (.+) and (.+)|(?:from )?(.+) (?:to|until|till|through) (.+)")
_PAIR = re.compile(r"(.+) and (.+)")
_SINCE = re.compile(
    r"(?:(?:shortly|soon|just|right|long|ever) )?"
    r"(?:since|after|from|starting|beginning|not before|no (?:earlier|sooner) than) (.+?)(?: on(?:wards?)?)?"
    r"|(.+) onwards?"
)
_UNTIL = re.compile(
    r"(?:(?:shortly|soon|just|right|long|up) )?"
    r"(?:until|till|through|by|before|prior to|up to|(?:no|not) later than) (.+)"
    r"|(?:(?:just|well) )?(?:more than|over|at least) (.+ ago)"
)


def resolve(words: str, article_date: str | None, tense: Tense = Tense.NON_FUTURE) -> str | None:
    """EDTF of the expression `words`; None where it cannot be told from the words and the article's date."""
    text, now = normal(words), Now(_point(article_date), tense is Tense.FUTURE)
    if found := _SPAN.fullmatch(text):
        first, last = filter(None, found.groups())
        if (span := _ends(parse(first, now), parse(last, now), now)) is not None:
            return interval(*span)
    if found := _SINCE.fullmatch(text):
        time = nearest(parse(found[1] or found[2], now), now)
        return None if time is None else f"{time.begin}/.."
    if found := _UNTIL.fullmatch(text):
        time = nearest(parse(found[1] or found[2], now), now)
        return None if time is None else f"../{time.end}"
    time = nearest(parse(text, now), now)
    return _pair(text, now) if time is None else time.edtf


def _point(article_date: str | None) -> Point:
    return tuple(map(int, article_date[:10].split("-"))) if article_date is not None else ()


def _pair(text: str, now: Now) -> str | None:
    """One time of two, where nothing lies between them: "Saturday and Sunday"."""
    found = _PAIR.fullmatch(text)
    span = _ends(parse(found[1], now), parse(found[2], now), now) if found else None
    if span is None or span[0].unit is None or span[0].unit is not span[1].unit:
        return None
    return interval(*span) if span[0].number + 1 == span[1].number else None


def _ends(first: Value | None, last: Value | None, now: Now) -> tuple[Time, Time] | None:
    """Both ends of a range: what comes back is chosen next to the other end, which the tense chooses."""
    if isinstance(first, Cycle) and isinstance(last, Cycle):
        if now.future:
            first = nearest(first, now)
        else:
            last = nearest(last, now)
    if isinstance(first, Cycle) and isinstance(last, Time):
        first = latest(first, last.first)
    if isinstance(last, Cycle) and isinstance(first, Time):
        last = coming(last, first.first, now=True)
    if not isinstance(first, Time) or not isinstance(last, Time) or compare(first.first, last.last) == 1:
        return None
    return first, last
