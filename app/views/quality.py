"""Data quality: what validation says of the store, what is in quarantine, what the reader noted."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app import data
from app.figures import report as figures
from app.figures import rows
from app.views import parts
from kb.validation import report_turtle

_CHECKED_UNASKED = 200
"""Articles that are checked whenever the page is opened; it takes about 30 ms each."""

_LIMIT = 100


def render() -> None:
    parts.title(
        "Data quality", "What the shapes say of the store, what was refused, and what the reader noted."
    )
    _refused()
    parts.stop_if_empty()
    _validation()
    _notes()


def _refused() -> None:
    parts.section("Quarantine")
    entries = list(data.base().quarantine())
    parts.show(bool(entries), figures.quarantine(entries), "Nothing was refused.")


def _validation() -> None:
    parts.section("Validation")
    total = next(int(str(row["count"])) for row in data.rows("counts") if row["what"] == "articles")
    if total > _CHECKED_UNASKED and not st.button(f"Check {total:,} articles"):
        return
    bar = st.progress(0.0)
    checked = 0

    def tell(_: str) -> None:
        nonlocal checked
        checked += 1
        bar.progress(checked / total, f"{checked:,} of {total:,}")

    report = data.report(tell)
    bar.empty()
    st.html(figures.report(report, data.links()))
    if report.results:
        st.download_button(
            "Download the report",
            partial(report_turtle, report),
            "report.ttl",
            "text/turtle",
            on_click="ignore",
        )


def _notes() -> None:
    parts.section("Notes of the reader")
    notes = data.rows("notes", limit=_LIMIT)
    parts.show(bool(notes), rows.notes(notes, data.links()), "The reader noted nothing.")
    parts.more(len(notes), _LIMIT)
