from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up import quads
from serving import served

from kb.store import open_writer


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("served")
    with open_writer(root) as writer:
        writer.commit(add=[quad for number in range(3) for quad in quads(number, 50, number)])
    return root


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with served(store, "--timeout", 2, "--max-rows", 100, "--cors", "https://notebook.example") as address:
        yield address
