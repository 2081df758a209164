"""Articles: the list of them, and one with its statements marked (`?article=…&statement=…`)."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app import data
from app.figures import article as figures
from app.figures import found, rows
from app.figures.html import Html
from app.figures.links import back
from app.figures.view import View
from app.views import parts
from kb.base import reading_turtle, statement_turtle
from kb.errors import UnknownName
from kb.model import Reading, Span, Statement
from kb.plain import count

_LIMIT = 200

# Streamlit draws the page after the browser looked for a place to scroll to, and its style may come later
# still: so follow the layout until it rests, or until the reader moves. Nothing of ours goes into this.
_SCROLL = """<script>
const layout = new ResizeObserver(() =>
  document.querySelector(".text mark.chosen, .text .at")?.scrollIntoView({block: "center"}));
document.querySelectorAll(".article").forEach(article => layout.observe(article));
["wheel", "touchstart", "keydown", "mousedown"].forEach(move =>
  addEventListener(move, () => layout.disconnect(), {once: true}));
setTimeout(() => layout.disconnect(), 3000);
</script>"""


def render() -> None:
    parts.stop_if_empty()
    id = st.query_params.get("article")
    if id:
        st.html(back("articles"))
        _one(data.article(id))
    else:
        _all()


def _all() -> None:
    parts.title("Articles")
    words, publisher = st.columns(2)
    filters = {
        "words": words.text_input("Words of the title", key="words", bind="query-params") or None,
        "publisher": parts.choice_of_many(publisher, "Publisher", data.publishers(), "publisher"),
    }
    listed = data.rows("articles", limit=_LIMIT, **filters)
    parts.show(bool(listed), rows.articles(listed, data.links()), "No article fits.")
    parts.more(len(listed), _LIMIT)


def _one(reading: Reading) -> None:
    links = data.links()
    view = View(reading, links, _statement(reading), _stretch(reading))
    st.html(figures.heading(reading.article))
    st.html(figures.legend())
    turtle = statement_turtle(reading, view.statement.id, links.base) if view.statement else None
    st.html(figures.page(view, turtle))
    if view.statement or view.at:
        st.html(_SCROLL, unsafe_allow_javascript=True)
    _rest("event", len(reading.events), found.events(view))
    _rest("role", len(reading.roles), found.roles(view))
    _rest("note", len(reading.notes), found.notes(view))
    name = reading.article.id.replace("/", "-")
    st.download_button(
        "Download as Turtle",
        partial(reading_turtle, reading, links.base),
        f"{name}.ttl",
        "text/turtle",
        on_click="ignore",
    )


def _rest(noun: str, number: int, what: Html) -> None:
    if number:
        with st.expander(count(number, noun)):
            st.html(what)


def _statement(reading: Reading) -> Statement | None:
    id = st.query_params.get("statement")
    if not id:
        return None
    for statement in reading.statements:
        if statement.id == id:
            return statement
    raise UnknownName(
        f"The article has no statement {id!r}. It was read anew since: choose one from its text."
    )


def _stretch(reading: Reading) -> Span | None:
    """The stretch `at=start-end`; None where it is none of this text."""
    start, _, end = st.query_params.get("at", "").partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        return None
    return Span(int(start), int(end)) if int(start) < int(end) <= len(reading.article.text) else None
