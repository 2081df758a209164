"""How sure: hedges, modality, negation and tense of a predicate and of the cue that brings it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kb.model import Certainty, Mode, Polarity, Span, Tense
from kb.reading.lexicon import Cue, certainty_words
from kb.reading.syntax import children, clause, extent, is_verb

_WEAKEST_LAST = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED)
_VALUES = frozenset(certainty.value for certainty in Certainty)
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
_CONDITIONS = frozenset({"if", "unless", "provided", "whether"})
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr")


@dataclass(frozen=True, slots=True)
class Stance:
    """How surely, whether or not, when, and on whose distance or condition something is given."""

    certainty: Certainty
    certainty_cue: Span | None
    polarity: Polarity
    tense: Tense
    hedge: Span | None
    condition: Span | None


def stance(head: Token, cue: Token | None = None, kind: Cue | None = None, *, quoted: bool = False) -> Stance:
    """The stance on the predicate `head`, and on the cue that brings it, where there is one.

    `quoted`: the predicate stands in quote marks, so that its adverbs are the speaker's, and no hedge of
    the author's.
    """
    certainty, decided_by = _certainty(head, cue, kind)
    negative = _is_negated(head) != (kind is not None and kind.negates)
    if cue is not None and kind is not None and kind.mode is not Mode.SPEECH and children(cue, "neg"):
        negative = not negative
    own = [] if quoted else [head]
    return Stance(
        certainty,
        extent([decided_by]) if decided_by is not None else None,
        Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        Tense.FUTURE if _is_future(head, kind) else Tense.NON_FUTURE,
        _hedge([*own, *([cue] if cue is not None else [])]),
        _condition([head, *([cue] if cue is not None else [])]),
    )


def main_predicate(tokens: Iterable[Token]) -> Token | None:
    """The token that heads the first clause of `tokens`; None where there are no words."""
    words = [token for token in tokens if not token.is_punct and not token.is_space]
    inside = {token.i for token in words}
    tops = [token for token in words if token.head.i not in inside or token.head == token]
    main = [token for token in tops if token.dep_ != "advcl"]
    verbs = [token for token in main if is_verb(token)]
    return next(iter(verbs or main or tops), None)


def _certainty(head: Token, cue: Token | None, kind: Cue | None) -> tuple[Certainty, Token | None]:
    """The weakest certainty that the cue and the words of the content leave; the cue's of two alike."""
    evidence: list[tuple[Certainty, Token | None]] = [(Certainty.CERTAIN, None)]
    by_cue = certainty_words().get(kind.lemma) if kind is not None else None
    if cue is not None and by_cue in _VALUES:
        evidence.append((Certainty(by_cue), cue))
    evidence += _modality(head)
    return max(evidence, key=lambda found: _WEAKEST_LAST.index(found[0]))


def _modality(head: Token) -> Iterator[tuple[Certainty, Token | None]]:
    """Certainties that words around `head` leave, each with its word."""
    around = [head, *children(head, "aux", "advmod", "acomp", "mark")]
    if head.dep_ == "xcomp" and is_verb(head.head):  # "appears to have left"
        around.append(head.head)
    for token in around:
        word = certainty_words().get(token.lemma_.lower()) or certainty_words().get(token.lower_)
        modal = token.dep_ == "aux" or token.lemma_.lower() in {"appear", "seem", "likely"}
        if word in _VALUES and (modal or token.dep_ in {"advmod", "acomp", "mark"}):
            yield Certainty(word), token
    if any(token.text == "?" for token in head.children):
        yield Certainty.UNDERSPECIFIED, None


def _is_negated(head: Token) -> bool:
    """Whether an odd number of negations stands on `head`, its complement or its arguments."""
    marks = sum(len(children(token, "neg")) for token in (head, *children(head, "acomp", "attr")))
    arguments = children(head, *_ARGUMENTS)
    bare = sum(certainty_words().get(token.lower_) == "negation" for token in arguments)
    determined = sum(
        certainty_words().get(det.lower_) == "negation"
        for token in arguments
        for det in children(token, "det")
    )
    return (marks + bare + determined) % 2 == 1


def _is_future(head: Token, kind: Cue | None) -> bool:
    auxiliaries = {aux.lower_ for aux in children(head, "aux")}
    if auxiliaries & _FUTURE:
        return True
    if head.lower_ == "going" and children(head, "xcomp"):
        return True
    if "to" not in auxiliaries:
        return False
    if kind is not None:
        return not kind.negates
    return head.dep_ == "ROOT"  # headline English: "Lawmakers to review files"


def _hedge(heads: list[Token]) -> Span | None:
    for head in heads:
        for adverb in children(head, "advmod"):
            if certainty_words().get(adverb.lower_) == "hedge":
                return extent([adverb])
    return None


def _condition(heads: list[Token]) -> Span | None:
    for head in heads:
        for body in children(head, "advcl"):
            mark = next((m for m in children(body, "mark") if m.lower_ in _CONDITIONS), None)
            if mark is not None:
                words = [token for token in clause(body) if token.i >= mark.i and not token.is_space]
                while words and words[-1].is_punct:
                    words.pop()
                return extent(words)
    return None
