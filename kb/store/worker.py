"""The process in which SPARQL typed by a person runs: `python -I worker.py`, a request on standard input.

It can be killed at any time, so it may hang or swell, but it must not write or reach outside: Oxigraph has
no switch for SERVICE, so a query that has one is found in rdflib's parse tree and refused, and where the
system allows it the process leaves the network altogether.

It imports nothing of `kb` and rdflib only where it must, to start in a twentieth of a second.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pyoxigraph

REPORTED = 3
"""Exit status when standard error holds `{"kind": …, "message": …, "line": …, "column": …}`."""

TABLE, GRAPH, ANSWER = b"table\n", b"graph\n", b"answer\n"
"""First line of standard output; then SPARQL JSON, or N-Triples of a graph."""

_OPENING_MB = 256
"""Addresses that opening a store reserves, mostly for the stacks of threads."""

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_OUTSIDE = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Refused(Exception):
    """The query would write, or reach outside."""


def main() -> int:
    request = json.load(sys.stdin)
    _limit(request["cpu_s"], request["output_mb"])
    _limit_memory(request["memory_mb"] + _OPENING_MB)
    leave_network()
    query = plain(request["sparql"])
    try:
        check(query)
        store = pyoxigraph.Store.read_only(request["folder"])
        _limit_memory(request["memory_mb"])
        found = store.query(query, prefixes=request["prefixes"], use_default_graph_as_union=True)
        _write(found)
    except Refused as error:
        return _report("refused", str(error))
    except (SyntaxError, RecursionError) as error:
        message, line, column = explain(query, str(error))
        kind = "refused" if message.endswith(_READ_ONLY) else "syntax"
        return _report(kind, message, line, column)
    except MemoryError:
        return _report("memory", "")
    except OSError as error:
        return _report("output" if "File too large" in str(error) else "failed", str(error))
    except (RuntimeError, ValueError) as error:
        return _report("failed", str(error))
    return 0


def _limit(cpu_s: int, output_mb: int) -> None:
    for what, amount in (
        (resource.RLIMIT_CPU, cpu_s),  # so that it ends even if whoever started it is gone
        (resource.RLIMIT_FSIZE, output_mb << 20),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (amount, amount))


def _limit_memory(more_mb: int) -> None:
    """Allow so much more than is taken now: threads reserve far more addresses than they use memory."""
    try:
        with open("/proc/self/statm", encoding="ascii") as sizes:  # noqa: PTH123  pathlib is slow to import
            taken = int(sizes.read().split()[0]) * resource.getpagesize()
    except OSError:  # no Linux
        taken = 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (taken + (more_mb << 20), hard))


def leave_network() -> bool:
    """Move this process into a network of its own, without any interface; False where that is not allowed."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and (unshare(_NEW_NETWORK) == 0 or unshare(_NEW_NETWORK | _NEW_USER) == 0)


def plain(query: str) -> str:
    r"""The query with \u escapes resolved and line ends made one, so that both parsers see the same."""
    query = query.replace("\r\n", "\n").replace("\r", "\n")
    while (resolved := _ESCAPE.sub(_resolve, query)) != query:
        query = resolved
    return query


def _resolve(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    if code > sys.maxunicode or 0xD800 <= code < 0xE000:
        return escape[0]
    return "\n" if code == 0x0D else chr(code)


def check(query: str) -> None:
    """Raise Refused where the query reaches outside, SyntaxError where that cannot be told.

    A text without these letters has no such clause; in any other rdflib, which is slow, must look.
    """
    if "service" not in query.casefold() and "from" not in query.casefold():
        return
    for name in _clauses(_parse(query)):
        if name in _OUTSIDE:
            raise Refused(f"{_OUTSIDE[name]} is not allowed: a query reads this store and nothing else.")


def _parse(query: str) -> Any:
    from pyparsing import ParseException  # noqa: PLC0415  a fifth of a second that most queries need not pay
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415  the same

    try:
        return parseQuery(query)
    except ParseException as error:
        raise SyntaxError(str(error)) from error


def _clauses(tree: Any) -> Iterator[str]:
    """Names of all nodes of rdflib's parse tree."""
    if hasattr(tree, "name"):
        yield tree.name
    parts = tree.values() if isinstance(tree, dict) else tree
    if isinstance(parts, str) or not hasattr(parts, "__iter__"):
        return
    for part in parts:
        yield from _clauses(part)


_READ_ONLY = "A query here only reads: SELECT, ASK, CONSTRUCT or DESCRIBE."


def explain(query: str, error: str) -> tuple[str, int | None, int | None]:
    """One line on why this is no SPARQL query, with the 1-based line and column of the place.

    Oxigraph knows what is wrong with a query that has the right form; where the form is wrong it only knows
    how far it looked ahead, and rdflib knows where the clause begins that cannot be read.
    """
    from pyparsing import ParseException  # noqa: PLC0415  only errors need it
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415  the same

    try:
        parseQuery(query)
    except ParseException as wrong:
        return _misread(query, wrong.loc)
    except RecursionError:
        return "The query is nested too deeply. Write it with fewer brackets inside brackets.", None, None
    return _senseless(query, error)


def _misread(query: str, place: int) -> tuple[str, int, int]:
    line, column = _position(query, place)
    rest = query[place:].split("\n", maxsplit=1)[0].strip()
    if not rest:
        return f"Line {line}, column {column}: the query ends too early.", line, column
    if (word := rest.split()[0].upper()) in _UPDATES:
        return f"Line {line}, column {column}: {word} would change the store. {_READ_ONLY}", line, column
    shown = rest if len(rest) <= 40 else rest[:40] + "…"
    return f"Line {line}, column {column}: cannot read the query from here on: {shown}", line, column


def _senseless(query: str, error: str) -> tuple[str, int | None, int | None]:
    found = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", error, re.DOTALL)
    reason = found[3] if found else error
    if found and "Prefix not found" in reason:
        line, column = int(found[1]), int(found[2])
        name = re.split(r"[\s(){};,.^|/!*+?\[\]]", query.split("\n")[line - 1][: column - 1])[-1]
        column -= len(name)
        prefix = name.split(":")[0]
        message = (
            f"Line {line}, column {column}: the prefix {prefix}: is not declared."
            f" Add PREFIX {prefix}: <…> at the top."
        )
        return message, line, column
    reason = reason.split(", [")[0].split("\n")[0]
    return f"The query makes no sense: {reason}.", None, None


def _position(query: str, place: int) -> tuple[int, int]:
    before = query[:place].split("\n")
    return len(before), len(before[-1]) + 1


def _write(found: Any) -> None:
    out = sys.stdout.buffer
    if isinstance(found, pyoxigraph.QueryTriples):
        out.write(GRAPH)
        found.serialize(out, format=pyoxigraph.RdfFormat.N_TRIPLES)
    else:
        out.write(TABLE if isinstance(found, pyoxigraph.QuerySolutions) else ANSWER)
        found.serialize(out, format=pyoxigraph.QueryResultsFormat.JSON)
    out.flush()


def _report(kind: str, message: str, line: int | None = None, column: int | None = None) -> int:
    json.dump({"kind": kind, "message": message, "line": line, "column": column}, sys.stderr)
    return REPORTED


if __name__ == "__main__":
    _status = main()
    sys.stderr.flush()
    os._exit(_status)  # tidying up costs time, and would fail once the output is too large
