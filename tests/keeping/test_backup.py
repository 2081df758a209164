"""A backup is a store itself, costs what changed, and becomes the store again. The texts are our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from said import SaidReader

import kb
from kb.base import KnowledgeBase
from kb.errors import NotAStore, StoreUnwritable
from kb.model import Article
from kb.store import Table


def add(base: KnowledgeBase, *ids: str) -> None:
    base.add(*(Article(id, f"Ada said the {id} is safe.") for id in ids), reader=SaidReader(), jobs=1)


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    base = kb.open(tmp_path / "store")
    add(base, "bridge", "pier")
    add(base, "dam")
    base.add(Article("ferry", "nobody: Ada said no."), reader=SaidReader(), jobs=1)  # quarantined
    base.remove("dam")
    return base


def said(base: KnowledgeBase) -> list[str]:
    found = base.query("statements")
    assert isinstance(found, Table)
    return sorted(str(row["text"]) for row in found.records())


def test_a_backup_can_be_asked_as_it_is_and_holds_all_that_was_kept(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    size = base.back_up(tmp_path / "backup")
    copy = kb.open(tmp_path / "backup")

    assert size > 1000
    assert said(copy) == said(base) == ["the bridge is safe", "the pier is safe"]
    assert [entry.article for entry in copy.quarantine()] == ["ferry"]
    assert said(copy.as_of("2999")) == said(base)
    assert len(list((tmp_path / "backup/history/dam").iterdir())) == 1


def test_a_second_backup_follows_the_store_and_shares_no_file_with_it(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    base.back_up(tmp_path / "backup")
    add(base, "tower")
    base.remove("pier")
    for entry in base.quarantine():
        base.quarantine().remove(entry.key)
    base.back_up(tmp_path / "backup")
    copy = kb.open(tmp_path / "backup")

    assert said(copy) == ["the bridge is safe", "the tower is safe"]
    assert not list(copy.quarantine())
    mine = {file.stat().st_ino for file in base.path.rglob("*")}
    assert mine.isdisjoint(file.stat().st_ino for file in copy.path.rglob("*"))


def test_tables_of_the_database_that_are_in_a_backup_are_not_copied_again(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    base.back_up(tmp_path / "backup")
    before = {file.stat().st_ino for file in (tmp_path / "backup").rglob("*.sst")}
    add(base, "tower")
    base.back_up(tmp_path / "backup")

    assert before & {file.stat().st_ino for file in (tmp_path / "backup").rglob("*.sst")}


def test_a_store_is_restored_whole_and_can_be_added_to(base: KnowledgeBase, tmp_path: Path) -> None:
    base.back_up(tmp_path / "backup")
    restored = kb.open(tmp_path / "restored")
    restored.restore(tmp_path / "backup")

    assert said(restored) == said(base)
    add(restored, "tower")
    assert said(restored) == ["the bridge is safe", "the pier is safe", "the tower is safe"]
    assert said(kb.open(tmp_path / "backup")) == said(base)


def test_nothing_is_overwritten(base: KnowledgeBase, tmp_path: Path) -> None:
    other = kb.open(tmp_path / "other")
    add(other, "tower")
    base.back_up(tmp_path / "backup")
    used = kb.open(tmp_path / "used")
    base.back_up(used.path)
    add(used, "tower")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/mine.txt").write_text("Dear Ada")

    refused: list[tuple[Callable[[], object], type[Exception], str]] = [
        (lambda: base.back_up(other.path), NotAStore, "is another store"),
        (lambda: base.back_up(used.path), NotAStore, "somebody added articles to it"),
        (lambda: base.back_up(base.path), NotAStore, "is the store itself"),
        (lambda: base.back_up(tmp_path / "letters"), NotAStore, "holds something else"),
        (lambda: other.restore(tmp_path / "backup"), StoreUnwritable, "is there already"),
        (lambda: kb.open(tmp_path / "new").restore(tmp_path / "letters"), NotAStore, "is not a store"),
    ]
    for attempt, error, reason in refused:
        with pytest.raises(error, match=reason):
            attempt()
    assert said(other) == ["the tower is safe"]
    assert not (tmp_path / "new").exists()


def test_a_copy_knows_of_which_store_it_is_one(base: KnowledgeBase, tmp_path: Path) -> None:
    base.back_up(tmp_path / "backup")
    ids = [
        json.loads((path / "onrecord.json").read_text())["id"] for path in (base.path, tmp_path / "backup")
    ]
    assert ids[0] == ids[1]


def test_a_backup_that_broke_off_is_gone_on_with(base: KnowledgeBase, tmp_path: Path) -> None:
    """SQLite leaves a journal beside a copy that breaks off, and would take it for the next copy's."""
    base.back_up(tmp_path / "backup")
    whole = kb.open(tmp_path / "broken")
    whole.path.mkdir()
    (whole.path / ".lock").touch()
    (whole.path / ".index.draft").mkdir()
    (whole.path / ".index.draft/index.sqlite-journal").write_bytes((base.path / "index.sqlite").read_bytes())
    base.back_up(whole.path)

    assert said(whole) == said(base)
    assert not [found for found in whole.examine() if found.trouble]


def test_the_doctor_leaves_a_backup_as_it_is(base: KnowledgeBase, tmp_path: Path) -> None:
    base.back_up(tmp_path / "backup")
    assert not [found for found in kb.open(tmp_path / "backup").examine() if found.trouble]
    base.back_up(tmp_path / "backup")
