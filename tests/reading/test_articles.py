"""The sample article, and five written for these tests in other domains, statement by statement, by rules.

Each expected statement is compared whole: who, by which words, in which form, how surely. A statement that
is found and not expected fails as much as one that is missed; `optional` marks one that a careful reader
may or may not count.
"""

import tomllib
from pathlib import Path

import pytest
from listed import DEFAULTS, as_listed

from kb.model import Article, Reading
from kb.reading import Reader

HERE = Path(__file__).parent / "articles"
SAMPLE = Path(__file__).parents[2] / "data" / "articles" / "miami-talks.txt"
STATEMENTS = {"miami-talks": 11, "trial": 14, "results": 14, "storm": 14, "transfer": 12, "council": 14}
ACTORS_OF_THE_SAMPLE = {
    "Vladimir Putin": {("President", "Russia")},
    "Kirill Dmitriev": {("special envoy", "Vladimir Putin")},
    "Steve Witkoff": {("special envoy", "United States")},
    "Jared Kushner": set(),
    "Marco Rubio": {("Secretary of State", "United States"), ("National Security Advisor", "United States")},
    "Volodymyr Zelenskiy": {("President", "Ukraine")},
    "Rustem Umerov": {("chief negotiator", "Ukraine")},
}


def text_of(name: str) -> str:
    path = SAMPLE if name == "miami-talks" else HERE / f"{name}.txt"
    return path.read_text(encoding="utf-8")


def expected(name: str) -> list[dict]:
    found = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["statement"]
    assert len(found) == STATEMENTS[name], "the list of expected statements was changed"
    return found


@pytest.fixture(scope="module")
def readings(by_rules: Reader) -> dict[str, Reading]:
    return {name: by_rules.read(Article(name, text_of(name))) for name in STATEMENTS}


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_is_read_whole_and_none_is_invented(name: str, readings: dict[str, Reading]) -> None:
    reading = readings[name]
    found = [as_listed(statement, reading) for statement in reading.statements]
    problems = []
    for listed in expected(name):
        want = DEFAULTS | listed
        optional = want.pop("optional", False)
        match = [
            one for one in found if (one["content"], one["speaker"]) == (want["content"], want["speaker"])
        ]
        if not match:
            if not optional:
                problems.append(f"missed: {want['speaker']} | {want['cue']} | {want['content']}")
            continue
        found.remove(match[0])
        wrong = {key: match[0][key] for key, value in want.items() if match[0][key] != value}
        if wrong:
            problems.append(f"wrong: {want['speaker']} | {want['cue']}: got {wrong}")
    problems += [f"invented: {one['speaker']} | {one['cue']} | {one['content']}" for one in found]
    assert not problems, "\n".join(problems)


def test_rubio_cautioned_is_a_second_statement_and_not_part_of_the_first(
    readings: dict[str, Reading],
) -> None:
    reading = readings["miami-talks"]
    rubio = [s for s in reading.statements if s.speakers == ("person/marco-rubio",)]
    assert [reading.words(s.cue) for s in rubio] == ["indicated", "said", "cautioned"]
    assert not any("cautioned" in reading.words(s.content) for s in rubio)


def test_rubios_words_are_not_in_the_officials_mouth(readings: dict[str, Reading]) -> None:
    reading = readings["miami-talks"]
    (official,) = [s for s in reading.statements if "White House official" in reading.words(s.speaker)]
    assert "Rubio" not in reading.words(official.content)


def test_the_sample_has_seven_people_in_seven_roles(readings: dict[str, Reading]) -> None:
    reading = readings["miami-talks"]
    people = {actor.id: actor for actor in reading.actors if actor.type == "person"}
    roles: dict[str, set] = {actor.label: set() for actor in people.values()}
    for role in reading.roles:
        organization = reading.actor(role.organization).label if role.organization else None
        roles[people[role.actor].label].add((role.role, organization))
    assert roles == ACTORS_OF_THE_SAMPLE


def test_the_samples_unnamed_sources_keep_their_words_and_whose_they_are(
    readings: dict[str, Reading],
) -> None:
    reading = readings["miami-talks"]
    speaking = {id for s in reading.statements for id in s.speakers}
    unnamed = {
        actor.descriptor: reading.actor(actor.affiliation).label if actor.affiliation else None
        for actor in reading.actors
        if actor.type == "unnamed" and actor.id in speaking
    }
    assert unnamed == {
        "White House official": "White House",
        "some U.S. officials": "United States",
        "U.S. intelligence assessments": "United States",
        "Russian source": "Russia",
    }


def test_the_sample_tells_of_the_meeting_the_invasion_and_who_took_part(readings: dict[str, Reading]) -> None:
    reading = readings["miami-talks"]
    meeting = next(e for e in reading.events if e.lemma == "meet")
    roles = {(p.role.value, reading.actor(p.actor).label) for p in meeting.participants}
    assert roles == {("agent", "U.S. negotiators"), ("patient", "Russian officials")}
    assert meeting.place == "place/florida"
    assert meeting.time.text == "over the weekend"
    assert meeting.time.value is None, "the article's date is not known, so the weekend is not either"


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_quote_is_letter_for_letter_in_the_article(name: str, readings: dict[str, Reading]) -> None:
    reading = readings[name]
    for statement in reading.statements:
        for span in (*statement.content, *statement.speaker, *statement.cue):
            assert span.of(reading.article.text).strip() == span.of(reading.article.text) != ""


def test_no_rule_knows_a_name_of_the_sample() -> None:
    names = {"rubio", "witkoff", "kushner", "dmitriev", "zelenskiy", "umerov", "miami", "white house"}
    sources = "".join(
        path.read_text(encoding="utf-8").lower()
        for path in Path(__file__).parents[2].joinpath("kb", "reading").rglob("*.py")
    )
    assert not [name for name in names if name in sources]
