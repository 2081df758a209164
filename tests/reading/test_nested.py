"""Statements reported inside statements: how many are found, and linked to the statement they stand in.

`python -m pytest tests/reading/test_nested.py -s` shows seen.toml construction by construction, with what
was found where one is missed. Of unseen.toml it says the count alone: that file is for measuring rules that
were written without looking at it.
"""

from pathlib import Path

import pytest
from listed import Case, Listed, likeness, load, meet, parts, show

from kb.model import Article, Reading, Statement
from kb.reading import Reader

HERE = Path(__file__).parent / "nested"
CASES = {"seen": 38, "unseen": 38}
PAIRS = 36
"""Inner statements in either file."""

FLOOR_SEEN = 19
FLOOR_UNSEEN = 17
FLOORS = {"seen": FLOOR_SEEN, "unseen": FLOOR_UNSEEN}
"""How many of them the default reader finds and links."""
MOST_INVENTED = 0
"""In how many of a file's distractors it finds a statement too many."""

ENOUGH = 0.5
"""Letters that a found content must share with the expected one, of all that either has."""


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Case]]:
    return {part: load(HERE / f"{part}.toml") for part in CASES}


def read(case: Case, reader: Reader) -> Reading:
    return reader.read(Article(f"nested/{case.id}", case.text))


def matches(found: Statement, listed: Listed, case: Case) -> bool:
    same = meet(found.speaker, case.spans(parts(listed.speaker)))
    return same and likeness(found.content, case.spans(listed.content), case.text) >= ENOUGH


def is_linked(listed: Listed, case: Case, reading: Reading) -> bool:
    """Whether a statement like the listed one was found within one that is like its outer statement."""
    by_id = {statement.id: statement for statement in reading.statements}
    outer = case.statements[listed.within]
    return any(
        matches(by_id[found.within], outer, case)
        for found in reading.statements
        if found.within is not None and matches(found, listed, case)
    )


def inner(case: Case) -> list[Listed]:
    return [listed for listed in case.statements if listed.within is not None]


def has_invented(case: Case, reading: Reading) -> bool:
    """Whether a distractor gave more statements than it has, or a link."""
    return len(reading.statements) > len(case.statements) or any(s.within for s in reading.statements)


def in_words(reading: Reading) -> list[str]:
    order = {statement.id: place for place, statement in enumerate(reading.statements)}
    return [
        f"      {place}. {reading.words(s.speaker)} | {reading.words(s.cue)} | {reading.words(s.content)}"
        + (f" | within {order[s.within]}" if s.within in order else "")
        for place, s in enumerate(reading.statements)
    ] or ["      nothing"]


@pytest.mark.parametrize(("part", "floor"), FLOORS.items())
def test_inner_statements_are_found_and_linked(
    part: str, floor: int, cases: dict[str, list[Case]], reader: Reader
) -> None:
    linked, lines = 0, []
    for case in cases[part]:
        reading = read(case, reader)
        hits = [is_linked(listed, case, reading) for listed in inner(case)]
        linked += sum(hits)
        if hits:
            lines.append(f"  {sum(hits)} of {len(hits)} {case.id}")
        if not all(hits):
            lines += [f"    {case.text}", "    found:", *in_words(reading)]
    shown = lines if part == "seen" else []
    show(["", *shown, f"{part}: {linked} of {PAIRS} inner statements found and linked (floor {floor})"])
    assert linked >= floor


@pytest.mark.parametrize("part", CASES)
def test_what_only_looks_nested_is_not(part: str, cases: dict[str, list[Case]], reader: Reader) -> None:
    distractors = [case for case in cases[part] if not inner(case)]
    readings = {case.id: read(case, reader) for case in distractors}
    invented = [case.id for case in distractors if has_invented(case, readings[case.id])]
    count, shown = len(invented), invented if part == "seen" else []
    lines = [line for id in shown for line in (f"  invented in {id}:", *in_words(readings[id]))]
    show(["", *lines, f"{part}: {count} of {len(distractors)} distractors with a statement invented"])
    assert count <= MOST_INVENTED


def test_every_expected_string_stands_once_in_its_text(cases: dict[str, list[Case]]) -> None:
    for case in (case for part in cases.values() for case in part):
        for listed in case.statements:
            case.spans(parts(listed.speaker))
            case.spans(listed.content)
            assert all(words in case.text for words in listed.words), case.id
            assert listed.content, case.id


def test_an_inner_content_stands_in_its_outer_one(cases: dict[str, list[Case]]) -> None:
    for case in (case for part in cases.values() for case in part):
        for listed in inner(case):
            around = case.spans(case.statements[listed.within].content)
            assert all(any(out.contains(span) for out in around) for span in case.spans(listed.content)), (
                case.id
            )


def test_both_files_have_the_same_constructions_in_other_words(cases: dict[str, list[Case]]) -> None:
    assert {part: len(found) for part, found in cases.items()} == CASES
    ids = {part: [case.id for case in found] for part, found in cases.items()}
    assert ids["seen"] == ids["unseen"]
    assert len(set(ids["seen"])) == CASES["seen"]
    assert {sum(len(inner(case)) for case in found) for found in cases.values()} == {PAIRS}
    texts = [case.text for found in cases.values() for case in found]
    assert len(set(texts)) == len(texts)
