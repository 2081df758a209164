"""What of an article its author does not say in sentences: credits, links to other articles, labels, stamps.

"By Jane Doe", "Read more: …" or a subhead is no sentence of the article. A point of a list, an entry of a
live blog and a caption is one, behind a label that is no part of it. Blanks take the place of all these, so
that nothing is read from them and offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kb.reading.dateline import without_dateline
from kb.reading.lexicon import lines
from kb.reading.time.tables import MONTHS, WEEKDAYS

_LINE = re.compile(r"[^\n]*\n*")
_LONGEST_SUBHEAD = 8  # words
_ASKING = re.compile(r"(?:What|Why|How|Who|Where|When)(?:[’'](?:s|re))? [^.!?:…,]+")
_PULLED = re.compile(r"[“‘\"'][^.!?“”\"]+[”’\"']")
_DASHED = re.compile(r"[—–-]+ ?[^—–]+ ?[—–-]+\.?")
_ENDED = re.compile(r"[.!?…:][\"'”’)\]]*\s*$")

_BULLET = r"(?:[•◦▪●○■‣⁃*·–—-]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+(?=\S)"
_NAME = r"(?:(?!and\b)[^\W\da-z_][\w.’'&@-]*|\d+)"
_SMALL = r"(?:and|in|of|for|from|via|at|by|with|the|de|del|la|van|von|der|den|bin|al"
_SMALL += r"|reporting|editing|writing|additional)"
_NAMES = rf"{_NAME}(?:[\s,;/|]+(?:{_NAME}|{_SMALL}))*[.\s]*"
_SLASHED = re.compile(
    rf"(?:^|(?<=[.!?”’\")])[ \t])[ \t]*{_NAME}(?: {_NAME}){{0,3}}(?:/{_NAME}(?: {_NAME}){{0,3}})+\s*$"
)
_OF_WHAT = (
    r"(?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture|[Ii]llustration|[Gg]raphic|[Vv]ideo|[Cc]redit|[Cc]ourtesy)"
)
_IN_BRACKETS = re.compile(
    rf"\((?:(?:[A-Z][\w.]* ){{0,3}}{_OF_WHAT}(?: (?:credit|courtesy))?(?::|/| by | of )[^()\n]*)\)(?=\W|$)"
)


def as_said(text: str) -> str:
    """`text` with blanks for what its author does not say in a sentence."""
    found = [line for line in _LINE.findall(text) if line]
    shown = []
    for number, (line, next_) in enumerate(zip(found, [*found[1:], ""], strict=False)):
        subhead = number > 0 and _ENDED.search(next_) and _is_subhead(line.strip())
        shown.append(_blank(line, 0, len(line)) if subhead else _shown(line))
    return "".join(shown)


def _shown(line: str) -> str:
    for found in reversed(list(_IN_BRACKETS.finditer(line))):
        line = _blank(line, *found.span())
    credit = _SLASHED.search(line)
    line = _blank(line, *credit.span()) if credit else line
    start = _after_labels(line)
    if _is_apart(line) or _is_apart(line[start:]):
        return _blank(line, 0, len(line))
    return _blank(line, 0, start)[:start] + without_dateline(line[start:])


def _blank(line: str, start: int, end: int) -> str:
    return line[:start] + re.sub(r"[^\n]", " ", line[start:end]) + line[end:]


def _is_subhead(line: str) -> bool:
    short = len(line.split()) <= _LONGEST_SUBHEAD
    return short and any(form.fullmatch(line) for form in (_ASKING, _PULLED, _DASHED))


def _is_apart(line: str) -> bool:
    """Whether it is a credit, a link to another article, or a stamp."""
    line = line.strip().lstrip("-–— ").removeprefix("(").removesuffix(")")
    return any(pattern.match(line) for pattern in _apart())


def _after_labels(line: str) -> int:
    """Where what is said begins: after white space, bullets, a clock and labels, in any order."""
    start = len(line) - len(line.lstrip())
    while (found := _label().match(line, start)) is not None:
        start = found.end()
    return start


@cache
def _label() -> re.Pattern[str]:
    words = _any(lines("label"))
    return re.compile(
        rf"{_BULLET}|{_stamp()}\s*(?:[—–|:-]+)\s+(?=\S)|(?i:{words}):\s+(?=\S)"
        rf"|(?:{words.upper()}) [-–—]+ (?=\S)"
    )


@cache
def _apart() -> tuple[re.Pattern[str], ...]:
    stamp = rf"{_stamp(alone=True)}(?:[,;|]? (?:at )?{_stamp(alone=True)})*"
    return (
        re.compile(rf"(?i:{_any(lines('by'))})(?::\s*|\s+)(?!\w{{3,}}ing\b){_NAMES}$"),
        re.compile(rf"(?i:{_any(lines('credit'))}):\s*{_NAMES}$"),
        re.compile(rf"(?i:{_any(lines('elsewhere'))})\s*(?:$|[:»>→])"),
        re.compile(rf"(?i:{_any(lines('invitation'))})(?!\w)"),
        re.compile(rf"(?:(?i:{_any(lines('stamp'))}):?\s+(?:on |at )?)?{stamp}[.\s]*$"),
        re.compile(rf".*\b(?i:{_any(lines('ending'))})\.?$"),
    )


def _stamp(*, alone: bool = False) -> str:
    """A clock, after a date perhaps; or where it stands `alone`, a date."""
    months, weekdays = (_any(name.title() for name in names) for names in (MONTHS, WEEKDAYS))
    clock = r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?:\s?[A-Z]{2,4}\b)?"
    ago = r"\d+ ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?) ago\b"
    day = rf"(?:(?:{months})\.? \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} (?:{months})\.?(?: \d{{4}})?)"
    date = rf"(?:(?:{weekdays})(?:,? {day})?|{day})"
    return rf"(?:{clock}|{ago}|{date})" if alone else rf"(?:(?:{date},? (?:at )?)?{clock}|{ago})"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
