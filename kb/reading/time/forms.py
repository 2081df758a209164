"""A form is one kind of time expression: a pattern for its whole text, and the value of what matched."""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.reading.time.cycles import Now, Value

Form = Callable[[str, Now], Value | None]

COUNT = r"(an?|\d{1,3})"  # "10,000 years ago" is no year
RANK = r"(\d{1,2})(?:st|nd|rd|th)"


def form(pattern: str) -> Callable[[Callable[[re.Match[str], Now], Value | None]], Form]:
    """Makes a form of a function of its match; the form gives None where `pattern` is not the whole text."""
    whole = re.compile(pattern)

    def wrap(value: Callable[[re.Match[str], Now], Value | None]) -> Form:
        def read(text: str, now: Now) -> Value | None:
            found = whole.fullmatch(text)
            return None if found is None else value(found, now)

        return read

    return wrap


def count(written: str | None) -> int:
    """How many: 1 for "a", "an" and nothing at all."""
    return int(written) if written and written.isdecimal() else 1
