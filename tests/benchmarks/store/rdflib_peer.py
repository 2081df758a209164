"""rdflib's Dataset in memory, in a process of its own, so that its memory is its own.

Each piece of work is done in a fork of that process: what takes too long is killed, and nothing has to be
loaded again. What it changes is gone with the fork, so that all of it happens to the full store.
"""

from __future__ import annotations

import os
import select
import signal
import struct
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rdflib import Dataset, URIRef

from benchmarks.memory import most
from benchmarks.store.figures import Spread

_RESULT = struct.Struct("dd?")
EXPORTS = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}


class RdflibPeer:
    """`dump` is N-Quads. `loaded_ms`, and `memory`, MB, say what it took to have them."""

    def __init__(self, dump: Path, cap_s: float) -> None:
        self.cap_s = cap_s
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, str(dump), cap_s), daemon=True)
        self._process.start()
        self.loaded_ms, self.memory = self._pipe.recv()

    def query(self, sparql: str) -> Spread:
        return self._ask("query", sparql)

    def add(self, nquads: bytes) -> Spread:
        return self._ask("add", nquads)

    def remove(self, graph: str) -> Spread:
        return self._ask("remove", graph)

    def replace(self, graph: str, nquads: bytes) -> Spread:
        return self._ask("replace", graph, nquads)

    def export(self, format: str) -> tuple[Spread, float]:
        """Milliseconds, and the most MB that it held meanwhile."""
        self._pipe.send(("export", EXPORTS[format]))
        return self._answer()

    def _ask(self, *what: object) -> Spread:
        self._pipe.send(what)
        return self._answer()[0]

    def _answer(self) -> tuple[Spread, float]:
        found: tuple[float, float, bool] | None = self._pipe.recv()
        if found is None:
            return Spread(over=1000 * self.cap_s), 0.0
        taken, memory, failed = found
        return (Spread(failed="error") if failed else Spread(taken)), memory

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._process.terminate()
        self._process.join()


def _serve(pipe: Connection, dump: str, cap_s: float) -> None:
    start = time.perf_counter()
    dataset = Dataset(default_union=True)
    dataset.parse(dump, format="nquads")
    pipe.send((1000 * (time.perf_counter() - start), most()))
    while True:
        name, *args = pipe.recv()
        pipe.send(_forked(partial(_WORK[name], dataset, *args), cap_s))


def _forked(work: Callable[[], object], cap_s: float) -> tuple[float, float, bool] | None:
    """Milliseconds, most MB, whether it failed; None where it took too long."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _do(work, write)
    os.close(write)
    ready, _, _ = select.select([read], [], [], cap_s)
    found = os.read(read, _RESULT.size) if ready else b""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)
    if not ready:
        return None
    taken, memory, failed = _RESULT.unpack(found) if found else (0.0, 0.0, True)
    return taken, memory, failed


def _do(work: Callable[[], object], write: int) -> None:
    start, failed = time.perf_counter(), False
    try:
        work()
    except Exception:  # noqa: BLE001  what rdflib cannot do is shown as such
        failed = True
    os.write(write, _RESULT.pack(1000 * (time.perf_counter() - start), most(), failed))
    os._exit(0)


def _query(dataset: Dataset, sparql: str) -> None:
    list(dataset.query(sparql))


def _add(dataset: Dataset, nquads: bytes) -> None:
    dataset.parse(data=nquads, format="nquads")


def _remove(dataset: Dataset, graph: str) -> None:
    dataset.remove_graph(URIRef(graph))


def _replace(dataset: Dataset, graph: str, nquads: bytes) -> None:
    _remove(dataset, graph)
    _add(dataset, nquads)


def _export(dataset: Dataset, format: str) -> None:
    dataset.serialize(os.devnull, format=format)


_WORK: dict[str, Callable[..., Any]] = {
    "query": _query,
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "export": _export,
}
