"""Times are never more precise than their words, and never known from an article whose date is not."""

from collections.abc import Callable

import pytest

from kb.model import Reading, Tense
from kb.reading.time import resolve

TUESDAY = "2025-12-23"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("in 2016", "2016"),
        ("in February 2022", "2022-02"),
        ("since February 2022", "2022-02/.."),
        ("on 21 December 2025", "2025-12-21"),
        ("on December 21st, 2025", "2025-12-21"),
        ("between 2016 and 2019", "2016/2019"),
        ("from 2016 to 2019", "2016/2019"),
        ("on Monday", None),
        ("over the weekend", None),
        ("in the 1990s", None),
        ("on 31 February 2025", None),
    ],
)
def test_without_the_articles_date_only_what_is_written_is_known(words: str, value: str | None) -> None:
    assert resolve(words, None) == value


@pytest.mark.parametrize(
    ("words", "tense", "value"),
    [
        ("today", Tense.NON_FUTURE, "2025-12-23"),
        ("yesterday", Tense.NON_FUTURE, "2025-12-22"),
        ("tomorrow", Tense.FUTURE, "2025-12-24"),
        ("on Monday", Tense.NON_FUTURE, "2025-12-22"),
        ("on Monday", Tense.FUTURE, "2025-12-29"),
        ("on Tuesday", Tense.NON_FUTURE, "2025-12-23"),
        ("last month", Tense.NON_FUTURE, "2025-11"),
        ("next month", Tense.FUTURE, "2026-01"),
        ("last year", Tense.NON_FUTURE, "2024"),
        ("last week", Tense.NON_FUTURE, "2025-12-15/2025-12-21"),
        ("over the weekend", Tense.NON_FUTURE, "2025-12-20/2025-12-21"),
        ("on Dec. 21", Tense.NON_FUTURE, "2025-12-21"),
        ("on 5 March", Tense.NON_FUTURE, "2025-03-05"),
        ("on 5 March", Tense.FUTURE, "2026-03-05"),
        ("in March", Tense.NON_FUTURE, "2025-03"),
        ("on February 29", Tense.NON_FUTURE, "2024-02-29"),
        ("recently", Tense.NON_FUTURE, None),
    ],
)
def test_with_the_articles_date_relative_words_resolve(words: str, tense: Tense, value: str | None) -> None:
    assert resolve(words, TUESDAY, tense) == value


def test_a_month_is_not_enough_to_count_days_from() -> None:
    assert resolve("yesterday", "2025-12") is None


def test_when_it_was_said_keeps_the_words(read: Callable[..., Reading]) -> None:
    (statement,) = read("Ann Lee said on Monday that the bridge is safe.", date=TUESDAY).statements
    assert statement.said_at.text == "on Monday"
    assert statement.said_at.value == "2025-12-22"


def test_the_time_of_the_content_is_not_when_it_was_said(read: Callable[..., Reading]) -> None:
    (statement,) = read("Ann Lee said the bridge closed on Monday.", date=TUESDAY).statements
    assert statement.said_at.value is None
