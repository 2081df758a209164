"""SPARQL typed by a person, run where it can do no harm: see `worker.py` for the other side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Literal

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kb.errors import QueryRefused, QuerySyntaxError, QueryTimeout
from kb.store import worker
from kb.store.limits import LIMITS, Limits, reason, timed_out
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
        raise reason(done.returncode, report if done.returncode == worker.REPORTED else done.stderr, limits)
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
        raise timed_out(timeout_s) from None
