"""On Record: news articles as a checkable knowledge base of who said what, when and how surely.

    import kb

    reading = kb.read("Mayor Ada Finch said the bridge is safe.", date="2025-12-21")
    base = kb.open()
    base.add("articles/")
    base.query("said-by", speaker="Ada Finch")

Importing `kb` is cheap: spaCy, the store and the rest are loaded when they are first needed.
"""

from __future__ import annotations

from datetime import date as _date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.base import KnowledgeBase
    from kb.model import Reading

__all__ = ["open", "read"]


def read(
    text: str,
    *,
    title: str | None = None,
    date: str | _date | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    id: str | None = None,
    reader: str | None = None,
    min_confidence: float | None = None,
) -> Reading:
    """Read one article's text: who said what in it, how surely, and which events it tells of.

    `date` is when it was published, no more precise than known: `2025`, `2025-12`, `2025-12-21`, a moment;
    relative times ("on Monday") are resolved against it. `reader` is "trained" or "rules", which finds fewer
    statements and does not say how sure it is; None is what KB_READER names, else "trained". Statements less
    probable than `min_confidence` (0 to 1) to be right are left out; None leaves that to the reader. Offsets
    in the reading count code points of `text`.
    Raises SourceError for a text that is none, MetadataError for a date or URL that is none, UnknownName
    for a reader that is none, ReadingError.
    """
    from kb.reading import choose_reader  # noqa: PLC0415  importing kb stays cheap
    from kb.sources import Document, Metadata, make_article  # noqa: PLC0415  the same

    known = {"title": title, "date": date, "publisher": publisher, "author": author, "url": url, "id": id}
    article = make_article(Document(text, Metadata.of(known)), stem="text")
    return choose_reader(reader, min_confidence).read(article)


def open(path: str | Path | None = None) -> KnowledgeBase:
    """The knowledge base in that folder; it is made when the first article is added.

    Without a path it is what KB_STORE names, else `data/store/` in a checkout, else the user's data folder.
    """
    from kb.base import KnowledgeBase  # noqa: PLC0415  importing kb stays cheap

    return KnowledgeBase(path)
