"""Several processes at work: the order stays, a death costs one article, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
import works
from processes import children, lives

from kb.errors import OnRecordError, ReadingError, SourceError
from kb.model import Article
from kb.pool import AHEAD, ENOUGH, ITEM, cores, in_order

R = TypeVar("R")

MANY = 24

pytestmark = pytest.mark.usefixtures("few_are_enough")

SCRIPT = """
import works
from kb.model import Article
from kb.pool import in_order
tasks = [(None, Article(f"a{n}", "Ada said so.")) for n in range(500)]
for _, result in in_order(works.WORK, tasks, 2):
    print(result, flush=True)
"""


def articles(texts: Iterable[str]) -> Iterator[tuple[str, Article]]:
    return ((text, Article(f"a{number}", text)) for number, text in enumerate(texts))


def work_on(
    work: Callable[[Article], R], texts: Iterable[str], jobs: int = 2
) -> list[R | OnRecordError | None]:
    with closing(in_order(work, articles(texts), jobs)) as done:
        return [result for _, result in done]


def script(tmp_path: Path, work: str) -> subprocess.Popen[str]:
    """A Python script that works on articles without a guard around it, as people write them."""
    (tmp_path / "script.py").write_text(SCRIPT.replace("WORK", work))
    return subprocess.Popen(
        [sys.executable, str(tmp_path / "script.py")],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(found: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_results_come_in_the_order_of_the_articles_and_are_the_same_for_any_number_of_workers() -> None:
    texts = [f"Ada said {number}." for number in range(MANY)]
    texts[3] = "bad"
    alone = [str(result) for result in work_on(works.shout, texts, 1)]
    assert alone[:5] == ["ADA SAID 0.", "ADA SAID 1.", "ADA SAID 2.", "a3 is bad.", "ADA SAID 4."]
    together = work_on(works.shout, texts, 3)
    assert [str(result) for result in together] == alone
    assert isinstance(together[3], SourceError)


def test_what_has_no_article_passes_at_its_place() -> None:
    tasks = [(number, Article(f"a{number}", "x") if number % 2 else None) for number in range(MANY)]
    with closing(in_order(works.shout, tasks, 2)) as done:
        assert list(done) == [(number, "X" if number % 2 else None) for number in range(MANY)]


def test_many_are_shared_by_as_many_processes_as_were_asked_for_each_with_one_thread() -> None:
    done = dict(filter(None, work_on(works.process, "x" * MANY)))  # type: ignore[arg-type]
    assert len(done) == 2
    assert os.getpid() not in done
    assert set(done.values()) == {"1"}
    assert not any(map(lives, done))


def test_little_text_and_one_job_stay_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {result[0] for result in work_on(works.process, "xy", 1)} == {os.getpid()}  # type: ignore[index]
    monkeypatch.setattr("kb.pool.ENOUGH", ENOUGH)
    little, enough = "x" * (ENOUGH // 2 - ITEM - 1), "x" * (ENOUGH // 2 - ITEM)
    assert {result[0] for result in work_on(works.process, [little] * 2)} == {os.getpid()}  # type: ignore[index]
    assert os.getpid() not in {result[0] for result in work_on(works.process, [enough] * 2)}  # type: ignore[index]


def test_a_worker_that_is_killed_loses_its_article_and_no_other() -> None:
    texts = [f"Ada said {number}." for number in range(MANY)]
    texts[2] = "kill"
    texts[10] = "exit"
    done = work_on(works.shout, texts)
    killed, ended = done[2], done[10]
    assert isinstance(killed, ReadingError)
    assert "was killed, as happens where memory runs out" in str(killed)
    assert isinstance(ended, ReadingError)
    assert "ended with status 4" in str(ended)
    others = [text.upper() for text in texts if text.startswith("Ada")]
    assert [result for result in done if isinstance(result, str)] == others


def test_articles_are_taken_in_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[tuple[None, Article]]:
        nonlocal taken
        while True:
            taken += 1
            yield None, Article("a1", "Ada said so.")

    with closing(in_order(works.shout, endless(), 2)) as done:
        for given in range(1, 60):
            next(done)
            assert taken <= given + 2 * AHEAD


def test_stopping_in_the_middle_ends_the_workers_at_once() -> None:
    began = time.monotonic()
    others = set(children(os.getpid()))  # other tests keep a browser, for one
    with closing(in_order(works.linger, articles("x" * MANY), 2)) as done:
        assert next(done) == ("x", "first")
        assert len(set(children(os.getpid())) - others) == 2
    assert not set(children(os.getpid())) - others
    assert time.monotonic() - began < 15


def test_work_that_cannot_be_sent_or_taken_is_said_to_be_so_in_one_line() -> None:
    with pytest.raises(OnRecordError, match=r"cannot be sent to other processes .* Use one job"):
        work_on(lambda _: None, "x" * MANY)
    with pytest.raises(OnRecordError, match="was to read articles ended with status 4"):
        work_on(works.Unloadable(), "x" * MANY)
    with pytest.raises(ValueError, match="expected 1 or more"):
        work_on(works.shout, "x", 0)


def test_a_script_needs_no_guard_against_being_run_by_the_workers(tmp_path: Path) -> None:
    out, err = script(tmp_path, "shout").communicate(timeout=60)
    assert err == ""
    assert out == "ADA SAID SO.\n" * 500


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    with script(tmp_path, "process") as process:
        assert process.stdout
        process.stdout.readline()
        workers = children(process.pid)
        assert len(workers) == 2
        process.send_signal(signal.SIGKILL)
    wait_for(lambda: not any(map(lives, workers)))


def test_there_is_a_core_for_this_process() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
