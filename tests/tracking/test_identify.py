"""Who is who across articles: the cases that decide, each with the evidence that a person reads."""

from __future__ import annotations

from itertools import permutations

import pytest
from shown import body, shown

from kb.model import ActorType, slug
from kb.tracking.identify import identify
from kb.tracking.naming import name_key
from kb.tracking.offices import Held
from kb.tracking.portrait import Portrait


def groups(*portraits: Portrait) -> list[set[str]]:
    """The articles of each identity."""
    return [{portrait.article for portrait, _ in one.members} for one in identify(portraits)]


def evidence(*portraits: Portrait) -> dict[str, str]:
    """The evidence by article."""
    return {portrait.article: why for one in identify(portraits) for portrait, why in one.members}


SAME = [
    (shown("Ada Finch", "2020-01-01"), shown("Ada Finch", "2023-05-05")),
    (shown("Ada Finch", "2020-01-01"), shown("Ada B. Finch", "2020-01-03")),
    (shown("Ada Finch", "2020-01-01"), shown("A. Finch", "2020-01-03")),
    (shown("Bob Lee", "2020-01-01"), shown("Robert Lee", "2020-01-03")),
    (shown("Bob Lee", "2020-01-01"), shown("Robert E. Lee Jr.", "2020-01-03")),
    (shown("José Pérez", "2020-01-01"), shown("Jose Perez", "2020-01-03")),
    (shown("Finch", "2020-01-01", "mayor"), shown("Ada Finch", "2020-01-03", "mayor")),
    (shown("Finch", "2020-01-01", "mayor"), shown("Finch", "2020-01-03", "mayor")),
    (shown("Ada Finch", "2020-01-01", "mayor"), shown("Ada Finch", "2020-01-03", "candidate")),
    (shown("Ada Finch", "2010-01-01", "police captain"), shown("Ada Finch", "2020-01-03", "senator")),
    (shown("Ada Finch", "2020-01-01", Held("judge", now=False)), shown("Ada Finch", "2020-02-01", "senator")),
    (body("Harbour Pilots Union", "2020-01-01"), body("the Harbour Pilots Union", "2020-01-03")),
    (body("Harbour Pilots Union", "2020-01-01", also=("HPU",)), body("HPU", "2020-01-03")),
    (body("H.P.U.", "2020-01-01"), body("HPU", "2020-01-03")),
    (body("U.S. Senate", "2020-01-01"), body("Senate", "2020-01-03")),
]
APART = [
    (shown("Ada Finch", "2020-01-01"), shown("Eva Finch", "2020-01-01")),
    (shown("Ada B. Finch", "2020-01-01"), shown("Ada C. Finch", "2020-01-03")),
    (shown("Ada Finch Jr.", "2020-01-01"), shown("Ada Finch Sr.", "2020-01-03")),
    (shown("Ada Finch", "2020-01-01", "police captain"), shown("Ada Finch", "2020-01-03", "senator")),
    (shown("Finch", "2020-01-01"), shown("Finch", "2020-01-03")),
    (shown("Finch", "2020-01-01"), shown("Ada Finch", "2023-01-03")),
    (shown("Finch"), shown("Ada Finch")),
    (body("Harbour Pilots Union", "2020-01-01"), body("HPU", "2020-01-03")),
    (body("Kenya's Supreme Court", "2020-01-01"), body("U.S. Supreme Court", "2020-01-03")),
    (shown("Ada Finch", "2020-01-01"), body("Ada Finch", "2020-01-03")),
    (body("state Senate", "2020-01-01"), body("state Senate", "2020-01-03")),
]


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: f"{pair[0].label}, {pair[1].label}")
def test_one_actor(pair: tuple[Portrait, Portrait]) -> None:
    assert len(groups(*pair)) == 1


@pytest.mark.parametrize("pair", APART, ids=lambda pair: f"{pair[0].label}, {pair[1].label}")
def test_two_actors(pair: tuple[Portrait, Portrait]) -> None:
    assert len(groups(*pair)) == 2


def test_the_evidence_says_which_name_which_role_how_long_and_where() -> None:
    found = evidence(
        shown("Ada Finch", "2020-01-01", "mayor", article="a"),
        shown("Ada Finch", "2020-01-02", article="b"),
        shown("A. Finch", "2020-03-02", "mayor", article="c"),
    )
    assert found == {
        "a": "the first called Ada Finch",
        "b": "same name, 1 day apart: a",
        "c": "“A. Finch” can be “Ada Finch”, same role (mayor), 61 days apart: a",
    }


