"""What the rules pass to each other, and who can be a source at all."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kb.model import Span, Spans
from kb.reading.lexicon import Cue, cues, nouns
from kb.reading.syntax import (
    child,
    children,
    conjuncts,
    extent,
    is_verb,
    is_word,
    noun_phrase,
    particles,
    spans,
)

_NO_SOURCE = frozenset({"that", "this", "these", "those", "which", "what", "there", "everything", "it"})
_NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE"})


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate attribution, with what decides whether it may stand inside another.

    Attributes:
        sources: heads of the source phrases, one for each joint speaker; empty where it is left out.
        frame: how the content follows the cue, as in `data/cues.tsv`, or "phrase" for no verb at all.
    """

    cue: tuple[Token, ...]
    sources: tuple[Token, ...]
    content: Spans
    frame: str

    @property
    def cue_spans(self) -> Spans:
        """The cue's words, or its mark where it is none ("SMITH: …")."""
        return spans(self.cue) or tuple(extent([token]) for token in self.cue)

    def source_spans(self, quotes: tuple[Span, ...]) -> Spans:
        return tuple(sorted({spans(noun_phrase(head), quotes)[0] for head in self.sources}))


def cue_of(token: Token) -> Cue | None:
    """The cue that `token` is, with its particle ("pointed out"), or None."""
    if not is_verb(token) or token.dep_ in {"aux", "auxpass", "amod"}:
        return None
    lemma = _lemma(token)
    for particle in children(token, "prt", "prep"):
        phrasal = cues().get(f"{lemma} {particle.lower_}")
        if phrasal is not None and particle.i == token.i + 1:
            return phrasal
    return cues().get(lemma)


def _lemma(token: Token) -> str:
    """The verb's dictionary form; where the lemmatizer gives no cue ("hopes" → "hop"), its plain stem's."""
    lemma: str = token.lemma_.lower()
    if lemma not in cues():
        word = token.lower_
        stems = (word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ing") + "e")
        return next((stem for stem in stems if stem != word and stem in cues()), lemma)
    return lemma


def cue_words(token: Token, *more: Token) -> tuple[Token, ...]:
    """The cue's words in order: the verb, its particle, and `more` (a preposition)."""
    return tuple(sorted({token, *particles(token), *more}, key=lambda word: word.i))


def according_to(token: Token) -> tuple[Token, Token] | None:
    """The "to" and the head of the source of the phrase that `token` begins; None where it begins none."""
    if token.lower_ != "according":
        return None
    to = next((prep for prep in children(token, "prep") if prep.lower_ == "to"), None)
    source = child(to, "pobj") if to is not None else None
    return (to, source) if to is not None and source is not None and is_word(source) else None


def is_person_like(head: Token) -> bool:
    """Whether `head` names somebody who can mean something: a name, a person, a body of people."""
    if head.pos_ == "PRON":
        return head.lower_ not in _NO_SOURCE
    if head.ent_type_ in _NAMES or head.pos_ == "PROPN":
        return True
    if head.pos_ == "NUM" or head.like_num:
        return True
    lemma = head.lemma_.lower()
    return lemma in nouns("person") or lemma in nouns("people") or head.lower_ in nouns("people")


def can_be_source(head: Token | None, cue: Cue, frame: str) -> bool:
    """Whether `head` can be the source of `cue` in `frame`."""
    if head is None or not is_word(head):
        return False
    if is_person_like(head):
        return True
    if frame not in {"that", "quote"}:
        return False
    if head.pos_ == "PRON":
        return head.lower_ == "it" and cue.any_subject
    return cue.any_subject or head.lemma_.lower() in nouns("report")


def sources_of(head: Token | None) -> tuple[Token, ...]:
    """Heads of the joint sources that `head` begins."""
    return tuple(one for one in conjuncts(head) if is_word(one)) if head is not None else ()
