"""The dateline that a paragraph may begin with: "LIMA, Dec 21 (Reuters) — ".

It says where and when the article was filed, and by whom; parsers take it for a subject of the sentence,
which it is no part of.
"""

from __future__ import annotations

import re

from kb.reading.time.tables import MONTHS

_CAPITALS = r"[A-Z][A-Z'’.-]+"
_STATE = r", (?:[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?|[A-Z]\.[A-Z]\.)"
_MONTH = "|".join(sorted(map(str.capitalize, MONTHS), key=len, reverse=True))
_DAY = rf", (?:{_MONTH})\.? \d{{1,2}}(?:, \d{{4}})?"
_AGENCY = r"\([A-Z][\w .]*\)"
# Words in capitals alone may be a subhead: a place of more than two has to be told by what follows it.
_PLACE = rf"{_CAPITALS}(?: {_CAPITALS}){{0,3}}(?=, | \()|{_CAPITALS}(?: {_CAPITALS})?"
_DASH = r"(?: ?— ?| ?(?:–|--?) )"  # any other without a space joins two names: "U.S.-Kenya"
_DATELINE = re.compile(rf"(?:(?:{_PLACE})(?:{_STATE})?(?:{_DAY})?(?: {_AGENCY})?|{_AGENCY}){_DASH}(?=\S)")


def without_dateline(piece: str) -> str:
    """`piece` with blanks for its dateline, so that offsets stay."""
    found = _DATELINE.match(piece)
    return " " * found.end() + piece[found.end() :] if found else piece
