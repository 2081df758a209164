"""What a person's query may take, and what it means when its worker ends at a limit or otherwise."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from typing import Any

from kb.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTimeout
from kb.store import worker

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


def timed_out(timeout_s: float) -> QueryTimeout:
    return QueryTimeout(
        f"The query was stopped after {timeout_s:g} seconds."
        " Make it narrower (does every pattern share a variable with another?) or allow it more time."
    )


def reason(status: int, said: bytes, limits: Limits) -> QueryError:
    """Why a worker ended with that status; `said` is its report, or all that it wrote on standard error."""
    if status == worker.REPORTED:
        return reported(json.loads(said), limits)
    if -status == signal.SIGXCPU:
        return QueryTimeout("The query was stopped at its time limit. Make it narrower.")
    if -status == signal.SIGKILL or any(sign in said for sign in _NO_MEMORY):
        return _out_of_memory(limits.memory_mb)
    if -status == signal.SIGSEGV:  # what a parser does when its stack is full
        return QueryError(
            "The query is nested too deeply, or one of its lists is too long."
            " Write it with fewer brackets inside brackets, and long lists as VALUES."
        )
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    return QueryError(f"The query's process ended with status {status} ({last}). Try a simpler query.")


def reported(report: dict[str, Any], limits: Limits) -> QueryError:
    """The error that a worker reports."""
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
