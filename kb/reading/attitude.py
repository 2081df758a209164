"""What speakers say of their own words before they say them: "I think that", "it is unlikely that"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kb.model import Certainty, Mode
from kb.reading.governor import governor
from kb.reading.negation import is_negated
from kb.reading.rules.found import cue_of
from kb.reading.syntax import children, is_passive, own_subject

_CLAUSES = ("ccomp", "xcomp", "acl", "relcl")
_FORMS = frozenset({"that", "inf", "acl", "hearsay"})
_ONESELF = frozenset({"i", "we", "he", "she"})
_EMPTY = frozenset({"it", "there", "this", "that"})
_DENIED = {"unlikely": Certainty.PROBABLE, "not": Certainty.CERTAIN}


@dataclass(frozen=True, slots=True)
class Attitude:
    """The predicate that is meant, the word before it, and what that word leaves of it.

    `denies`: whether the word says that the predicate is not so ("unlikely"); `ahead`: whether it lies ahead.
    """

    inner: Token
    word: Token
    certainty: Certainty
    denies: bool
    ahead: bool


def attitude(head: Token) -> Attitude | None:
    """The attitude that the predicate `head` is, to the clause below it; None where it is none."""
    who = own_subject(head)
    named = (
        ("attr",) if who is None or who.lower_ in _EMPTY else ()
    )  # "the prize is the chance to win": it is
    predicates = [head, *children(head, "acomp", *named)]
    for inner in (clause for one in predicates for clause in children(one, *_CLAUSES)):
        above = governor(inner)
        if above is None or above.listed is None or above.form not in _FORMS or above.word not in predicates:
            continue
        if who is not None and who.lower_ not in _EMPTY and _exceeds(above.word):
            continue
        if above.word != head or _is_own(head):
            left = above.listed.denied if is_negated(head) else above.listed.holds
            certainty = _DENIED.get(left)
            return Attitude(
                inner, above.word, certainty or Certainty(left), certainty is not None, above.leaves.ahead
            )
    return None


def _exceeds(adjective: Token) -> bool:
    """Whether somebody or something is said to be too much so: "the rule is too vague to enforce"."""
    return any(one.lower_ == "too" for one in children(adjective, "advmod"))


def _is_own(verb: Token) -> bool:
    """Whether `verb` is what the speakers think ("I think", "she fears") or others do ("is expected")."""
    kind, who = cue_of(verb), own_subject(verb)
    own = who is not None and (who.lower_ in _ONESELF or is_passive(verb))
    return kind is not None and kind.mode is Mode.THOUGHT and own
