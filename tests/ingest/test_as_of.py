"""What was recorded at a moment, after revisions, withdrawals and decisions. The texts are our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from said import SaidReader

import kb
from kb import ingest as ingesting
from kb import records
from kb.asof import end_of
from kb.base import KnowledgeBase
from kb.errors import QueryError
from kb.model import Article
from kb.store import Table


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Its last entry is the present moment."""
    moments = ["2026-01-01T12:00:00Z"]
    for module in (records, ingesting, kb.base):
        monkeypatch.setattr(module, "now", lambda: moments[-1])
    return moments


@pytest.fixture
def base(tmp_path: Path, clock: list[str]) -> KnowledgeBase:
    """Ada speaks on the first and is corrected on the third, Ben on the second and is withdrawn on the fourth."""
    base = kb.open(tmp_path / "store")
    add(base, "ada", "Ada said the bridge is safe.")
    clock.append("2026-01-02T12:00:00Z")
    add(base, "ben", "Ben said the bridge is old. Ada said nothing.")
    clock.append("2026-01-03T12:00:00Z")
    add(base, "ada", "Ada said the bridge is unsafe.")
    clock.append("2026-01-04T12:00:00Z")
    base.remove("ben")
    return base


def add(base: KnowledgeBase, id: str, text: str) -> None:
    base.add(Article(id, text, title=id), reader=SaidReader(), jobs=1)


def said(base: KnowledgeBase) -> set[str]:
    found = base.query("statements")
    assert isinstance(found, Table)
    return {str(row["text"]) for row in found.records()}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2025", set()),
        ("2026-01-01T11:59:59Z", set()),
        ("2026-01-01T12:00:00Z", {"the bridge is safe"}),
        ("2026-01-01", {"the bridge is safe"}),
        ("2026-01-02", {"the bridge is safe", "the bridge is old", "nothing"}),
        ("2026-01-03", {"the bridge is unsafe", "the bridge is old", "nothing"}),
        ("2026-01-04T11:00:00+01:00", {"the bridge is unsafe", "the bridge is old", "nothing"}),
        ("2026-01-04", {"the bridge is unsafe"}),
        ("2026", {"the bridge is unsafe"}),
    ],
)
def test_a_store_tells_what_it_had_recorded_at_a_moment(
    base: KnowledgeBase, when: str, expected: set[str]
) -> None:
    assert said(base.as_of(when)) == expected
    assert said(base) == {"the bridge is unsafe"}


def test_it_is_the_very_store_that_it_was(base: KnowledgeBase, tmp_path: Path, clock: list[str]) -> None:
    """All that the articles and the identities say; the runs, with their random names, in their number."""
    before = kb.open(tmp_path / "before")
    clock.append("2026-01-01T12:00:00Z")
    add(before, "ada", "Ada said the bridge is safe.")
    clock.append("2026-01-02T12:00:00Z")
    add(before, "ben", "Ben said the bridge is old. Ada said nothing.")

    assert content(base.as_of("2026-01-02"), tmp_path) == content(before, tmp_path)


def content(base: KnowledgeBase, folder: Path) -> tuple[list[str], int]:
    base.export(folder / "all.nq")
    lines = (folder / "all.nq").read_text().splitlines()
    return [line for line in lines if "graph/runs> ." not in line], len(lines)


def test_own_sparql_can_ask_as_of_a_moment_too(base: KnowledgeBase) -> None:
    found = base.as_of("2026-01-02").query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a onr:Statement }")
    assert isinstance(found, Table)
    assert found.records() == [{"n": 3}]


def test_a_decision_counts_from_when_it_was_made_until_it_is_taken_back(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.who._now", lambda _: "2026-01-05T00:00:00.5Z")
    add(base, "else", "Ada said no.")
    decision = base.merge("article/ada/actor/person/ada", "article/else/actor/person/ada")
    monkeypatch.setattr("kb.who._now", lambda _: "2026-01-07T00:00:00.5Z")
    base.undo(decision.id)

    assert not base.as_of("2026-01-04").decisions()
    assert [made.id for made in base.as_of("2026-01-06").decisions()] == [decision.id]
    assert not base.as_of("2026-01-08").decisions()


def test_what_was_made_of_an_older_state_is_removed(base: KnowledgeBase) -> None:
    old = base.as_of("2026-01-02").path
    assert base.as_of("2026-01-02").path == old
    add(base, "new", "Ada said yes.")
    assert base.as_of("2026-01-02").path != old
    assert not old.exists()


@pytest.mark.parametrize(
    ("when", "end"),
    [
        ("2026", "2026-12-31T23:59:59Z"),
        ("2026-02", "2026-02-28T23:59:59Z"),
        ("2026-12", "2026-12-31T23:59:59Z"),
        ("2026-02-28", "2026-02-28T23:59:59Z"),
        ("2026-02-28T10:00:00+02:00", "2026-02-28T08:00:00Z"),
    ],
)
def test_a_day_a_month_and_a_year_mean_their_end(when: str, end: str) -> None:
    assert end_of(when) == end


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(QueryError, match="As of 'yesterday' is no moment: expected YYYY"):
        end_of("yesterday")
