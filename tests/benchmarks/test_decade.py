"""Articles that are multiplied with other names are sound, and every quote is where it was."""

from __future__ import annotations

from itertools import pairwise

import pytest
from two_articles import READINGS

from benchmarks.decade import Decade
from benchmarks.renaming import name_words, renaming
from kb.rdf import to_quads
from kb.validation import validate


@pytest.fixture(scope="module")
def decade() -> Decade:
    return Decade(READINGS, 12)


def test_every_article_of_a_decade_is_valid(decade: Decade) -> None:
    for reading in decade:
        assert validate(to_quads(reading)).violations == ()


def test_persons_get_other_names_of_the_same_length(decade: Decade) -> None:
    before = {actor.label for reading in READINGS for actor in reading.actors if actor.type == "person"}
    after = {actor.label for reading in decade for actor in reading.actors if actor.type == "person"}
    assert before
    assert not before & after
    assert {len(label) for label in after} == {len(label) for label in before}


def test_one_has_different_names_in_different_stories(decade: Decade) -> None:
    assert len(
        {actor.label for reading in decade for actor in reading.actors if actor.type == "person"}
    ) > len({actor.label for reading in READINGS for actor in reading.actors if actor.type == "person"})


def test_articles_come_in_the_order_of_their_dates_with_ids_of_their_own(decade: Decade) -> None:
    dates = [reading.article.date or "" for reading in decade]
    # Whole weeks from the original's date, so that a weekday stays one: at most a week out of order.
    assert all(one[:4] <= other[:4] for one, other in pairwise(dates))
    assert len({reading.article.id for reading in decade}) == len(decade)


def test_the_same_seed_gives_the_same_decade_and_another_one_another(decade: Decade) -> None:
    assert list(Decade(READINGS, 12)) == list(decade)
    assert [r.article.text for r in Decade(READINGS, 12, seed=1)] != [r.article.text for r in decade]


def test_a_name_is_replaced_wherever_it_stands_and_never_by_one_that_is_there() -> None:
    text = "Ada Finch met Finch's brother. finches fly."
    rename = renaming(text, frozenset({"Ada", "Finch"}), "story")
    new = rename(text)
    first, last = new.split()[:2]
    assert new == f"{first} {last} met {last}'s brother. finches fly."
    assert rename("person/ada-finch") == f"person/{first.lower()}-{last.lower()}"


def test_words_of_persons_are_names_and_those_of_places_are_not() -> None:
    names = name_words(READINGS)
    places = {actor.label for r in READINGS for actor in r.actors if actor.type in {"country", "place"}}
    assert not names & places
