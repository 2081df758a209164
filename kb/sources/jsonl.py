"""JSON Lines: one article a line, `{"id", "text", "title", "date", "publisher", "url", …}`."""

from __future__ import annotations

import json
from dataclasses import asdict

from kb.errors import SourceError
from kb.model import Article
from kb.sources.decoding import decode
from kb.sources.items import Document, Options
from kb.sources.metadata import Metadata

_EXPECTED = 'expected one object a line, such as {"id": "a1", "text": "…", "date": "2025-12-21"}'


def parse(payload: bytes, options: Options) -> Document:
    """The article on one line; keys that are not known are ignored. Raises SourceError."""
    try:
        record = json.loads(decode(payload, options.encoding).strip())
    except json.JSONDecodeError as error:
        raise SourceError(
            f"It is not JSON: {error.msg.removesuffix(' at')} at column {error.colno}; {_EXPECTED}."
        ) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"It is JSON that cannot be read: {error}; {_EXPECTED}.") from error
    if not isinstance(record, dict):
        raise SourceError(f"It is JSON, but not an object: {_EXPECTED}.")
    text = record.get("text")
    if not isinstance(text, str):
        raise SourceError(f'Its "text" is {"missing" if text is None else "not text"}: {_EXPECTED}.')
    return Document(text, Metadata.of(record))


def line(article: Article) -> bytes:
    """The article as such a line: `parse` gives it back."""
    return json.dumps(asdict(article), ensure_ascii=False).encode() + b"\n"
