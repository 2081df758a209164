"""One store with writers that want it at once, and many readers that open it again and again."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from multiprocessing.synchronize import Event
from pathlib import Path

from said import SaidReader

from kb.errors import StoreLocked
from kb.model import Article
from kb.rdf import article_iri, to_quads
from kb.store import Store, Table, open_snapshot, open_writer

_TURN_S = 0.3
"""How long a writer keeps the store."""
_TEXTS = "SELECT ?id ?sha { GRAPH ?id { ?id a schema:NewsArticle ; onr:sha256 ?sha } }"

TURNS, COMMITS, LOCKED = "turns of writers", "commits, each published", "times told that somebody writes"
OPENED, WITHOUT, LARGEST = "snapshots opened", "of them without an index", "bytes of the index's log, at most"


def write(root: Path, name: str, stop: Event, out: Path) -> None:
    """Write whenever nobody else does."""
    counts: Counter[str] = Counter()
    numbers = count()
    while not stop.is_set():
        try:
            with open_writer(root, publish_every_s=0) as store:
                counts[TURNS] += 1
                until = time.monotonic() + _TURN_S
                while time.monotonic() < until and not stop.is_set():
                    commit(store, name, next(numbers))
                    counts[COMMITS] += 1
                    counts[LARGEST] = max(counts[LARGEST], (root / "index.sqlite-wal").stat().st_size)
        except StoreLocked:
            counts[LOCKED] += 1
        time.sleep(0.003)
    out.write_text(json.dumps(counts))


def commit(store: Store, name: str, number: int) -> None:
    """Article 0 is another with each commit, and the others come and are revised."""
    for id in (f"{name}-0", f"{name}-{number % 9}"):
        article = Article(id, f"Ada said {number} is safe. Ben said it is not, {number}.")
        quads = to_quads(SaidReader().read(article), store.base)
        store.commit(drop=[article_iri(id, store.base)], add=quads)


def read(root: Path, times: int, threads: int, out: Path) -> None:
    """Open the store so often, and each time compare the index with the snapshot that it goes with."""
    counts: Counter[str] = Counter()

    def look(_: int) -> bool:
        with open_snapshot(root) as store:
            found = store.query(_TEXTS)
            assert isinstance(found, Table)
            if store.index is None:
                return False
            assert store.index.snapshot == store.folder.name
            there = {(iri, sha) for iri, sha, _ in store.index.read_by()}
            assert there == {(str(row["id"]), str(row["sha"])) for row in found.records()}
            return True

    with ThreadPoolExecutor(threads) as people:
        for had_index in people.map(look, range(times)):
            counts[OPENED] += 1
            counts[WITHOUT] += not had_index
    out.write_text(json.dumps(counts))


def crowd(folder: Path, *, writers: int, readers: int, threads: int, times: int) -> Counter[str]:
    """Processes that write, and processes with threads that open snapshots `times` each; what they counted."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crowded"])
    root, stop = folder / "store", context.Event()
    open_writer(root).close()
    files = [folder / f"counts-{number}" for number in range(writers + readers)]
    writing = [context.Process(target=write, args=(root, f"w{n}", stop, files[n])) for n in range(writers)]
    reading = [context.Process(target=read, args=(root, times, threads, out)) for out in files[writers:]]
    for process in (*writing, *reading):
        process.start()
    for process in reading:
        process.join()
    stop.set()
    for process in writing:
        process.join()
    assert [process.exitcode for process in (*writing, *reading)] == [0] * len(files), "one has failed"
    found: Counter[str] = Counter()
    for file in files:
        counts = json.loads(file.read_text())
        largest = max(found[LARGEST], counts.pop(LARGEST, 0))
        found.update(counts)
        found[LARGEST] = largest
    return found
