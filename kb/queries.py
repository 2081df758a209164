"""The named queries: the questions that users ask, each a file in `kb/queries/`.

A file is SPARQL that runs as it stands, under a header of comments in TOML:

    # title = "Who said it"
    # description = "Statements that hold these words, whoever made them; the latest first."
    # [parameters]
    # words = { type = "text", required = true, description = "words of the statement" }
    # limit = { type = "integer", default = 100, description = "at most so many rows" }

A parameter `words` has a line of its own, `VALUES ?_words { UNDEF }`: no restriction, as it stands. A value
takes the place of UNDEF as a term that Oxigraph writes and escapes itself, which binds it in every engine.
(Oxigraph's own substitutions do not reach into a group that is aggregated.) Where the line stands in the
graph pattern that uses it, the value picks the index, forty times faster than a filter. `limit` and
`offset` cut the rows instead. The types are:

    text      any text; one of `choices`, where there are some
    integer   0 or more; only `limit` and `offset`
    date      2025, 2025-12 or 2025-12-21
    actor     a name ("Rubio"), an id ("person/marco-rubio") or an IRI; of an article's actor
              ("article/talks/actor/person/marco-rubio") it is who that is across articles
    article   an id or an IRI

Where graphs share a triple (two articles, one actor), Oxigraph 0.5 gives it twice from the union of all
graphs, so a query here says `GRAPH ?article { … }` and counts with DISTINCT
(https://github.com/oxigraph/oxigraph/issues/1919).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kb import resources
from kb.errors import QueryError, UnknownName
from kb.model import is_date
from kb.store import Store, Table, text

_PAGING = ("limit", "offset")

_ACTORS_CALLED = """
    SELECT DISTINCT ?actor {
        VALUES ?_name { UNDEF }
        ?shown skos:prefLabel|skos:altLabel ?called ; onr:identity ?actor
        FILTER(LCASE(?called) = LCASE(?_name))
    } ORDER BY ?actor"""

_IDENTITY = "SELECT ?actor { VALUES ?_it { UNDEF } ?_it onr:identity ?actor }"

_IS_THERE = "ASK { VALUES ?_it { UNDEF } ?_it ?property ?value }"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query asks for. `default` is None where leaving it out means no restriction."""

    name: str
    type: str
    description: str
    required: bool = False
    default: str | int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question, with its SPARQL as it stands in the file."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


def named() -> list[NamedQuery]:
    """All named queries, by name."""
    return list(_all().values())


def find(name: str) -> NamedQuery:
    """The query of that name. Raises UnknownName."""
    if name not in _all():
        raise UnknownName(f"There is no query named {name!r}.{_suggestion(name, _all())}")
    return _all()[name]


def run(store: Store, name: str, /, **params: str | int | None) -> Table:
    """The rows that a named query finds in `store`. A parameter that is None counts as not given.

    Raises UnknownName for a query, actor or article that is not there, QueryError for parameters that
    are missing, not known to the query or not of their type.
    """
    query = find(name)
    given = _given(query, params)
    paging = {part: _number(given[part]) for part in _PAGING if part in given}
    return _run(store, query, given, limit=paging.get("limit"), offset=paging.get("offset", 0))


def run_all(store: Store, name: str, /, **params: str | int | None) -> Table:
    """All rows, whatever the query's usual limit. Raises as `run` does."""
    query = find(name)
    return _run(store, query, _given(query, params))


def actor(store: Store, value: str) -> NamedNode:
    """The actor of that name (in any capitals), id or IRI; an article's actor gives who that is everywhere.

    Raises UnknownName where the store has none, QueryError where several share the name.
    """
    if (index := store.index) is not None:
        known = filter(None, map(index.who, _iris(store, value, "actor")))
        if who := next(known, None):
            return NamedNode(who)
    if node := _existing(store, value, "actor"):
        found = store.query(_bound(_IDENTITY, {"it": node}))
        return NamedNode(text(found.rows[0][0])) if isinstance(found, Table) and found.rows else node
    match actors := _called(store, value):
        case [iri]:
            return NamedNode(iri)
        case []:
            raise UnknownName(f"The store has no actor {value!r}. The query 'actors' lists them.")
    names = ", ".join(iri.removeprefix(f"{store.base}actor/") for iri in actors[:5])
    more = f" and {len(actors) - 5} more" if len(actors) > 5 else ""
    raise QueryError(f"{len(actors)} actors are called {value!r}: {names}{more}. Give the id or IRI of one.")


def _called(store: Store, name: str) -> list[str]:
    """IRIs of the actors of that name."""
    literal = _literal(name)
    if store.index is not None:
        return store.index.called(name)
    called = store.query(_bound(_ACTORS_CALLED, {"name": literal}))
    return [text(row[0]) for row in called.rows] if isinstance(called, Table) else []


