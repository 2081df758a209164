"""Which of an article's names mean one and the same. Texts written for these tests."""

import re
from collections.abc import Callable

import pytest

from kb.model import ActorType, Reading
from kb.reading.names import Name, ids

Read = Callable[..., Reading]


def meant(reading: Reading, word: str, number: int = -1) -> str:
    """The label of whoever is named where `word` stands for the `number`th time in the article."""
    at = [match.start() for match in re.finditer(rf"\b{re.escape(word)}", reading.article.text)][number]
    named = [a for a in reading.actors if any(m.start <= at < m.end for m in a.mentions)]
    (one,) = [a for a in named if not a.id.startswith(("unnamed/", "group/"))]
    return one.label


BROTHERS = "Senator John Keller met Governor Mary Keller in Lima. The bridge is old. The road is long. "


@pytest.mark.parametrize(
    ("text", "word", "label"),
    [
        # One person, two forms of a full name.
        ("Paul D. Hagen came to Lima. Paul Hagen spoke.", "Paul", "Paul D. Hagen"),
        ("Robert Hagen came to Lima. Bob Hagen spoke.", "Bob", "Robert Hagen"),
        ("Bob Hagen came to Lima. Robert Hagen spoke.", "Bob", "Robert Hagen"),
        ("Robert Hagen Jr. came to Lima. Hagen spoke.", "Hagen", "Robert Hagen Jr."),
        ("Robert Hagen III came to Lima. Hagen spoke.", "Hagen", "Robert Hagen III"),
        ("Chris Van Holt came to Lima. Van Holt said the bridge is safe.", "Van", "Chris Van Holt"),
        ("Anna Holt-Meyer came to Lima. Holt-Meyer said the bridge is safe.", "Holt", "Anna Holt-Meyer"),
        # Two people.
        ("George Hagen and George W. Hagen came to Lima.", "George", "George W. Hagen"),
        ("George W. Hagen came to Lima. George H. Hagen spoke.", "George", "George H. Hagen"),
        ("Robert Hagen came to Lima. William Hagen spoke.", "William", "William Hagen"),
        ("Robert Hagen came to Lima. Robert Hagen Jr. spoke.", "Robert", "Robert Hagen Jr."),
        (
            "Robert Hagen and Robert Hagen Jr. came to Lima. Hagen said the bridge is safe.",
            "Hagen",
            "Robert Hagen",
        ),
        # A surname that several bear: whoever bears it as a surname, title, office, gender, family, nearness.
        ("Paul Hagen met Anna Paul in Lima. Paul said the bridge is safe.", "Paul", "Anna Paul"),
        (BROTHERS + "Mrs. Keller said the bridge is safe.", "Keller", "Mary Keller"),
        (BROTHERS + "Mr. Keller said the bridge is safe.", "Keller", "John Keller"),
        (BROTHERS + "Governor Keller said the bridge is safe.", "Keller", "Mary Keller"),
        (BROTHERS + "Sen. Keller said the bridge is safe.", "Keller", "John Keller"),
        (BROTHERS + "Keller said that she would come.", "Keller", "Mary Keller"),
        (BROTHERS + "John Keller spoke of the old bridge. Keller said it is safe.", "Keller", "John Keller"),
        (
            "John Keller came to Lima with his daughter Mary Keller. The bridge is old. Keller said it is safe.",
            "Keller",
            "John Keller",
        ),
        # A president who is never named in full is not his wife.
        (
            "President Keller came to Lima. Keller was late. His wife, Mary Keller, left. Keller said it is safe.",
            "Keller",
            "Keller",
        ),
        # The particle of a surname has a capital where it begins a sentence; apostrophes differ.
        ("Anna van Hagen left. Van Hagen said it is safe.", "Van Hagen", "Anna van Hagen"),
        ("Chief Liam O’Dell left. “It is safe,” said O'Dell.", "O'Dell", "Liam O’Dell"),
        # A surname that is a month.
        ("Prime Minister Theresa May was not invited. It was June.", "May", "Theresa May"),
        # Of two, who is meant where a campaign bears the name.
        (
            "Peter Keller won. Keller campaign aides met. Keller spoke. Keller left. Mary Keller left. Keller sat.",
            "Keller",
            "Peter Keller",
        ),
        # A body, without its matter, and with the people's name that begins its own.
        ("The EPA Emissions Regulations were late.", "EPA", "EPA"),
        ("Jack Lang Resigns as Head of Arab World Institute Amid Dispute", "Arab", "Arab World Institute"),
        # A person, before a body that bears the name.
        ("The Hagen Foundation opened. Anna Hagen left. Hagen said it is safe.", "Hagen", "Anna Hagen"),
    ],
)
def test_a_name_means_one_person_of_the_article(text: str, word: str, label: str, read: Read) -> None:
    assert meant(read(text), word) == label


