"""Work on many articles in several processes. What comes out is in the order of what went in.

    tasks = ((item, item.article) for item in items)
    with closing(in_order(work, tasks, jobs=4)) as done:
        for item, result in done: ...

Each worker is led by a thread in this process that only waits for its answers, so that it is known which
article a worker died of.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from threading import Lock
from typing import Generic, Self, TypeVar

from kb.errors import OnRecordError, ReadingError
from kb.model import Article
from kb.pool.worker import Worker, attempt

T = TypeVar("T")
A = TypeVar("A")
R = TypeVar("R")

ENOUGH = 40_000
"""Characters of text from which on workers save more time than they take to start, about two seconds."""

ITEM = 200
"""What an item costs beside its text, in characters of text."""

AHEAD = 4
"""Items taken in for each worker before the first one is done, so that a long article holds nobody up."""


def cores() -> int:
    """How many processor cores this process may use, which may be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Article], R], tasks: Iterable[tuple[T, Article | None]], jobs: int | None = None
) -> Generator[tuple[T, R | OnRecordError | None], None, None]:
    """Each item with what `work` makes of its article, or the error that it raises; None where it has none.

    `jobs`: how many processes work, 1 is this one alone; None is one for each core. Where they are several,
    `work` is pickled. Close what this gives: that ends them. Raises OnRecordError where they cannot start.
    """
    jobs = cores() if jobs is None else jobs
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}, and somebody must work: expected 1 or more.")
    tasks = iter(tasks)
    first, enough = _first(tasks) if jobs > 1 else ([], False)
    if enough:
        yield from _apart(work, chain(first, tasks), jobs)
    else:
        for item, article in chain(first, tasks):
            yield item, None if article is None else attempt(work, article)


def each_in_order(work: Callable[[A], R], items: Iterable[A], jobs: int) -> Generator[R, None, None]:
    """What `work` makes of each item, in `jobs` processes. Close what this gives: that ends them.

    Raises OnRecordError where `work` does, where they cannot start or where one of them died.
    """
    with _Pool(work, jobs) as pool:
        for future in ahead(map(pool.submit, items), AHEAD * jobs):
            result = future.result()
            if isinstance(result, OnRecordError):
                raise result
            yield result


def _first(tasks: Iterator[tuple[T, Article | None]]) -> tuple[list[tuple[T, Article | None]], bool]:
    """The first tasks, and whether they are worth starting workers for."""
    first, size = [], 0
    for item, article in tasks:
        first.append((item, article))
        size += ITEM + (len(article.text) if article else 0)
        if size >= ENOUGH:
            return first, True
    return first, False


def _apart(
    work: Callable[[Article], R], tasks: Iterable[tuple[T, Article | None]], jobs: int
) -> Iterator[tuple[T, R | OnRecordError | None]]:
    with _Pool(work, jobs) as pool:
        begun = ((item, None if article is None else pool.submit(article)) for item, article in tasks)
        for item, future in ahead(begun, AHEAD * jobs):
            yield item, None if future is None else future.result()


def ahead(items: Iterable[T], count: int) -> Iterator[T]:
    """The items, with so many more taken in than are given."""
    taken: deque[T] = deque()
    for item in items:
        taken.append(item)
        if len(taken) > count:
            yield taken.popleft()
    yield from taken


class _Pool(Generic[A, R]):
    """Workers, started when there is something for them to do. Raises OnRecordError for unpicklable work."""

    def __init__(self, work: Callable[[A], R], jobs: int) -> None:
        self._work = pickled(work)
        self._threads = ThreadPoolExecutor(jobs)
        self._lock = Lock()
        self._closed = False
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []

    def submit(self, item: A) -> Future[R | OnRecordError]:
        return self._threads.submit(self._lead, item)

    def _lead(self, item: A) -> R | OnRecordError:
        """Have a worker do it. Runs in a thread."""
        worker = self._worker()
        worker.make_ready(self._work)
        try:
            result: R | OnRecordError = worker.ask(item)
        except (EOFError, ConnectionError):
            return ReadingError(f"The process that read it {worker.end()} Then try it again.")
        self._idle.append(worker)
        return result

    def _worker(self) -> Worker:
        with self._lock:
            if self._closed:
                raise ReadingError("Nobody waits for this any more.")
            if self._idle:
                return self._idle.pop()
            self._workers.append(Worker())
            return self._workers[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()


def pickled(work: Callable[[A], R]) -> bytes:
    """The work, to be sent. Raises OnRecordError where it cannot be."""
    try:
        return pickle.dumps(work)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise OnRecordError(
            f"The reader cannot be sent to other processes ({error}). Use one job, which reads in this one."
        ) from error
