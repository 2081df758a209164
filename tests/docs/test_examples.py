"""Every example of the documentation is run, and prints what the page says it prints."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

import pytest
from pages import PAGES, ROOT, Block, blocks, name

import kb

pytestmark = pytest.mark.xdist_group("docs")  # spaCy's model is loaded once

RUN = {"sh", "python"}
PROBABILITY = re.compile(r"(\b0\\\.\d\d)\d\d\b")  # in a line that re.escape has seen
WITH_EXAMPLES = {page: [block for block in blocks(page) if block.language in RUN] for page in PAGES}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample articles, as `make run` leaves it."""
    store = tmp_path_factory.mktemp("samples") / "store"
    outcomes = kb.open(store).add(ROOT / "data" / "articles")
    assert [outcome.status for outcome in outcomes] == ["added"] * 18
    kb.open(store).link(ROOT / "data" / "actors.csv")
    return store


@pytest.fixture
def folder(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in as if it were the checkout, with the commands of this environment."""
    (tmp_path / "data").mkdir()
    for sample in ("articles", "actors.csv"):
        (tmp_path / "data" / sample).symlink_to(ROOT / "data" / sample)
    shutil.copytree(samples, tmp_path / "data/store")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KB_STORE", "data/store")
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    monkeypatch.delenv("COLUMNS", raising=False)
    yield tmp_path
    if server := exported(tmp_path).get("SERVER"):  # it lives where an example failed
        with suppress(ProcessLookupError):
            os.kill(int(server), signal.SIGTERM)


def exported(folder: Path) -> dict[str, str]:
    """What the examples so far have exported; nothing where there was none."""
    file = folder / ".environment"
    known = file.read_text().split("\0")[:-1] if file.exists() else []
    return dict(entry.split("=", 1) for entry in known)


def run_sh(code: str, folder: Path) -> str:
    """What the commands print; what they export is there for the next ones, as in a terminal."""
    done = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", f"{code}\nenv -0 > '{folder / '.environment'}'"],
        env=exported(folder) or None,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"{code}\nexit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def run_python(code: str, names: dict[str, Any]) -> str:
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(code, names)  # noqa: S102  it is our own documentation
    return printed.getvalue()


def pattern(output: str) -> str:
    """A regular expression for what a page says is printed.

    A line with … alone stands for any lines. Of a confidence two decimals count: processors round differently.
    """
    lines = (
        r"(.*\n)*?"
        if line.strip() == "…"
        else PROBABILITY.sub(r"\1\\d*", re.escape(line.rstrip())) + r"[ \t]*\n"
        for line in output.splitlines()
    )
    return "".join(lines)


def check(block: Block, printed: str) -> None:
    if block.output is not None and not re.fullmatch(pattern(block.output), printed.rstrip("\n") + "\n"):
        pytest.fail(f"Line {block.line} prints\n{printed}\nand the page says\n{block.output}")


def test_most_pages_have_examples() -> None:
    assert sum(bool(found) for found in WITH_EXAMPLES.values()) >= 7
    assert sum(len(found) for found in WITH_EXAMPLES.values()) > 25


@pytest.mark.parametrize("page", [page for page, found in WITH_EXAMPLES.items() if found], ids=name)
def test_the_examples_of_a_page_run_in_order_and_print_what_it_says(page: Path, folder: Path) -> None:
    names: dict[str, Any] = {}
    for block in WITH_EXAMPLES[page]:
        printed = run_sh(block.code, folder) if block.language == "sh" else run_python(block.code, names)
        check(block, printed)
