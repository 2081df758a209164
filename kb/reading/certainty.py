"""How sure: hedges, modality, negation and tense of a predicate and of the cue that brings it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kb.model import Certainty, Mode, Polarity, Span, Tense
from kb.reading.attitude import Attitude, attitude
from kb.reading.hedge import condition, hearsay, hedge
from kb.reading.lexicon import Cue, certainty_words, complements
from kb.reading.negation import is_negated
from kb.reading.rules.found import cue_of
from kb.reading.syntax import children, extent, is_infinitive, is_verb, own_subject

_WEAKEST_LAST = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED)
_VALUES = frozenset(certainty.value for certainty in Certainty)
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
_BESIDE = ("aux", "advmod", "acomp", "mark")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_Evidence = tuple[Certainty, Token | None]


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
    view = attitude(head) if cue is not None else None
    inner = view.inner if view is not None else head
    heads = [head] if inner == head else [head, inner]
    certainty, decided_by = _weakest([*_by_cue(inner, cue, kind), *_by_attitude(view), *_modality(heads)])
    denials = (_cue_denies(cue, kind), view is not None and view.denies, is_negated(inner))
    brought = [cue] if cue is not None else []
    hedges = [*map(hedge, [*(heads if not quoted else []), *brought]), *map(hearsay, brought)]
    return Stance(
        certainty,
        extent([decided_by]) if decided_by is not None else None,
        Polarity.NEGATIVE if sum(denials) % 2 == 1 else Polarity.POSITIVE,
        Tense.FUTURE if _is_future(inner, cue, kind, view) else Tense.NON_FUTURE,
        next(filter(None, hedges), None),
        next(filter(None, map(condition, [*heads, *brought])), None),
    )


def main_predicate(tokens: Iterable[Token]) -> Token | None:
    """The token that heads the first clause of `tokens`; None where there are no words."""
    words = [token for token in tokens if not token.is_punct and not token.is_space]
    inside = {token.i for token in words}
    tops = [token for token in words if token.head.i not in inside or token.head == token]
    main = [token for token in tops if token.dep_ != "advcl"]
    verbs = [token for token in main if is_verb(token)]
    return next(iter(verbs or main or tops), None)


def _weakest(evidence: Iterable[_Evidence]) -> _Evidence:
    """The weakest certainty with the word that leaves it; the first of two alike."""
    return max([(Certainty.CERTAIN, None), *evidence], key=lambda found: _WEAKEST_LAST.index(found[0]))


def _by_cue(inner: Token, cue: Token | None, kind: Cue | None) -> Iterator[_Evidence]:
    """What the cue leaves of its content; nothing is known of what somebody did not say."""
    if cue is None or kind is None:
        return
    promised = complements().get((kind.lemma, "inf")) if is_infinitive(inner) and not kind.negates else None
    word = certainty_words().get(kind.lemma) or (promised.holds if promised is not None else None)
    if word in _VALUES:
        yield Certainty(word), cue
    if kind.mode is Mode.SPEECH and not kind.negates and children(cue, "neg"):
        yield Certainty.UNDERSPECIFIED, cue


def _cue_denies(cue: Token | None, kind: Cue | None) -> bool:
    """Whether the cue says that its content is not so: "denied", "does not think", never "did not deny"."""
    if cue is None or kind is None:
        return False
    told = kind.mode is Mode.SPEECH and not kind.negates  # "did not say that it closed"
    return kind.negates != (bool(children(cue, "neg")) and not told)


def _by_attitude(view: Attitude | None) -> Iterator[_Evidence]:
    if view is not None and view.certainty is not Certainty.CERTAIN:
        yield view.certainty, view.word


def _modality(heads: list[Token]) -> Iterator[_Evidence]:
    """Certainties that words around the predicate leave, each with its word."""
    around = [word for one in heads for word in (one, *children(one, *_BESIDE))]
    head = heads[0]
    if head.dep_ == "xcomp" and is_verb(head.head):  # "appears to have left"
        around.append(head.head)
    for token in around:
        word = certainty_words().get(token.lemma_.lower()) or certainty_words().get(token.lower_)
        modal = token.dep_ == "aux" or token.lemma_.lower() in {"appear", "seem", "likely"}
        if word in _VALUES and (modal or token.dep_ in {"advmod", "acomp", "mark"}) and not _ruled_out(token):
            yield Certainty(word), token
    if _is_question(head) or _is_order(head):
        yield Certainty.UNDERSPECIFIED, None


def _ruled_out(modal: Token) -> bool:
    """Whether a modal with a negation leaves nothing open: "could not", but not "might not"."""
    left = complements().get((modal.lower_, "aux"))
    return modal.dep_ == "aux" and left is not None and left.denied == "not" and is_negated(modal.head)


def _is_question(head: Token) -> bool:
    """Whether the clause of `head` ends in "?", and is not somebody's words with a question among them."""
    end = head.right_edge
    while end.i > head.i and end.is_punct and end.text != "?":
        end = end.nbor(-1)
    asks = end.text == "?" or (end.i + 1 < len(end.doc) and end.nbor().text == "?")
    if not asks or cue_of(head) is None:
        return asks
    subject = own_subject(head)
    return subject is not None and any(aux.i < subject.i for aux in children(head, "aux"))


def _is_order(head: Token) -> bool:
    """Whether `head` is an imperative: "Close the bridge!", "Suppose it fell"."""
    alone = head.tag_ == "VB" and not children(head, "aux", "auxpass", *_SUBJECTS)
    told = head.dep_ in {"ccomp", "advcl"} and cue_of(head.head) is not None
    return alone and (told or head.dep_ == "ROOT")


def _is_future(head: Token, cue: Token | None, kind: Cue | None, view: Attitude | None) -> bool:
    auxiliaries = {aux.lower_ for aux in children(head, "aux")}
    if "have" in auxiliaries:  # "to have left", "would have left"
        return False
    if auxiliaries & _FUTURE or (head.lower_ == "going" and children(head, "xcomp")):
        return True
    if not is_infinitive(head):
        return False
    if view is not None:
        return view.ahead
    if kind is not None and cue is not None:
        return not kind.negates and hearsay(cue) is None
    return head.dep_ == "ROOT"  # headline English: "Lawmakers to review files"
