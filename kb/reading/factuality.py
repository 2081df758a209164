"""How surely an event happened: its own words, and what the words above it leave of it.

"Failed to sell" is no sale, "wants to sell" may become one, "did not manage to" is none either. The effect of
a word on what hangs on it comes from a table and is handed down the parse, as Nairn, Condoravdi and Karttunen
do (2006, "Computing relative polarity for textual inference"). What is said stays as sure as it is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from kb.model import Certainty, Mode, Polarity, Span
from kb.reading.certainty import Stance, stance
from kb.reading.lexicon import certainty_words, complements
from kb.reading.rules.found import cue_of
from kb.reading.syntax import children, extent, is_infinitive, is_verb

_SCALE = {"certain": 3, "probable": 2, "possible": 1, "underspecified": 0, "unlikely": -2, "not": -3}
_CERTAINTY = {3: Certainty.CERTAIN, 2: Certainty.PROBABLE, 1: Certainty.POSSIBLE, 0: Certainty.UNDERSPECIFIED}
_INFINITIVE, _ANY = ("possible", "unlikely"), ("certain", "underspecified")
"""What a word that the table does not have leaves, where it holds and where it is denied."""
_DEEPEST = 12  # words; a longer chain is a parser's mistake
_NOMINAL = frozenset({"NOUN", "PROPN"})
_CLAUSES = frozenset({"xcomp", "ccomp", "acl", "advcl", "relcl"})


class _Above(NamedTuple):
    """The word that decides, and the form in which the event hangs on it, as in the table."""

    word: Token
    form: str
    with_: str = ""

    @property
    def listed(self) -> tuple[str, str] | None:
        return complements().get((f"{self.word.lemma_.lower()} {self.with_}".strip(), self.form))


def event_stance(event: Token) -> Stance:
    """The stance on the event that `event` names; `certainty_cue` is the word that decided it."""
    view = stance(event)
    value, decided_by = _value(event, view)
    negative = value < 0 or (value == 0 and view.polarity is Polarity.NEGATIVE)
    return replace(
        view,
        certainty=_CERTAINTY[abs(value)],
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        certainty_cue=decided_by or view.certainty_cue,
    )


def _value(word: Token, view: Stance, depth: int = 0) -> tuple[int, Span | None]:
    """How surely what `word` says is so, -3 to 3, and the word above or beside it that decided so."""
    own, beside = _own(word, view)
    above = _above(word)
    if above is None or depth > _DEEPEST:
        return own, beside
    effect, decided_by = _effect(above, depth)
    value = min(abs(own), abs(effect)) * (1 if own * effect > 0 else -1)
    return value, beside if value == own else decided_by


def _own(word: Token, view: Stance) -> tuple[int, Span | None]:
    """How surely by the words beside it alone: "would sell", "did not sell", "no talks"."""
    value, decided_by = _SCALE[view.certainty], view.certainty_cue
    for aux in children(word, "aux"):
        left = complements().get((aux.lower_, "aux"))
        if left is not None and _SCALE[left[0]] < value:
            value, decided_by = _SCALE[left[0]], extent([aux])
    none = [det for det in children(word, "det") if certainty_words().get(det.lower_) == "negation"]
    if word.pos_ in _NOMINAL and none:
        return -value, extent(none[:1])
    return -value if view.polarity is Polarity.NEGATIVE else value, decided_by


def _effect(above: _Above, depth: int) -> tuple[int, Span]:
    """What is left of an event below that word, and the word that decided it."""
    word, here = above.word, extent([above.word])
    holds, denied = above.listed or (_INFINITIVE if above.form == "inf" else _ANY)
    if not (is_verb(word) or word.pos_ in {"ADJ", *_NOMINAL}):
        return _SCALE[holds], here
    so, decided_by = _value(word, stance(word), depth + 1)
    left = _SCALE[holds] if so >= 0 else _SCALE[denied]
    if so < 0 or abs(left) <= so or (so and above.listed and above.form != "np"):
        return left, here
    return (so if left > 0 else -so), decided_by or here


def _above(word: Token) -> _Above | None:
    """The word that decides whether `word` is so; None where nothing does, or somebody says so."""
    while word.dep_ == "conj" and word.head.pos_ == word.pos_:
        word = word.head
    if word.pos_ in _NOMINAL:
        return _above_noun(word)
    if word.dep_ == "pcomp":
        return _above_gerund(word)
    if word.dep_ in _CLAUSES and is_infinitive(word):
        return _Above(word.head, "inf")
    if word.dep_ == "advcl":
        marks = (mark for mark in children(word, "mark") if (mark.lower_, "that") in complements())
        return next((_Above(mark, "that") for mark in marks), None)
    if word.dep_ not in {"ccomp", "xcomp"}:
        return None
    above = _Above(word.head, "ing" if word.dep_ == "xcomp" and word.tag_ == "VBG" else "that")
    kind = cue_of(word.head)
    told = above.form == "that" and kind is not None and kind.mode is Mode.SPEECH
    return None if told and above.listed is None else above


def _above_gerund(gerund: Token) -> _Above:
    """By the verb in "prevented from selling", by the preposition in "without selling"."""
    by_verb = _Above(gerund.head.head, "from")
    return by_verb if gerund.head.lower_ == "from" and by_verb.listed else _Above(gerund.head, "ing")


def _above_noun(noun: Token) -> _Above | None:
    head = noun.head
    found = [_Above(modifier, "np") for modifier in children(noun, "amod")]
    if noun.dep_ == "pobj":
        found += [_Above(head.head, "np", head.lower_), _Above(head, "np")]
    found = [above for above in found if above.listed]
    if not found and noun.dep_ in {"dobj", "nsubjpass"}:
        return _Above(head, "np")
    return next(iter(found), None)
