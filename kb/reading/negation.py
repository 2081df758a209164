"""Whether a predicate is denied: by "not", "never", "no longer", or by what it is said of ("no train")."""

from __future__ import annotations

from spacy.tokens import Token

from kb.reading.lexicon import certainty_words
from kb.reading.syntax import children

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr")


def is_negated(head: Token) -> bool:
    """Whether an odd number of negations stands on `head`, its complement or its arguments."""
    marks = sum(len(children(token, "neg")) for token in (head, *children(head, "acomp", "attr")))
    adverbs = sum(_denies(adverb) or _no_longer(adverb) for adverb in children(head, "advmod"))
    arguments = sum(_denies(argument) or has_no(argument) for argument in children(head, *_ARGUMENTS))
    return (marks + adverbs + arguments) % 2 == 1


def has_no(noun: Token) -> bool:
    """Whether there is none of what `noun` names: "no talks", "neither side", "hardly anyone"."""
    return any(map(_denies, children(noun, "det", "preconj", "advmod")))


def _denies(word: Token) -> bool:
    return certainty_words().get(word.lower_) == "negation"


def _no_longer(adverb: Token) -> bool:
    return adverb.lower_ in {"longer", "more"} and any(map(_denies, children(adverb, "neg", "det")))
