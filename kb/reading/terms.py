"""Terms of office: whether a verb begins, holds or ends a role, and from when until when it is held."""

from __future__ import annotations

import re
from enum import StrEnum

from spacy.tokens import Token

from kb.model import UNKNOWN_TIME, RoleStatus, Tense, When
from kb.reading.lexicon import offices
from kb.reading.offices import makes
from kb.reading.syntax import children, is_passive
from kb.reading.time import time_of

_AHEAD = frozenset({"will", "’ll", "'ll", "shall"})
_FIRM = re.compile(r"\d{4}(-\d\d){0,2}")


class Change(StrEnum):
    """What a verb says of a role."""

    BEGIN = "begin"
    HOLD = "hold"
    END = "end"


def change_of(verb: Token) -> Change | None:
    """What `verb` says of a role of its subject: "was elected mayor", "resigned as mayor"."""
    known, how = _entry(verb)
    if how == "lost" and is_passive(verb):
        return Change.END
    return known if how != "given" or is_passive(verb) else None


def change_of_object(verb: Token) -> Change | None:
    """What `verb` says of a role of its object: "named Ann Lee chief executive"."""
    known, how = _entry(verb)
    return known if how == "given" and not is_passive(verb) else None


def _entry(verb: Token) -> tuple[Change | None, str]:
    """The change by `verb`, and to whom it happens."""
    for key in _keys(verb):
        for change in Change:
            if key in offices(change):
                return change, offices(change)[key]
    return change_alone(verb), ""


def change_alone(verb: Token) -> Change | None:
    """The same of a verb that needs no role beside it: "who took office in January"."""
    for key in _keys(verb):
        if key in offices("entry"):
            return Change.BEGIN
        if key in offices("exit"):
            return Change.END
    return None


def _keys(verb: Token) -> list[str]:
    """Its lemma after what it makes with a particle or an object ("step down", "take office")."""
    lemma = verb.lemma_.lower()
    return [*(f"{lemma} {one.lower_}" for one in children(verb, "prt", "advmod", "prep", "dobj")), lemma]


def status_of(verb: Token, change: Change) -> RoleStatus:
    """Whether the role is held now, by the verb's form."""
    if any(aux.lower_ in _AHEAD for aux in children(verb, "aux")):
        return RoleStatus.HELD if change is Change.END else RoleStatus.FUTURE
    if change is Change.HOLD and is_then(verb):
        return RoleStatus.FORMER
    if change is not Change.HOLD:
        return RoleStatus.FORMER if change is Change.END else RoleStatus.HELD
    helpers = children(verb, "aux", "auxpass")
    first = helpers[0] if helpers else verb
    return RoleStatus.FORMER if first.tag_ == "VBD" else RoleStatus.HELD


def change_in(noun: Token) -> Change:
    """What the words before `noun` say of its role: "elected mayor of Lima in 2016"."""
    return Change.BEGIN if any(map(makes, children(noun, "amod"))) else Change.HOLD


def term(event: Token, change: Change, status: RoleStatus, date: str | None) -> When:
    """When the role is held, by the words on `event` (a verb, the role's noun): open where no end is told."""
    tense = Tense.FUTURE if status is RoleStatus.FUTURE else Tense.NON_FUTURE
    when = time_of(event, date, tense, outside=lambda _: True)
    if (when.text or "").lower() in offices("status"):  # "now director"
        return UNKNOWN_TIME
    if when.value is None or change is Change.HOLD or ".." in when.value:
        return when
    begin, _, end = when.value.partition("/")
    return When(f"{begin}/.." if change is Change.BEGIN else f"../{end or begin}", when.text)


def is_then(host: Token) -> bool:
    """Whether `host` has "at the time" on it: the role was held then."""
    return any(
        prep.lower_ == "at" and what.lower_ == "time"
        for prep in children(host, "prep")
        for what in children(prep, "pobj")
    )


def is_over(when: When, date: str | None) -> bool:
    """Whether all of `when` lies before the day `date`; False where that is not known."""
    end = (when.value or "").rpartition("/")[2]
    return date is not None and bool(_FIRM.fullmatch(end)) and end < date[: len(end)]
