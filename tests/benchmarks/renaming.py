"""Other names of the same length, so that every offset in a text still holds.

Words are replaced, wherever they stand: in "Ada Finch", "Finch's" and "Finch-Hale" it is always the same
"Finch". Which words are names the sample tells by itself: those of its persons, and of organizations that
few of its articles know, unless they are written small elsewhere ("Grant") or are in the name of a place or
of a body that everybody knows ("White House") and of nobody who is in the news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import count
from random import Random

from kb.model import Actor, ActorType, Reading

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = ("bcdfghjklmnprstvwz", "aeiou")
_SPELLINGS = 20_000
"""Names of one length that there are to choose from, some far oftener than others."""
_KNOWN = 3
"""An organization in more articles of the sample than that keeps its name."""
_IN_THE_NEWS = 20
"""A surname in so many articles of the sample is a name in "Obama administration" too."""
_SMALL = 0.05
"""A word that is written small oftener than that is no name."""


def name_words(readings: Sequence[Reading]) -> frozenset[str]:
    """The words that are names of somebody, as they are written."""
    written = Counter(word for reading in readings for word in _WORD.findall(reading.article.text))
    actors = [actor for reading in readings for actor in reading.actors]
    known = Counter(actor.label for actor in actors if actor.type is ActorType.ORGANIZATION)

    def is_somebody(actor: Actor) -> bool:
        rare = actor.type is ActorType.ORGANIZATION and known[actor.label] <= _KNOWN
        return actor.type is ActorType.PERSON or rare

    named = (ActorType.PERSON, ActorType.ORGANIZATION, ActorType.PLACE, ActorType.COUNTRY)
    kept = _words(actor for actor in actors if actor.type in named and not is_somebody(actor))
    persons = Counter(actor.label.split()[-1] for actor in actors if actor.type is ActorType.PERSON)
    found = _words(filter(is_somebody, actors)) - {word for word in kept if persons[word] < _IN_THE_NEWS}
    return frozenset(word for word in found if written[word.lower()] <= _SMALL * written[word])


def _words(actors: Iterable[Actor]) -> set[str]:
    names = (name for actor in actors for name in (actor.label, *actor.aliases))
    words = {word for name in names for word in _WORD.findall(name)}
    return {word for word in words if len(word) > 2 and word[0].isupper() and not word.isupper()}


def renaming(text: str, names: frozenset[str], story: str) -> Callable[[str], str]:
    """What renames in `text`, and in all that was read from it. In one story, one is called the same always."""
    there = set(_WORD.findall(text))
    taken = {word.lower() for word in there}
    words: dict[str, str] = {}
    for word in sorted(there & names):
        new = next(new for again in count() if (new := _invented(word, story, again)).lower() not in taken)
        taken.add(new.lower())
        words[word] = new
    # Ids have the words in small letters.
    words |= {word.lower(): new.lower() for word, new in words.items() if word.lower() not in there}
    return lambda value: _WORD.sub(lambda found: words.get(found[0], found[0]), value)


@cache
def _invented(word: str, story: str, again: int) -> str:
    chance = Random(f"{story} {word} {again}").random()  # noqa: S311  names are no secrets
    return _spelled(len(word), int(_SPELLINGS * chance**2))


@cache
def _spelled(length: int, rank: int) -> str:
    random = Random(f"{length} {rank}")  # noqa: S311
    first = random.randrange(2)
    return "".join(random.choice(_LETTERS[(first + n) % 2]) for n in range(length)).title()
