"""The result of a query as a table, each term in the shortest form that still says which one it is."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from app.figures.html import Html, html, joined
from app.figures.links import Links
from kb.store import Answer, Graph, Result, Table, Term, text
from kb.vocab import PREFIXES

SHOWN = 200
"""Rows on the page; a download has all."""


def as_table(result: Result) -> Table:
    """Triples as rows of subject, predicate and object; a yes or no as one cell."""
    match result:
        case Table():
            return result
        case Graph():
            rows = ((t.subject, t.predicate, t.object) for t in result.triples)
            return Table(("subject", "predicate", "object"), tuple(rows), result.more)
        case Answer():
            return Table(("answer",), ((Literal("yes" if result else "no"),),))


def table(found: Table, links: Links) -> Html:
    """The first rows; this store's own things lead to their pages."""
    head = joined(html('<th scope="col">{}</th>', column) for column in found.columns)
    rows = (
        html("<tr>{}</tr>", joined(html("<td>{}</td>", cell(term, links)) for term in row))
        for row in found.rows[:SHOWN]
    )
    return html(
        '<div class="table" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        head,
        joined(rows),
    )


def cell(term: Term | None, links: Links) -> Html:
    """A literal's text; an IRI by its prefix, or as a link where this store has a page for it."""
    if isinstance(term, NamedNode):
        return _iri(term.value, links)
    words = text(term)
    if words.startswith(links.base):  # the named queries join the IRIs of several speakers
        return joined((_iri(iri, links) for iri in words.split(" ")), " ")
    return html("{}", words)


def _iri(iri: str, links: Links) -> Html:
    address = links.of(iri)
    if address is None:
        return html('<span title="{}">{}</span>', iri, prefixed(iri))
    return html('<a href="{}" title="{}">{}</a>', address, iri, links.label(iri))


def prefixed(iri: str) -> str:
    """`onr:said` where the namespace is one of ours, else the IRI in angle brackets."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"
