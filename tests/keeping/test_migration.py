"""A store of format 2, as On Record wrote it then, is read as it is and brought up to date by who writes to it."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from said import SaidReader

import kb
from kb.base import KnowledgeBase
from kb.model import Article
from kb.store import Table, open_snapshot, open_writer
from kb.vocab import ONR

OLD = Path(__file__).parent / "data/format-2.tar.gz"


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    with tarfile.open(OLD) as archive:
        archive.extractall(tmp_path, filter="data")
    return kb.open(tmp_path / "format-2")


def said(base: KnowledgeBase) -> list[str]:
    found = base.query("statements")
    assert isinstance(found, Table)
    return sorted(str(row["text"]) for row in found.records())


def settings(base: KnowledgeBase) -> dict[str, object]:
    found: dict[str, object] = json.loads((base.path / "onrecord.json").read_text())
    return found


def test_reading_it_changes_nothing(base: KnowledgeBase) -> None:
    before = settings(base)
    assert said(base) == ["the bridge is safe", "the pier is new"]
    assert [article.id for article in base.articles()] == ["bridge", "pier"]
    assert settings(base) == before == {"format": 2, "base": "https://w3id.org/onrecord/id/"}
    assert not (base.path / "index.sqlite").exists()


def test_the_first_who_writes_brings_it_up_to_date(base: KnowledgeBase) -> None:
    base.add(Article("tower", "Ada said the tower is high."), reader=SaidReader(), jobs=1)

    assert settings(base)["format"] == 3
    assert said(base) == ["the bridge is safe", "the pier is new", "the tower is high"]
    assert not [found for found in base.examine() if found.trouble]
    assert [entry.article for entry in base.quarantine()] == ["odd"]


def test_so_does_the_doctor(base: KnowledgeBase) -> None:
    assert {found.what for found in base.examine() if found.trouble} >= {"format"}
    base.mend()
    assert not [found for found in base.examine() if found.trouble]


def test_its_earlier_versions_are_found_as_of_a_moment_before_they_ended(base: KnowledgeBase) -> None:
    """When they were recorded, a store of that format did not keep; when they ended, their files tell."""
    base.mend()
    assert said(base.as_of("2026-11-24T19:00:00Z")) == ["no", "the pier is old"]
    assert said(base.as_of("2999")) == ["the bridge is safe", "the pier is new"]


def test_what_broke_off_is_begun_again(base: KnowledgeBase) -> None:
    base.mend()
    path = base.path / "onrecord.json"
    path.write_text(json.dumps({"format": 2, "base": "https://w3id.org/onrecord/id/"}))
    base.mend()
    assert settings(base)["format"] == 3
    assert said(base.as_of("2026-11-24T19:00:00Z")) == ["no", "the pier is old"]


def test_actors_are_put_under_the_keys_that_their_names_have_by_now(base: KnowledgeBase) -> None:
    graph = NamedNode("https://w3id.org/onrecord/id/graph/identities")
    actor = NamedNode("https://w3id.org/onrecord/id/article/bridge/actor/person/ada")
    with open_writer(base.path) as store:
        key = next(
            quad for quad in store.quads(graph) if (quad.subject, quad.predicate) == (actor, ONR.nameKey)
        )
        store.commit(remove=[key], add=[Quad(actor, ONR.nameKey, Literal("person Ada"), graph)])
    base.mend()
    with open_snapshot(base.path) as store:
        assert key in set(store.quads(graph))
    assert not [found for found in base.examine() if found.trouble]
