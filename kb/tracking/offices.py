"""What roles tell about who is who: the same office, or two that no one person holds at once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.tracking.naming import fold

_TABLE = Path(__file__).parent / "data" / "offices.tsv"


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A role as an article gives it; `now` is whether it is held or acted in, not former or future."""

    role: str
    organization: str | None = None
    now: bool = True


def same_role(one: Held, other: Held) -> bool:
    """Whether both are the same office, or the same words, and not of different organizations."""
    of = {fold(name) for name in (one.organization, other.organization) if name}
    return _head(one.role) == _head(other.role) and len(of) < 2


def exclude(one: Held, other: Held) -> bool:
    """Whether nobody holds both at once: two offices, now, whose fields have nothing in common."""
    fields = [_fields(held.role) for held in (one, other)]
    return one.now and other.now and all(fields) and fields[0].isdisjoint(fields[1])


@cache
def _offices() -> dict[str, frozenset[str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {row["office"]: frozenset((row["fields"] or "").split()) for row in rows}


@cache
def _head(role: str) -> str:
    """The longest office that the words end in, else all of them; "speaker of the House" is "speaker"."""
    words = fold(role).partition(" of the ")[0].split()
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((tail for tail in tails if tail in _offices()), " ".join(words))


def _fields(role: str) -> frozenset[str]:
    return _offices().get(_head(role), frozenset())
