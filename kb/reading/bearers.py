"""Whom a surname or given name means, where the article names several who bear it.

The answer is None where nothing tells them apart: a wrong person is worse than one too many.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.model import ActorType, Span, slug
from kb.reading.lexicon import nicknames, titles
from kb.reading.mentions import CIRCLES, Mention
from kb.reading.persons import PersonName, straight

_NEAR = 50  # words: about two sentences
_OFTEN = 3  # a word that stood alone as often before a full name came is not short for that
_ADDRESSES = frozenset(title for title, gender in titles().values() if gender)
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}


@dataclass(slots=True, eq=False)
class Name:
    """One named actor, and where it is named.

    Attributes:
        ambiguous: whether its name is that of several places, and nothing tells which is meant.
        words: token indices of each mention, and `said` its text.
        gender: "m" or "f" by title, role or given name; None where nothing tells.
        titles: the titles and offices beside its mentions, in full ("senator").
        introduced: how often it is introduced as somebody's wife, son or the like.
        short: abbreviations that the article gives it in brackets.
    """

    type: ActorType
    label: str
    forms: set[str] = field(default_factory=set)
    spans: set[Span] = field(default_factory=set)
    words: list[list[int]] = field(default_factory=list)
    wikidata: str | None = None
    geonames: str | None = None
    ambiguous: bool = False
    gender: str | None = None
    said: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    introduced: int = 0
    short: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        return f"{self.type}/{slug(self.label)}"

    @property
    def parts(self) -> list[str]:
        return self.label.split()

    @property
    def circle(self) -> bool:
        """Whether it is called after the person it works for: "Lee campaign"."""
        return len(self.parts) == 2 and self.parts[1] in CIRCLES

    @property
    def first(self) -> int:
        """Index of the first token that names it so far."""
        return min(words[0] for words in self.words)

    @property
    def in_full(self) -> int:
        """How often it is named with more than one word."""
        return sum(" " in text for text in self.said)

    @property
    def relative(self) -> bool:
        """Whether it is in the article as somebody's wife, son or the like."""
        return 0 < self.in_full <= 2 * self.introduced

    @property
    def person(self) -> PersonName:
        return PersonName.of(self.label)

    def said_as(self, word: str, *, before: int) -> int:
        """Where the last mention with `word` in it begins before a token; far away if there is none."""
        begins = (words[0] for words, text in zip(self.words, self.said, strict=True) if word in text.split())
        return max((at for at in begins if at < before), default=-_NEAR)


def bearer(mention: Mention, people: list[Name], bare: list[Mention]) -> Name | None:
    """The one of `people`, who are named in full, whom `mention`, a single word, means.

    `bare`: where the same word stands alone, in order. Of several it is who has the title beside the word, is
    of the next pronoun's gender, was named last, is named most, or is nobody's "Jeb"; whichever tells first.
    """
    fitting = [one for one in bearing(mention.text, people) if _fits(one, mention)]
    fitting = [one for one in fitting if not _is_another(one, bare)]
    before = [one for one in fitting if one.first < mention.at]
    if not before:
        return fitting[0] if len(fitting) == 1 else None
    leading = [one for one in before if not one.relative] or before
    titled = [one for one in leading if mention.titles & one.titles - _ADDRESSES]
    pronoun = _gender_of_pronoun(mention)
    called = [one for one in leading if pronoun is not None and one.gender == pronoun]
    near = [one for one in leading if one.said_as(mention.text, before=mention.at) > mention.at - _NEAR]
    foremost = [one for one in leading if all(one.in_full >= 2 * o.in_full for o in leading if o is not one)]
    distant = [one for one in leading if one.person.given not in one.forms]
    tests = (leading, titled, called, near, foremost, distant)
    return next((found[0] for found in tests if len(found) == 1), None)


def may_be_one(one: Name, mention: Mention) -> bool:
    """Whether other words may mean `one`: not of the other gender, nor in one sentence with it."""
    sentence = mention.tokens[0].sent
    together = any(sentence.start <= words[0] < sentence.end for words in one.words)
    return _fits(one, mention) and not together


def bearing(word: str, people: list[Name]) -> list[Name]:
    """Who bears `word` as a surname, or if nobody does, as a given name, in full or for short."""
    word = straight(word)
    surnamed = [one for one in people if one.person.surname == word]
    elders = [one for one in surnamed if not one.person.suffix]
    called = [one for one in people if word == one.person.given]
    short = [one for one in people if one.person.given in nicknames().get(word, ())]
    return elders or surnamed or called or short


def _fits(one: Name, mention: Mention) -> bool:
    return mention.gender is None or one.gender in {mention.gender, None}


def _gender_of_pronoun(mention: Mention) -> str | None:
    """By the first pronoun after the name in its sentence, where no other name comes between."""
    last = mention.tokens[-1]
    for token in last.doc[last.i + 1 : last.sent.end]:
        if token.lower_ in _PRONOUNS:
            return _PRONOUNS[token.lower_]
        if token.pos_ == "PROPN":
            return None
    return None


def _is_another(one: Name, bare: list[Mention]) -> bool:
    """Whether the bare word meant somebody before `one` was introduced, so that it means somebody else."""
    before = [mention for mention in bare if mention.at < one.first]
    same = any(mention.titles & one.titles for mention in before)
    return bool(before) and (one.relative or len(before) >= _OFTEN) and not same
