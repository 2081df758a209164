"""SPARQL typed by a person, run where it can do no harm: see `worker.py` for the other side."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kb.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTimeout
from kb.store import worker
from kb.store.oxigraph import publish_left_over
from kb.store.results import Graph, Result, collect
from kb.store.snapshots import hold_newest
from kb.store.turtle import order
from kb.vocab import PREFIXES

_OUTPUT_MB = 64

_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError")
"""What Rust, RocksDB and Python say last when there is no memory."""


def run_untrusted(
    path: Path, sparql: str, *, timeout_s: float = 10, memory_mb: int = 1024, output_mb: int = _OUTPUT_MB
) -> Result:
    """What `sparql` finds in the newest published state of the store at `path`.

    Runs in a process of its own, with limits on its time, its memory and the size of what it gives. The
    prefixes of `kb.vocab.PREFIXES` need no PREFIX line.

    Raises NotAStore; QuerySyntaxError, with line and column; QueryRefused for an update, SERVICE or FROM;
    QueryTimeout at any limit; QueryError where the query fails otherwise.
    """
    publish_left_over(path)
    with hold_newest(path) as folder, tempfile.TemporaryFile() as out:
        request = {
            "folder": str(folder),
            "sparql": sparql,
            "prefixes": PREFIXES,
            "memory_mb": memory_mb,
            "cpu_s": int(timeout_s) + 1,
            "output_mb": output_mb,
        }
        done = _run(json.dumps(request).encode(), out, timeout_s)
        if done.returncode:
            raise _error(done.returncode, done.stderr, memory_mb, output_mb)
        out.seek(0)
        return _result(out)


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


def _result(out: IO[bytes]) -> Result:
    kind, body = out.readline(), out.read()
    if kind == worker.GRAPH:
        return Graph(tuple(sorted({quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)}, key=order)))
    return collect(parse_query_results(body, QueryResultsFormat.JSON))


def _error(status: int, stderr: bytes, memory_mb: int, output_mb: int) -> QueryError:
    if status == worker.REPORTED:
        return _reported(json.loads(stderr), memory_mb, output_mb)
    if -status == signal.SIGXCPU:
        return QueryTimeout("The query was stopped at its time limit. Make it narrower.")
    if -status == signal.SIGKILL or any(sign in stderr for sign in _NO_MEMORY):
        return _out_of_memory(memory_mb)
    last = stderr.decode(errors="replace").strip().rpartition("\n")[2]
    return QueryError(f"The query's process ended with status {status} ({last}). Try a simpler query.")


def _reported(report: dict[str, Any], memory_mb: int, output_mb: int) -> QueryError:
    match report["kind"]:
        case "refused":
            return QueryRefused(report["message"])
        case "syntax":
            return QuerySyntaxError(report["message"], line=report["line"], column=report["column"])
        case "output":
            return QueryTimeout(f"The query was stopped as it gives more than {output_mb} MB. Add a LIMIT.")
        case "memory":
            return _out_of_memory(memory_mb)
        case _:
            return QueryError(f"The query failed: {report['message']}")


def _out_of_memory(memory_mb: int) -> QueryTimeout:
    return QueryTimeout(
        f"The query was stopped because it needs more than {memory_mb} MB of memory."
        " Make it narrower: fewer rows to sort or group, or every pattern joined to another."
    )
