"""A part of a headline and the parses of it that were tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kb.reading.headline.disguise import Disguise, Words, as_it_is, bold, lowered, plain
from kb.reading.headline.own_words import Clause, tears_a_name, undressed
from kb.reading.headline.parts import Part
from kb.reading.headline.soundness import FULL, soundness

_TORN = 0.25  # what a parse is worse by that takes a person's name for something else


@dataclass(frozen=True, slots=True)
class _Reading:
    score: float
    words: Words
    parse: Span


class Line:
    """One part, its parse in sentence case, and those of its disguises."""

    def __init__(self, part: Part, cased: Doc, nlp: Language) -> None:
        self.part, self.cased, self._nlp = part, cased, nlp
        self._words = as_it_is(cased)
        self._small = lowered(self._words) if part.title else self._words
        self._cased = _Reading(soundness(cased[:], nlp), tuple(token.text for token in cased), cased[:])
        self._heard: list[_Reading] = []

    @property
    def is_plain(self) -> bool:
        """Whether it reads like a clause as it stands; of Title Case one cannot know."""
        return not self.part.title and self._cased.score >= FULL

    @property
    def is_sound(self) -> bool:
        return self._best().score >= FULL

    def plain(self) -> list[Disguise]:
        return plain(self._words, self._small)

    def bold(self) -> Iterator[Disguise]:
        """To be asked for after the plain ones are heard."""
        return bold(self.cased, self._small, [one.parse for one in self._heard], self._nlp)

    def hear(self, disguise: Disguise, parse: Span) -> None:
        """Take note of the parse of a disguise."""
        torn = _TORN * tears_a_name(disguise.words, parse, self.cased)
        score = soundness(parse, self._nlp) - disguise.cost - torn
        self._heard.append(_Reading(score, disguise.words, parse))

    def best(self) -> Clause:
        """The words with the parse that reads best."""
        best = self._best()
        return undressed(best.words, best.parse, self.cased, self.part.text)

    def _best(self) -> _Reading:
        return max([*self._heard, self._cased], key=lambda reading: reading.score)
