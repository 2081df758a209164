"""Reading on a real Dask cluster of separate processes: the bytes of one process, whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client
from said import SaidReader
from servers import free_port

from kb.base import KnowledgeBase
from kb.errors import ClusterError
from kb.ingest import Outcome, Status
from kb.model import Article
from kb.rdf import runs_graph
from kb.store import open_snapshot

ARTICLES = [Article(f"a{number}", f"Ada said it is {number}. Bob said no.") for number in range(40)]
ARTICLES[7] = Article("a7", "An unreadable text.")

pytestmark = pytest.mark.xdist_group("cluster")


class SlowReader(SaidReader):
    """Takes its time, so that there is a middle in which to kill a worker."""

    def read(self, article: Article):  # type: ignore[no-untyped-def]  # noqa: ANN201  as its parent
        time.sleep(0.02)
        return super().read(article)


class OtherHere(SaidReader):
    """On another machine it is of another version."""

    def __reduce__(self) -> tuple[type[SaidReader], tuple[str]]:
        return SaidReader, ("e" * 64,)


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    code = "import sys; from distributed.cli import dask_scheduler, dask_worker; "
    code += f"sys.argv[0] = 'dask'; dask_{arguments[0]}.main()"
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments[1:], "--host", "127.0.0.1", "--no-dashboard"],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def worker(address: str, folder: Path) -> subprocess.Popen[bytes]:
    return dask("worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("dask")
    processes = [dask("scheduler", "--port", str(port)), *(worker(address, folder) for _ in range(2))]
    with Client(address, timeout=30, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)
    yield address, processes
    for process in processes:
        process.kill()
        process.wait()


def add(folder: Path, scheduler: str | None, reader: SaidReader, tell: object = None) -> list[Outcome]:
    return KnowledgeBase(folder).add(*ARTICLES, reader=reader, jobs=1, scheduler=scheduler, tell=tell)  # type: ignore[arg-type]


def stored(folder: Path) -> list[str]:
    """All but when and by which run."""
    with open_snapshot(folder) as store:
        return sorted(str(quad) for quad in store.quads() if quad.graph_name != runs_graph())


def test_a_cluster_reads_as_one_process_does_though_a_worker_is_killed(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    scheduler, processes = cluster
    alone = add(tmp_path / "alone", None, SaidReader())
    told: list[str | None] = []

    def tell(outcome: Outcome) -> None:
        told.append(outcome.article)
        if len(told) == 15:
            processes[1].send_signal(signal.SIGKILL)

    together = add(tmp_path / "together", scheduler, SlowReader(), tell)
    assert [(o.article, o.status, o.reason) for o in together] == [
        (o.article, o.status, o.reason) for o in alone
    ]
    assert [o.article for o in together if o.status is Status.QUARANTINED] == ["a7"]
    assert processes[1].wait() == -signal.SIGKILL
    assert processes[2].poll() is None
    assert stored(tmp_path / "together") == stored(tmp_path / "alone")


def test_a_worker_with_another_version_of_the_reader_ends_the_batch_with_both_named(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    with pytest.raises(
        ClusterError, match=r"reader on-record/said 0 \(eeeeeeeeeeee\), and .* \(dddddddddddd\)"
    ):
        add(tmp_path / "store", cluster[0], OtherHere())


def test_a_reader_that_the_workers_lack_is_said_to_be_so(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    (tmp_path / "only_here.py").write_text("from said import SaidReader\nclass Mine(SaidReader): ...")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(tmp_path)
        from only_here import Mine  # type: ignore[import-not-found]  # noqa: PLC0415  just written

        with pytest.raises(ClusterError, match=r"cannot do what it is asked .*only_here.* Install the same"):
            add(tmp_path / "store", cluster[0], Mine())


def test_a_scheduler_that_is_not_there_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.pool.cluster._ANSWERS_WITHIN_S", 0.3)
    with pytest.raises(ClusterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:"):
        add(tmp_path / "store", f"tcp://127.0.0.1:{free_port()}", SaidReader())


def test_without_dask_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'on-record\[cluster\]'"):
        add(tmp_path / "store", "tcp://127.0.0.1:1", SaidReader())
