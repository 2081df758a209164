"""Actors: the list of them, and a page for each (`?actor=…`)."""

from __future__ import annotations

import streamlit as st

from app import data
from app.figures import rows as figures
from app.figures.html import html, joined
from app.figures.links import Links, back, link, url
from app.figures.rows import Row, elsewhere, kind
from app.figures.timeline import timeline
from app.views import parts
from kb.errors import UnknownName
from kb.model import ActorType
from kb.plain import count

_LIMIT = 200
_FEW = 10
"""Roles that are shown unasked."""


def render() -> None:
    parts.stop_if_empty()
    actor = st.query_params.get("actor")
    if actor:
        st.html(back("actors"))
        _one(actor)
    else:
        _all()


def _all() -> None:
    parts.title("Actors", "Everybody and everything that speaks, is spoken of or takes part.")
    words, type = st.columns(2)
    filters = {
        "words": words.text_input("Words of a name", key="words", bind="query-params") or None,
        "type": parts.choice(type, "Kind", list(ActorType), "type"),
    }
    listed = data.rows("actors", limit=_LIMIT, **filters)
    parts.show(bool(listed), figures.actors(listed, data.links()), "No actor fits.")
    parts.more(len(listed), _LIMIT)


def _one(id: str) -> None:
    links = data.links()
    _heading(_about(id))
    _roles(data.rows("roles", actor=id, limit=_LIMIT), links)
    said = data.rows("statements", speaker=id, limit=_LIMIT)
    parts.section(_number(said, "statement"))
    chart = timeline(said)
    if chart:
        st.altair_chart(chart, width="stretch")
    parts.show(bool(said), figures.statements(said, links), "Nothing is attributed to this actor.")
    _more(said, "statements", speaker=id)
    events = data.rows("events", actor=id, limit=_LIMIT)
    named = data.rows("identity", actor=id, limit=_LIMIT)
    parts.section(_number(events, "event"))
    parts.show(bool(events), figures.events(events, links), "This actor takes part in no event.")
    _more(events, "events", actor=id)
    parts.section(f"Named in {_number(named, 'article')}")
    st.html(figures.identity(named, links))


def _roles(roles: list[Row], links: Links) -> None:
    """Few stand open; many are folded, so that what was said does not stand far below."""
    if not roles:
        return
    if len(roles) <= _FEW:
        parts.section(_number(roles, "role"))
        st.html(figures.roles(roles, links))
        return
    with st.expander(_number(roles, "role")):
        st.html(figures.roles(roles, links))


def _number(rows: list[Row], noun: str) -> str:
    """How many there are, or that there may be more."""
    return f"{_LIMIT} {noun}s or more" if len(rows) == _LIMIT else count(len(rows), noun)


def _more(rows: list[Row], page: str, **actor: str) -> None:
    """Where the list is cut, the page that has all of it."""
    if len(rows) == _LIMIT:
        parts.quiet(html("These are the latest {}: {}.", _LIMIT, link(url(page, **actor), f"more {page}")))


def _about(id: str) -> Row:
    found = data.rows("actors", actor=id)
    if not found:
        raise UnknownName(f"The store has no actor {id!r}. The page Actors lists them.")
    return found[0]


def _heading(actor: Row) -> None:
    fields = [
        html("{}", kind(actor["type"])),
        html("also {}", actor["aliases"]) if actor["aliases"] else html(""),
        html("in {}", count(int(str(actor["articles"])), "article")),
        elsewhere(actor["elsewhere"]),
    ]
    st.html(
        html(
            '<header class="head"><h1>{}</h1><p class="meta">{}</p></header>',
            actor["name"],
            joined(fields, " · "),
        )
    )
