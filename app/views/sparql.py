"""SPARQL: the named queries with their parameters, and a query of one's own (`?query=…`, `?sparql=…`).

Both can be asked as of a date (`?as_of=…`).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import data
from app.figures import report as figures
from app.figures import table as tables
from app.figures.html import html
from app.views import parts
from kb import queries
from kb.asof import end_of
from kb.base import KnowledgeBase
from kb.errors import OnRecordError, QuerySyntaxError
from kb.plain import count
from kb.queries import NamedQuery, Parameter
from kb.store import Graph, Limits, Result, serialize

_OWN = "my own SPARQL"
_SECONDS = (2, 10, 60)
_TICK_S = 0.3
_ASKED = ThreadPoolExecutor(4, "sparql")
"""Waits for queries, each in a process of its own; a fifth one waits for its turn."""

_AS_OF = (
    "What was recorded by the end of a day, a month or a year: YYYY, YYYY-MM or YYYY-MM-DD; or by a moment."
)

_EXAMPLE = """\
# Who said what. The prefixes of the vocabulary are known already.
SELECT ?name ?text ?article {
  GRAPH ?article {
    ?actor onr:said ?statement ; skos:prefLabel ?name .
    ?statement schema:text ?text .
  }
}
LIMIT 20
"""


def render() -> None:
    parts.title("SPARQL", "Ask a question by its name, or write your own. Nothing can be changed here.")
    parts.stop_if_empty()
    names = [query.name for query in queries.named()]
    question, moment = st.columns([2, 1])
    asked = question.selectbox(
        "Question", [_OWN, *names], key="query", bind="query-params", on_change=_forget_parameters
    )
    when = moment.text_input(
        "As of", key="as_of", bind="query-params", placeholder="now", help=_AS_OF
    ).strip()
    if asked == _OWN:
        _own(when)
    else:
        _named(queries.find(asked), when)


def _base(when: str) -> KnowledgeBase:
    """The store as it is, or as it was then. Raises as `KnowledgeBase.as_of` does."""
    if not when:
        return data.base()
    with st.spinner(f"Taking back what was recorded after {when} …"):
        return data.base().as_of(when)


def _named(query: NamedQuery, when: str) -> None:
    parts.section(query.title, query.description)
    asked = [parameter for parameter in query.parameters if parameter.name != "offset"]
    places = [column for _ in asked[::3] for column in st.columns(3)]
    given = {p.name: _parameter(place, p) for place, p in zip(places, asked, strict=False)}
    if missing := [_label(p) for p in asked if p.required and not given[p.name]]:
        parts.quiet(f"Give {' and '.join(missing)} to see the answer.")
    else:
        _answer(_found(query, given, when), when)
    with st.expander("The query in SPARQL"):
        st.html(html("<pre>{}</pre>", query.sparql))


def _found(query: NamedQuery, given: dict[str, str | int | None], when: str) -> Result:
    if not when:
        return data.table(query.name, **given)
    return _base(when).query(query.name, **given)  # type: ignore[arg-type]  # no query has a parameter `limits`


def _parameter(where: DeltaGenerator, parameter: Parameter) -> str | int | None:
    label, key = _label(parameter), parameter.name
    match parameter.type:
        case "actor":
            return parts.actor(where, label, data.actors(), key, parameter.description)
        case "article":
            return parts.choice_of_many(where, label, data.articles(), key, parameter.description)
        case "integer":
            start = int(parameter.default or 0)
            return where.number_input(label, 0, None, start, key=key, bind="query-params")
        case "text" if parameter.choices:
            return parts.choice(where, label, parameter.choices, key, parameter.description)
    placeholder = "YYYY, YYYY-MM or YYYY-MM-DD" if parameter.type == "date" else None
    return (
        where.text_input(
            label, key=key, bind="query-params", placeholder=placeholder, help=parameter.description
        )
        or None
    )


def _label(parameter: Parameter) -> str:
    return parameter.name.capitalize()


def _forget_parameters() -> None:
    """Another question has other parameters, even where they share a name."""
    for query in queries.named():
        for parameter in query.parameters:
            st.session_state.pop(parameter.name, None)


def _own(when: str) -> None:
    sparql = st.text_area("SPARQL", _EXAMPLE, height=280, key="sparql", bind="query-params")
    run, limit, _ = st.columns([1, 1, 3], vertical_alignment="bottom")
    seconds = limit.selectbox("Stop after", _SECONDS, index=1, format_func=lambda s: f"{s} seconds")
    if run.button("Run", type="primary", width="stretch"):
        st.session_state["answer"] = _asked(_base(when), sparql, seconds), when
    match st.session_state.get("answer"):
        case (QuerySyntaxError() as error, asked), _:
            st.html(figures.syntax_problem(error, asked))
        case (OnRecordError() as error, _), _:
            st.html(figures.problem(error))
        case (found, _), when:
            _answer(found, when)


def _asked(base: KnowledgeBase, sparql: str, seconds: int) -> tuple[Result | OnRecordError, str]:
    """What the query finds or how it fails, with the query: the editor may hold another one by then.

    Each tick gives Streamlit the chance to leave for what was clicked meanwhile; the query then ends alone.
    """
    asked = _ASKED.submit(base.query, sparql, limits=Limits(timeout_s=seconds))
    waiting, started = st.empty(), monotonic()
    while not asked.done():
        waiting.html(html('<p class="meta">Asking, {} s …</p>', round(monotonic() - started)))
        wait([asked], timeout=_TICK_S)
    waiting.empty()
    try:
        return asked.result(), sparql
    except OnRecordError as error:
        return error, sparql


def _answer(found: Result, when: str) -> None:
    if when:
        parts.quiet(f"As recorded by {end_of(when)}. Links lead to the pages of what is recorded now.")
    rows = tables.as_table(found)
    shown = f", the first {tables.SHOWN} of them here" if len(rows) > tables.SHOWN else ""
    if rows.more:
        parts.quiet(f"The first {len(rows):,} rows of more{shown}. Add LIMIT, or ask narrower.")
    else:
        parts.quiet(f"{count(len(rows), 'row')}{shown}")
    if len(rows):
        st.html(tables.table(rows, data.links()))
    with st.container(horizontal=True):
        st.download_button(
            "Download CSV", partial(serialize, rows, "csv"), "answer.csv", "text/csv", on_click="ignore"
        )
        graph = isinstance(found, Graph)
        st.download_button(
            "Download Turtle",
            partial(serialize, found, "turtle") if graph else "",
            "answer.ttl",
            "text/turtle",
            on_click="ignore",
            disabled=not graph,
            help=None if graph else "Turtle holds triples: ask with CONSTRUCT or DESCRIBE.",
        )
