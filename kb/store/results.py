"""What a query finds: a table, a graph or a yes or no; and how each is written down."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from kb.errors import QueryError, UnknownName
from kb.store.turtle import order, turtle
from kb.vocab import XSD

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | None

FORMATS = ("csv", "json", "turtle")
"""What `serialize` writes."""

_NUMBERS: dict[NamedNode, Callable[[str], int | float]] = {XSD.integer: int, XSD.decimal: float}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a SELECT query; a term is None where its variable is not bound.

    `more` says that these are the first of more rows, which a limit cut off.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    more: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, Value]]:
        """Each row as plain Python values by column: IRIs and texts as str, numbers as numbers."""
        return [
            {column: value(term) for column, term in zip(self.columns, row, strict=True)} for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Graph:
    """Triples of a CONSTRUCT or DESCRIBE query, sorted and without repetition; `more` is as for a table."""

    triples: tuple[Triple, ...]
    more: bool = False

    def __len__(self) -> int:
        return len(self.triples)


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no: the answer to an ASK query."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


Result = Table | Graph | Answer


def collect(
    found: QuerySolutions | QueryTriples | QueryBoolean,
    limit: int | None = None,
    offset: int = 0,
    *,
    more: bool = False,
) -> Result:
    """Oxigraph's result as one of ours, held in memory, so that it keeps no store open.

    `limit` and `offset` cut the rows of a table; `more` is what the table says of itself.
    """
    if isinstance(found, QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        rows = islice(found, offset, None if limit is None else offset + limit)
        return Table(columns, tuple(tuple(row) for row in rows), more)
    if isinstance(found, QueryTriples):
        return Graph(tuple(sorted(set(found), key=order)))
    return Answer(bool(found))


def text(term: Term | None) -> str:
    """A term as people read it: a literal's plain text, an IRI; nothing where there is no term."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def value(term: Term | None) -> Value:
    """A term as a plain Python value: number, bool or text; None where there is no term."""
    if not isinstance(term, Literal):
        return None if term is None else text(term)
    if term.datatype == XSD.boolean:
        return term.value in ("true", "1")
    if number := _NUMBERS.get(term.datatype):
        with suppress(ValueError):  # a literal may claim a datatype that its text does not have
            return number(term.value)
    return term.value


def serialize(result: Result, format: str) -> str:
    """The result as `csv`, `json` (SPARQL 1.1 Query Results) or `turtle`.

    Raises UnknownName for another format, and QueryError where the format cannot hold such a result.
    """
    match format, result:
        case "csv", Table():
            return _csv(result)
        case "json", Table() | Answer():
            return json.dumps(_json(result), ensure_ascii=False, indent=1) + "\n"
        case "turtle", Graph():
            return turtle(result.triples)
    if format not in FORMATS:
        raise UnknownName(f"There is no result format {format!r}. Use one of: {', '.join(FORMATS)}.")
    raise QueryError(_mismatch(format, result))


def _mismatch(format: str, result: Result) -> str:
    kind, formats = {
        Table: ("a table (SELECT)", "csv or json"),
        Graph: ("triples (CONSTRUCT or DESCRIBE)", "turtle"),
        Answer: ("a yes or no (ASK)", "json"),
    }[type(result)]
    hint = " To get Turtle, ask with CONSTRUCT or DESCRIBE." if format == "turtle" else ""
    return f"The query gave {kind}, which {format} cannot hold. Use {formats}.{hint}"


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out)  # CRLF, as SPARQL 1.1 CSV asks
    writer.writerow(table.columns)
    writer.writerows([text(term) for term in row] for row in table.rows)
    return out.getvalue()


def _json(result: Table | Answer) -> dict[str, object]:
    if isinstance(result, Answer):
        return {"head": {}, "boolean": result.value}
    bindings = [
        {column: _json_term(term) for column, term in zip(result.columns, row, strict=True) if term}
        for row in result.rows
    ]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, object]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            typed: dict[str, object] = {"type": "literal", "value": term.value}
            if term.language:
                typed["xml:lang"] = term.language
            elif term.datatype != XSD.string:
                typed["datatype"] = term.datatype.value
            return typed
        case Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
