"""Sources without a name: whose, how many, of which rank, on what condition. Sentences written for these tests."""

from collections.abc import Callable

import pytest

from kb.model import Actor, ActorType, Article, Reading
from kb.reading import Reader

Read = Callable[..., Reading]
Words = str | None


def source(reading: Reading) -> Actor:
    (found,) = [actor for actor in reading.actors if actor.type is ActorType.UNNAMED and actor.descriptor]
    return found


def typed(reading: Reading) -> tuple[Words, int | None, Words]:
    """Affiliation, number and rank of the one source."""
    actor = source(reading)
    whose = reading.actor(actor.affiliation).label if actor.affiliation else None
    return whose, actor.number, actor.rank


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A U.S. official", ("United States", 1, None)),
        ("A senior Pentagon official", ("Pentagon", 1, "senior")),
        ("A former senior State Department official", ("State Department", 1, "former senior")),
        ("A high-ranking Ukrainian officer", ("Ukraine", 1, "high-ranking")),
        ("A retired general", (None, 1, "retired")),
        ("An aide to Rep. Smith", ("Smith", 1, None)),
        ("A person close to the White House", ("White House", 1, None)),
        ("A spokesman for the Defense Ministry", ("Defense Ministry", 1, None)),
        ("A top adviser in Mr. Trump’s circle", ("Trump", 1, "top")),
        ("A person in the administration", (None, 1, None)),
        ("Two aides at the Pentagon", ("Pentagon", 2, None)),
        ("Two diplomats in Kabul", (None, 2, None)),
        ("Three people familiar with the matter", (None, 3, None)),
        ("Two of the officials", (None, 2, None)),
        ("One of the negotiators", (None, 1, None)),
        ("Three of Mr. Trump’s advisers", ("Trump", 3, None)),
        ("A dozen former aides", (None, 12, "former")),
        ("Both diplomats", (None, 2, None)),
        ("A pair of advisers", (None, 2, None)),
        ("Several current and former officials", (None, None, "current and former")),
        ("At least five employees of Acme", ("Acme", None, None)),
        ("More than 20 current and former employees", (None, None, "current and former")),
        ("Sources close to the prime minister", (None, None, None)),
        ("People in the room", (None, None, None)),
        ("Lawmakers from both parties", (None, None, None)),
        ("Critics of Mr. Trump", (None, None, None)),
        ("A top-line adviser", (None, 1, None)),
        ("80,000 employees", (None, 80_000, None)),
        ("Any rational person", (None, None, None)),
        ("47 percent of Cuban voters", ("Cuba", None, None)),
    ],
)
def test_a_source_is_typed_by_whose_it_is_how_many_it_is_and_its_rank(
    words: str, expected: tuple[Words, int | None, Words], read: Read
) -> None:
    assert typed(read(f"{words} said the deal was close.")) == expected


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("A Pentagon official who was not authorized to speak publicly said the deal was close.", "who was not authorized to speak publicly"),
        ("An official who wasn’t authorized to discuss the matter said the deal was close.", "who wasn’t authorized to discuss the matter"),
        ("The deal was close, said two officials, who spoke on condition of anonymity.", "on condition of anonymity"),
        ("The deal was close, two officials said on condition of anonymity.", "on condition of anonymity"),
        ("The deal was close, an official said, speaking on the condition of anonymity because the talks were private.", "on the condition of anonymity because the talks were private"),
        ("“The deal is close,” said an official, who requested anonymity to discuss internal deliberations.", "who requested anonymity to discuss internal deliberations"),
        ("The deal was close, according to two people, who asked for anonymity because they feared retribution.", "who asked for anonymity because they feared retribution"),
        ("The deal was close, a person close to the company said, asking not to be identified.", "asking not to be identified"),
        ("The official, who declined to be named, said the deal was close.", "who declined to be named"),
        ("A lawyer for Acme, who asked for anonymity, said the deal was close.", "who asked for anonymity"),
        ("A source who spoke under the condition of anonymity told Reuters the deal was close.", "under the condition of anonymity"),
        ("“We are close,” one official said. The official spoke on condition of anonymity.", "on condition of anonymity"),
        ("“We are close,” a diplomat said. He spoke on condition of anonymity.", "on condition of anonymity"),
        ("Two officials said the deal was close. The officials spoke on condition of anonymity because they were not authorized to discuss the talks.", "on condition of anonymity because they were not authorized to discuss the talks"),
        ("Speaking on background, a senior official said the deal was close.", "Speaking on background"),
        ("A senior official said the deal was close.", None),
    ],
)  # fmt: skip
def test_a_source_has_the_condition_on_which_it_spoke(text: str, condition: Words, read: Read) -> None:
    reading = read(text)
    span = source(reading).condition
    assert (reading.words([span]) if span else None) == condition


