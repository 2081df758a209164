"""Somebody who would notice a query that reaches outside."""

from __future__ import annotations

import socket
from threading import Thread
from typing import Self


class Listener:
    """Takes calls on a port of this machine, hangs up, and counts them."""

    def __init__(self) -> None:
        self.calls = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/sparql"
        self._thread = Thread(target=self._take, daemon=True)

    def _take(self) -> None:
        while True:
            try:
                call, _ = self._server.accept()
            except OSError:
                return
            self.calls += 1
            call.close()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)  # wakes who waits for a call
        self._server.close()
        self._thread.join()
