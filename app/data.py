"""What the pages show, from the store. The only file that caches.

Everything is kept under the name of the state that readers see, so that it is asked again after each change.
Nothing that is kept can change, so all pages share it, where `st.cache_data` would copy it for each run.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

import kb
from app.figures.links import Links
from app.figures.rows import Row
from kb.base import KnowledgeBase
from kb.ingest import Outcome
from kb.model import Article, Reading
from kb.rdf import article_id
from kb.store import Table
from kb.validation import Report

OPTIONS = 500
"""So many are offered where there are more: what is offered goes to the browser whenever a page runs."""

Params = tuple[tuple[str, str | int | None], ...]

_KEPT = 200
"""Answers that are kept."""


def base() -> KnowledgeBase:
    """The store that KB_STORE names."""
    return kb.open()


def is_empty() -> bool:
    """Whether nothing was ever stored. Raises NotAStore."""
    return base().state is None


def links() -> Links:
    return _links(base().state)


def table(query: str, **params: str | int | None) -> Table:
    """What a named query finds. Raises as `KnowledgeBase.query` does."""
    return _table(base().state, query, tuple(sorted(params.items())))


def rows(query: str, **params: str | int | None) -> list[Row]:
    """The same as plain values."""
    return list(table(query, **params).records())


def search(words: str, limit: int) -> Table:
    """Statements that hold the words. Raises as `KnowledgeBase.search` does."""
    return _search(base().state, words, limit)


def publishers() -> list[str]:
    """Names of those with most articles."""
    return [str(row["publisher"]) for row in rows("publishers", limit=OPTIONS)]


def articles() -> list[str]:
    """Ids of the latest."""
    base = links().base
    return [article_id(str(row["article"]), base) for row in rows("articles", limit=OPTIONS)]


def actors() -> list[Row]:
    """Those with most statements."""
    return rows("actors", limit=OPTIONS)


def places() -> list[Row]:
    """Countries and places, by name; those with statements first."""
    return [*rows("actors", type="country", limit=OPTIONS), *rows("actors", type="place", limit=OPTIONS)]


def article(id: str) -> Reading:
    """Raises UnknownName."""
    return _article(base().state, id)


def report(tell: Callable[[str], None]) -> Report:
    """What validation says of the whole store; `tell` is called with each article's id, the first time."""
    kept = _reports(base().state)
    if not kept:
        kept.append(base().validate(tell))
    return kept[0]


def add(*articles: Article) -> list[Outcome]:
    """Read them into the store. Raises StoreLocked, StoreUnwritable."""
    return base().add(*articles)


@st.cache_resource(max_entries=1, show_spinner=False)
def _links(state: str | None) -> Links:  # noqa: ARG001  it is a key
    return Links(base().iris)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _table(state: str | None, query: str, params: Params) -> Table:  # noqa: ARG001  it is a key
    found = base().query(query, **dict(params))  # type: ignore[arg-type]  # no query has a parameter `limits`
    assert isinstance(found, Table)  # noqa: S101  a named query gives no other
    return found


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _search(state: str | None, words: str, limit: int) -> Table:  # noqa: ARG001  it is a key
    return base().search(words, limit=limit)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _article(state: str | None, id: str) -> Reading:  # noqa: ARG001  it is a key
    return base().article(id)


@st.cache_resource(max_entries=1, show_spinner=False)
def _reports(state: str | None) -> list[Report]:  # noqa: ARG001  it is a key
    """The report, once there is one: what draws a progress bar cannot be cached as a whole."""
    return []
