"""What a source gives: an article with the name it was loaded under, or a refusal that loses nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb.errors import MetadataError, SourceError
from kb.model import Article, digest
from kb.sources.metadata import NOTHING_KNOWN, Metadata

SPACY_LIMIT = 1_000_000
"""Characters in the longest text that spaCy takes in one piece."""

MAX_CHARS = 200_000
"""Default limit on an article's characters: some thirty times a long feature, and far under spaCy's."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article, and where it came from: `name` is a path or `standard input`, `line` counts from 1."""

    name: str
    article: Article
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that is not an article that can be read, with its bytes, so that nothing is lost."""

    name: str
    reason: str
    line: int | None = None
    payload: bytes = b""


Item = Loaded | Refused


@dataclass(frozen=True, slots=True)
class Document:
    """What one format makes of some bytes: the text, and what the document says about itself."""

    text: str
    metadata: Metadata = NOTHING_KNOWN


@dataclass(frozen=True, slots=True)
class Options:
    """How to load.

    Attributes:
        metadata: goes before what a metadata file or the document itself says.
        format: a name in `kb.sources.FORMATS`; None tells it by the file's name or, failing that, its start.
        encoding: of the input; None is UTF-8, and for HTML whatever the page declares.
        max_chars: a longer text is refused.
    """

    metadata: Metadata = NOTHING_KNOWN
    format: str | None = None
    encoding: str | None = None
    max_chars: int = MAX_CHARS


DEFAULTS = Options()


def make_article(document: Document, *, stem: str, max_chars: int = MAX_CHARS) -> Article:
    """The article of a document. Raises SourceError where its text or metadata cannot be one's.

    Its id is the one given, else made from its URL, else from `stem` and the text.
    """
    text, known = document.text, document.metadata
    _check_text(text, max_chars)
    try:
        return Article(
            id=known.id or _id(text, known.url, stem),
            text=text,
            title=known.title,
            date=known.date,
            publisher=known.publisher,
            author=known.author,
            url=known.url,
            language=known.language or "en",
        )
    except ValueError as error:
        raise MetadataError(f"{error}.") from error


def _check_text(text: str, max_chars: int) -> None:
    if not text:
        raise SourceError("It is empty: expected the text of an article.")
    if not text.strip():
        raise SourceError("It holds nothing but blanks: expected the text of an article.")
    if len(text) > max_chars:
        raise SourceError(
            f"Its text is {len(text):,} characters long, and the limit is {max_chars:,}. Split it into"
            f" articles, or raise --max-chars (up to {SPACY_LIMIT:,})."
        )
    if "\0" in text:
        raise SourceError(f"It has a NUL character at {text.index(chr(0)):,}: expected text.")
    if surrogate := re.search("[\ud800-\udfff]", text):
        raise SourceError(
            f"It has half of a surrogate pair at {surrogate.start():,}, which is no character:"
            " escape characters beyond U+FFFF as a pair, or write them as they are."
        )


def _id(text: str, url: str | None, stem: str) -> str:
    if url is not None:
        return f"{_slug(urlsplit(url).hostname or '')}-{digest(url)}"
    return f"{_slug(stem)}-{digest(text)[:8]}"


def _slug(words: str) -> str:
    """`words` as a part of an id: ASCII letters and digits, lower case, with `-` and `.` between."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", ascii_only.lower()).strip("-.") or "article"
