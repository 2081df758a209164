"""A remote engine: `oxigraph serve` on loopback, over the SPARQL protocols."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from pyoxigraph import RdfFormat, parse

from benchmarks.store.figures import Spread

EXPORTS = {"trig": "application/trig", "nquads": "application/n-quads", "jsonld": "application/ld+json"}


def program() -> str | None:
    """The server, where it is installed."""
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServedPeer:
    """`folder` is where it keeps its data, `dump` the N-Quads that it is sent."""

    def __init__(self, program: str, folder: Path, dump: Path, cap_s: float) -> None:
        self.folder, self.cap_s = folder, cap_s
        port = free_port()
        where = ["--location", str(folder), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        self._process = subprocess.Popen([program, "serve", *where], stderr=subprocess.DEVNULL)
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=cap_s, trust_env=False)
        self._wait()
        start = time.perf_counter()
        with dump.open("rb") as file:
            headers = {"Content-Type": "application/n-quads"}
            self._client.post("/store", content=file, headers=headers, timeout=None).raise_for_status()
        self.loaded_ms = 1000 * (time.perf_counter() - start)

    @property
    def memory(self) -> float:
        """MB that the server holds now."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii").splitlines()
        return int(dict(line.split(":", 1) for line in lines)["VmRSS"].split()[0]) * 1024 / 1e6

    def query(self, sparql: str) -> Spread:
        headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
        return self._timed("POST", "/query", content=sparql.encode(), headers=headers)

    def add(self, nquads: bytes) -> Spread:
        return self._timed("POST", "/store", content=nquads, headers={"Content-Type": "application/n-quads"})

    def remove(self, graph: str) -> Spread:
        return self._timed("DELETE", "/store", params={"graph": graph})

    def replace(self, graph: str, nquads: bytes) -> Spread:
        data = " ".join(f"GRAPH {q.graph_name} {{ {q.triple} }}" for q in parse(nquads, RdfFormat.N_QUADS))
        update = f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ {data} }}"
        headers = {"Content-Type": "application/sparql-update"}
        return self._timed("POST", "/update", content=update.encode(), headers=headers)

    def export(self, format: str) -> tuple[Spread, float]:
        """Milliseconds, and the MB that the server holds afterwards."""
        return self._timed("GET", "/store", headers={"Accept": EXPORTS[format]}), self.memory

    def _timed(self, method: str, path: str, **what: object) -> Spread:
        start = time.perf_counter()
        try:
            answer = self._client.request(method, path, **what)  # type: ignore[arg-type]
            answer.raise_for_status()
            if "json" in answer.headers.get("Content-Type", "") and path == "/query":
                answer.json()
        except httpx.TimeoutException:
            return Spread(over=1000 * self.cap_s)
        except (httpx.HTTPError, ValueError):
            return Spread(failed="error")
        return Spread(1000 * (time.perf_counter() - start))

    def _wait(self) -> None:
        for _ in range(200):
            try:
                self._client.get("/")
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("oxigraph serve does not answer.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._client.close()
        self._process.terminate()
        self._process.wait()
