import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from crowded import LOCKED, OPENED, TURNS, WITHOUT, crowd
from made_up import graph, quads

from kb.errors import StoreLocked
from kb.store import open_snapshot, open_writer

# Graph 0 is replaced with every commit, and each commit brings a graph of its own.
COMMITTING = """
import sys
from pathlib import Path
from made_up import graph, quads
from kb.store import open_writer

with open_writer(Path(sys.argv[1]), publish_every_s=float(sys.argv[2])) as store:
    for number in range(1, 100_000):
        store.commit(drop=[graph(0)], add=[*quads(0, version=number), *quads(number, version=number)])
        print(number, flush=True)
"""
HOLDING = """
import sys
from pathlib import Path
from kb.store import open_writer

with open_writer(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.parametrize(("commits", "publish_every_s"), [(1, 3600), (20, 3600), (20, 0)])
def test_a_writer_killed_at_work_loses_nothing_it_acknowledged_and_leaves_nothing_half_done(
    tmp_path: Path, commits: int, publish_every_s: float
) -> None:
    with start(COMMITTING, tmp_path, publish_every_s) as child:
        assert child.stdout is not None
        acknowledged = [child.stdout.readline() for _ in range(commits)]
        time.sleep(0.015)  # so that it dies amid a commit or a publication
        child.send_signal(signal.SIGKILL)
        acknowledged += child.stdout.readlines()

    last = int(acknowledged[-1])
    with open_snapshot(tmp_path) as store:
        sizes = Counter(quad.graph_name for quad in store.quads())
        replaced = Counter(quad.object.value for quad in store.quads(graph(0)))
    assert {graph(number) for number in range(last + 1)} <= set(sizes)
    assert set(sizes.values()) == {50}
    (version,) = replaced
    assert int(version) in (last, last + 1)

    with open_writer(tmp_path) as store:
        store.commit(drop=[graph(1)])
        assert list(store.quads(graph(1))) == []


def test_a_second_writer_in_another_process_is_told_that_somebody_is_writing(tmp_path: Path) -> None:
    with start(HOLDING, tmp_path) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"

        with pytest.raises(StoreLocked) as caught:
            open_writer(tmp_path)
        with open_snapshot(tmp_path) as reader:
            assert list(reader.quads()) == []

    assert str(caught.value) == (
        f"Somebody else is writing to the store {tmp_path}, and it takes one writer at a time."
        " Wait until they are done, or use another store."
    )


def test_a_second_writer_in_the_same_process_is_told_the_same(tmp_path: Path) -> None:
    with open_writer(tmp_path), pytest.raises(StoreLocked, match="one writer at a time"):
        open_writer(tmp_path)


def test_the_next_writer_can_start_when_the_first_is_done(tmp_path: Path) -> None:
    with open_writer(tmp_path) as first:
        first.commit(add=quads(1))

    with open_writer(tmp_path) as second:
        assert set(second.quads()) == set(quads(1))


def test_a_reader_beside_a_writer_with_unpublished_commits_neither_waits_nor_fails(tmp_path: Path) -> None:
    with open_writer(tmp_path, publish_every_s=3600) as writer:
        writer.commit(add=quads(1))

        with open_snapshot(tmp_path) as reader:
            assert list(reader.quads()) == []


def test_of_two_writers_one_works_and_readers_always_see_an_index_of_the_state_that_they_read(
    tmp_path: Path,
) -> None:
    """`python -m benchmarks.crowd` does it some thousand times."""
    counts = crowd(tmp_path, writers=2, readers=1, threads=3, times=60)

    assert counts[OPENED] == 60
    assert counts[WITHOUT] == 0
    assert counts[TURNS] > 0
    assert counts[LOCKED] > 0
