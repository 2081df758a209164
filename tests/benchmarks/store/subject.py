"""What is measured: a store on disk, what is drawn from it, and the peers with the same quads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import RdfFormat

from benchmarks.sample import Sample
from benchmarks.store.draws import Draws, Params, draw
from benchmarks.store.rdflib_peer import RdflibPeer
from benchmarks.store.served_peer import ServedPeer, program
from kb import queries
from kb.store import open_snapshot


@dataclass(frozen=True, slots=True)
class Subject:
    """A store with its draws, and its quads as a file of N-Quads."""

    path: Path
    dump: Path
    draws: Draws
    articles: int
    quads: int

    def sparql(self, query: str, params: Params) -> str:
        """The named query as it is sent to an engine that knows only SPARQL."""
        named = queries.find(query)
        usual = {one.name: one.default for one in named.parameters if one.default is not None}
        given = usual | params
        with open_snapshot(self.path) as store:
            terms = {
                one.name: queries._term(store, one, str(given[one.name]))
                for one in named.parameters
                if one.name in given and one.name not in ("limit", "offset")
            }
        limit = f"\nLIMIT {given['limit']}" if "limit" in given else ""
        return queries._bound(named.sparql, terms) + limit


@dataclass(frozen=True, slots=True)
class Bench:
    """All that a section of the benchmark needs.

    `folder` is for what it writes. `rdflib_subject` is what rdflib has, which may be less. `rounds` is how
    often each thing is measured, unless that takes more than `seconds_each`.
    """

    subject: Subject
    rdflib_subject: Subject
    sample: Sample
    folder: Path
    rounds: int
    cap_s: float
    rdflib: RdflibPeer | None = None
    served: ServedPeer | None = None
    seconds_each: float = 20.0

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """The store, to be changed."""
        path = self.folder / "copy"
        shutil.copytree(self.subject.path, path)
        try:
            yield path
        finally:
            shutil.rmtree(path)


def subject(path: Path, folder: Path) -> Subject:
    """The store at `path`; its dump goes into `folder`."""
    dump = folder / f"{path.name}.nq"
    with open_snapshot(path) as store:
        store._db.dump(dump, format=RdfFormat.N_QUADS)
        articles = next(int(str(row["count"])) for row in queries.run(store, "counts").records())
        return Subject(path, dump, draw(store), articles, len(store._db))


@contextmanager
def with_peers(bench: Bench, peers: list[str]) -> Iterator[Bench]:
    """The same with those peers that start here, loaded."""
    with ExitStack() as stack:
        rdflib, served, server = None, None, program()
        if "rdflib" in peers:
            rdflib = stack.enter_context(RdflibPeer(bench.rdflib_subject.dump, bench.cap_s))
        if "served" in peers and server is not None:
            served = stack.enter_context(
                ServedPeer(server, bench.folder / "served", bench.subject.dump, bench.cap_s)
            )
        yield replace(bench, rdflib=rdflib, served=served)


def disk(path: Path) -> float:
    """MB; what several names share (snapshots are hard links) counts once."""
    files = {file.stat().st_ino: file.stat().st_size for file in path.rglob("*") if file.is_file()}
    return sum(files.values()) / 1e6
