"""One process that works on articles, from this side and from its own.

It is a Python of its own, started as a command; it is sent the work once and then one article at a time.
The ways of `multiprocessing` do not fit. A forked worker has the lock of the store, and locks of threads that
it lacks (RocksDB's, onnxruntime's, Streamlit's); on macOS it crashes. A spawned one, or one from a fork
server, runs the caller's main module again, so that a script which adds a folder would have to be written for
that. And the workers of a ProcessPoolExecutor outlive a parent that is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from kb.errors import OnRecordError

A = TypeVar("A")
R = TypeVar("R")

_START = "import sys; sys.path[:] = sys.argv[2:]; from kb.pool.worker import serve; serve(int(sys.argv[1]))"

_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""numpy would take all cores in each worker."""


def serve(handle: int) -> None:
    """What a worker does: take the work, then articles, until whoever sends them is gone."""
    connection: Connection[Any, Any] = Connection(handle)
    with connection, suppress(EOFError, ConnectionError):
        work = connection.recv()
        connection.send(True)  # noqa: FBT003  ready
        while True:
            connection.send(attempt(work, connection.recv()))


def attempt(work: Callable[[A], R], item: A) -> R | OnRecordError:
    try:
        return work(item)
    except OnRecordError as error:
        return error


class Worker:
    """One process, from this side."""

    def __init__(self) -> None:
        self._ready = False
        self._pipe, theirs = Pipe()
        with theirs:
            handle = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, str(handle), *sys.path],
                env=os.environ | _ONE_THREAD,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # standard output is for what we print
                pass_fds=[handle],
                process_group=0,  # Ctrl-C in a terminal is for us, and we end them
            )

    def make_ready(self, work: bytes) -> None:
        """Send it the work, once. Raises OnRecordError where it ends of that: no article is to blame."""
        try:
            if not self._ready:
                self._pipe.send_bytes(work)
                self._ready = self._pipe.recv()
        except (EOFError, ConnectionError):
            raise OnRecordError(
                f"A process that was to read articles {self.end()} What was told of so far is done."
            ) from None

    def ask(self, item: Any) -> Any:
        """What the work made of it. Raises EOFError or ConnectionError where the worker died of it."""
        self._pipe.send(item)
        return self._pipe.recv()

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> str:
        """Wait until it has ended; how it did and what helps, to come after its name."""
        status = self._process.wait()
        self._pipe.close()
        if status == -signal.SIGKILL:
            return "was killed, as happens where memory runs out. Make room, or use fewer --jobs."
        return f"ended with status {status}. Please report it with what was printed."
