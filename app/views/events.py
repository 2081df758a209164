"""Events: what happened, was done or is said to, by actor, place, kind, time and words."""

from __future__ import annotations

import streamlit as st

from app import data
from app.figures import rows as figures
from app.views import parts
from kb import queries

_LIMIT = 100
_CLASSED = {"with a PLOVER class": "yes", "without one": "no"}
"""Choices of a kind that are no kind themselves."""


def render() -> None:
    parts.title(
        "Events", "What happened, was done or is said to. Each row leads to its place in the article."
    )
    parts.stop_if_empty()
    found = data.rows("events", limit=_LIMIT, **_filters())
    parts.show(bool(found), figures.events(found, data.links()), "No event fits these filters.")
    parts.more(len(found), _LIMIT)


def _filters() -> dict[str, str | None]:
    first = st.columns(3)
    words = first[0].text_input("Words of the event", key="words", bind="query-params")
    actor = parts.actor(first[1], "Actor", data.actors(), "actor")
    place = parts.actor(first[2], "Place", data.places(), "place")
    second = parts.more_filters("type", "after", "before")
    type = parts.choice(second[0], "Kind", [*_CLASSED, *_kinds()], "type")
    return {
        "words": words or None,
        "actor": actor,
        "place": place,
        "type": type if type not in _CLASSED else None,
        "classed": _CLASSED.get(type or ""),
        "after": parts.day(second[1], "From", "after"),
        "before": parts.day(second[2], "Until", "before"),
    }


def _kinds() -> list[str]:
    return next(list(p.choices) for p in queries.find("events").parameters if p.name == "type")
