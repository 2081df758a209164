"""HTML -> the article in it, by trafilatura: navigation, scripts and comments are left behind."""

from __future__ import annotations

import codecs
import logging
import re

import trafilatura

from kb.errors import SourceError
from kb.sources.decoding import decode
from kb.sources.items import Document, Options
from kb.sources.metadata import Metadata

LONGEST_MENU_ENTRY = 10
"""A page whose every line has fewer words than this is a menu or a footer, not an article."""

_HTML = re.compile(r"<html[\s>]", re.IGNORECASE)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BROWSERS_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": "utf-8-sig", "utf-16": "utf-8-sig"}


for _library in ("trafilatura", "htmldate", "courlan"):
    # What they log about a page we say ourselves, as its refusal; without a handler it would go to stderr.
    logging.getLogger(_library).addHandler(logging.NullHandler())


def parse(payload: bytes, options: Options) -> Document:
    """The article of a page, with what the page says about it. Raises SourceError where it has none."""
    page = decode(payload, options.encoding or _declared_encoding(payload))
    found = _extract(page)
    lines = [line.strip() for line in (found.text or "").splitlines()] if found else []
    if found is None or not any(len(line.split()) >= LONGEST_MENU_ENTRY for line in lines):
        raise SourceError("It is HTML without an article: save the page of one article, or its text.")
    if lines[0] == found.title:
        lines = lines[1:]
    return Document("\n\n".join(filter(None, lines)), _metadata(found, page))


def _extract(page: str) -> trafilatura.settings.Document | None:
    if not _HTML.search(page):  # trafilatura takes whole pages only
        page = f"<html><body>{page}</body></html>"
    try:
        found = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # a page can break lxml and htmldate in ways they do not name
        raise SourceError(f"It is HTML that cannot be parsed ({error}): save the article as text.") from error
    return found if isinstance(found, trafilatura.settings.Document) else None


def _metadata(found: trafilatura.settings.Document, page: str) -> Metadata:
    """What the page says. A date only where it stands in the page: htmldate makes 2025-12-24 of 2025-12."""
    return Metadata.of(
        {
            "title": found.title,
            "date": found.date if found.date and found.date in page else None,
            "publisher": found.sitename,
            "author": found.author,
            "url": found.url,
            "language": found.language,
        }
    )


def _declared_encoding(payload: bytes) -> str | None:
    """The encoding that the page declares, as browsers understand it; None where it declares none."""
    declared = _DECLARED.search(payload[:2048])
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return None
    return _BROWSERS_READ_AS.get(name, name)
