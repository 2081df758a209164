"""The gate: on PolNeAR's development part the default reader does not fall below the floors of floors.toml.

Skipped where ONRECORD_CORPORA is not set, as the corpus is not part of the project.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest
from benchmarks.corpora import Corpora, article, read_all, rows
from benchmarks.reading import report
from benchmarks.scoring import Scorer

from kb.reading import DEFAULT_READER, load_reader

pytestmark = pytest.mark.xdist_group("polnear")  # the corpus is read once

NAME = "polnear-dev.jsonl.gz"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["polnear-dev"]


@pytest.fixture(scope="module")
def said(there: Corpora) -> dict[str, Any]:
    """What the evaluation script says of the default reader."""
    gold = rows(there.file(NAME))
    return report(Scorer(there.script()), gold, list(read_all(load_reader(), map(article, gold))))


def test_the_floors_are_those_of_the_default_reader() -> None:
    assert FLOORS["reader"] == DEFAULT_READER, "the default reader changed: measure it and set its floors"


def test_the_corpus_is_the_one_that_the_floors_were_measured_on(there: Corpora) -> None:
    digest = hashlib.sha256(there.file(NAME).read_bytes()).hexdigest()
    assert digest == FLOORS["sha256"], f"{NAME} is another file: measure again and set floors and digest"


def test_every_article_of_the_corpus_is_read(said: dict[str, Any]) -> None:
    assert said["articles not in predictions"] == 0


def test_statements_are_found_as_often_as_the_floor_asks(said: dict[str, Any]) -> None:
    assert said["statement"]["f1"] >= FLOORS["statement-f1"]


def test_speakers_are_right_as_often_as_the_floor_asks(said: dict[str, Any]) -> None:
    assert said["speaker right"] >= FLOORS["speaker-right"]


def test_direct_quotations_are_found_as_often_as_the_floor_asks(said: dict[str, Any]) -> None:
    assert said["recall by form"]["direct"][0] >= FLOORS["direct-recall"]
