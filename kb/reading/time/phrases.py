"""The time phrases of a parse: which words say when something happens."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kb.model import UNKNOWN_TIME, Tense, When
from kb.reading.syntax import children, clause
from kb.reading.time.resolve import resolve

_ADVERBS = frozenset(
    {
        "later",
        "earlier",
        "previously",
        "recently",
        "yesterday",
        "today",
        "tomorrow",
        "tonight",
        "overnight",
        "now",
        "soon",
        "already",
        "once",
        "afterwards",
    }
)
_LABELS = frozenset({"DATE", "TIME"})


def time_of(verb: Token, article_date: str | None, tense: Tense, *, outside: Callable[[Token], bool]) -> When:
    """When `verb` happens, by the expression that hangs on it and lies outside of what it reports."""
    found = [phrase for phrase in _phrases(verb) if all(outside(token) for token in phrase)]
    if not found:
        return UNKNOWN_TIME
    words = [_text(phrase) for phrase in found]
    resolved = [(resolve(text, article_date, tense), text) for text in words]
    value, text = next(((v, t) for v, t in resolved if v is not None), resolved[0])
    return When(value, text)


def _phrases(verb: Token) -> list[list[Token]]:
    """Time expressions among the dependents of `verb`, in order, prepositions included."""
    found: list[list[Token]] = []
    for below in verb.children:
        adverb = below.dep_ in {"npadvmod", "advmod"} and (
            below.ent_type_ in _LABELS or below.lower_ in _ADVERBS
        )
        if adverb or (below.dep_ == "prep" and any(t.ent_type_ in _LABELS for t in children(below, "pobj"))):
            found.append(clause(below))
    return [[token for token in phrase if not token.is_space] for phrase in found]


def _text(phrase: list[Token]) -> str:
    doc = phrase[0].doc
    text: str = doc[phrase[0].i : phrase[-1].i + 1].text
    return text.strip(" ,.;")