def test_a_contradiction_says_what_nobody_is_at_once() -> None:
    found = evidence(
        shown("Ron Hale", "2020-01-01", "police captain", article="a"),
        shown("Ron Hale", "2020-06-01", "senator", article="b"),
    )
    assert found["b"] == "apart from Ron Hale: nobody is senator and police captain at once"


def test_of_two_namesakes_the_role_tells_which_is_meant() -> None:
    captain, senator = (
        shown("Ron Hale", "2020-01-01", "police captain", article="a"),
        shown("Ron Hale", "2020-06-01", "senator", article="b"),
    )
    assert {"b", "c"} in groups(captain, senator, shown("Hale", "2020-06-02", "senator", article="c"))
    assert {"d"} in groups(captain, senator, shown("Hale", "2020-06-02", article="d"))


def test_a_surname_that_several_bear_is_nobodys() -> None:
    family = [shown("Ada Finch", "2020-01-01"), shown("Eva Finch", "2020-01-02")]
    why = evidence(*family, shown("Finch", "2020-01-03", article="x"))
    assert why["x"] == "the name alone does not tell: may be Ada Finch, Eva Finch"


def test_a_surname_means_the_one_who_is_named_far_more_often_than_all_others() -> None:
    often = [shown("Ada Finch", f"2020-01-0{day}", article=f"a{day}") for day in range(1, 7)]
    why = evidence(*often, shown("Eva Finch", "2020-01-02"), shown("Finch", "2020-01-03", article="x"))
    assert why["x"].endswith("; named far more often than others of that name")


def test_a_name_with_fewer_parts_goes_to_its_very_namesake() -> None:
    first, second = (
        shown("Ada B. Finch", "2020-01-01", article="a"),
        shown("Ada Finch", "2020-01-02", article="b"),
    )
    third = shown("Ada C. Finch", "2020-01-03", article="c")
    assert {"a"} in groups(first, third)
    assert (
        evidence(first, third, second)["b"]
        == "the name alone does not tell: may be Ada B. Finch, Ada C. Finch"
    )


def test_father_and_son_are_two_where_an_article_names_both() -> None:
    both = [shown("Don Rook", "2020-01-01", article="a"), shown("Don Rook Jr.", "2020-01-01", article="a")]
    assert groups(*both, shown("Don Rook Jr.", "2020-02-01", article="b")) == [{"a", "b"}, {"a"}]
    assert groups(shown("Don Rook", article="c"), shown("Don Rook Jr.", article="d")) == [{"c", "d"}]


def test_a_month_or_a_year_is_no_day_to_count_from() -> None:
    assert evidence(shown("Ada Finch", "2020-01", article="a"), shown("Ada Finch", "2020", article="b")) == {
        "a": "same name: b",
        "b": "the first called Ada Finch",
    }


def test_the_order_in_which_articles_come_changes_nothing() -> None:
    portraits = [
        shown("Ada Finch", "2020-01-01", "mayor"),
        shown("Finch", "2020-01-01", "mayor"),
        shown("Ada B. Finch", "2021-01-01"),
        shown("Eva Finch", None, "judge"),
        shown("Finch", "2020-01-02"),
    ]
    expected = identify(portraits)
    for order in permutations(portraits):
        assert [one.members for one in identify(order)] == [one.members for one in expected]


def test_a_name_that_begins_with_a_dash_has_initials_too() -> None:
    assert name_key(ActorType.ORGANIZATION, "-Harbour Watch-") == name_key(
        ActorType.ORGANIZATION, "Harbour Watch"
    )


@pytest.mark.parametrize(
    ("type", "one", "other"),
    [
        (ActorType.ORGANIZATION, "POLITICO", "Politico"),
        (ActorType.PERSON, "Eva Ocasio-Cortez", "Eva Ocasio Cortez"),
        (ActorType.PERSON, "Pat O'Neil", "Pat O Neil"),
        (ActorType.PLACE, "Al-Hasakah", "Al Hasakah"),
    ],
)
def test_labels_that_make_one_iri_are_compared(type: ActorType, one: str, other: str) -> None:
    assert slug(one) == slug(other)
    assert name_key(type, one) == name_key(type, other)
