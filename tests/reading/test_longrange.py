"""Statements whose words, cue and speaker stand far apart: how many are found whole, in the right mouth.

`python -m pytest tests/reading/test_longrange.py -s` shows what is missed, and what was found instead.
"""

from pathlib import Path

import pytest
from listed import Case, Listed, actors_of, found_at, likeness, load, show

from kb.model import Article, Reading
from kb.reading import Reader

PATH = Path(__file__).parent / "longrange" / "cases.toml"
CASES = 34
STATEMENTS = 48

FLOOR = 39
"""How many of the statements the default reader finds."""

ENOUGH = 0.8
"""Letters that a found content must share with the expected one, of all that either has."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load(PATH)


def is_found(listed: Listed, case: Case, reading: Reading) -> bool:
    content = case.spans(listed.content)
    return any(
        actors_of(found, reading) == listed.actor and likeness(found.content, content, case.text) >= ENOUGH
        for found in reading.statements
    )


def missed(listed: Listed, reading: Reading) -> list[str]:
    found = [
        f"      {actors_of(s, reading)} | {reading.words(s.cue)} | {reading.words(s.content)!r}"
        for s in reading.statements
    ]
    return [
        f"    {listed.actor} | {listed.cue} | {listed.content}",
        "    found:",
        *(found or ["      nothing"]),
    ]


def test_statements_are_found_whole_in_the_right_mouth(cases: list[Case], reader: Reader) -> None:
    right, lines = 0, []
    for case in cases:
        reading = reader.read(Article(f"longrange/{case.id}", case.text))
        for listed in case.statements:
            if is_found(listed, case, reading):
                right += 1
            else:
                lines += [f"  missed in {case.id}:", *missed(listed, reading)]
    show(["", *lines, f"long range: {right} of {STATEMENTS} statements (floor {FLOOR})"])
    assert right >= FLOOR


def test_every_expected_string_stands_in_its_text(cases: list[Case]) -> None:
    for case in cases:
        for listed in case.statements:
            assert case.spans(listed.content), case.id
            assert all(words in case.text for words in listed.words), case.id
            assert found_at(listed.speaker, case.text), case.id
            assert listed.actor, case.id
            assert listed.actor in case.text, case.id


def test_no_two_cases_are_the_same(cases: list[Case]) -> None:
    assert len(cases) == CASES == len({case.id for case in cases}) == len({case.text for case in cases})
    assert sum(len(case.statements) for case in cases) == STATEMENTS
