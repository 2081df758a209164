"""Times are never more precise than their words, and never known from an article whose date is not."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Reading, Tense
from kb.rdf.terms import interval
from kb.reading.time import resolve
from kb.validation.text import is_edtf

TUESDAY = "2025-12-23"

with (Path(__file__).parent / "times" / "cases.toml").open("rb") as file:
    CASES = [case for group in tomllib.load(file)["group"] for case in group["cases"]]
VOCABULARY = sorted({word for case in CASES for word in case["words"].split()})
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


@given(
    words=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join),
    date=st.sampled_from([None, "2025", "2025-12", TUESDAY, "0001-01-01", "9999-12-31"]),
    tense=st.sampled_from(Tense),
)
def test_whatever_the_words_a_value_is_edtf(words: str, date: str | None, tense: Tense) -> None:
    value = resolve(words, date, tense)
    assert value is None or is_edtf(value)


def _times(reading: Reading) -> dict[str, tuple[str | None, str | None]]:
    return {event.lemma: (event.time.text, event.time.value) for event in reading.events}


@pytest.mark.parametrize(
    ("text", "lemma", "words", "value"),
    [
        ("The troops attacked the town late Monday night.", "attack", "late Monday night", "2025-12-22"),
        ("On Monday morning, the minister met the envoy.", "meet", "On Monday morning", "2025-12-22"),
        ("The court in March convicted him of fraud.", "convict", "in March", "2025-03"),
        ("The war lasted from 2016 to 2019.", "last", "from 2016 to 2019", "2016/2019"),
        ("Between 2016 and 2019 the party lost members.", "lose", "Between 2016 and 2019", "2016/2019"),
        ("He was arrested on Jan. 6, 2021, in Rome.", "arrest", "on Jan. 6, 2021", "2021-01-06"),
        ("The leaders met on Monday in Rome.", "meet", "on Monday", "2025-12-22"),
        ("In 2016, when he was mayor, he banned cars.", "ban", "In 2016", "2016"),
        ("The court ruled at 9:30 a.m. on Monday.", "rule", "at 9:30 a.m. on Monday", "2025-12-22"),
        ("She resigned earlier this week, two weeks after the vote.", "resign", "earlier this week", "2025-12-22/2025-12-28"),
        ("Two days after the election, the president resigned.", "resign", "Two days after the election", None),
        ("Since the 2016 election, the party has lost seats.", "lose", "Since the 2016 election", "2016/.."),
        ("On Monday, the army attacked the town and seized the bridge.", "seize", "On Monday", "2025-12-22"),
        ("He spoke to reporters at a news conference on Friday.", "speak", "on Friday", "2025-12-19"),
        ("Police released on Monday of the attack a tape.", "release", "on Monday", "2025-12-22"),
        ("The court will hear witnesses starting Monday.", "start", "Monday", "2025-12-29"),
        ("The court heard witnesses starting Monday.", "start", "Monday", "2025-12-22"),
    ],
)  # fmt: skip
def test_the_phrase_on_a_verb_says_when(
    read: Callable[..., Reading], text: str, lemma: str, words: str, value: str | None
) -> None:
    assert _times(read(text, date=TUESDAY))[lemma] == (words, value)


@pytest.mark.parametrize(
    ("text", "lemma", "words", "value"),
    [
        ("The attack on Monday killed four people.", "attack", "on Monday", "2025-12-22"),
        ("Monday's attack killed four people.", "attack", "Monday's", "2025-12-22"),
        ("He condemned Monday's attack.", "attack", "Monday's", "2025-12-22"),
        ("The 2016 election changed the party.", "election", "2016", "2016"),
        ("They held talks in Geneva on Monday.", "talk", "on Monday", "2025-12-22"),
        ("The vote took place on Sunday.", "vote", "on Sunday", "2025-12-21"),
        ("The vote that was held on Sunday failed.", "vote", "on Sunday", "2025-12-21"),
        ("Chile Election 2026: Ann Lee Poised for Win", "election", "2026", "2026"),
    ],
)
def test_an_event_noun_has_the_phrase_on_it_or_on_the_verb_that_lends_it_one(
    read: Callable[..., Reading], text: str, lemma: str, words: str, value: str
) -> None:
    assert _times(read(text, date=TUESDAY))[lemma] == (words, value)


@pytest.mark.parametrize(
    ("text", "lemma", "words"),
    [
        ("Ann Lee leaves office on Jan. 20.", "leave", "on Jan. 20"),
        ("The Nov. 8 election could change the party.", "election", "Nov. 8"),
        ("The case was adjourned until Jan. 15.", "adjourn", "until Jan. 15"),
        ("The hearing was scheduled for Wednesday.", "schedule", "for Wednesday"),
    ],
)
def test_a_day_that_may_lie_ahead_or_behind_has_no_value(
    read: Callable[..., Reading], text: str, lemma: str, words: str
) -> None:
    assert _times(read(text, date=TUESDAY))[lemma] == (words, None)


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("He condemned Monday's attack.", "condemn"),
        ("He spoke on Saturday Night Live.", "speak"),
        ("The bridge that collapsed in 2018 reopened.", "reopen"),
        ("It was the comeback of the decade.", "comeback"),
    ],
)
def test_the_time_of_something_else_is_not_the_events(
    read: Callable[..., Reading], text: str, lemma: str
) -> None:
    assert _times(read(text, date=TUESDAY))[lemma] == (None, None)


def test_when_it_was_said_keeps_the_words(read: Callable[..., Reading]) -> None:
    (statement,) = read("Ann Lee said on Monday that the bridge is safe.", date=TUESDAY).statements
    assert statement.said_at.text == "on Monday"
    assert statement.said_at.value == "2025-12-22"


def test_the_time_of_the_content_is_not_when_it_was_said(read: Callable[..., Reading]) -> None:
    (statement,) = read("Ann Lee said the bridge closed on Monday.", date=TUESDAY).statements
    assert statement.said_at.value is None


def test_what_was_said_of_the_future_was_said_in_the_past(read: Callable[..., Reading]) -> None:
    (statement,) = read("Ann Lee said on Monday that she will resign.", date=TUESDAY).statements
    assert statement.said_at.value == "2025-12-22"


def test_what_lies_ahead_and_will_be_said_then_is_said_ahead(read: Callable[..., Reading]) -> None:
    text = "Ann Lee is expected to say on Wednesday that the bridge closed."
    inner = max(read(text, date=TUESDAY).statements, key=lambda one: one.content[0].start)
    assert inner.said_at.value == "2025-12-24"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("“We will meet tomorrow,” Ann Lee said on Sunday.", "2025-12-22"),
        ("“We met on Friday,” Ann Lee said on Thursday.", "2025-12-12"),
        ("“We will meet tomorrow,” Ann Lee said.", "2025-12-24"),
        ("“We will meet tomorrow,” Ann Lee said in 2019.", None),
        ("Ann Lee said on Sunday that they would meet on Wednesday.", "2025-12-24"),
    ],
)
def test_a_quotation_counts_from_the_day_it_was_said(
    read: Callable[..., Reading], text: str, value: str | None
) -> None:
    assert _times(read(text, date=TUESDAY))["meet"][1] == value
