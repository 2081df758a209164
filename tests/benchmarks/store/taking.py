"""Export of the whole store in each format, with the most memory that it took; and validation of all of it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from pyoxigraph import Quad, RdfFormat, parse

import kb
from benchmarks.store import rdflib_peer, served_peer
from benchmarks.store.figures import Figure, Spread, timed
from benchmarks.store.subject import Bench
from kb.export import SUFFIXES
from kb.validation.shacl import check_shapes, to_rdflib

_EXPORTING = """
import time, kb
from benchmarks.memory import most
base = kb.open({path!r})
before, start = most(), time.perf_counter()
base.export({out!r})
print(1000 * (time.perf_counter() - start), most())
"""
_PART = 20
"""Articles of which pySHACL checks the graph as a whole, where all of them would take too long."""
_LONG_S = 120


def exporting(bench: Bench) -> Iterator[Figure]:
    for suffix, format in SUFFIXES.items():
        out = bench.folder / f"all{suffix}"
        code = _EXPORTING.format(path=str(bench.subject.path), out=str(out))
        found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        taken, memory = map(float, found.stdout.split())
        out.unlink()
        times, memories = {}, {}
        if bench.rdflib and format in rdflib_peer.EXPORTS:
            times["rdflib"], most = bench.rdflib.export(format)
            memories["rdflib"] = Spread(most) if most else times["rdflib"]
        if bench.served and format in served_peer.EXPORTS:
            times["served"], most = bench.served.export(format)
            memories["served"] = Spread(most)
        yield Figure(f"export as {format}", "ms", Spread(taken), times)
        yield Figure(f"- most memory, {format}", "MB", Spread(memory), memories)


class _EnoughError(Exception):
    pass


def validating(bench: Bench) -> Iterator[Figure]:
    """All articles; pySHACL over the merged graph of some, as part of what all would take."""
    ours, checked = _ours(bench)
    quads, taken = _whole(bench)
    part = (
        f", from {checked} of {bench.subject.articles} articles" if checked < bench.subject.articles else ""
    )
    whole = f"pySHACL over the whole graph, from {quads:,} quads, without the texts"
    yield Figure(f"validating the store{part}", "ms", Spread(ours))
    yield Figure(whole, "ms", Spread(taken * bench.subject.quads / quads))


def _ours(bench: Bench) -> tuple[float, int]:
    """Milliseconds for all of it, and from how many articles that is known."""
    checked, start = 0, time.perf_counter()

    def tell(_: str) -> None:
        nonlocal checked
        checked += 1
        if time.perf_counter() - start > _LONG_S:
            raise _EnoughError

    with suppress(_EnoughError):
        taken = timed(lambda: kb.open(bench.subject.path).validate(tell))
        return taken, checked
    return 1000 * (time.perf_counter() - start) * bench.subject.articles / checked, checked


def _whole(bench: Bench) -> tuple[int, float]:
    """Of how many quads, and the milliseconds that they took: all, unless those of some say it takes long."""
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in parse(path=str(bench.subject.dump), format=RdfFormat.N_QUADS):
        if "/article/" in str(quad.graph_name):
            graphs[str(quad.graph_name)].append(quad)
    some = [quad for name in sorted(graphs)[:_PART] for quad in graphs[name]]
    every = [quad for graph in graphs.values() for quad in graph]
    taken = timed(lambda: list(check_shapes(to_rdflib(some))))
    if taken * len(every) / len(some) > 1000 * _LONG_S:
        return len(some), taken
    return len(every), timed(lambda: list(check_shapes(to_rdflib(every))))
