"""Work on many articles on a Dask cluster, in the order of what went in, as `kb.pool.in_order` does it here.

Dask runs again what a worker had in hand that was lost. A worker loads the work once; whoever connects to a
scheduler may run anything on it, so it belongs on a network of one's own.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Iterable
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from kb.errors import ClusterError, OnRecordError, ReadingError
from kb.model import Article
from kb.pool import AHEAD, ahead, pickled
from kb.pool.worker import attempt

T = TypeVar("T")
R = TypeVar("R")

_ANSWERS_WITHIN_S = 10
_ONE_AT_A_TIME = Lock()
"""A reader is not made for several threads, which a worker of Dask may have."""


def in_order(
    work: Callable[[Article], R], tasks: Iterable[tuple[T, Article | None]], scheduler: str
) -> Generator[tuple[T, R | OnRecordError | None], None, None]:
    """Each item with what `work` makes of its article on the cluster, or the error that it raises.

    `scheduler` is its address, such as tcp://10.0.0.5:8786. Close what this gives: what is not done is then
    forgotten. Raises ClusterError where there is none, or where its workers cannot do the work.
    """
    sent = pickled(work)
    with _client(scheduler) as client:
        workers = _workers(client, scheduler)
        begun = (
            (item, None if article is None else client.submit(_attempt, sent, article, pure=False))
            for item, article in tasks
        )
        for item, future in ahead(begun, AHEAD * workers):
            yield item, None if future is None else _result(future, scheduler)


def _attempt(sent: bytes, article: Article) -> Any:
    """What a worker does."""
    with _ONE_AT_A_TIME:
        return attempt(_loaded(sent), article)


@lru_cache(maxsize=1)
def _loaded(sent: bytes) -> Callable[[Article], Any]:
    work: Callable[[Article], Any] = pickle.loads(sent)  # noqa: S301  Dask has run what it was sent before this
    return work


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415  an extra, and slow to import
    except ImportError:
        raise ClusterError(
            "Reading on a cluster needs Dask, which is not here. Install it: pip install 'on-record[cluster]'"
        ) from None
    try:
        return Client(scheduler, timeout=_ANSWERS_WITHIN_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {scheduler} ({type(error).__name__}). Start one (dask scheduler),"
            " or give the address that it prints."
        ) from error


def _workers(client: Any, scheduler: str) -> int:
    """How many articles they read at once; those that are just starting are waited for."""
    try:
        client.wait_for_workers(1, timeout=_ANSWERS_WITHIN_S)
    except TimeoutError:
        raise ClusterError(
            f"The cluster at {scheduler} has no workers. Start some: dask worker {scheduler} --nthreads 1"
        ) from None
    return sum(client.nthreads().values())


def _result(future: Any, scheduler: str) -> Any:
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415  an extra, and slow to import

    try:
        result = future.result()
    except KilledWorker:
        return ReadingError("Each worker that was to read it died, as happens where memory runs out.")
    except (CancelledError, OSError) as error:
        raise ClusterError(
            f"The cluster at {scheduler} is gone ({type(error).__name__}). What was said to be in is in;"
            " start it and give the same command, which goes on from there."
        ) from error
    except (ImportError, AttributeError, TypeError, pickle.PickleError) as error:
        raise ClusterError(
            f"A worker of {scheduler} cannot do what it is asked ({error}). Install the same On Record and"
            " Python there."
        ) from error
    if isinstance(result, ClusterError):
        raise result
    return result
