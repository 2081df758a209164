"""Media types: which of the formats we write a client can read best."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "application/sparql-results+json": "JSON",
        "application/json": "JSON",
        "application/sparql-results+xml": "XML",
        "application/xml": "XML",
        "text/csv": "CSV",
        "text/tab-separated-values": "TSV",
    }
)
"""Formats of rows, and of a yes or no, by media type; the first is what a client gets that does not mind."""

GRAPHS: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "TURTLE",
        "application/n-triples": "N_TRIPLES",
        "text/plain": "N_TRIPLES",
        "application/rdf+xml": "RDF_XML",
    }
)
"""Formats of triples, in the same way."""


def best(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """The offered media type that the header Accept prefers; None where it takes none of them."""
    ranges = _ranges(accept or "*/*")
    quality, _, chosen = max((_quality(ranges, media), -place, media) for place, media in enumerate(offered))
    return chosen if quality > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    found = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                with suppress(ValueError):  # a client that cannot count means yes
                    quality = float(value)
        found[media] = quality
    return found


def _quality(ranges: Mapping[str, float], media: str) -> float:
    """Of the ranges that hold for a media type the most exact one counts."""
    family = f"{media.partition('/')[0]}/*"
    return next((ranges[name] for name in (media, family, "*/*") if name in ranges), 0.0)
