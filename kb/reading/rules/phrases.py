"""Statements without a cue verb: "according to", "the claim that …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.model import Span
from kb.reading.lexicon import nouns
from kb.reading.rules.found import Found, according_to, is_person_like, sources_of
from kb.reading.syntax import child, children, clause, is_verb, spans


def by_phrase(token: Token, quotes: tuple[Span, ...]) -> Iterator[Found]:
    """Read "according to SOURCE", before or after its content, at the phrase's first word."""
    phrase = according_to(token)
    if phrase is None:
        return
    to, source = phrase
    host = token.head
    while not is_verb(host) and host.head != host:
        host = host.head
    while host.dep_ == "conj" and is_verb(host.head):
        host = host.head
    content = spans(set(clause(host)) - set(clause(token)), quotes)
    if content:
        yield Found((token, to), sources_of(source), content, "phrase")


def nominal(noun: Token, quotes: tuple[Span, ...]) -> Iterator[Found]:
    """Read "SOURCE's claim that content" and "the warning by SOURCE that content"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in nouns("cue"):
        return
    body = next(
        (c for c in children(noun, "acl", "ccomp", "relcl") if c.left_edge.lower_ == "that" and _is_full(c)),
        None,
    )
    source = _owner(noun)
    if body is None or source is None or not is_person_like(source):
        return
    yield Found((noun,), sources_of(source), spans(clause(body), quotes), "phrase")


def _is_full(body: Token) -> bool:
    """Whether "that" only joins the clause, and is no part of it ("the claim that they made")."""
    that = body.left_edge
    return that.dep_ == "mark" or bool([s for s in children(body, "nsubj", "nsubjpass") if s != that])


def _owner(noun: Token) -> Token | None:
    for owner in children(noun, "poss"):
        return owner
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in {"by", "from"}:
            return child(prep, "pobj")
    return None
