"""The author's distance ("reportedly", "is said to have"), and the condition put on a content ("if …")."""

from __future__ import annotations

from spacy.tokens import Token

from kb.model import Span
from kb.reading.lexicon import certainty_words, complements
from kb.reading.syntax import children, clause, extent, is_infinitive, is_passive, own_subject

_PARTS = ("acomp", "attr", "oprd", "prep", "agent", "npadvmod")
_CONDITIONS = frozenset({"if", "unless", "provided"})


def hedge(word: Token) -> Span | None:
    """The word beside `word` by which the author keeps a distance: "reportedly", "alleged"."""
    for one in (word, *children(word, *_PARTS)):
        for below in children(one, "advmod", "amod") if one == word else children(one, "advmod"):
            if certainty_words().get(below.lower_) == "hedge":
                return extent([below])
    return next(filter(None, map(hearsay, children(word, "parataxis"))), None)  # "…, it is said, …"


def hearsay(verb: Token) -> Span | None:
    """The words by which `verb` says that somebody says so, and not who: "is said to", "it was alleged"."""
    if (verb.lemma_.lower(), "hearsay") not in complements() or not is_passive(verb):
        return None
    words = [*children(verb, "auxpass"), verb]
    below = next(filter(is_infinitive, children(verb, "xcomp", "ccomp", "advcl")), None)
    if below is not None:
        words += [aux for aux in children(below, "aux") if aux.lower_ == "to" and aux.i == verb.i + 1]
        return extent(words)
    return extent(words) if any(it.lower_ == "it" for it in children(verb, "nsubjpass")) else None


def condition(head: Token) -> Span | None:
    """The clause by which `head` is so only if something else is, without the comma after it."""
    for body in children(head, "advcl"):
        start = next((m for m in children(body, "mark") if m.lower_ in _CONDITIONS), None) or inversion(body)
        if start is not None:
            words = [token for token in clause(body) if token.i >= start.i and not token.is_space]
            while words and words[-1].is_punct:
                words.pop()
            return extent(_with_closing_mark(words))
    return None


def _with_closing_mark(words: list[Token]) -> list[Token]:
    """`words` up to the mark behind them that closes a quotation which they open."""
    last = words[-1]
    behind = [token for token in last.doc[last.i + 1 : last.i + 3] if token.is_quote]
    is_open = sum(word.is_quote for word in words) % 2 == 1
    return [*words, *behind[:1]] if is_open else words


def inversion(body: Token) -> Token | None:
    """The auxiliary that stands for "if": "should the river rise", "had it closed"."""
    subject = own_subject(body)
    if subject is None:
        return None
    first = [aux for aux in children(body, "aux", "auxpass") if aux.lower_ in {"had", "should", "were"}]
    return next((aux for aux in first if aux.i < subject.i), None)
