"""Parsed article -> what the trained attributor sees: words, their pieces, and a few facts about each.

A word is a token of the parse. Its pieces are those that the encoder knows, without case; case,
quotation, part of speech, dependency, entity type and what the rules made of the word are given beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from kb.model import Span
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed
from kb.reading.syntax import extent
from kb.reading.tagger.pieces import pieces

Facts = NDArray[np.int64]
"""[words, len(SIZES)]; see `Words`."""

ROLES = ("source", "cue", "content")
"""What a word can be part of. Tags are 0 for nothing, then 2r + 1 for a beginning and 2r + 2 for the rest."""


def _labels(names: str) -> tuple[str, ...]:
    """Labels by the number that stands for each; 0 is for any other."""
    return ("", *names.split())


_POS = _labels("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE")
_DEP = _labels(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj "
    "csubj csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass "
    "nummod oprd parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
)
_ENTITY = _labels(
    "PERSON ORG GPE NORP DATE TIME MONEY PERCENT CARDINAL ORDINAL LOC FAC PRODUCT EVENT "
    "WORK_OF_ART LAW LANGUAGE QUANTITY"
)
SIZES = (4, 2, len(_POS), len(_DEP), len(_ENTITY), 7)
"""How many values each fact has, in the order of the columns of `Words.facts`."""
_START, _END = attrgetter("start"), attrgetter("end")
QUOTED, RULES = 1, 5
"""The columns for quotation and for the tag that the rules give."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article, in order.

    Attributes:
        spans: their characters in the text.
        pieces: ids of their pieces in the encoder's vocabulary, at least one each.
        facts: int64 [words, len(SIZES)]: case, quotation, part of speech, dependency, entity type, and the
            tag that the rules give.
        paragraph: number of the paragraph that each stands in.
    """

    spans: list[Span]
    pieces: list[tuple[int, ...]]
    facts: Facts
    paragraph: list[int]


def words_of(parsed: Parsed, by_rules: list[Attribution]) -> Words:
    """The words of `parsed`, with what the rules found as one of the facts about each."""
    tokens, paragraph = _tokens(parsed)
    spans = [extent([token]) for token in tokens]
    text = parsed.article.text
    columns = [
        [_case(span.of(text)) for span in spans],
        [int(token.i in parsed.quoted) for token in tokens],
        [_index(_POS, token.pos_) for token in tokens],
        [_index(_DEP, token.dep_) for token in tokens],
        [_index(_ENTITY, token.ent_type_) for token in tokens],
        tags(spans, by_rules),
    ]
    facts = np.array(columns, dtype=np.int64).reshape(len(SIZES), len(spans)).T
    return Words(spans, [pieces(span.of(text)) for span in spans], facts, paragraph)


def tags(spans: list[Span], attributions: list[Attribution]) -> list[int]:
    """The tag of each word by `attributions`; where they overlap, cues stand over sources over contents."""
    found = [0] * len(spans)
    for role in ("content", "source", "cue"):
        begin = 2 * ROLES.index(role) + 1
        for attribution in attributions:
            for part in getattr(attribution, role):
                for index in run(spans, part):
                    first = index == 0 or spans[index - 1].end <= part.start
                    found[index] = begin if first else begin + 1
    return found


def run(spans: list[Span], part: Span) -> range:
    """Indices of the words that `part` touches."""
    first = bisect_right(spans, part.start, key=_END)
    return range(first, max(first, bisect_left(spans, part.end, key=_START)))


def _tokens(parsed: Parsed) -> tuple[list[Token], list[int]]:
    """Tokens that are words, and the paragraph of each."""
    tokens, paragraphs, paragraph = [], [], 0
    for token in parsed.doc:
        if token.is_space:
            paragraph += "\n" in token.text
        else:
            tokens.append(token)
            paragraphs.append(paragraph)
    return tokens, paragraphs


def _case(word: str) -> int:
    """0 for no letter, 1 for lower case, 2 for a capital or mixed, 3 for capitals only."""
    if not any(character.isalpha() for character in word):
        return 0
    if word.islower():
        return 1
    return 3 if word.isupper() and len(word) > 1 else 2


def _index(values: tuple[str, ...], value: str) -> int:
    return values.index(value) if value in values else 0
