"""How surely an event happened: its own words, and what the words above it leave of it.

"Failed to sell" is no sale, "wants to sell" may become one, "did not manage to" is none either. The effect of
a word on what hangs on it comes from a table and is handed down the parse, as Nairn, Condoravdi and Karttunen
do (2006, "Computing relative polarity for textual inference"). What is said stays as sure as it is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kb.model import Certainty, Polarity, Span, Tense
from kb.reading.certainty import Stance, stance
from kb.reading.governor import Governor, governor, is_definite
from kb.reading.happening import lender
from kb.reading.hedge import hearsay
from kb.reading.lexicon import Complement, complements
from kb.reading.negation import has_no, is_negated
from kb.reading.rules.found import cue_of
from kb.reading.syntax import children, extent, is_verb, own_subject

_SCALE = {"certain": 3, "probable": 2, "possible": 1, "underspecified": 0, "unlikely": -2, "not": -3}
_CERTAINTY = {3: Certainty.CERTAIN, 2: Certainty.PROBABLE, 1: Certainty.POSSIBLE, 0: Certainty.UNDERSPECIFIED}
_CERTAIN, _PROBABLE = _SCALE["certain"], _SCALE["probable"]
_DEEPEST = 12  # words; a longer chain is a parser's mistake
_NOMINAL = frozenset({"NOUN", "PROPN"})
_JUDGED = frozenset({"VERB", "AUX", "ADJ", *_NOMINAL})
_SHARED = ("aux", "auxpass", "neg", "nsubj", "nsubjpass")
_SAYING = frozenset({"must", "can", "will", "'ll", "’ll", "should"})
_SAME_TIME = frozenset({"inf", "purpose", "ing"})


@dataclass(frozen=True, slots=True)
class _Judged:
    """How surely something is so, -3 to 3, and the words that decided so; whether it lies ahead; a hedge."""

    value: int
    cue: Span | None = None
    ahead: bool = False
    hedge: Span | None = None


def event_stance(event: Token) -> Stance:
    """The stance on the event that `event` names; `certainty_cue` is the word that decided it."""
    view = _view(event)
    found = _judge(event, view)
    negative = found.value < 0 or (found.value == 0 and view.polarity is Polarity.NEGATIVE)
    return replace(
        view,
        certainty=_CERTAINTY[abs(found.value)],
        certainty_cue=found.cue or view.certainty_cue,
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        tense=Tense.FUTURE if found.ahead else Tense.NON_FUTURE,
        hedge=found.hedge,
    )


def _judge(word: Token, view: Stance, depth: int = 0) -> _Judged:
    own = _own(word, view)
    above = governor(word) if depth < _DEEPEST else None
    if above is None:
        return own
    left = _left(above, word, depth)
    value = min(abs(own.value), abs(left.value)) * (1 if own.value * left.value > 0 else -1)
    cue = own.cue if value == own.value else left.cue
    return _Judged(value, cue, own.ahead or left.ahead, own.hedge or left.hedge)


def _own(word: Token, view: Stance) -> _Judged:
    """By the words beside it alone: "would sell", "did not sell", "sells if it can", "no talks"."""
    negative = view.polarity is Polarity.NEGATIVE
    ways = [(_SCALE[view.certainty], view.certainty_cue)]
    if view.condition is not None and not (
        word.tag_ == "VBD" and cue_of(word)
    ):  # what was said depends on it
        ways.append((_PROBABLE, view.condition))
    for auxiliary in children(word, "aux"):
        left = _by_auxiliary(auxiliary)
        if left is not None:
            ways.append((abs(_SCALE[left.denied if negative else left.holds]), extent([auxiliary])))
    value, cue = min(ways, key=lambda way: way[0])
    if word.pos_ in _NOMINAL and has_no(word):
        negative, cue = True, extent(children(word, "det")[:1])
    return _Judged(-value if negative else value, cue, view.tense is Tense.FUTURE, view.hedge)


def _by_auxiliary(auxiliary: Token) -> Complement | None:
    """What a modal leaves of its verb: less in "would have sold" than in "would sell"."""
    perfect = any(other.lower_ == "have" for other in children(auxiliary.head, "aux"))
    names = [f"{auxiliary.lower_} have", auxiliary.lower_] if perfect else [auxiliary.lower_]
    return next((complements()[name, "aux"] for name in names if (name, "aux") in complements()), None)


def _left(above: Governor, word: Token, depth: int) -> _Judged:
    """What the word above leaves of it, and the words that decided so."""
    up, here = _up(above, depth), above.span
    if above.form == "told":
        value = _CERTAIN if up.value == _CERTAIN or _says_now(above.word) else _PROBABLE
        return _Judged(value, up.cue or here, hedge=hearsay(above.word))
    same_time = above.form in _SAME_TIME or lender(word) is not None
    covered = same_time or above.listed is not None
    hedge = hearsay(above.word) if above.form == "hearsay" else up.hedge if covered else None
    value, full = _handed(above, word, up.value)
    return _Judged(
        value,
        here if value == full and not (up.value < 0 and up.cue) else up.cue or here,
        above.leaves.ahead or (same_time and up.ahead),
        hedge,
    )


def _says_now(verb: Token) -> bool:
    """Whether somebody says something by saying that he must or can: "I must tell you that"."""
    speaker = own_subject(verb)
    oneself = speaker is not None and speaker.lower_ in {"i", "we"}
    return oneself and not is_negated(verb) and any(aux.lower_ in _SAYING for aux in children(verb, "aux"))


def _up(above: Governor, depth: int) -> _Judged:
    """How surely the word above is so itself; a preposition is as sure as what it hangs on."""
    if above.form == "there":  # whether or not anybody ends it
        return _Judged(_CERTAIN)
    if above.word.pos_ in _JUDGED:
        return _judge(above.judged, _view(above.judged), depth + 1)
    if above.form == "ing" and is_verb(above.word.head):  # "may grow by selling"
        up = _judge(above.word.head, _view(above.word.head), depth + 1)
        return up if up.value > 0 else _Judged(_CERTAIN)
    return _Judged(_CERTAIN)


def _handed(above: Governor, word: Token, up: int) -> tuple[int, int]:
    """What is left of the word where the one above is so surely, and what would be where it surely is."""
    if up < 0 and word.pos_ in _NOMINAL and has_no(word):  # "made no offer": denied once
        up = -up
    left = above.leaves
    full = _SCALE[left.holds if up >= 0 else left.denied]
    if above.form == "np" and above.listed is None and lender(word) is None:
        # "Might stop the war": what something is done to is there, most often.
        return (max(up, _PROBABLE) if up >= 0 or is_definite(word) else full), full
    value = min(abs(full), abs(up))
    return (value if full > 0 else -value), full


def _view(word: Token) -> Stance:
    """The stance by the words beside `word`, or beside the verb whose auxiliaries it shares.

    "Will" is for both in "will sell and rent", "not" only in "did not sell or rent".
    """
    first, denied = word, True
    while first.dep_ == "conj" and is_verb(first) and _shares(first):
        denied = denied and any(cc.lower_ in {"or", "nor"} for cc in children(first.head, "cc"))
        first = first.head
    view = stance(first)
    return view if denied else replace(view, polarity=stance(word).polarity)


def _shares(verb: Token) -> bool:
    return verb.tag_ == verb.head.tag_ and not children(verb, *_SHARED)
