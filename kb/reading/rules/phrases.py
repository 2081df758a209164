"""Statements without a cue verb: "according to", "the claim that …", "NAME: …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kb.model import Mode, Span
from kb.reading.lexicon import cues, nouns
from kb.reading.rules.found import Found, is_person_like, sources_of
from kb.reading.syntax import child, children, clause, is_verb, is_word, spans


def according_to(token: Token, quotes: tuple[Span, ...]) -> Iterator[Found]:
    """Read "according to SOURCE", before or after its content, at the phrase's first word."""
    if token.lower_ != "according":
        return
    to = next((prep for prep in children(token, "prep") if prep.lower_ == "to"), None)
    source = child(to, "pobj") if to is not None else None
    if to is None or source is None or not is_word(source):
        return
    host = token.head
    while not is_verb(host) and host.head != host:
        host = host.head
    while host.dep_ == "conj" and is_verb(host.head):
        host = host.head
    content = spans(set(clause(host)) - set(clause(token)), quotes)
    if content:
        yield Found((token, to), sources_of(source), content, "phrase", Mode.SPEECH)


def nominal(noun: Token, quotes: tuple[Span, ...]) -> Iterator[Found]:
    """Read "SOURCE's claim that content" and "the warning by SOURCE that content"."""
    lemma = nouns("cue").get(noun.lemma_.lower())
    if lemma is None or noun.pos_ != "NOUN":
        return
    body = next(
        (c for c in children(noun, "acl", "ccomp", "relcl") if c.left_edge.lower_ == "that" and _is_full(c)),
        None,
    )
    source = _owner(noun)
    if body is None or source is None or not is_person_like(source):
        return
    yield Found((noun,), sources_of(source), spans(clause(body), quotes), "phrase", cues()[lemma].mode)


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
