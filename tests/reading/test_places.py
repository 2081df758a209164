"""Which place a name means, and where it means a government. Texts written for these tests."""

import re
from collections.abc import Callable

import pytest

from kb.model import Actor, ActorType, Reading

Read = Callable[..., Reading]


def place(reading: Reading, word: str, number: int = -1) -> Actor:
    """The actor named where `word` stands for the `number`th time in the article."""
    at = [match.start() for match in re.finditer(rf"\b{re.escape(word)}", reading.article.text)][number]
    named = [a for a in reading.actors if any(m.start <= at < m.end for m in a.mentions)]
    (one,) = [a for a in named if not a.id.startswith(("unnamed/", "group/"))]
    return one


@pytest.mark.parametrize(
    "text",
    [
        "Moscow warned that the talks could fail.",
        "Moscow has denied the report.",
        "Moscow, which denied the report, sent an envoy.",
        "The diplomat spoke of Moscow's intentions.",
        "He blamed Moscow’s meddling in the vote.",
        "The envoy opened talks with Moscow.",
        "The law put new sanctions on Moscow.",
        "The minister accused Moscow of lying.",
        "The minister urged Moscow to stop the war.",
        "The report was denied by Moscow.",
        "The talks failed, according to Moscow.",
        "Moscow is ready to talk.",
        "Moscow and Warsaw agreed to meet.",
        "An agreement between Warsaw and Moscow was signed.",
        "Moscow was accused of lying.",
        "The Kremlin said that the talks had failed.",
        "A spokesman for the Kremlin left.",
    ],
)
def test_a_capital_or_a_governments_house_that_acts_is_the_country(text: str, read: Read) -> None:
    word = "Kremlin" if "Kremlin" in text else "Moscow"
    actor = place(read(text), word)
    assert (actor.label, actor.type, actor.wikidata) == ("Russia", ActorType.COUNTRY, "Q159")
    assert word in actor.aliases


@pytest.mark.parametrize(
    "text",
    [
        "The envoy met the minister in Moscow.",
        "The envoy flew to Moscow.",
        "The train between Warsaw and Moscow was late.",
        "The talks in Moscow failed.",
        "Moscow’s streets were empty.",
        "The mayor of Moscow left.",
        "Moscow was hit by a storm.",
        "The drone came from Moscow.",
        "Texas, Kansas and Moscow warned of floods.",
    ],
)
def test_a_capital_where_something_happens_is_the_city(text: str, read: Read) -> None:
    actor = place(read(text), "Moscow")
    assert (actor.label, actor.type) == ("Moscow", ActorType.PLACE)


def test_a_place_is_not_short_for_a_body_that_begins_with_it(read: Read) -> None:
    assert place(read("The Moscow Times wrote about it. He lived in Moscow."), "Moscow").label == "Moscow"


def test_downing_street_is_the_british_government(read: Read) -> None:
    assert place(read("Downing Street said that the talks had failed."), "Downing").label == "United Kingdom"


@pytest.mark.parametrize("body", ["White House", "Pentagon"])
def test_bodies_with_a_name_of_their_own_stay_bodies(body: str, read: Read) -> None:
    actor = place(read(f"The {body} said that the talks had failed."), body)
    assert (actor.label, actor.type) == (body, ActorType.ORGANIZATION)


def test_a_country_and_its_capital_that_acts_are_one_actor(read: Read) -> None:
    reading = read("Russia closed the road. Moscow warned of a war. The envoy left Moscow.")
    assert place(reading, "Russia").id == place(reading, "Moscow", 0).id != place(reading, "Moscow", 1).id


