"""The gate: actors are not merged worse than the floors of floors.toml ask, in one article and across articles.

Read by rules: who is who is the same in both readers. Skipped where ONRECORD_CORPORA is not set.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from benchmarks.actors import Mention, mentions, pairs
from benchmarks.corpora import Corpora

from kb.reading import load_reader

pytestmark = pytest.mark.xdist_group("actors")  # the articles are read once

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["actors"]


@pytest.fixture(scope="module")
def judged(there: Corpora) -> list[Mention]:
    return mentions(there, load_reader("rules"))


def test_mentions_of_one_article_are_merged_as_well_as_the_floors_ask(judged: list[Mention]) -> None:
    found = pairs(judged, lambda one: one.here, within=True)
    assert found.precision >= FLOORS["here-precision"]
    assert found.recall >= FLOORS["here-recall"]


def test_actors_of_two_articles_are_merged_as_well_as_the_floors_ask(judged: list[Mention]) -> None:
    found = pairs(judged, lambda one: one.across, within=False)
    assert found.precision >= FLOORS["across-precision"]
    assert found.recall >= FLOORS["across-recall"]
