"""What is unsound in a store's folder is found, and what can be made anew is. The texts are our own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from said import SaidReader

import kb
from kb.base import KnowledgeBase
from kb.model import Article
from kb.store import Table, open_writer


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    base = kb.open(tmp_path / "store")
    articles = (Article(id, f"Ada said the {id} is safe.") for id in ("bridge", "pier"))
    base.add(*articles, reader=SaidReader(), jobs=1)
    base.add(Article("pier", "Ada said the pier is old."), reader=SaidReader(), jobs=1)
    return base


def troubles(base: KnowledgeBase) -> dict[str, str]:
    return {found.what: found.trouble for found in base.examine() if found.trouble}


def said(base: KnowledgeBase) -> list[str]:
    found = base.query("statements")
    assert isinstance(found, Table)
    return sorted(str(row["text"]) for row in found.records())


def change_index(sql: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with closing(sqlite3.connect(root / "index.sqlite")) as db, db:
            db.execute(sql)

    return change


def garble_index(root: Path) -> None:
    (root / "index.sqlite").write_bytes(b"no database at all" * 1000)


def remove_index(root: Path) -> None:
    (root / "index.sqlite").unlink()


def garble_database(root: Path) -> None:
    for file in (root / "db").glob("MANIFEST*"):
        file.write_bytes(b"nothing")


def remove_database_manifest(root: Path) -> None:
    (root / "db/CURRENT").unlink()
    for file in (root / "db").glob("*.sst"):
        file.unlink()
    (root / "db/CURRENT").write_text("MANIFEST-999999\n")


def leave_a_name(root: Path) -> None:
    from pyoxigraph import Literal, NamedNode, Quad  # noqa: PLC0415  only here

    graph = NamedNode("https://w3id.org/onrecord/id/graph/identities")
    with open_writer(root) as store:
        store.commit(add=[Quad(graph, kb.vocab.ONR.uncompared, Literal("person ada"), graph)])


def test_a_sound_store_has_nothing_to_mend(base: KnowledgeBase) -> None:
    assert troubles(base) == {}
    assert {found.what for found in base.examine()} >= {"index", "database", "earlier versions", "quarantine"}


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (change_index("UPDATE statement SET text = 'another text'"), "index"),
        (change_index("UPDATE actor SET statements = statements + 1"), "index"),
        (change_index("DELETE FROM event"), None),  # there is none
        (change_index("INSERT INTO statement_words (rowid, text) VALUES (99, 'ghost')"), "index"),
        (change_index("UPDATE meta SET value = '00000099' WHERE key = 'snapshot'"), "index"),
        (garble_index, "index"),
        (remove_index, "index"),
        (garble_database, "database"),
        (remove_database_manifest, "database"),
        (leave_a_name, "identities"),
    ],
)
def test_what_can_be_made_anew_is_found_and_mended(
    base: KnowledgeBase, damage: Callable[[Path], None], what: str | None
) -> None:
    before = said(base)
    damage(base.path)
    assert set(troubles(base)) == ({what} if what else set())

    base.mend()
    assert troubles(base) == {}
    assert said(base) == before
    base.add(Article("tower", "Ada said the tower is high."), reader=SaidReader(), jobs=1)
    assert len(said(base)) == len(before) + 1


def test_without_its_index_a_store_answers_as_before(base: KnowledgeBase) -> None:
    before = said(base)
    garble_index(base.path)
    assert said(base) == before


def test_a_damaged_earlier_version_is_named(base: KnowledgeBase) -> None:
    [file] = (base.path / "history/pier").iterdir()
    file.write_bytes(file.read_bytes()[:-20])
    assert file.name in troubles(base)["earlier versions"]
