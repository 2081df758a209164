"""Plain text: a file is an article, or a line is a headline."""

from __future__ import annotations

from kb.sources.decoding import decode
from kb.sources.items import Document, Options
from kb.sources.metadata import Metadata


def parse(payload: bytes, options: Options) -> Document:
    """The text exactly as given. Raises SourceError where it is none."""
    return Document(decode(payload, options.encoding))


def parse_line(payload: bytes, options: Options) -> Document:
    """One headline, of which only the headline is known: it is both title and text."""
    line = decode(payload, options.encoding).rstrip("\r\n")
    return Document(line, Metadata(title=line.strip() or None))