@pytest.mark.parametrize("name", ["Soviet Union", "Committee for a Lean Budget"])
def test_a_name_that_only_looks_like_a_matter_or_a_body_stays(name: str, read: Read) -> None:
    actor = next(a for a in read(f"The {name} opened an office in Lima.").actors if name in a.label)
    assert actor.type is (ActorType.PLACE if name == "Soviet Union" else ActorType.ORGANIZATION)


def test_a_matter_is_no_actor(read: Read) -> None:
    assert not {a.label for a in read("Brexit worried Lima. Brexit cost much.").actors} & {"Brexit"}


def test_a_name_of_a_neighborhood_is_a_place_each_time(read: Read) -> None:
    reading = read("Hundreds left the Chelsea neighborhood. A Chelsea explosion hurt two.")
    assert {a.type for a in reading.actors if "Chelsea" in a.label} == {ActorType.PLACE}


def test_a_president_in_a_headline_is_a_person(read: Read) -> None:
    reading = read("China Warns US Arms Sales to Taiwan Could Disrupt Trump’s Planned Visit")
    assert [a.type for a in reading.actors if a.label == "Trump"] == [ActorType.PERSON]


def test_a_surname_that_two_bear_alike_means_neither_of_them(read: Read) -> None:
    reading = read(BROTHERS + "The sky is grey. Everybody waited. Keller said the bridge is safe.")
    assert meant(reading, "Keller") == "Keller"


@pytest.mark.parametrize(
    ("text", "word", "label"),
    [
        ("The F.B.I. came. The FBI said it was sorry.", "FBI", "F.B.I."),
        (
            "The Federal Bureau of Investigation came. The FBI said it was sorry.",
            "FBI",
            "Federal Bureau of Investigation",
        ),
        (
            "The Union of Concerned Citizens (UCCZ) met in Lima. The UCCZ said the bridge is safe.",
            "UCCZ",
            "Union of Concerned Citizens",
        ),
        ("The New York Times asked. The Times said it was sorry.", "Times", "New York Times"),
        # A chamber and its committee, the nation's court and a state's.
        ("The Senate Judiciary Committee met. The Senate voted.", "Senate", "Senate"),
        (
            "The U.S. Supreme Court ruled. The Supreme Court said the law stands.",
            "Supreme",
            "U.S. Supreme Court",
        ),
        (
            "The Florida Supreme Court ruled. The Supreme Court said the law stands.",
            "Supreme",
            "Florida Supreme Court",
        ),
        ("The Supreme Court ruled. The Florida Supreme Court agreed.", "Supreme", "Florida Supreme Court"),
        ("The Supreme Court ruled. Florida's Supreme Court agreed.", "Supreme", "Florida Supreme Court"),
        ("The Supreme Court ruled. The state's Supreme Court agreed.", "Supreme", "state Supreme Court"),
        ("The Senate voted. Ann Lee, a state Senate leader, left.", "Senate", "state Senate"),
        (
            "The Supreme Court ruled. The Florida Supreme Court agreed. The Supreme Court said the law stands.",
            "Supreme",
            "Supreme Court",
        ),
    ],
)
def test_a_name_means_one_body_of_the_article(text: str, word: str, label: str, read: Read) -> None:
    assert meant(read(text), word) == label


def test_no_two_names_share_an_id_though_one_ends_in_a_number() -> None:
    names = [Name(ActorType.PLACE, label) for label in ("Georgia", "Georgia", "Georgia 2")]
    assert sorted(ids(names).values()) == ["place/georgia", "place/georgia-2", "place/georgia-2-2"]
