"""Sources without a name, by what their words say: how many they are, of which rank, and whose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kb.model import ActorType, Span
from kb.reading.belonging import after, ahead_of
from kb.reading.lexicon import nouns, source_words
from kb.reading.names import Name, Names
from kb.reading.syntax import child, children
from kb.reading.time.tables import NUMBERS

_WHERE = frozenset({"for", "of", "at", "from", "with", "to", "in", "inside", "within", "on"})
_ARTICLES = frozenset({"a", "an", "the"})
_ANYBODY = frozenset({"any", "every", "each", "no"})
_PLURAL = frozenset({"NNS", "NNPS"})
_BESIDE = frozenset({"amod", "compound", "nmod", "advmod", "nummod"})


@dataclass(slots=True, eq=False)
class Unnamed:
    """A source without a name, or a group; `descriptor` is None where the article leaves it out.

    Attributes:
        first: index of the token that heads its phrase.
        number, rank, condition: see `kb.model.Actor`.
    """

    id: str
    type: ActorType
    descriptor: str | None
    spans: set[Span]
    affiliation: Name | None = None
    number: int | None = None
    rank: str | None = None
    condition: Span | None = None
    lemma: str = ""
    gender: str | None = None
    first: int = -1


def number_of(head: Token) -> int | None:
    """How many people its phrase says exactly: 2 for "two of the aides", None for "at least two aides"."""
    part = _part(head)
    if part is not None or head.lower_ in source_words("number"):
        return _exact([head]) if part is None or is_people(part) else None
    if head.tag_ in _PLURAL:
        return _exact(children(head, "nummod", "predet", "det", "amod"))
    anybody = any(det.lower_ in _ANYBODY for det in children(head, "det"))
    return 1 if head.lemma_.lower() in nouns("person") and not anybody else None


def is_people(noun: Token) -> bool:
    """Whether `noun` names people, and none who are against whom they are named with."""
    if noun.lemma_.lower() in source_words("against"):
        return False
    return noun.lemma_.lower() in nouns("person") or noun.lower_ in nouns("people") or noun.pos_ == "PRON"


def _exact(words: list[Token]) -> int | None:
    """The number that the last of `words` with one gives, unless something makes it vague ("about")."""
    found = [word for word in words if _value(word) is not None]
    vague = [
        one for word in found for one in children(word, "quantmod", "advmod") if one.lower_ not in _ARTICLES
    ]
    if not found or vague:
        return None
    return _value(found[-1])


def _value(word: Token) -> int | None:
    written = (
        NUMBERS.get(word.lower_) or source_words("number").get(word.lower_) or word.text.replace(",", "")
    )
    return int(written) if written.isascii() and written.isdecimal() and int(written) else None


def rank_of(head: Token, text: str) -> str | None:
    """The words for its rank, as they stand: "senior", "current and former"."""
    noun = _part(head) or head
    beside = [below for below in noun.lefts if below.dep_ in _BESIDE]
    found = _ranks().search(text, beside[0].left_edge.idx, noun.idx) if beside else None
    return found[0] if found else None


@cache
def _ranks() -> re.Pattern[str]:
    word = "|".join(map(re.escape, sorted(source_words("rank"), key=len, reverse=True)))
    return re.compile(rf"\b(?:{word})(?:(?:,? and |, ?| )(?:{word}))*\b(?!-)", re.IGNORECASE)


def affiliation_of(head: Token, names: Names) -> Name | None:
    """Whose a source is: "a Pentagon official", "one of Mr. Roy's aides", "a person close to the mayor"."""
    noun = _part(head)
    if noun is not None:
        return None if noun.i in names.at else affiliation_of(noun, names)
    if head.lemma_.lower() in source_words("against"):
        return None
    close = [one for one in children(head, "amod", "acl") if one.lower_ in {"close", "loyal"}]
    places = [after(one, names, _WHERE) for one in (head, *close)]
    return ahead_of(head, names) or next((place for place in places if place is not None), None)


def _part(head: Token) -> Token | None:
    """The people of whom `head` is some: "officials" in "two of the officials", "47 percent of …"."""
    some = head.like_num or head.lower_ in source_words("number") or head.pos_ in {"PRON", "DET", "ADJ"}
    of = next((prep for prep in children(head, "prep") if prep.lower_ == "of"), None)
    return child(of, "pobj") if of is not None and (some or head.lower_ in {"percent", "number"}) else None
