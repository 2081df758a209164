"""What several pages show in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import data
from app.figures.html import Html, html
from app.figures.links import link
from app.figures.rows import Row


def title(words: str, about: str = "") -> None:
    """A page's heading, and a line that says what is there."""
    st.html(html('<header class="head"><h1>{}</h1>{}</header>', words, _line(about)))


def section(words: str, about: str = "") -> None:
    """A heading inside a page, and a line that says what is below it."""
    st.html(html('<div class="section"><h2>{}</h2>{}</div>', words, _line(about)))


def show(found: bool, what: Html, otherwise: str) -> None:  # noqa: FBT001  it reads as it is
    """`what`, or in quiet style that there is nothing."""
    st.html(what if found else html('<p class="quiet">{}</p>', otherwise))


def stop_if_empty() -> None:
    """Where nothing is stored yet, say how to begin, and show no more."""
    if data.is_empty():
        here = link("add", "add one here")
        st.html(
            html(
                '<p class="empty">No articles yet: {}, or run <code>kb add</code> with a file or folder.</p>',
                here,
            )
        )
        st.stop()


def more(shown: int, limit: int) -> None:
    """Say so where the list may go on."""
    if shown == limit:
        quiet(f"These are the first {limit}. Narrow them with the filters.")


def quiet(words: str | Html) -> None:
    st.html(html('<p class="meta">{}</p>', words))


def more_filters(*keys: str) -> list[DeltaGenerator]:
    """Columns for filters that are seldom used, one a key: folded, unless the address has one of them."""
    return st.expander("More filters", expanded=any(key in st.query_params for key in keys)).columns(
        len(keys)
    )


def choice(
    where: DeltaGenerator, label: str, options: Sequence[str], key: str, help: str | None = None
) -> str | None:
    """One of the options, or none; the URL keeps it as `key`."""
    return where.selectbox(
        label, options, index=None, placeholder="any", key=key, bind="query-params", help=help
    )


def choice_of_many(
    where: DeltaGenerator, label: str, options: Sequence[str], key: str, help: str | None = None
) -> str | None:
    """One of the options, or what is typed, as there may be more; the URL keeps it as `key`."""
    return where.selectbox(
        label,
        options,
        index=None,
        placeholder="any: choose or type",
        accept_new_options=True,
        key=key,
        bind="query-params",
        help=help,
    )


def actor(
    where: DeltaGenerator, label: str, actors: Iterable[Row], key: str, help: str | None = None
) -> str | None:
    """An actor as the queries take it: the IRI of one that is offered, or the name or id that is typed."""
    iris = by_name(actors)
    name = choice_of_many(where, label, list(iris), key, help)
    return iris.get(name, name) if name else None


def day(where: DeltaGenerator, label: str, key: str) -> str | None:
    """A day as ISO 8601, or none; the URL keeps it as `key`."""
    chosen = where.date_input(
        label, None, date(1000, 1, 1), format="YYYY-MM-DD", key=key, bind="query-params"
    )
    return chosen.isoformat() if chosen else None


def by_name(actors: Iterable[Row]) -> dict[str, str]:
    """IRI of each actor by name; where a name is shared, with the tail of the IRI."""
    iris: dict[str, str] = {}
    for row in actors:
        name, iri = str(row["name"]), str(row["actor"])
        iris[f"{name} ({iri.rpartition('/')[2]})" if name in iris else name] = iri
    return iris


def _line(about: str) -> Html:
    return html('<p class="meta">{}</p>', about) if about else html("")
