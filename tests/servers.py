"""Where a store of a test may be: a folder, or a real SPARQL server on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.errors import OnRecordError
from kb.store import Store, open_snapshot, open_writer
from kb.store.remote import Address, open_remote
from kb.store.remote.answers import ask
from kb.store.remote.opening import graphs
from kb.store.remote.wire import Wire

_STARTED_WITHIN_S = 60

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 100
MaxCheckpointRemap = 1000
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 1000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CaseMode = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""


class Server:
    """A server that may be killed and started again at the same place."""

    def __init__(self, address: Address, command: list[str], folder: Path) -> None:
        self.address, self._command, self._folder = address, command, folder
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + _STARTED_WITHIN_S
        while not self._answers():
            assert self._process.poll() is None, f"{self._command[0]} ended"
            assert time.monotonic() < end, f"{self._command[0]} did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def empty(self) -> None:
        """Drop all that tests made."""
        wire = Wire(self.address)
        if gone := " ; ".join(f"DROP SILENT GRAPH {graph}" for graph in graphs(wire)):
            wire.update(gone)
        wire.close()

    def _answers(self) -> bool:
        wire = Wire(self.address)
        try:
            return bool(ask(wire, "SELECT ?one { VALUES ?one { 1 } }"))
        except OnRecordError:
            return False
        finally:
            wire.close()


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """`oxigraph serve`, which is a package for Python, so that it is always there."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", *options]
    command += ["--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    address = Address(url, f"{url}/query", f"{url}/update", f"{url}/store", folder / "beside")
    yield from _running(Server(address, command, folder))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso, of which anybody may ask, and only who has a password may write (by Digest)."""
    found = shutil.which("virtuoso-t")
    if found is None:
        reason = "Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin"
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)
    http = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(http=http, sql=free_port()))
    url = f"http://127.0.0.1:{http}"
    address = Address(
        f"{url}/sparql",
        f"{url}/sparql",
        f"{url}/sparql-auth",
        f"{url}/sparql-graph-crud",
        folder / "beside",
        user="dba",
        password="dba",  # noqa: S106  of every new Virtuoso
    )
    yield from _running(Server(address, [found, "+foreground", "+configfile", "virtuoso.ini"], folder))


class Place:
    """Where a store is, or will be."""

    def __init__(self, write: Callable[[], Store], read: Callable[[], Store]) -> None:
        self.write, self.read = write, read


def on_disk(path: Path) -> Place:
    return Place(lambda: open_writer(path), lambda: open_snapshot(path))


def on_server(server: Server) -> Place:
    server.empty()
    return Place(
        lambda: open_remote(server.address, writing=True, create=True),
        lambda: open_remote(server.address, writing=False),
    )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _running(server: Server) -> Iterator[Server]:
    try:
        yield server
    finally:
        server.kill()
