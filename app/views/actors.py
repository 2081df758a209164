"""Actors: the list of them, and a page for each (`?actor=…`)."""

from __future__ import annotations

import streamlit as st

from app import data
from app.figures import rows as figures
from app.figures.html import html, joined
from app.figures.links import back
from app.figures.rows import Row, elsewhere, kind
from app.figures.timeline import timeline
from app.views import parts
from kb.errors import UnknownName
from kb.model import ActorType
from kb.plain import count

_LIMIT = 200


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
    roles = data.rows("roles", actor=id, limit=_LIMIT)
    if roles:
        parts.section(count(len(roles), "role"))
        st.html(figures.roles(roles, links))
    said = data.rows("statements", speaker=id, limit=_LIMIT)
    parts.section(count(len(said), "statement"))
    chart = timeline(said)
    if chart:
        st.altair_chart(chart, width="stretch")
    parts.show(bool(said), figures.statements(said, links), "Nothing is attributed to this actor.")
    parts.more(len(said), _LIMIT)
    events = data.rows("events", actor=id, limit=_LIMIT)
    named = data.rows("identity", actor=id, limit=_LIMIT)
    parts.section(count(len(events), "event"))
    parts.show(bool(events), figures.events(events, links), "This actor takes part in no event.")
    parts.more(len(events), _LIMIT)
    parts.section(f"Named in {count(len(named), 'article')}")
    st.html(figures.identity(named, links))
    parts.more(len(named), _LIMIT)


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