def article(store: Store, value: str) -> NamedNode:
    """The article of that id or IRI. Raises UnknownName where the store has none."""
    if (index := store.index) is not None:
        for iri in _iris(store, value, "article"):
            if index.is_article(iri):
                return NamedNode(iri)
    if node := _existing(store, value, "article"):
        return node
    raise UnknownName(f"The store has no article {value!r}. The query 'articles' lists them.")


@cache
def _all() -> dict[str, NamedQuery]:
    paths = sorted(resources.queries().glob("*.rq"), key=lambda path: path.stem)
    return {path.stem: _read(path) for path in paths}


def _read(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    header = "\n".join(line.removeprefix("#") for line in _comments(sparql))
    fields = tomllib.loads(header.replace("\n ", "\n"))
    parameters = (_parameter(name, given) for name, given in fields.get("parameters", {}).items())
    return NamedQuery(path.stem, fields["title"], fields["description"], tuple(parameters), sparql)


def _comments(sparql: str) -> Iterator[str]:
    for line in sparql.splitlines():
        if not line.startswith("#"):
            return
        yield line


def _parameter(name: str, fields: dict[str, Any]) -> Parameter:
    return Parameter(name=name, **fields | {"choices": tuple(fields.get("choices", ()))})


Given = dict[str, tuple[Parameter, str]]


def _given(query: NamedQuery, params: Mapping[str, str | int | None]) -> Given:
    """Each parameter that has a value, with it, by name."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in params:
        if name not in known:
            raise QueryError(f"The query {query.name!r} has no parameter {name!r}.{_suggestion(name, known)}")
    given: Given = {}
    for name, parameter in known.items():
        value = parameter.default if params.get(name) is None else params[name]
        if value is not None:
            given[name] = parameter, str(value)
        elif parameter.required:
            raise QueryError(
                f"The query {query.name!r} needs {name!r}: {parameter.description}. Give it as {name}=…"
            )
    return given


def _run(store: Store, query: NamedQuery, given: Given, limit: int | None = None, offset: int = 0) -> Table:
    terms = {
        name: _term(store, parameter, value)
        for name, (parameter, value) in given.items()
        if name not in _PAGING
    }
    if store.index is not None:
        return store.index.answer(query.name, terms, limit, offset)
    found = store.query(_bound(query.sparql, terms), limit=limit, offset=offset)
    if not isinstance(found, Table):
        raise QueryError(f"The query {query.name!r} is no SELECT, and a named query gives a table.")
    return found


def _bound(sparql: str, terms: Mapping[str, Literal | NamedNode]) -> str:
    """The query with the terms in its VALUES lines."""
    lines = {f"VALUES ?_{name} {{ UNDEF }}": f"VALUES ?_{name} {{ {term} }}" for name, term in terms.items()}
    pattern = "|".join(map(re.escape, lines)) or r"(?!)"
    return re.sub(pattern, lambda line: lines[line[0]], sparql)


def _number(given: tuple[Parameter, str]) -> int:
    parameter, value = given
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise _misfit(parameter, value, "a whole number, 0 or more")
    return int(value)


def _term(store: Store, parameter: Parameter, value: str) -> Literal | NamedNode:
    match parameter.type:
        case "actor":
            return actor(store, value)
        case "article":
            return article(store, value)
        case "date" if not is_date(value):
            raise _misfit(parameter, value, "a date: YYYY, YYYY-MM or YYYY-MM-DD")
        case "text" if parameter.choices and value not in parameter.choices:
            raise _misfit(parameter, value, f"one of: {', '.join(parameter.choices)}")
    return _literal(value)


def _misfit(parameter: Parameter, value: str, expected: str) -> QueryError:
    return QueryError(f"{parameter.name} is {value!r}, and should be {expected}.")


def _literal(value: str) -> Literal:
    try:
        return Literal(value)
    except ValueError:
        raise QueryError(f"{value!r} holds half of a surrogate pair, which no stored text does.") from None


def _existing(store: Store, value: str, kind: str) -> NamedNode | None:
    """The actor or article of that IRI or id, if the store says anything of it."""
    nodes = map(NamedNode, _iris(store, value, kind))
    return next((node for node in nodes if store.query(_bound(_IS_THERE, {"it": node}))), None)


def _iris(store: Store, value: str, kind: str) -> Iterator[str]:
    """The IRIs that an IRI or id may mean."""
    for iri in (value, f"{store.base}{kind}/{value}", f"{store.base}{value}"):
        with suppress(ValueError):
            yield NamedNode(iri).value


def _suggestion(name: str, names: Mapping[str, object]) -> str:
    if close := get_close_matches(name, names, n=1):
        return f" Did you mean {close[0]!r}?"
    return f" There are: {', '.join(names)}." if names else " It takes none."
