"""Statements, by speaker, form, certainty, publisher, date and words. The URL keeps the filters."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app import data
from app.figures import rows as figures
from app.views import parts
from kb.model import Certainty, Form
from kb.store import serialize

_LIMIT = 100


def render() -> None:
    parts.title("Statements", "Who said what. Each row leads to its place in the article.")
    parts.stop_if_empty()
    filters = _filters()
    found = data.table("statements", limit=_LIMIT, **filters)
    rows = list(found.records())
    parts.show(bool(rows), figures.statements(rows, data.links()), "No statement fits these filters.")
    parts.more(len(rows), _LIMIT)
    if rows:
        st.download_button(
            "Download as CSV",
            partial(serialize, found, "csv"),
            "statements.csv",
            "text/csv",
            on_click="ignore",
        )


def _filters() -> dict[str, str | None]:
    first = st.columns(3)
    words = first[0].text_input("Words", key="words", bind="query-params")
    speaker = parts.actor(first[1], "Speaker", (row for row in data.actors() if row["statements"]), "speaker")
    form = parts.choice(first[2], "Form", list(Form), "form")
    second = parts.more_filters("publisher", "certainty", "after", "before")
    publisher = parts.choice_of_many(second[0], "Publisher", data.publishers(), "publisher")
    certainty = parts.choice(second[1], "Certainty", list(Certainty), "certainty")
    after = parts.day(second[2], "From", "after")
    before = parts.day(second[3], "Until", "before")
    return {
        "words": words or None,
        "speaker": speaker,
        "publisher": publisher,
        "form": form,
        "certainty": certainty,
        "after": after,
        "before": before,
    }