@pytest.mark.parametrize(
    "text",
    [
        "The deal was close, an official said, speaking on condition of anonymity.",
        "The official, who asked not to be identified, said the deal was close.",
        "The deal was close, said two officials, who requested anonymity to discuss the talks.",
        "Two officials said the deal was close, speaking anonymously for fear of reprisal.",
        "Two officials said the deal was close. They asked for anonymity because they feared retribution.",
    ],
)
def test_a_condition_is_nobodys_statement_and_no_part_of_one(text: str, read: Read) -> None:
    reading = read(text)
    assert [reading.words(one.content).lower() for one in reading.statements] == ["the deal was close"]


def test_a_condition_is_no_part_of_the_words_for_a_source(reader: Reader) -> None:
    text = "An Israeli official, speaking on the condition of anonymity to discuss the schedule, said the deal was close."
    actor = source(reader.read(Article("test", text)))
    assert actor.descriptor == "Israeli official"
    assert actor.condition is not None


def test_what_somebody_says_of_a_condition_stays_his_statement(read: Read) -> None:
    reading = read("“I asked not to be named,” Ann Lee said.")
    (statement,) = reading.statements
    assert reading.words(statement.content) == "“I asked not to be named,”"


def test_a_condition_of_somebody_with_a_name_is_given_to_no_other(read: Read) -> None:
    reading = read(
        "An official left. Ann Lee, who declined to be identified by age, said the deal was close."
    )
    assert not any(actor.condition for actor in reading.actors)


def test_a_pronoun_says_whose_a_source_is(read: Read) -> None:
    reading = read("Ann Lee left Lima on Monday. Her advisers said the deal was close.")
    whose = source(reading).affiliation
    assert whose is not None
    assert reading.actor(whose).label == "Ann Lee"


def test_a_role_and_its_place_tell_who_a_definite_source_is(read: Read) -> None:
    text = "Sen. Ann Lee of Maine met Sen. Bob Roy of Ohio. The Maine senator said the deal was close."
    reading = read(text)
    assert [reading.names(statement) for statement in reading.statements] == ["Ann Lee"]


def test_joint_sources_are_each_typed_by_their_own_words(read: Read) -> None:
    reading = read("One Pentagon official and two diplomats said the deal was close.")
    found = {(a.descriptor, a.number) for a in reading.actors if a.type is ActorType.UNNAMED}
    assert found == {("one Pentagon official", 1), ("two diplomats", 2)}


def test_several_sources_of_one_noun_are_not_taken_for_each_other(read: Read) -> None:
    reading = read("An official said the deal was close. Two officials left. The officials said it was done.")
    first, second = reading.statements
    assert first.speakers != second.speakers


def test_a_group_that_is_named_in_one_place_and_described_in_another_is_one_actor(read: Read) -> None:
    text = "Ann Lee met African-Americans in Ohio. She said African-Americans were hit hard. African-Americans said no."
    (group,) = (a for a in read(text).actors if a.label == "African-Americans")
    assert [span.of(text) for span in group.mentions] == ["African-Americans"] * 3
