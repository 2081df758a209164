"""A real dashboard on a loopback port, and a real Chromium to look at it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from gate import Gate
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import kb

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    *("--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a route would switch the cache off
    *("--disable-sync", "--disable-quic", "--disable-extensions", "--disable-gpu"),
)


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """As it was: AppTest leaves its script as `__main__`, which every process started later would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


DATED = [
    {"id": "bridge-1", "title": "Bridge shut", "date": "2026-02-01", "publisher": "The Larkhill Echo",
     "text": "“The bridge is safe,” Mayor Ada Finch said. She reportedly told engineers that it might close in 2027."},
    {"id": "bridge-2", "title": "Bridge <b>open</b>", "date": "2026-03", "publisher": "The Larkhill Echo",
     "text": "Mayor Ada Finch said that the bridge had “never been safer” than now."},
]  # fmt: skip
"""Articles of our own, with titles and dates, as the samples have none."""


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of `kb ui` over the sample articles, two dated ones, and one that was refused."""
    folder = tmp_path_factory.mktemp("dashboard")
    dated, empty = folder / "dated.jsonl", folder / "empty.txt"
    dated.write_text("".join(json.dumps(article) + "\n" for article in DATED), encoding="utf-8")
    empty.touch()
    kb.open(folder / "store").add(samples(), dated, empty)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from kb.cli import main; main()",
        "ui",
        "--port",
        str(port),
        "--store",
        str(folder / "store"),
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def samples() -> Path:
    return Path(__file__).parents[2] / "data" / "articles"


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=1).close()  # noqa: S310  our own, on this machine
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"kb ui did not come up:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"{CHROMIUM} is missing: install the package chromium to run the browser tests."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(chromium: Browser, dashboard: str) -> Iterator[BrowserContext]:
    """A fresh profile, which keeps Streamlit's own scripts between the tests."""
    context = chromium.new_context(base_url=dashboard, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page behind the gate: it may ask this machine only, and may log no error."""
    page = context.new_page()
    gate = Gate(page)
    yield page
    page.close()
    assert not gate.left, f"asked beyond this machine: {gate.left}"
    assert not gate.errors, f"errors in the console: {gate.errors}"
