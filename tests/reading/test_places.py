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
