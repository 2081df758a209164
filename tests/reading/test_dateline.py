"""A dateline says where and when an article was filed, and is no part of its first sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.model import Reading
from kb.reading.dateline import without_dateline

REST = "Mayor Ann Lee said the talks failed."


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON — ",
        "WASHINGTON (AP) — ",
        "MIAMI, Dec 21 (Reuters) — ",
        "NEW YORK, Dec. 21, 2025 (Reuters) - ",
        "DES MOINES, Iowa — ",
        "WASHINGTON, D.C. -- ",
        "ST. LOUIS (AP) – ",
        "(Reuters) - ",
        "LIMA, September 3 (Reuters) — ",
        "GENEVA—",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str, read: Callable[..., Reading]) -> None:
    assert without_dateline(dateline + REST) == " " * len(dateline) + REST
    reading = read(dateline + REST)
    (statement,) = reading.statements
    assert (reading.names(statement), reading.words(statement.content)) == ("Ann Lee", "the talks failed")


@pytest.mark.parametrize(
    "text",
    [
        "TRUMP: No. — I said no.",
        "NATO said no.",
        "A — B",
        "She left (again) — at last.",
        "U.S.-Kenya talks fail.",
        "US–EU talks fail.",
    ],
)
def test_other_beginnings_are_kept(text: str) -> None:
    assert without_dateline(text) == text
