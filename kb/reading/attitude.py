"""What speakers say of their own words before they say them: "I think that", "it is unlikely that"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kb.model import Certainty, Mode
from kb.reading.governor import governor
from kb.reading.negation import is_negated
from kb.reading.rules.found import cue_of
from kb.reading.syntax import child, children, own_subject

_ONESELF = frozenset({"i", "we", "he", "she"})
_DENIED = {"unlikely": Certainty.PROBABLE, "not": Certainty.CERTAIN}


@dataclass(frozen=True, slots=True)
class Attitude:
    """The predicate that is meant, the word before it, and what that word leaves of it.

    `denies`: whether the word says that the predicate is not so ("unlikely").
    """

    inner: Token
    word: Token
    certainty: Certainty
    denies: bool


def attitude(head: Token) -> Attitude | None:
    """The attitude that the predicate `head` is, to the clause below it; None where it is none."""
    adjective = child(head, "acomp")
    for inner in (clause for one in (head, adjective) if one for clause in children(one, "ccomp", "xcomp")):
        above = governor(inner)
        if above is None or above.listed is None or above.form not in {"that", "inf"}:
            continue
        if above.word == adjective or (above.word == head and _is_own(head)):
            left = above.listed.denied if is_negated(head) else above.listed.holds
            certainty = _DENIED.get(left)
            return Attitude(inner, above.word, certainty or Certainty(left), certainty is not None)
    return None


def _is_own(verb: Token) -> bool:
    """Whether `verb` is what the speakers themselves think: "I think", "she fears"."""
    kind, who = cue_of(verb), own_subject(verb)
    return kind is not None and kind.mode is Mode.THOUGHT and who is not None and who.lower_ in _ONESELF
