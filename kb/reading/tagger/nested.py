"""Statements in statements: the words that somebody says, as a text of their own."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from spacy.tokens import Token

from kb.reading.around import lies_in
from kb.reading.attribution import Attribution
from kb.reading.lexicon import nouns
from kb.reading.parse import Parsed
from kb.reading.rules.found import can_be_source, cue_of
from kb.reading.syntax import children, subject
from kb.reading.tagger.features import QUOTED, RULES, Facts, Words, run, tags

_OWN = frozenset({"i", "we", "us", "me"})
_HIS = frozenset({"he", "she", "they", "it", "you"})
_RELATIVE = frozenset({"who", "that", "which"})
_MARKS = frozenset("\"“”„«»‘’'")


@dataclass(frozen=True, slots=True)
class Text:
    """An article as nested statements are looked for in it.

    Attributes:
        by_rules: what the rules found.
        cues: indices of the words that can be the cue of a statement.
    """

    text: str
    words: Words
    by_rules: list[Attribution]
    cues: frozenset[int]

    def said(self, content: list[int]) -> list[int]:
        """The words of a content, without the marks around it; none where nobody can be speaking in it."""
        if self.cues.isdisjoint(content):
            return []
        spans = self.words.spans
        return [
            index
            for place, index in enumerate(content)
            if spans[index].of(self.text) not in _MARKS or 0 < place < len(content) - 1
        ]

    def facts_within(self, outer: Attribution, content: list[int]) -> Facts:
        """Facts about the words of a content as if it stood alone: not quoted, and without who said it."""
        facts = self.words.facts[content]
        facts[:, QUOTED] = 0
        inner = [one for one in self.by_rules if lies_in((*one.cue, *one.content), outer.content)]
        facts[:, RULES] = tags([self.words.spans[index] for index in content], inner)
        return facts

    def is_anothers(self, inner: Attribution) -> bool:
        """Whether a statement within another is somebody else's, and more than an attitude or a plan.

        A speaker's own thoughts are in his statement already ("she said she hoped …").
        """
        cue = {index for span in inner.cue for index in run(self.words.spans, span)}
        quoted = any(self.words.facts[index, QUOTED] for index in cue)
        own = _OWN | _RELATIVE if quoted else _OWN | _RELATIVE | _HIS
        named = any(source.of(self.text).lower() not in own for source in inner.source)
        return named and not self.cues.isdisjoint(cue)


def cue_words(parsed: Parsed) -> frozenset[int]:
    """Indices, among the words of `parsed`, of verbs and nouns by which somebody else may be speaking."""
    tokens = [token for token in parsed.doc if not token.is_space]
    return frozenset(index for index, token in enumerate(tokens) if _attributes(token, parsed.quoted))


def _attributes(token: Token, quoted: Container[int]) -> bool:
    if token.pos_ == "NOUN":
        return token.lemma_.lower() in nouns("cue") and bool(children(token, "acl", "ccomp", "relcl"))
    cue = cue_of(token)
    who = subject(token) if cue is not None else None
    if cue is None or who is None or not can_be_source(who, cue, "that"):
        return False
    return who.lower_ not in (_OWN if token.i in quoted else _OWN | _HIS)
