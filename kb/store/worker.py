"""The process in which SPARQL typed by a person runs: `python -I worker.py`, a request on standard input.

It can be killed at any time, so it may hang or swell, but it must not write or reach outside: Oxigraph has
no switch for SERVICE, so `syntax.check` finds and refuses it, and where the system allows it the process
leaves the network altogether.

Standard output is what was found, in the format asked for; the last line of standard error is a report.
It imports nothing of `kb` but the file beside it, to start in a twentieth of a second.
"""

from __future__ import annotations

import ctypes
import errno
import io
import json
import os
import resource
import sys
from itertools import islice
from typing import Any

import pyoxigraph as ox

if __package__:
    from kb.store.syntax import READ_ONLY, Refused, check, explain
else:
    sys.path.append(os.path.dirname(__file__))  # noqa: PTH120  pathlib is slow to import
    from syntax import READ_ONLY, Refused, check, explain  # type: ignore[import-not-found, no-redef]

REPORTED = 3
"""Exit status when the report says why not: `{"kind": …, "message": …, "line": …, "column": …}`. It is 0 when
the report is `{"kind": "table" or "graph" or "answer", "more": …}`."""

_TOO_LARGE = os.strerror(errno.EFBIG)

_OPENING_MB = 256
"""Addresses that opening a store reserves, mostly for the stacks of threads."""

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000


def main() -> int:
    request = json.load(sys.stdin)
    query = request["sparql"].removeprefix("\ufeff")  # which editors put before it
    _limit(request["cpu_s"], request["output_mb"])
    _limit_memory(request["memory_mb"] + _OPENING_MB)
    leave_network()
    try:
        return _report(0, **_ask(query, request))
    except BaseException as error:  # noqa: BLE001  a panic of Oxigraph is no Exception
        return _report(REPORTED, **_reason(error, query))


def _ask(query: str, request: dict[str, Any]) -> dict[str, Any]:
    check(query)
    store = ox.Store.read_only(request["folder"])
    _limit_memory(request["memory_mb"])
    found = store.query(query, prefixes=request["prefixes"], **_dataset(request["dataset"]))
    return _write(found, request)


def _reason(error: BaseException, query: str) -> dict[str, Any]:
    match error:
        case Refused():
            return {"kind": "refused", "message": str(error)}
        case SyntaxError() | RecursionError():
            message, line, column = explain(query, str(error))
            kind = "refused" if message.endswith(READ_ONLY) else "syntax"
            return {"kind": kind, "message": message, "line": line, "column": column}
        case MemoryError():
            return {"kind": "memory"}
        case OSError() if _TOO_LARGE in str(error):
            return {"kind": "output"}
    return {"kind": "failed", "message": str(error) or type(error).__name__}


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


def _dataset(graphs: dict[str, list[str]] | None) -> dict[str, Any]:
    """What the query reads: the union of all graphs, or only those named."""
    if graphs is None:
        return {"use_default_graph_as_union": True}
    named = {kind: [ox.NamedNode(iri) for iri in iris] for kind, iris in graphs.items()}
    return {"default_graph": named["default"], "named_graphs": named["named"]}


def _write(found: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Write at most `max_rows` rows or triples; those beyond are never computed, but for the first."""
    out, most = sys.stdout.buffer, request["max_rows"]
    table = getattr(ox.QueryResultsFormat, request["table"])
    if isinstance(found, ox.QueryBoolean):
        found.serialize(out, table)
        kind, more = "answer", False
    elif isinstance(found, ox.QueryTriples):
        format = getattr(ox.RdfFormat, request["graph"])
        prefixes = request["prefixes"] if format == ox.RdfFormat.TURTLE else None
        ox.serialize(islice(found, most), out, format, prefixes=prefixes)
        kind, more = "graph", next(found, None) is not None
    else:
        # Oxigraph serializes whole results only, so ours is one that it reads from TSV.
        rows = _rows(found, most, request["output_mb"] << 20)
        ox.parse_query_results(rows, ox.QueryResultsFormat.TSV).serialize(out, table)
        kind, more = "table", next(found, None) is not None
    out.flush()
    return {"kind": kind, "more": more}


def _rows(found: Any, most: int, most_bytes: int) -> io.BytesIO:
    """The first rows as TSV."""
    tsv = io.BytesIO()
    tsv.write("\t".join(map(str, found.variables)).encode() + b"\n")
    for row in islice(found, most):
        tsv.write("\t".join(map(_term, row)).encode() + b"\n")
        if tsv.tell() > most_bytes:
            raise OSError(_TOO_LARGE)
    tsv.seek(0)
    return tsv


def _term(term: Any) -> str:
    if term is None:
        return ""
    written = str(term).replace("\t", "\\t")
    return f"<<( {written} )>>" if isinstance(term, ox.Triple) else written


def _report(status: int, **report: Any) -> int:
    sys.stderr.write("\n" + json.dumps(report))
    return status


if __name__ == "__main__":
    _status = main()
    sys.stderr.flush()
    os._exit(_status)  # tidying up costs time, and would fail once the output is too large
