"""Whether a predicate is denied: by "not", "never", "no longer", or by what it is said of ("no train")."""

from __future__ import annotations

from spacy.tokens import Token

from kb.reading.lexicon import certainty_words
from kb.reading.syntax import children

_ONE = frozenset({"a", "an", "one"})  # "not one", but not "not all"
_NONE = ("det", "preconj", "advmod", "neg")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr")


def is_negated(head: Token) -> bool:
    """Whether an odd number of negations stands on `head`, its complement or its arguments."""
    marks = sum(
        not _taken_back(mark) for one in (head, *children(head, "acomp")) for mark in children(one, "neg")
    )
    adverbs = sum(_denies(adverb) or _no_longer(adverb) for adverb in children(head, "advmod"))
    arguments = sum(_denies(argument) or has_no(argument) for argument in children(head, *_ARGUMENTS))
    return (marks + adverbs + arguments) % 2 == 1


def has_no(noun: Token) -> bool:
    """Whether there is none of what `noun` names: "no talks", "neither side", "hardly anyone", "not one"."""
    around = [word for one in (noun, *children(noun, "nummod")) for word in children(one, *_NONE)]
    before = [word for word in around if not _is_contrast(word)]
    return any(_denies(word) and (word.dep_ != "neg" or word.nbor().lower_ in _ONE) for word in before)


def _denies(word: Token) -> bool:
    return certainty_words().get(word.lower_) == "negation"


def _taken_back(mark: Token) -> bool:
    """Whether the negation is of a limit, or of what comes after, and not of all: "did not only fail"."""
    limited = mark.i + 1 < len(mark.doc) and certainty_words().get(mark.nbor().lower_) == "limit"
    return limited or _is_contrast(mark)


def _is_contrast(mark: Token) -> bool:
    """Whether it denies only what stands after a comma: "was a burden, not a boon"."""
    return mark.lower_ == "not" and mark.i > mark.sent.start and mark.nbor(-1).text in {",", "-", "–", "—"}


def _no_longer(adverb: Token) -> bool:
    return adverb.lower_ in {"longer", "more"} and any(map(_denies, children(adverb, "neg", "det")))
