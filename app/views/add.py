"""Add an article: paste its text or upload a file, look at what is read, then store it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import kb
from app import data
from app.figures import article as figures
from app.figures import found, report
from app.figures.html import html
from app.figures.report import problem
from app.figures.view import View
from app.views import parts
from kb.base import read_paths
from kb.errors import OnRecordError, SourceError
from kb.ingest import Outcome
from kb.model import Reading
from kb.plain import count
from kb.sources import Metadata, Options, Refused

Readings = Callable[[], Sequence[Reading | Refused]]

_SHOWN = 20
"""Readings of an upload that are shown; all of them are stored."""

_ENDINGS = ["txt", "md", "html", "htm", "jsonl"]


def render() -> None:
    parts.title("Add an article", "You see what is read from it before anything is stored.")
    how = st.segmented_control(
        "From", ["Pasted text", "A file"], default="Pasted text", required=True, label_visibility="collapsed"
    )
    with st.form(how, border=False):
        readings = _from_file() if how == "A file" else _from_text()
        if st.form_submit_button("Read", type="primary"):
            _draft(readings)
    _preview()
    _outcomes()


def _from_text() -> Readings:
    text = st.text_area("Text", height=260, placeholder="The article's text, as it was published")
    known = _known()
    return lambda: [
        kb.read(
            text, title=known["title"], date=known["date"], publisher=known["publisher"], url=known["url"]
        )
    ]


def _from_file() -> Readings:
    file = st.file_uploader("Text, Markdown, HTML or JSON Lines", type=_ENDINGS)
    known = _known()
    return lambda: _readings(file, Options(Metadata.of(known)))


def _known() -> dict[str, str | None]:
    """What the person knows of the article; nothing is required."""
    first, second = st.columns(2), st.columns(2)
    given = {
        "title": first[0].text_input("Title", placeholder="not known"),
        "date": first[1].text_input("Date of publication", placeholder="not known, or YYYY-MM-DD"),
        "publisher": second[0].text_input("Publisher", placeholder="not known"),
        "url": second[1].text_input("Web address", placeholder="not known"),
    }
    return {name: value.strip() or None for name, value in given.items()}


def _readings(file: UploadedFile | None, options: Options) -> list[Reading | Refused]:
    if file is None:
        raise SourceError("There is no file yet: choose one, then read it.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(file.name).name)
        path.write_bytes(file.getvalue())
        return [item if isinstance(item, Refused) else item[1] for item in read_paths([path], options)]


def _draft(readings: Readings) -> None:
    """Read, and keep for the next runs what was read and not stored."""
    st.session_state.pop("outcomes", None)
    st.session_state["draft"] = []
    try:
        with st.spinner("Reading …"):
            st.session_state["draft"] = readings()
    except OnRecordError as error:
        st.html(problem(error))


def _preview() -> None:
    draft: list[Reading | Refused] = st.session_state.get("draft", [])
    read = [item for item in draft if isinstance(item, Reading)]
    for item in draft:
        if isinstance(item, Refused):
            st.html(report.refused(item))
    for reading in read[:_SHOWN]:
        _one(View(reading))
    if len(read) > _SHOWN:
        st.html(html('<p class="quiet">… and {}.</p>', count(len(read) - _SHOWN, "more article")))
    if read and st.button(f"Store {count(len(read), 'article')}", type="primary"):
        with st.spinner("Storing …"):
            st.session_state["outcomes"] = data.add(*(reading.article for reading in read))
        st.session_state["draft"] = []
        st.rerun()


def _one(view: View) -> None:
    with st.container(border=True):
        st.html(figures.heading(view.reading.article))
        st.html(figures.legend())
        st.html(figures.page(view))
        if view.reading.events:
            with st.expander(count(len(view.reading.events), "event")):
                st.html(found.events(view))


def _outcomes() -> None:
    outcomes: list[Outcome] = st.session_state.get("outcomes", [])
    for outcome in outcomes:
        st.html(report.outcome(outcome, data.links()))
