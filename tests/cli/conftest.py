"""The command line as a person meets it: arguments and input in, output and an exit code out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from command import Kb

from kb.cli import cli
from kb.reading import DEFAULT_READER, READERS, load_reader


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def kb(store: Path) -> Kb:
    """Run a command on a store of its own. An exception that is no exit fails the test."""

    def run(*args: object, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(cli, [str(a) for a in args], input=input, env={"KB_STORE": str(store)})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read with `said.SaidReader`, put in by the registry of readers: for tests of all that is around it."""
    monkeypatch.setitem(READERS, DEFAULT_READER, "said:said_reader")
    load_reader.cache_clear()
    yield
    load_reader.cache_clear()
