"""What names tell: how a person's name is built, which names one person can bear, what a body is called.

Names are compared folded (no capitals, accents or full stops), so that "F.B.I." is "FBI" and "Björn" "Bjorn".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from kb.model import ActorType, slug
from kb.reading.lexicon import Territory, demonym, may_be_called, territory

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_RELATIVE = frozenset({"state", "city", "county", "local", "national", "federal", "regional", "provincial"})
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "at", "a", "&"})
_COUNTRY = re.compile(r"^(the )?(?P<country>u\.?s\.?|united states|[\w.]+)( of america)?('s|’s)? (?=\S)")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, folded; `given` is None where there is only a surname.

    `middle` has the initials or names between the two: "George H.W. Bush" has ("h", "w").
    """

    surname: str
    given: str | None = None
    middle: tuple[str, ...] = ()
    suffix: str | None = None

    @property
    def fullness(self) -> int:
        return 0 if self.given is None else 1 + bool(self.middle or self.suffix)

    def fits(self, other: PersonName) -> bool:
        """Whether one person can bear both names. What only one of them tells contradicts nothing."""
        return (
            self.surname == other.surname
            and _one(self.suffix, other.suffix)
            and (self.given is None or other.given is None or _same_given(self.given, other.given))
            and all(_abbreviates(a, b) for a, b in zip(self.middle, other.middle, strict=False))
        )


@dataclass(frozen=True, slots=True)
class BodyName:
    """An organization's name, folded, without "the" and the country that it begins with ("U.S. Senate").

    `initials` are what abbreviates it: "fbi" of itself and of "federal bureau of investigation". Which body
    the "state Senate" is, depends on the article: such a name is `relative`.
    """

    name: str
    country: str | None
    initials: str
    relative: bool = False

    @property
    def fullness(self) -> int:
        return 0 if self.name == self.initials else 1 + bool(self.country)

    def fits(self, other: BodyName) -> bool:
        """Whether one body can bear both names."""
        if self.relative or other.relative:
            return False
        short = self.fullness == 0 or other.fullness == 0
        same = self.name == other.name or (short and self.initials == other.initials)
        return same and _one(self.country, other.country)


Name = PersonName | BodyName


@lru_cache(65_536)
def fold(name: str) -> str:
    """`name` without capitals, accents and full stops, with single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")
    return " ".join(plain.replace(".", "").split())


@cache
def person_name(label: str) -> PersonName:
    """The parts of a person's name, in the English order: given, middle, surname, suffix."""
    # "H.W." is two initials.
    words = re.sub(r"\b(\w)\.(?=\w\.)", r"\1. ", label).replace(",", " ").split()
    parts = [fold(word) for word in words]
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in _SUFFIXES else None
    while len(parts) > 1 and words[0].islower():  # "de Blasio" is a surname
        parts, words = parts[1:], words[1:]
    given = parts[0] if len(parts) > 1 else None
    return PersonName(parts[-1] if parts else "", given, tuple(parts[1:-1]), suffix)


@cache
def body_name(label: str) -> BodyName:
    """The parts of an organization's name."""
    name, country = fold(label).removeprefix("the "), None
    if found := _COUNTRY.match(name):
        country = _country(found["country"])
    if found and country is not None and country.type is ActorType.COUNTRY:
        name = name[found.end() :]
    short = label.replace(".", "").isupper() and " " not in name
    return BodyName(
        name,
        country.wikidata if country else None,
        name if short else _initials(name),
        relative=label.partition(" ")[0] in _RELATIVE,
    )


def name_key(type: ActorType, label: str) -> str:
    """What all actors that could be this one have in common: only those are compared.

    Labels that make one IRI make one key, so that what is called by an IRI was compared: a surname counts
    by its last word ("Ocasio-Cortez"), and "POLITICO" by its letters like "Politico".
    """
    match type:
        case ActorType.PERSON:
            return f"person {_slugged(person_name(label).surname).rpartition(' ')[2]}"
        case ActorType.ORGANIZATION:
            return f"organization {_slugged(body_name(label).initials)}"
    return f"{type} {_slugged(label)}"


def _slugged(name: str) -> str:
    """The words as an IRI has them."""
    return slug(fold(name)).replace("-", " ")


def _initials(name: str) -> str:
    """Those of a name of several words; one word, which nothing abbreviates, gets a mark."""
    words = [word for word in re.split(r"[\s-]+", name) if word and word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 1 else f"{name}."


def _country(words: str) -> Territory | None:
    name = "U.S." if words in {"us", "united states"} else words.title()
    return territory(name) or demonym(name)


def _one(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _abbreviates(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _same_given(one: str, other: str) -> bool:
    return _abbreviates(one, other) or may_be_called(one.title(), other.title())
