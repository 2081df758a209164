"""A clock that jumps back: nothing is lost, and nothing is recorded before what was recorded already."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from said import SaidReader

import kb
from kb import ingest, records, who
from kb.base import KnowledgeBase
from kb.model import Article
from kb.store import Table

NOON, HOUR_BEFORE, YEARS_BEFORE = "2026-06-01T12:00:00Z", "2026-06-01T11:00:00Z", "1970-01-01T00:00:00Z"


class Clock(datetime):
    """What this machine says that it is."""

    says = NOON

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromisoformat(cls.says).astimezone(tz or UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(Clock, "says", NOON)
    for module in (records, who):
        monkeypatch.setattr(module, "datetime", Clock)
    return Clock


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return kb.open(tmp_path / "store")


def add(base: KnowledgeBase, id: str, text: str) -> ingest.Outcome:
    [outcome] = base.add(Article(id, text), reader=SaidReader(), jobs=1)
    return outcome


def said(base: KnowledgeBase) -> list[str]:
    found = base.query("statements")
    assert isinstance(found, Table)
    return sorted(str(row["text"]) for row in found.records())


@pytest.mark.parametrize("later", [HOUR_BEFORE, YEARS_BEFORE])
def test_what_is_added_after_a_jump_is_recorded_no_earlier_and_has_a_warning(
    base: KnowledgeBase, clock: type[Clock], later: str
) -> None:
    assert add(base, "bridge", "Ada said the bridge is safe.").warning is None
    clock.says = later
    added = add(base, "pier", "Ada said the pier is safe.")
    revised = add(base, "bridge", "Ada said the bridge is old.")

    for outcome in (added, revised):
        assert f"The clock of this machine says {later}" in str(outcome.warning)
    assert {article.recorded for article in base.articles()} == {NOON}
    assert said(base) == said(base.as_of(NOON)) == ["the bridge is old", "the pier is safe"]
    assert said(base.as_of(HOUR_BEFORE)) == []
    assert not [found for found in base.examine() if found.trouble]


def test_a_withdrawal_counts_too(base: KnowledgeBase, clock: type[Clock]) -> None:
    """Else what is added again would have been there before it was withdrawn."""
    clock.says = HOUR_BEFORE
    add(base, "bridge", "Ada said the bridge is safe.")
    clock.says = NOON
    base.remove("bridge")
    clock.says = HOUR_BEFORE
    assert "it was recorded as of then" in str(add(base, "bridge", "Ada said the bridge is old.").warning)

    assert [article.recorded for article in base.articles()] == [NOON]
    assert said(base.as_of("2026-06-01T11:30:00Z")) == ["the bridge is safe"]
    assert said(base.as_of(NOON)) == ["the bridge is old"]


def test_what_is_removed_after_a_jump_was_there_until_then(base: KnowledgeBase, clock: type[Clock]) -> None:
    add(base, "bridge", "Ada said the bridge is safe.")
    add(base, "pier", "Ada said the pier is safe.")
    clock.says = YEARS_BEFORE
    base.remove("bridge")

    assert said(base) == said(base.as_of(NOON)) == ["the pier is safe"]
    [kept] = (base.path / "history/bridge").iterdir()
    assert kept.name.startswith("20260601T120000Z_20260601T120000Z_")


def test_of_two_decisions_the_later_counts_also_after_a_jump(base: KnowledgeBase, clock: type[Clock]) -> None:
    add(base, "bridge", "Ada said the bridge is safe.")
    add(base, "pier", "Ben said the pier is safe.")
    apart = base.merge("Ada", "Ben")
    clock.says = HOUR_BEFORE
    base.undo(apart.id)
    clock.says = YEARS_BEFORE
    again = base.merge("Ada", "Ben")
    last = base.split("Ben", "bridge")

    assert [decision.id for decision in base.decisions()] == [again.id, last.id]
    assert base.counts()["persons"] == 2
