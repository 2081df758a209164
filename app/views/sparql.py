"""SPARQL: the named queries with their parameters, and a query of one's own (`?query=…`, `?sparql=…`)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import data
from app.figures import report as figures
from app.figures import table as tables
from app.figures.html import html
from app.views import parts
from kb import queries
from kb.errors import OnRecordError, QuerySyntaxError
from kb.plain import count
from kb.queries import NamedQuery, Parameter
from kb.store import Graph, Limits, Result, serialize

_OWN = "my own SPARQL"
_SECONDS = (2, 10, 60)
_TICK_S = 0.3
_ASKED = ThreadPoolExecutor(4, "sparql")
"""Waits for queries, each in a process of its own; a fifth one waits for its turn."""

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
    asked = st.selectbox(
        "Question", [_OWN, *names], key="query", bind="query-params", on_change=_forget_parameters
    )
    if asked == _OWN:
        _own()
    else:
        _named(queries.find(asked))


def _named(query: NamedQuery) -> None:
    parts.section(query.title, query.description)
    asked = [parameter for parameter in query.parameters if parameter.name != "offset"]
    places = [column for _ in asked[::3] for column in st.columns(3)]
    given = {p.name: _parameter(place, p) for place, p in zip(places, asked, strict=False)}
    if missing := [_label(p) for p in asked if p.required and not given[p.name]]:
        parts.quiet(f"Give {' and '.join(missing)} to see the answer.")
    else:
        _answer(data.table(query.name, **given))
    with st.expander("The query in SPARQL"):
        st.html(html("<pre>{}</pre>", query.sparql))


def _parameter(where: DeltaGenerator, parameter: Parameter) -> str | int | None:
    label, key = _label(parameter), parameter.name
    match parameter.type:
        case "actor":
            actors = parts.by_name(data.actors())
            name = parts.choice(where, label, list(actors), key, parameter.description)
            return actors[name] if name else None
        case "article":
            return parts.choice(where, label, data.articles(), key, parameter.description)
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


def _own() -> None:
    sparql = st.text_area("SPARQL", _EXAMPLE, height=280, key="sparql", bind="query-params")
    run, limit, _ = st.columns([1, 1, 3], vertical_alignment="bottom")
    seconds = limit.selectbox("Stop after", _SECONDS, index=1, format_func=lambda s: f"{s} seconds")
    if run.button("Run", type="primary", width="stretch"):
        st.session_state["answer"] = _asked(sparql, seconds)
    match st.session_state.get("answer"):
        case QuerySyntaxError() as error, asked:
            st.html(figures.syntax_problem(error, asked))
        case OnRecordError() as error, _:
            st.html(figures.problem(error))
        case found, _:
            _answer(found)


def _asked(sparql: str, seconds: int) -> tuple[Result | OnRecordError, str]:
    """What the query finds or how it fails, with the query: the editor may hold another one by then.

    Each tick gives Streamlit the chance to leave for what was clicked meanwhile; the query then ends alone.
    """
    asked = _ASKED.submit(data.base().query, sparql, limits=Limits(timeout_s=seconds))
    waiting, started = st.empty(), monotonic()
    while not asked.done():
        waiting.html(html('<p class="meta">Asking, {} s …</p>', round(monotonic() - started)))
        wait([asked], timeout=_TICK_S)
    waiting.empty()
    try:
        return asked.result(), sparql
    except OnRecordError as error:
        return error, sparql


def _answer(found: Result) -> None:
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
            "Download CSV", serialize(rows, "csv"), "answer.csv", "text/csv", on_click="ignore"
        )
        graph = isinstance(found, Graph)
        st.download_button(
            "Download Turtle",
            serialize(found, "turtle") if graph else "",
            "answer.ttl",
            "text/turtle",
            on_click="ignore",
            disabled=not graph,
            help=None if graph else "Turtle holds triples: ask with CONSTRUCT or DESCRIBE.",
        )
