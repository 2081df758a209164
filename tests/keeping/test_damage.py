"""Whatever file is damaged: one line, no wrong answer without a word. `benchmarks.damage` tries more of it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from damaged import KINDS, ask, blank, copy, make_store, mend, troubles

import kb

MENDED = ["manifest of a snapshot", "index.sqlite", "current", ".unpublished"]
NAMED = ["onrecord.json", "history/", "quarantine/", "tables of db/ and snapshots/"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("whole") / "store"
    make_store(root)
    return root


@pytest.mark.parametrize("kind", [*MENDED, *NAMED])
def test_a_damaged_file_is_mended_or_named(whole: Path, tmp_path: Path, kind: str) -> None:
    copy(whole, tmp_path / "right")
    right = ask(kb.open(tmp_path / "right")).answers
    copy(whole, tmp_path / "store")
    base = kb.open(tmp_path / "store")
    blank(max((tmp_path / "store").glob(KINDS[kind]), key=lambda file: file.stat().st_size), Random(4))  # noqa: S311  no secret

    seen = ask(base)
    wrong = [name for name, answer in seen.answers.items() if answer != right[name]]
    assert not wrong or seen.errors or troubles(base)
    cannot = mend(base)
    if kind in MENDED:
        assert (cannot, troubles(base), ask(base).answers) == (None, {}, right)
    else:
        assert cannot or troubles(base)
