"""Many people's queries at once, while somebody adds articles."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from made_up import quads
from processes import children

from kb.errors import QueryTimeout
from kb.store import Limits, Table, open_writer, run_untrusted, sandbox, worker

QUADS = 50
PER_GRAPH = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
WRITING = f"""
import sys
from itertools import count
from pathlib import Path
from made_up import quads
from kb.store import open_writer

with open_writer(Path(sys.argv[1]), publish_every_s=0.02) as writer:
    for number in count(1):
        writer.commit(add=quads(number, {QUADS}))
        print(number, flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with open_writer(tmp_path / "store") as writer:
        writer.commit(add=quads(0, QUADS))
    return tmp_path / "store"


@contextmanager
def somebody_adding(store: Path) -> Iterator[None]:
    """A process that holds the store's lock and adds one graph after the other."""
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, store], stdout=subprocess.PIPE, env=paths
    ) as adding:
        assert adding.stdout
        assert adding.stdout.readline() == b"1\n"
        draining = Thread(target=adding.stdout.read)
        draining.start()
        try:
            yield
        finally:
            adding.kill()
            draining.join()


@contextmanager
def counted_workers() -> Iterator[list[int]]:
    """How many workers there were, looked at again and again."""
    seen: list[int] = []
    done = Event()

    def look() -> None:
        while not done.wait(0.1):
            seen.append(sum(is_worker(pid) for pid in children(os.getpid())))

    looking = Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        done.set()
        looking.join()


def is_worker(pid: int) -> bool:
    try:
        return worker.__file__.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_fifty_at_once_get_whole_articles_while_others_are_added(store: Path) -> None:
    with somebody_adding(store), counted_workers() as workers, ThreadPoolExecutor(50) as people:
        found = list(people.map(lambda _: run_untrusted(store, PER_GRAPH), range(50)))

    tables = [table for table in found if isinstance(table, Table)]
    assert len(tables) == 50
    assert {row["n"] for table in tables for row in table.records()} == {QUADS}, "no half article"
    assert max(map(len, tables)) > min(map(len, tables)), "articles came in meanwhile"
    assert 0 < max(workers) <= sandbox.AT_ONCE, "so many times the memory of one, and no more"


def test_who_waits_too_long_for_a_turn_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PATIENCE_S", 0.2)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"

    def ask(number: int) -> str:
        time.sleep(0.3 * (number == sandbox.AT_ONCE))  # the last one comes late
        with pytest.raises(QueryTimeout) as caught:
            run_untrusted(store, endless, Limits(timeout_s=1))
        return str(caught.value)

    with ThreadPoolExecutor(sandbox.AT_ONCE + 1) as people:
        *first, last = people.map(ask, range(sandbox.AT_ONCE + 1))

    assert all("stopped after 1 seconds" in message for message in first)
    assert f"{sandbox.AT_ONCE} queries run at once" in last
