"""Roles: in which words, where, whether held, and when. Sentences written for these tests; read on 15 May 2020."""

from collections.abc import Callable

import pytest

from kb.model import Reading, When

Read = Callable[..., Reading]
DATE = "2020-05-15"


def roles(reading: Reading) -> set[tuple[str, str, str | None, str, str | None]]:
    """Holder, role, organization, status and time of each role."""
    return {
        (
            reading.actor(role.actor).label,
            role.role,
            reading.actor(role.organization).label if role.organization else None,
            role.status.value,
            role.time.value,
        )
        for role in reading.roles
    }


@pytest.mark.parametrize(
    ("text", "role", "organization", "status"),
    [
        ("Sen. Ann Lee spoke.", "senator", None, "held"),
        ("Lt. Gov. Ann Lee spoke.", "lieutenant governor", None, "held"),
        ("Senator Ann Lee of Maine spoke.", "Senator", "Maine", "held"),
        ("Acme CEO Ann Lee spoke.", "CEO", "Acme", "held"),
        ("Then-Mayor Ann Lee spoke.", "Mayor", None, "former"),
        ("The then-mayor, Ann Lee, spoke.", "mayor", None, "former"),
        ("Ann Lee, then the mayor of Lima, spoke.", "mayor", "Lima", "former"),
        ("Ann Lee, formerly mayor of Lima, spoke.", "mayor", "Lima", "former"),
        ("Ann Lee, a onetime aide to Bob Roy, spoke.", "aide", "Bob Roy", "former"),
        ("President-elect Ann Lee spoke.", "President", None, "future"),
        ("Ann Lee, the president-elect, spoke.", "president", None, "future"),
        ("Ann Lee, the incoming mayor of Lima, spoke.", "mayor", "Lima", "future"),
        ("Ann Lee, the acting secretary of defense, spoke.", "secretary of defense", None, "acting"),
        ("Ann Lee, now director of the World Bank, spoke.", "director", "World Bank", "held"),
        ("Ann Lee, deputy chief of staff to Mr. Roy, spoke.", "deputy chief of staff", "Roy", "held"),
        ("Ann Lee, head of research at Acme, spoke.", "head of research", "Acme", "held"),
        ("Ann Lee, a candidate for mayor of Lima, spoke.", "candidate for mayor", "Lima", "held"),
        ("Ann Lee, Mrs. Roy's communications director, spoke.", "communications director", "Roy", "held"),
        ("Ann Lee, co-founder of Acme, spoke.", "co-founder", "Acme", "held"),
        ("Ann Lee, one of the directors of Acme, spoke.", "director", "Acme", "held"),
        ("Ann Lee, who founded Acme in 2001, spoke.", "founder", "Acme", "held"),
        ("Ann Lee and Bob Roy spoke. Lee leads the World Bank.", "leader", "World Bank", "held"),
        ("Ann Lee, a lawyer in Lima, spoke.", "lawyer", None, "held"),
        ("Ann Lee, a fellow at the World Bank, spoke.", "fellow", "World Bank", "held"),
        (
            "Ann Lee, vice president for policy for the World Bank, spoke.",
            "vice president for policy",
            "World Bank",
            "held",
        ),
        ("Roy campaign spokeswoman Ann Lee spoke.", "spokeswoman", "Roy campaign", "held"),
        ("Maine\u00a0Sen. Ann Lee spoke.", "senator", "Maine", "held"),
        ("The company's chief executive, Ann Lee, spoke.", "chief executive", None, "held"),
    ],
)
def test_a_role_has_its_words_its_organization_and_its_status(
    text: str, role: str, organization: str | None, status: str, read: Read
) -> None:
    assert roles(read(text, DATE)) == {("Ann Lee", role, organization, status, None)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Lee, who has led the World Bank since 2019, left.",
            ("leader", "World Bank", "held", "2019/.."),
        ),
        ("Ann Lee has been chairman of Acme since 2010.", ("chairman", "Acme", "held", "2010/..")),
        (
            "Ann Lee, the company's chief executive since 2015, spoke.",
            ("chief executive", None, "held", "2015/.."),
        ),
        (
            "Ann Lee, president of the World Bank from 2009 to 2017, left.",
            ("president", "World Bank", "former", "2009/2017"),
        ),
        (
            "Ann Lee was chief executive of Acme from 2009 to 2017.",
            ("chief executive", "Acme", "former", "2009/2017"),
        ),
        (
            "Ann Lee, who served as mayor of Lima between 2009 and 2013, spoke.",
            ("mayor", "Lima", "former", "2009/2013"),
        ),
        ("Ann Lee, who was mayor of Lima until last year, spoke.", ("mayor", "Lima", "former", "../2019")),
        ("Ann Lee, Peru's president until 2016, spoke.", ("president", "Peru", "former", "../2016")),
        (
            "Ann Lee, the party's presidential nominee in 2008, spoke.",
            ("presidential nominee", None, "former", "2008"),
        ),
        ("Ann Lee was elected president in 2016.", ("president", None, "held", "2016/..")),
        ("Ann Lee, elected mayor of Lima in 2016, spoke.", ("mayor", "Lima", "held", "2016/..")),
        (
            "Ann Lee was named chief executive of Acme in March 2018.",
            ("chief executive", "Acme", "held", "2018-03/.."),
        ),
        ("Ann Lee was appointed ambassador to France in 2014.", ("ambassador", "France", "held", "2014/..")),
        ("Ann Lee was sworn in as mayor of Lima on Monday.", ("mayor", "Lima", "held", "2020-05-11/..")),
        ("Ann Lee took office as mayor of Lima in January.", ("mayor", "Lima", "held", "2020-01/..")),
        ("Mayor Ann Lee, who took office in January, left Lima.", ("Mayor", None, "held", "2020-01/..")),
        ("Ann Lee joined Acme as chief executive in 2012.", ("chief executive", "Acme", "held", "2012/..")),
        ("Ann Lee was born in Lima and became a judge in 2010.", ("judge", None, "held", "2010/..")),
        ("Ann Lee will become president of Peru in January.", ("president", "Peru", "future", "2021-01/..")),
        (
            "Ann Lee, who will take over as chief executive next year, spoke.",
            ("chief executive", None, "future", "2021/.."),
        ),
        ("Ann Lee resigned as mayor of Lima in March.", ("mayor", "Lima", "former", "../2020-03")),
        ("Ann Lee stepped down as chairman of Acme last year.", ("chairman", "Acme", "former", "../2019")),
        (
            "Ann Lee, who was fired as chief executive of Acme in 2017, spoke.",
            ("chief executive", "Acme", "former", "../2017"),
        ),
        ("Acme fired Ann Lee as chief executive in 2017.", ("chief executive", "Acme", "former", "../2017")),
        ("Acme named Ann Lee chief executive in 2018.", ("chief executive", "Acme", "held", "2018/..")),
        ("Ann Lee retired as a judge in 2010.", ("judge", None, "former", "../2010")),
        ("Chief Executive Ann Lee resigned on Monday.", ("Chief Executive", None, "former", "../2020-05-11")),
    ],
)
def test_a_role_is_dated_by_the_text(
    text: str, expected: tuple[str, str | None, str, str], read: Read
) -> None:
    assert roles(read(text, DATE)) == {("Ann Lee", *expected)}


