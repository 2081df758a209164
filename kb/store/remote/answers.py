"""A query's way to a server, and its answer as one of our results."""

from __future__ import annotations

import re

from pyoxigraph import Literal, QueryResultsFormat, RdfFormat, parse, parse_query_results

from kb.errors import QueryError, QuerySyntaxError, QueryTimeout
from kb.store import syntax
from kb.store.remote.wire import ANSWER_MB, JSON, N_TRIPLES, QUERY_S, Misunderstood, Wire
from kb.store.results import Graph, Result, Table, Term, collect
from kb.store.turtle import order
from kb.vocab import PREFIXES, XSD

_SORTED_AT_MOST = 10_000
"""Rows that Virtuoso sorts where there is a LIMIT; without one it sorts any number."""

_FORM = re.compile(r"(?:\s|#[^\n]*\n|PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)*(?P<verb>\w+)", re.IGNORECASE)
_BOOLEANS = {"1": Literal("true", datatype=XSD.boolean), "0": Literal("false", datatype=XSD.boolean)}


def ask(wire: Wire, sparql: str, *, timeout_s: float = QUERY_S, max_mb: int = ANSWER_MB) -> Result:
    """What a query finds.

    Raises QuerySyntaxError, QueryError; QueryTimeout, also where the answer is 200 and ends early, as
    Oxigraph's does at its time limit; StoreError.
    """
    form = _FORM.match(sparql)
    is_graph = form is not None and form["verb"].upper() in ("CONSTRUCT", "DESCRIBE")
    try:
        body = wire.ask(_with_prefixes(sparql), N_TRIPLES if is_graph else JSON, timeout_s, max_mb)
    except Misunderstood as error:
        raise _explained(sparql, error) from None
    try:
        if is_graph:
            return Graph(tuple(sorted({quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)}, key=order)))
        return _canonical(collect(parse_query_results(body, QueryResultsFormat.JSON)))
    except (SyntaxError, ValueError) as error:
        raise QueryTimeout(
            f"The server at {wire.address.name} broke its answer off, as it does at its time limit."
            " Make the query narrower, or allow it more time there."
        ) from error


def ask_rows(wire: Wire, sparql: str, limit: int | None, offset: int) -> Result:
    """What a query of our own finds, which ends in a group or an ORDER BY; the rows are cut at the server."""
    if limit is None or offset + limit > _SORTED_AT_MOST or _is_cut(sparql):
        found = ask(wire, sparql)
        rows = slice(offset, None if limit is None else offset + limit)
        return Table(found.columns, found.rows[rows]) if isinstance(found, Table) else found
    return ask(wire, f"{sparql}\nLIMIT {limit} OFFSET {offset}")


def _explained(sparql: str, error: Misunderstood) -> QueryError:
    """The place that cannot be read, if the query is to blame; or what the server says."""
    message, line, column = syntax.explain(sparql, str(error))
    return QuerySyntaxError(message, line=line, column=column) if line else QueryError(str(error))


def _is_cut(sparql: str) -> bool:
    """Whether the query says how many rows it wants, after its last group."""
    return re.search(r"\b(LIMIT|OFFSET)\b", sparql.rpartition("}")[2], re.IGNORECASE) is not None


def _with_prefixes(sparql: str) -> str:
    """The query with those of our prefixes that it uses and does not declare."""
    declared = {name.lower() for name in re.findall(r"prefix\s+([\w-]+):", sparql, re.IGNORECASE)}
    used = (name for name in PREFIXES if f"{name}:" in sparql and name not in declared)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used) + sparql


def _canonical(found: Result) -> Result:
    """The same with booleans as we write them: Virtuoso says 1 for true."""
    if not isinstance(found, Table):
        return found
    return Table(found.columns, tuple(tuple(map(_boolean, row)) for row in found.rows))


def _boolean(term: Term | None) -> Term | None:
    is_one = isinstance(term, Literal) and term.datatype == XSD.boolean
    return _BOOLEANS.get(term.value, term) if is_one else term  # type: ignore[union-attr]