@pytest.mark.parametrize(
    ("text", "word", "label", "id"),
    [
        # Georgia: the country, the state, or nobody knows.
        ("Georgia closed the road to Tbilisi.", "Georgia", "Georgia", "Q230"),
        ("Georgian officials left. The road in Georgia is closed.", "Georgia", "Georgia", "Q230"),
        ("Georgia closed the road to Atlanta.", "Georgia", "Georgia", "Q1428"),
        ("Alabama and Georgia closed the road.", "Georgia", "Georgia", "Q1428"),
        ("Ukraine and Georgia closed the road.", "Georgia", "Georgia", "Q230"),
        ("The governor of Georgia closed the road.", "Georgia", "Georgia", "Q1428"),
        ("The road in Georgia is closed.", "Georgia", "Georgia", None),
        # Washington: the government, the city, the state.
        ("Washington and Kyiv agreed to meet.", "Washington", "United States", "Q30"),
        ("She lives in Washington, D.C.", "Washington", "District of Columbia", "Q3551781"),
        (
            "The White House is closed. She lives in Washington.",
            "Washington",
            "District of Columbia",
            "Q3551781",
        ),
        ("The road in Washington state is closed.", "Washington", "Washington", "Q1223"),
        ("Fires came near Seattle. The road in Washington is closed.", "Washington", "Washington", "Q1223"),
        ("The road in Washington is closed.", "Washington", "Washington", None),
        # New York: the city, the state.
        ("She lives in New York City.", "New York", "New York City", "5128581"),
        ("The mayor of New York left.", "New York", "New York City", "5128581"),
        ("New York state is large.", "New York", "New York", "Q1384"),
        ("She left Manhattan. The road in New York is closed.", "New York", "New York City", "5128581"),
        ("The road in New York is closed.", "New York", "New York", None),
        # Cities and their namesakes.
        ("She lives in Paris.", "Paris", "Paris", "2988507"),
        ("She lives in Paris, Texas.", "Paris", "Paris", "4717560"),
        ("She lives in Paris, Tex.", "Paris", "Paris", "4717560"),
        ("He came from Paris, Texas. Nobody in Paris knew him.", "Paris", "Paris", "4717560"),
        ("He left Texas and Dallas behind. He lives in Paris.", "Paris", "Paris", None),
        ("She lives in Birmingham.", "Birmingham", "Birmingham", None),
        ("She lives in Birmingham. It rained in Alabama.", "Birmingham", "Birmingham", "4049979"),
        ("She lives in Birmingham. It rained in England.", "Birmingham", "Birmingham", "2655603"),
        ("She lives in Birmingham, far from Texas and Dallas.", "Birmingham", "Birmingham", None),
        ("She left Chicago, Illinois, for Geneva.", "Geneva", "Geneva", None),
        ("Kansas and Wyoming are large. So is Michigan.", "Wyoming", "Wyoming", "Q1214"),
        ("The road in Dallas County is closed.", "Dallas", "Dallas County", None),
        ("The counties of Dallas and Austin are large.", "Dallas", "Dallas", None),
        ("Puerto Rico is hot.", "Puerto Rico", "Puerto Rico", "Q1183"),
        ("She lives in Cleveland.", "Cleveland", "Cleveland", "5150529"),
        ("She lives in Cambridge, Mass.", "Cambridge", "Cambridge", "4931972"),
        ("She lives in Mumbai.", "Mumbai", "Mumbai", "1275339"),
        ("She lives in Asia.", "Asia", "Asia", "Q48"),
        ("CAIRO is hot. She lives in CAIRO.", "CAIRO", "Cairo", "360630"),
        # The state after a comma or in brackets.
        ("She lives in Paris, Tex.", "Tex", "Texas", "Q1439"),
        # Nobody knows the town; it is not the famous one.
        ("She lives in Berlin, N.D.", "Berlin", "Berlin", None),
        # A region, that bears the name of its city.
        ("Shells fell in Russia’s Belgorod region near the border.", "Belgorod", "Belgorod", None),
        # A country, beside people of its name.
        ("She lives in Jordan.", "Jordan", "Jordan", "Q810"),
        ("Michael Jordan flew to Amman. He lives in Jordan.", "Jordan", "Jordan", "Q810"),
        ("Mr. Jordan left.", "Jordan", "Jordan", None),
        ("Paris Hilton left. She lives in Paris.", "Paris", "Paris", "2988507"),
    ],
)
def test_a_name_that_places_share_means_the_one_that_the_article_tells(
    text: str, word: str, label: str, id: str | None, read: Read
) -> None:
    actor = place(read(text), word)
    assert (actor.label, actor.wikidata or actor.geonames) == (label, id)


def test_two_places_of_one_name_are_two_actors(read: Read) -> None:
    reading = read("The mayor of New York left. The governor of New York stayed.")
    assert place(reading, "New York", 0).id != place(reading, "New York", 1).id


def test_a_name_that_stays_ambiguous_is_noted(read: Read) -> None:
    reading = read("The road in Georgia is closed.")
    assert [reading.words(note.spans) for note in reading.notes if "several places" in note.message] == [
        "Georgia"
    ]


def test_a_place_that_is_known_is_not_noted(read: Read) -> None:
    assert not [
        note for note in read("Georgia closed the road to Tbilisi.").notes if "places" in note.message
    ]