@pytest.mark.parametrize(
    "text",
    ["Ann Lee, the mayor at the time, spoke.", "Ann Lee, who was serving as mayor at the time, spoke."],
)
def test_what_somebody_was_at_the_time_he_is_no_more(text: str, read: Read) -> None:
    assert roles(read(text, DATE)) == {("Ann Lee", "mayor", None, "former", None)}


def test_without_the_articles_date_a_relative_time_keeps_its_words_only(read: Read) -> None:
    (role,) = read("Ann Lee, who was mayor of Lima until last year, spoke.").roles
    assert role.time == When(None, "until last year")


def test_an_absolute_time_needs_no_date_of_the_article(read: Read) -> None:
    (role,) = read("Ann Lee has been chairman of Acme since 2010.").roles
    assert role.time == When("2010/..", "since 2010")


def test_what_is_said_of_several_is_a_role_of_each_in_the_singular(read: Read) -> None:
    assert roles(read("Ann Lee and Bob Roy, directors of Acme, spoke.", DATE)) == {
        ("Ann Lee", "director", "Acme", "held", None),
        ("Bob Roy", "director", "Acme", "held", None),
    }
    assert roles(read("Former Presidents Ann Lee and Bob Roy spoke.", DATE)) == {
        ("Ann Lee", "President", None, "former", None),
        ("Bob Roy", "President", None, "former", None),
    }


def test_what_is_said_of_an_apposition_is_said_of_the_name(read: Read) -> None:
    found = roles(read("Ann Lee, a pollster who is president of Acme, spoke.", DATE))
    assert ("Ann Lee", "president", "Acme", "held", None) in found


def test_two_roles_of_one_person_have_each_a_status(read: Read) -> None:
    assert roles(read("Ann Lee, an Acme professor and a former judge, spoke.", DATE)) == {
        ("Ann Lee", "professor", "Acme", "held", None),
        ("Ann Lee", "judge", None, "former", None),
    }


@pytest.mark.parametrize(
    ("text", "holder", "role"),
    [
        ("Ann Lee, the wife of Mayor Bob Roy, spoke.", "Bob Roy", "Mayor"),
        ("Ann Lee named Bob Roy chief executive of Acme.", "Bob Roy", "chief executive"),
        ("Ann Lee's lawyer, Bob Roy, spoke.", "Bob Roy", "lawyer"),
        ("Ann Lee met the mayor of Lima, Bob Roy, on Monday.", "Bob Roy", "mayor"),
        ("Ann Lee replaced Bob Roy as mayor of Lima.", "Ann Lee", "mayor"),
    ],
)
def test_only_its_holder_has_a_role(text: str, holder: str, role: str, read: Read) -> None:
    assert {found[0] for found in roles(read(text, DATE)) if found[1] == role} == {holder}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, whose brother is the mayor of Lima, spoke.",
        "Ann Lee leads Bob Roy by five points.",
        "Ann Lee was nominated as secretary of state.",
        "Bob Roy said Ann Lee is the president of Peru.",
        "For a President Lee, that is hard, said Ann Lee.",
        "Dr. Ann Lee spoke.",
        "Ann Lee, a man of his word, spoke.",
        "He was joined by Ann Lee, first responders and community residents.",
    ],
)
def test_what_gives_nobody_a_role_gives_none(text: str, read: Read) -> None:
    assert read(text, DATE).roles == ()


def test_what_a_later_mention_says_of_a_role_is_added_to_it(read: Read) -> None:
    text = "President Ann Lee spoke. Lee has been president of Peru since 2018."
    assert roles(read(text, DATE)) == {("Ann Lee", "President", "Peru", "held", "2018/..")}


def test_the_place_of_a_role_are_its_words_as_they_stand(read: Read) -> None:
    reading = read("Sens. Ann Lee and Bob Roy spoke to the directors of Acme, Joe Moe and Kay Poe.", DATE)
    assert {reading.words(role.spans) for role in reading.roles} <= {"Sens", "Sens.", "directors"}
