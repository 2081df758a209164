"""`kb serve` as people run it: a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(store: Path, *options: object, host: str = "127.0.0.1") -> Iterator[str]:
    """The address of an endpoint, which ends with the block, and ends well."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as free:
        free.bind((host, 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from kb.cli import main; main()",
        "serve",
        "--port",
        str(port),
        "--host",
        host,
    ]
    environment = os.environ | {"KB_STORE": str(store)}
    with subprocess.Popen(
        [*command, *map(str, options)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            address = f"http://{f'[{host}]' if ':' in host else host}:{port}/sparql"
            assert process.stdout.readline() == f"SPARQL endpoint: {address} (stop it with Ctrl-C)\n"
            yield address
        finally:
            process.terminate()
            _, errors = process.communicate(timeout=30)
    assert errors == "", "nothing is written but what was found and what went wrong"
