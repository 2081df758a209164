"""SPARQL typed by a person, run where it can do no harm: see `worker.py` for the other side."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any, Literal

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kb.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTimeout
from kb.store import worker
from kb.store.oxigraph import publish_left_over
from kb.store.results import Graph, Result, collect
from kb.store.snapshots import hold_newest
from kb.store.turtle import order
from kb.vocab import PREFIXES

AT_ONCE = max(2, min(8, os.cpu_count() or 2))
"""Queries that run at the same time, each with its own time and memory; more wait for their turn."""

MAX_CHARS = 1_000_000
"""Characters that a query may have."""

_PATIENCE_S = 30
_turns = BoundedSemaphore(AT_ONCE)

_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError")
"""What Rust, RocksDB and Python say last when there is no memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds, megabytes (of memory, and of what it gives), rows or triples."""

    timeout_s: float = 10
    memory_mb: int = 1024
    output_mb: int = 64
    max_rows: int = 10_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Dataset:
    """Graphs of the store, by IRI, that a query reads: as one by default, and as `GRAPH ?g`."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a query found, and whether there is more than the rows or triples that were written."""

    kind: Literal["table", "graph", "answer"]
    more: bool


def run_untrusted(path: Path, sparql: str, limits: Limits = LIMITS) -> Result:
    """What `sparql` finds in the newest published state of the store at `path`.

    Runs in a process of its own, within `limits`; a result with more rows is cut, and says so. The prefixes
    of `kb.vocab.PREFIXES` need no PREFIX line.

    Raises NotAStore; QuerySyntaxError, with line and column; QueryRefused for an update, SERVICE, FROM or a
    query of more than a million characters; QueryTimeout at any other limit, or where others' queries take
    too long; QueryError where the query fails otherwise.
    """
    with tempfile.TemporaryFile() as out:
        done = write_untrusted(path, sparql, out, table="TSV", graph="N_TRIPLES", limits=limits)
        if done.kind == "graph":
            triples = {quad.triple for quad in parse(out, RdfFormat.N_TRIPLES)}
            return Graph(tuple(sorted(triples, key=order)), done.more)
        format = QueryResultsFormat.TSV
        return collect(parse_query_results(out, format), more=done.more)


def write_untrusted(
    path: Path,
    sparql: str,
    out: IO[bytes],
    *,
    table: str,
    graph: str,
    dataset: Dataset | None = None,
    limits: Limits = LIMITS,
) -> Written:
    """Write what `sparql` finds to the file `out`, as `run_untrusted`; nothing passes through this process.

    `table` names one of pyoxigraph's QueryResultsFormats, for rows and for yes or no; `graph` one of its
    RdfFormats. The query reads `dataset`, or the union of all graphs where that is None.
    Raises as `run_untrusted`.
    """
    _check_text(sparql)
    publish_left_over(path)
    with _turn(), hold_newest(path) as folder:
        request = {
            "folder": str(folder),
            "sparql": sparql,
            "prefixes": PREFIXES,
            "dataset": dataset and asdict(dataset),
            "table": table,
            "graph": graph,
            "max_rows": limits.max_rows,
            "memory_mb": limits.memory_mb,
            "cpu_s": int(limits.timeout_s) + 1,
            "output_mb": limits.output_mb,
        }
        done = _run(json.dumps(request).encode(), out, limits.timeout_s)
    report = done.stderr.rpartition(b"\n")[2]
    if done.returncode:
        raise _error(done.returncode, report if done.returncode == worker.REPORTED else done.stderr, limits)
    out.seek(0)
    return Written(**json.loads(report))


def _check_text(sparql: str) -> None:
    if len(sparql) > MAX_CHARS:
        raise QueryRefused(
            f"The query has {len(sparql):,} characters, and at most {MAX_CHARS:,} are read. Ask in several."
        )
    try:
        sparql.encode()
    except UnicodeEncodeError as error:
        raise QuerySyntaxError(
            f"Character {error.start + 1} of the query is half of one. Write the query as UTF-8."
        ) from None


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=_PATIENCE_S):
        raise QueryTimeout(
            f"{AT_ONCE} queries run at once, and this one waited {_PATIENCE_S} seconds for its turn."
            " Try again later."
        )
    try:
        yield
    finally:
        _turns.release()


def _run(request: bytes, out: IO[bytes], timeout_s: float) -> subprocess.CompletedProcess[bytes]:
    # -I: neither the user's environment nor the working directory decides what the worker imports.
    command = [sys.executable, "-I", worker.__file__]
    try:
        # The end of the stderr pipe wakes us at once; without a pipe, subprocess looks every 50 ms.
        return subprocess.run(
            command,
            input=request,
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=timeout_s,
            check=False,
            # Each arena reserves addresses, which count against the limit though nothing is in them.
            env={**os.environ, "MALLOC_ARENA_MAX": "1"},
        )
    except subprocess.TimeoutExpired:
        raise QueryTimeout(
            f"The query was stopped after {timeout_s:g} seconds."
            " Make it narrower (does every pattern share a variable with another?) or allow it more time."
        ) from None


def _error(status: int, stderr: bytes, limits: Limits) -> QueryError:
    if status == worker.REPORTED:
        return _reported(json.loads(stderr), limits)
    if -status == signal.SIGXCPU:
        return QueryTimeout("The query was stopped at its time limit. Make it narrower.")
    if -status == signal.SIGKILL or any(sign in stderr for sign in _NO_MEMORY):
        return _out_of_memory(limits.memory_mb)
    if -status == signal.SIGSEGV:  # what a parser does when its stack is full
        return QueryError(
            "The query is nested too deeply, or one of its lists is too long."
            " Write it with fewer brackets inside brackets, and long lists as VALUES."
        )
    last = stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return QueryError(f"The query's process ended with status {status} ({last}). Try a simpler query.")


def _reported(report: dict[str, Any], limits: Limits) -> QueryError:
    match report["kind"]:
        case "refused":
            return QueryRefused(report["message"])
        case "syntax":
            return QuerySyntaxError(report["message"], line=report["line"], column=report["column"])
        case "output":
            return QueryTimeout(
                f"The query was stopped as it gives more than {limits.output_mb} MB. Add a LIMIT."
            )
        case "memory":
            return _out_of_memory(limits.memory_mb)
        case _:
            return QueryError(f"The query failed: {' '.join(report['message'].split())}")


def _out_of_memory(memory_mb: int) -> QueryTimeout:
    return QueryTimeout(
        f"The query was stopped because it needs more than {memory_mb} MB of memory."
        " Make it narrower: fewer rows to sort or group, or every pattern joined to another."
    )
