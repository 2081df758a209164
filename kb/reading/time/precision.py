"""Which of two times says more, where both may be of one event."""

from __future__ import annotations

from kb.model import UNKNOWN_TIME, When


def narrower(one: When, other: When) -> When | None:
    """The more precise of two times; None where they contradict each other, or nobody can tell."""
    if one in {UNKNOWN_TIME, other}:
        return other
    if other == UNKNOWN_TIME:
        return one
    if one.value is None or other.value is None:
        return None
    (begin, end), (other_begin, other_end) = _bounds(one.value), _bounds(other.value)
    if begin <= other_begin and other_end <= end:
        return other
    return one if other_begin <= begin and end <= other_end else None


def _bounds(value: str) -> tuple[str, str]:
    """First and last string of the times in an EDTF value: "2025-12" goes from "2025-12" to "2025-12~"."""
    begin, slash, end = (part.rstrip("?~%") for part in value.partition("/"))
    last = end if slash else begin
    return ("" if begin in {"", ".."} else begin), ("~" if last in {"", ".."} else f"{last}~")
