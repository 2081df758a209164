"""Times are never more precise than their words, and never known from an article whose date is not."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.model import Reading, Tense
from kb.rdf.terms import interval
from kb.reading.time import resolve
from kb.validation.text import is_edtf

TUESDAY = "2025-12-23"

with (Path(__file__).parent / "times" / "cases.toml").open("rb") as file:
    CASES = [case for group in tomllib.load(file)["group"] for case in group["cases"]]
VALUES = sorted({case["value"] for case in CASES if "value" in case})


def _name(case: dict[str, Any]) -> str:
    return " ".join(["future" if "tense" in case else "", case["words"], case.get("date", "undated")]).strip()


def test_the_cases_are_all_there() -> None:
    assert len(CASES) >= 514
    assert len({_name(case) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_words_and_the_articles_date_give_no_more_than_they_tell(case: dict[str, Any]) -> None:
    tense = Tense(case.get("tense", Tense.NON_FUTURE))
    assert resolve(case["words"], case.get("date"), tense) == case.get("value")


@pytest.mark.parametrize("value", VALUES)
def test_every_value_is_edtf_whose_exact_ends_are_dates_in_rdf(value: str) -> None:
    assert is_edtf(value)
    for written, literal in zip(value.split("/"), interval(value), strict=False):
        exact = "/" in value and written != ".." and not written.endswith("~")
        assert (literal is not None) is exact


def test_when_it_was_said_keeps_the_words(read: Callable[..., Reading]) -> None:
    (statement,) = read("Ann Lee said on Monday that the bridge is safe.", date=TUESDAY).statements
    assert statement.said_at.text == "on Monday"
    assert statement.said_at.value == "2025-12-22"


def test_the_time_of_the_content_is_not_when_it_was_said(read: Callable[..., Reading]) -> None:
    (statement,) = read("Ann Lee said the bridge closed on Monday.", date=TUESDAY).statements
    assert statement.said_at.value is None
