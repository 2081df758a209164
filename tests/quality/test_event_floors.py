"""The gate: events do not fall below the floors of floors.toml.

Read by rules: which words are events, who takes part and how surely they happened is the same in both readers,
and this one is faster. Skipped where ONRECORD_CORPORA is not set, as the corpora are not part of the project.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from benchmarks.corpora import Corpora
from benchmarks.events import Found, error, find, plover

from kb.reading import load_reader

pytestmark = pytest.mark.xdist_group("events")  # the corpora are read once

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["events"]


@pytest.fixture(scope="module")
def found(there: Corpora) -> Found:
    return find(there, load_reader("rules"))


def test_an_event_has_its_class_as_often_as_the_floor_asks(found: Found) -> None:
    assert plover(found.plover)["class right"] >= FLOORS["plover-class"]


def test_an_event_has_its_source_and_target_as_often_as_the_floor_asks(found: Found) -> None:
    assert plover(found.plover)["source and target right"] >= FLOORS["plover-actors"]


def test_the_words_of_events_are_found_as_often_as_the_floor_asks(found: Found) -> None:
    assert found.triggers >= FLOORS["wikievents-triggers"]


def test_how_surely_events_happened_is_no_further_off_than_the_ceiling_allows(found: Found) -> None:
    assert error(found.words["UW"]) <= FLOORS["uw-error"]
