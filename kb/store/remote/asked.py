"""SPARQL typed by a person: it goes to the server, but for what we can tell does more than read."""

from __future__ import annotations

from dataclasses import replace

from kb.errors import QueryError, QueryRefused, QuerySyntaxError
from kb.store import syntax
from kb.store.limits import LIMITS, Limits
from kb.store.remote.answers import ask
from kb.store.remote.store import RemoteStore
from kb.store.results import Answer, Graph, Result

_CHARS = 20_000
"""Of the longest query: what rdflib reads in a second."""


def ask_untrusted(store: RemoteStore, sparql: str, limits: Limits = LIMITS) -> Result:
    """What a person's query finds; one with more rows than `limits` allow is cut, and its `more` says so.

    Some servers take updates where they take queries, or fetch what FROM names. So it must be a query to
    rdflib, whole, and hold neither SERVICE nor FROM. The time limit is ours: we stop waiting, and the server
    goes on until its own. Raises QuerySyntaxError, QueryRefused, QueryTimeout, QueryError, StoreError.
    """
    from pyparsing import ParseException  # noqa: PLC0415  slow to import, and only this needs it
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415  the same

    if len(sparql) > _CHARS:
        raise QueryRefused(
            f"A query to a server has at most {_CHARS:,} characters, and this one has {len(sparql):,}."
            " Write it shorter."
        )
    query = plain(sparql)
    try:
        parseQuery(query)
        syntax.check(query)
    except syntax.Refused as error:
        raise QueryRefused(str(error)) from None
    except (ParseException, SyntaxError, RecursionError) as error:
        raise _explained(query, str(error)) from None
    return _cut(ask(store.wire, query, timeout_s=limits.timeout_s, max_mb=limits.output_mb), limits.max_rows)


def plain(query: str) -> str:
    r"""The query with \u escapes resolved and line ends made one, so that every parser sees the same."""
    from rdflib.plugins.sparql.parser import expandUnicodeEscapes  # noqa: PLC0415  the same

    query = query.replace("\r\n", "\n").replace("\r", "\n")
    while (resolved := expandUnicodeEscapes(query)) != query:
        query = resolved.replace("\r", "\n")
    return query


def _cut(found: Result, rows: int) -> Result:
    if isinstance(found, Answer) or len(found) <= rows:
        return found
    if isinstance(found, Graph):
        return replace(found, triples=found.triples[:rows], more=True)
    return replace(found, rows=found.rows[:rows], more=True)


def _explained(query: str, error: str) -> QueryError:
    message, line, column = syntax.explain(query, error)
    if message.endswith(syntax.READ_ONLY):
        return QueryRefused(message)
    return QuerySyntaxError(message, line=line, column=column)
