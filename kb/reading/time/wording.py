"""Words as they are written -> words as the grammar knows them, without what does not change the value.

Case, points, commas and number words go; so do clock times and parts of a unit ("late", "the end of",
"morning"), because a part is as precise as its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.reading.time.tables import MONTHS, NUMBERS, WEEKDAYS


def any_of(words: Iterable[str]) -> str:
    """A pattern of alternatives, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


_NO_NAMES = re.compile(r"\b(?:may|march|mar|sun|sat|wed)\b")  # a month and a weekday have a capital
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "–": "-", "—": "-", "“": " ", "”": " ", '"': " ", "(": " ", ")": " "}
)

_ZONE = r"(?: (?:gmt|utc|bst|ces?t|ist|jst|[ecmp][sd]?t|local time|(?:eastern|central|pacific)(?: time)?))?"
_HOUR = r"(?:\d{1,2}(?:[:.]\d\d)? ?[ap]m|\d{1,2}:\d\d|\d{4}(?= gmt| utc)|\d{1,2} o'clock"
_HOUR += r"|noon|midday|midnight|dawn|dusk|sunrise|sunset|daybreak|nightfall)"
_CLOCK = rf"\b{_HOUR}{_ZONE}\b"
_AT = rf"(?:at|before|after|around|about|between {_CLOCK} and|from {_CLOCK} (?:to|until))"
_DAYTIME = "(?:morning|afternoon|evening|night|lunchtime)"

_MONTH, _NAME = any_of(MONTHS), any_of({**MONTHS, **WEEKDAYS})
_RANK = r"(\d{1,2}(?:st|nd|rd|th)?)"
_JOIN = "(-| to | and | through | until )"

_RULES = [
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"(?<!\d)[.,]|[.,](?!\d)", ""),
        (r"^(?:only|just|even|back|as recently as) (?=.)", ""),
        (r"(?<=[a-z])'s$", ""),  # "last month's vote"
        (rf"\b{any_of(NUMBERS)}\b", lambda found: NUMBERS[found[0]]),
        # Clock times: "shortly after 9 p.m. on Sunday" is that Sunday; "by 9 p.m. on Sunday" keeps its "by".
        (rf"(?:\b(?:(?:shortly|just|soon|right) )?{_AT} (?:about |around )?)?{_CLOCK}", " "),
        (r" {2,}", " "),
        # Parts of a day
        (r"\b(?:tonight|this (?:morning|afternoon|evening))\b", "today"),
        (r"\blast (?:night|evening)\b", "yesterday"),
        (rf"(?<=day|row)(?: in the)? {_DAYTIME}\b", ""),
        (rf"\b(?:the )?(?:small |early |late |morning )*(?:hours|{_DAYTIME}) of ", ""),
        # Parts of a longer unit
        (r"\bof the (week|month|quarter|year|decade|century)\b", r"of this \1"),
        (r"\b(?:early|earlier|late|later|mid|sometime|so far|this time)[ -](?!than\b)", ""),
        (r"\b(?:the )?(?:very )?(?:beginning|start|middle|end|close) of ", ""),
        (r"\b(?:all|most|much|part|the whole) of |\bat some point ", ""),
        (r"\b(?:the )?(?:\d(?:st|nd|rd|th)|last|final|opening|closing) (?:\d+ )?(?:weeks?|days) of ", ""),
        (r"\b(?:less than|under) (?:an? )?(.+) ago$", r"the past \1"),
        # Names that two times share: "March 5-9", "5 and 6 March", "the 18th and 19th centuries"
        (r"\bcenturies\b", "century"),
        (r"\b(\d+th) and (?=\d+th century)", r"\1 century and "),
        (rf"\b({_MONTH}) {_RANK}{_JOIN}{_RANK}\b(?! {_MONTH})", r"\1 \2\3\1 \4"),
        (rf"\b{_RANK}{_JOIN}{_RANK} (?:of )?({_MONTH})\b", r"\1 \4\2\3 \4"),
        (rf"(?<=[a-z\d])-(?={_NAME}\b|\d\d?(?:st|nd|rd|th)? {_MONTH}\b)", " to "),
    )
]


def normal(words: str) -> str:
    """The expression in the grammar's words; empty where nothing is left."""
    text = words.translate(_STRAIGHT)
    if _NO_NAMES.search(text):
        return ""
    text = " ".join(text.casefold().split()).strip(" .,;:-")
    for pattern, becomes in _RULES:
        text = pattern.sub(becomes, text)
    return text.strip(" -")
