"""Bytes -> articles, lazily: a bad item is refused with its reason and its bytes, and stops nothing.

    for item in load([Path("articles/")]):
        match item:
            case Loaded(name, article): ...
            case Refused(name, reason, line): ...

A format is a function from bytes to a `Document`, found by name in `FORMATS`. What is around it (folders,
lines, `metadata.toml`, limits, ids) is the same for all of them and lives here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol

from kb.errors import MetadataError, SourceError, UnknownName
from kb.sources.files import STDIN, STDIN_NAME, Input, inputs
from kb.sources.items import (
    DEFAULTS,
    MAX_CHARS,
    SPACY_LIMIT,
    Document,
    Item,
    Loaded,
    Options,
    Refused,
    make_article,
)
from kb.sources.jsonl import line as jsonl_line
from kb.sources.metadata import FileMetadata, Metadata, iso_date, of_file

__all__ = [
    "DEFAULTS",
    "FORMATS",
    "MAX_CHARS",
    "SPACY_LIMIT",
    "STDIN",
    "STDIN_NAME",
    "Document",
    "Item",
    "Loaded",
    "Metadata",
    "Options",
    "Refused",
    "count",
    "iso_date",
    "jsonl_line",
    "load",
    "make_article",
]

MAX_BYTES = 64 * 2**20
"""A document that is not split by lines is refused unread above this size."""


class Source(Protocol):
    """One input format. The seam at which another one can be put in."""

    def __call__(self, payload: bytes, options: Options) -> Document:
        """What `payload`, one whole document or one line, holds. Raises SourceError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its Source as `module:function`, imported only when asked for, and whether by line."""

    source: str
    by_line: bool = False
    suffixes: tuple[str, ...] = ()


FORMATS = {
    "text": Format("kb.sources.text:parse", suffixes=(".txt", ".text")),
    "markdown": Format("kb.sources.markdown:parse", suffixes=(".md", ".markdown")),
    "html": Format("kb.sources.html:parse", suffixes=(".html", ".htm", ".xhtml")),
    "jsonl": Format("kb.sources.jsonl:parse", by_line=True, suffixes=(".jsonl", ".ndjson")),
    "lines": Format("kb.sources.text:parse_line", by_line=True),
}
_BY_SUFFIX = {suffix: name for name, form in FORMATS.items() for suffix in form.suffixes}
_DAMAGED = (OSError, EOFError, zlib.error)


def load(paths: Iterable[Path], options: Options = DEFAULTS) -> Iterator[Item]:
    """Load the articles of files, folders (to the bottom, sorted) and `-`, standard input.

    Files of a folder are told by their names (`.txt`, `.md`, `.html`, `.jsonl`, each also with `.gz`), others
    there are left alone; a file named by itself, and standard input, also by how it begins.
    Raises UnknownName for a format that does not exist; anything else that is wrong is `Refused`.
    """
    _format(options.format or "text")
    return _only_one(options.metadata, _all(paths, options))


def count(paths: Iterable[Path], options: Options = DEFAULTS) -> int | None:
    """How many items `load` will give, for a progress bar; None where that cannot be told beforehand."""
    total = 0
    for path in dict.fromkeys(paths):
        for source in inputs(path, frozenset(_BY_SUFFIX)):
            if source.path is None:
                return None
            try:
                total += _count(source, options)
            except (*_DAMAGED, MetadataError):
                total += 1
    return total


def _count(source: Input, options: Options) -> int:
    with source.open() as stream:
        if not _format(_format_name(source, stream, options, _about(source))).by_line:
            return 1
        return sum(1 for line in stream if line.strip())


def _all(paths: Iterable[Path], options: Options) -> Iterator[Item]:
    for path in dict.fromkeys(paths):
        nothing = True
        for source in inputs(path, frozenset(_BY_SUFFIX)):
            nothing = False
            yield from _one(source, options)
        if nothing:
            yield Refused(
                str(path), f"The folder has no articles: expected files ending in {', '.join(_BY_SUFFIX)}."
            )


def _one(source: Input, options: Options) -> Iterator[Item]:
    """The articles of one input. What it is damaged by ends it, not the rest."""
    try:
        about = _about(source)
        with source.open() as stream:
            name = _format_name(source, stream, options, about)
            merged = Options(options.metadata.over(about.metadata), name, options.encoding, options.max_chars)
            items = _lines if _format(name).by_line else _document
            yield from _only_one(about.metadata, items(source, stream, merged))
    except MetadataError as error:
        yield Refused(source.name, str(error), payload=_payload(source))
    except _DAMAGED as error:
        why = getattr(error, "strerror", None) or str(error)
        yield Refused(source.name, f"It cannot be read: {why}. Check the file, then add it again.")


def _about(source: Input) -> FileMetadata:
    return of_file(source.path) if source.path else FileMetadata()


def _payload(source: Input) -> bytes:
    try:
        with source.open() as stream:
            return stream.read(MAX_BYTES)
    except _DAMAGED:
        return b""


def _document(source: Input, stream: BinaryIO, options: Options) -> Iterator[Item]:
    payload = stream.read(MAX_BYTES + 1)
    if len(payload) > MAX_BYTES:
        yield Refused(
            source.name,
            f"It is larger than {MAX_BYTES // 2**20} MB and was left where it is: split it into articles.",
        )
    else:
        yield _item(source, payload, options, None)


def _lines(source: Input, stream: BinaryIO, options: Options) -> Iterator[Item]:
    nothing = True
    for number, line in enumerate(stream, start=1):
        if line.strip():
            nothing = False
            yield _item(source, line, options, number)
    if nothing:
        yield Refused(source.name, "It is empty: expected one article a line.")


def _item(source: Input, payload: bytes, options: Options, line: int | None) -> Item:
    try:
        document = _source(options.format or "text")(payload, options)
        document = Document(document.text, options.metadata.over(document.metadata))
        stem = Path(source.file_name).stem
        article = make_article(document, stem=stem, max_chars=options.max_chars)
    except SourceError as error:
        return Refused(source.name, str(error), line, payload)
    return Loaded(source.name, article, line)


def _only_one(metadata: Metadata, items: Iterator[Item]) -> Iterator[Item]:
    """`items`, where an id, a title or a URL that was given goes to the first, and a second is refused."""
    first = True
    for item in items:
        if isinstance(item, Refused) or first or not metadata.names_one:
            yield item
        else:
            yield Refused(
                item.name,
                "An id, a title or a URL was given, which can name one article, and this is another one:"
                " add it by itself.",
                item.line,
                jsonl_line(item.article),
            )
        first = first and isinstance(item, Refused)


def _format_name(source: Input, stream: BinaryIO, options: Options, about: FileMetadata) -> str:
    if options.format:
        return options.format
    if about.lines:
        return "lines"
    suffix = Path(source.file_name).suffix.lower()
    return _BY_SUFFIX.get(suffix) or _sniff(stream)


def _sniff(stream: BinaryIO) -> str:
    """The format by how the bytes begin: for standard input and names without a known ending."""
    start = stream.peek(1024)[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()  # type: ignore[attr-defined]
    if start.startswith(b"{"):
        return "jsonl"
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownName(f"There is no input format {name!r}. Use one of: {', '.join(FORMATS)}.")
    return FORMATS[name]


@cache
def _source(name: str) -> Source:
    module, function = _format(name).source.split(":")
    source: Source = getattr(import_module(module), function)
    return source
