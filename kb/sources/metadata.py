"""What is known about an article beside its text, and `metadata.toml`, which says it for files.

A file `metadata.toml` describes the files beside it, one table a file name:

    ["speech.txt"]
    id = "speech-2025"            # the tail of the article's IRI
    title = "The bridge stays shut"
    date = 2025-12-21             # or "2025", "2025-12", a moment; never more precise than known
    publisher = "Marsh Post"
    author = "Joan Reed"
    url = "https://news.example/bridge"
    language = "en"

    ["headlines.txt"]
    lines = true                  # each line is an article of its own: a headline
    date = 2025-12-21             # holds for all of them

Every key may be left out, and what is left out is not known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kb.errors import MetadataError
from kb.model import is_date

FILE_NAME = "metadata.toml"

_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20\x7f<>"{}|\\^`]')
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article: the fields of `kb.model.Article`, None where unknown."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Metadata:
        """From loose values (JSON, TOML, options); other keys are ignored, null and blank mean unknown.

        Raises MetadataError for a date that is none, a URL that is none, or a value that is no text.
        """
        known = {f.name: values[f.name] for f in fields(cls) if values.get(f.name) not in (None, "")}
        return cls(**{name: _CLEAN.get(name, _words)(name, value) for name, value in known.items()})

    def over(self, other: Metadata) -> Metadata:
        """What this knows, and where it does not, what `other` knows."""
        pairs = {f.name: (getattr(self, f.name), getattr(other, f.name)) for f in fields(self)}
        return Metadata(**{name: other if mine is None else mine for name, (mine, other) in pairs.items()})

    @property
    def names_one(self) -> bool:
        """Whether it can describe one article only."""
        return any((self.id, self.title, self.url))


NOTHING_KNOWN = Metadata()


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """What `metadata.toml` says about one file."""

    metadata: Metadata = NOTHING_KNOWN
    lines: bool = False


def of_file(path: Path) -> FileMetadata:
    """What the `metadata.toml` beside `path` says about it. Raises MetadataError where it cannot be read."""
    beside = path.parent / FILE_NAME
    table = _tables(beside, beside.stat().st_mtime_ns if beside.is_file() else None).get(path.name, {})
    try:
        return _file_metadata(table)
    except MetadataError as error:
        raise MetadataError(f"{FILE_NAME}, [{path.name!r}]: {error}") from error


@lru_cache(maxsize=64)
def _tables(path: Path, changed: int | None) -> dict[str, Any]:
    """The tables of a metadata file; `changed` makes the cache forget an older version of it."""
    if changed is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MetadataError(f"{path} cannot be read: {error}. Mend it, then add this again.") from error


def _file_metadata(table: object) -> FileMetadata:
    if not isinstance(table, dict):
        raise MetadataError('expected a table: ["name of the file"], then title = "…", date = … below it.')
    known = {"lines", *(f.name for f in fields(Metadata))}
    if unknown := sorted(set(table) - known):
        raise MetadataError(f"unknown key {unknown[0]!r}. Use: {', '.join(sorted(known))}.")
    lines = table.get("lines", False)
    if not isinstance(lines, bool):
        raise MetadataError(f"lines is {lines!r}: use true or false.")
    return FileMetadata(Metadata.of(table), lines)


def iso_date(value: object) -> str:
    """A date as `kb.model.Article` takes it, no more precise than given.

    Raises MetadataError for anything else: other ways to write a date are ambiguous.
    """
    written = value.isoformat() if isinstance(value, date | datetime) else str(value).strip()
    moment = re.sub(r"^(\d{4}-\d\d-\d\d)[ Tt](\d\d:\d\d)", r"\1T\2", written)
    moment = re.sub(r"(:\d\d)\.\d+", r"\1", moment)
    moment = re.sub(r"(?<=\d)(z|[+-]00:00)$", "Z", moment)
    if not is_date(moment):
        raise MetadataError(
            f"{str(value)!r} is not a date: use YYYY, YYYY-MM, YYYY-MM-DD or a moment such as"
            " 2025-12-21T09:30:00Z."
        )
    return moment


def _date(_name: str, value: object) -> str:
    return iso_date(value)


def _id(name: str, value: object) -> str:
    return str(value) if isinstance(value, int) else _words(name, value)


def _url(name: str, value: object) -> str:
    url = _words(name, value)
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or _NOT_IN_AN_IRI.search(url):
        raise MetadataError(f"{url!r} is not a web address: expected http://… or https://…, without blanks.")
    return url


def _language(name: str, value: object) -> str:
    tag = _words(name, value)
    if not _LANGUAGE.fullmatch(tag):
        raise MetadataError(f"{tag!r} is not a language tag: use one such as en or en-GB.")
    return tag


def _words(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise MetadataError(f"{name} is {value!r}: expected text.")
    return " ".join(value.split())


_CLEAN = {"id": _id, "date": _date, "url": _url, "language": _language}
