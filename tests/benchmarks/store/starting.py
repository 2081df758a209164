"""Cold starts, and the memory of a process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx

from benchmarks.store.figures import Figure, Spread, timed
from benchmarks.store.served_peer import free_port
from benchmarks.store.subject import Bench, disk

KB = str(Path(sys.executable).parent / "kb")
STARTS = 5
_DASHBOARD_S = 60
_HOLDING = """
import kb
from benchmarks.memory import most
base = kb.open({path!r})
for name in ("counts", "most-quoted", "statements", "actors"):
    base.query(name)
print(most())
"""


def starting(bench: Bench) -> Iterator[Figure]:
    store = ["--store", str(bench.subject.path)]
    speaker = bench.subject.draws.persons[0]
    asking = [KB, "query", "said-by", "--param", f"speaker={speaker}", "--format", "json", *store]
    sparql = [KB, "query", "SELECT * { ?s onr:said ?o } LIMIT 1", "--format", "json", *store]
    for what, command in (("kb query, named", asking), ("kb query, SPARQL", sparql)):
        taken = [timed(partial(_run, command)) for _ in range(STARTS)]
        yield Figure(f"cold start of {what}", "ms", Spread.of(taken))
    yield Figure("cold start of the dashboard", "ms", Spread.of(_dashboard(bench) for _ in range(STARTS)))


def holding(bench: Bench) -> Iterator[Figure]:
    """Of a process that asks four queries of each store; of rdflib's with the graph that it loaded."""
    code = _HOLDING.format(path=str(bench.subject.path))
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    peers = {}
    if bench.rdflib:
        peers["rdflib"] = Spread(bench.rdflib.memory)
    if bench.served:
        peers["served"] = Spread(bench.served.memory)
    yield Figure("memory of a process", "MB", Spread(float(found.stdout)), peers)
    peers = {"served": Spread(disk(bench.served.folder))} if bench.served else {}
    yield Figure("disk", "MB", Spread(disk(bench.subject.path)), peers)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _dashboard(bench: Bench) -> float:
    """Milliseconds from `kb ui` until it answers."""
    port, start = free_port(), time.perf_counter()
    command = [KB, "ui", "--port", str(port), "--store", str(bench.subject.path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        while time.perf_counter() - start < _DASHBOARD_S:
            try:
                httpx.get(f"http://127.0.0.1:{port}/_stcore/health", trust_env=False).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.02)
            else:
                return 1000 * (time.perf_counter() - start)
        raise RuntimeError("The dashboard does not answer.")
    finally:
        process.terminate()
        process.wait()
