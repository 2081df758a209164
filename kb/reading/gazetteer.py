"""Which places bear a name. Countries and their parts have a Wikidata id, cities a GeoNames id."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from kb.model import ActorType
from kb.reading.lexicon import Territory, territories

_DATA = Path(__file__).parent / "data"
_CITIES = frozenset({"us-dc"})  # territories that are a city, though the city has another name
_LARGE = 10_000_000  # taken for how many people a territory has, of which the table does not tell


@dataclass(frozen=True, slots=True)
class Place:
    """A territory or city.

    Attributes:
        country: code of its country in territories.tsv ("us").
        part: code of the part of the country that it is or lies in ("us-tx"); "" where not known.
        population: inhabitants.
        is_city: also true of a territory that is one city (Berlin).
        wikidata, geonames: its ids there, one of them known.
    """

    name: str
    type: ActorType
    country: str
    part: str
    population: int
    wikidata: str | None = None
    geonames: str | None = None
    is_city: bool = False


def place_of(territory: Territory) -> Place:
    """A territory as a place."""
    country = territory.code.split("-")[0]
    part = territory.code if territory.code != country else ""
    return Place(territory.name, territory.type, country, part, _LARGE, wikidata=territory.wikidata)


@lru_cache(maxsize=10_000)
def places(name: str) -> tuple[Place, ...]:
    """All places of that name; a city that is a territory by itself (Berlin) is in it once."""
    cities = [_city(line) for line in _cities().get(name, ())]
    known = [place_of(territory) for territory in territories(name)]
    whole = {one: [city for city in cities if _is_whole(city, one, name)] for one in known}
    others = [city for city in cities if not any(city in found for found in whole.values())]
    return (
        *(replace(one, is_city=one.part in _CITIES or bool(same)) for one, same in whole.items()),
        *others,
    )


@lru_cache(maxsize=10_000)
def short_for(name: str) -> str:
    """The code of the territory that is written so after a comma ("Tex."), or ""."""
    found = territories(name)
    return _codes("abbreviations.tsv").get(name) or (found[0].code if len(found) == 1 else "")


def abbreviated(name: str) -> Place | None:
    """The state or province that is written so after a comma or in brackets ("Tex.", "R-Tex.")."""
    bare, codes = name[2:] if name[1:2] == "-" else name, _codes("abbreviations.tsv")
    code = codes.get(bare) or codes.get(f"{bare}.")  # the end of a sentence takes the full stop
    return next((place for place in places(_names()[code]) if place.part == code), None) if code else None


def is_renowned(name: str) -> bool:
    """Whether news names the largest city of that name without its state or country."""
    return name in _renowned()


def landmark(name: str) -> str:
    """Where something with a name of its own stands: a territory's code, "city:" and a GeoNames id, or ""."""
    return _codes("landmarks.tsv").get(name, "")


def _is_whole(city: Place, territory: Place, name: str) -> bool:
    """Whether both are one place: of one country and part, and not "New York" and New York City."""
    same = _plain(city.name) in {_plain(name), _plain(territory.name)}
    return same and city.country == territory.country and city.part in {"", territory.part}


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _lines(name: str) -> Iterator[str]:
    """The rows of a table, without its notes and its head."""
    with (_DATA / name).open(encoding="utf-8") as table:
        rows = (line.rstrip("\n") for line in table if not line.startswith("#"))
        next(rows)
        yield from rows


@cache
def _renowned() -> frozenset[str]:
    return frozenset(_lines("renowned.tsv"))


@cache
def _codes(table: str) -> dict[str, str]:
    return dict(line.split("\t") for line in _lines(table))


@cache
def _names() -> dict[str, str]:
    """The names of territories by code."""
    rows = (line.split("\t") for line in _lines("territories.tsv"))
    return {row[0]: row[3] for row in rows}


@cache
def _cities() -> dict[str, list[str]]:
    """The rows of the table of cities by name, each split only when it is asked for."""
    found: dict[str, list[str]] = {}
    for line in _lines("cities.tsv"):
        name, _, rest = line.partition("\t")
        found.setdefault(name, []).append(line)
        aliases = rest.rpartition("\t")[2]
        if aliases:
            for alias in aliases.split("|"):
                found.setdefault(alias, []).append(line)
    return found


def _city(line: str) -> Place:
    name, country, part, population, geonames, _ = line.split("\t")
    return Place(name, ActorType.PLACE, country, part, int(population), geonames=geonames, is_city=True)
