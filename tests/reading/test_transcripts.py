"""Transcripts: who speaks is what the labels say. All texts are written for these tests."""

from collections.abc import Callable

from kb.model import Reading

INTERVIEW = (
    "Senator Grace Hollis spoke to Mark Tilley on Sunday.\n\n"
    "TILLEY: Will you vote for it?\n\n"
    "HOLLIS: No.\n\n"
    "It gives the north nothing.\n\n"
    "TILLEY: Thank you, Senator.\n\n"
    "The vote is on Monday."
)


def turns(reading: Reading) -> list[tuple[str, str]]:
    """Speaker and words of each statement whose cue is a colon."""
    return [
        (reading.actor(s.speakers[0]).label, reading.words(s.content))
        for s in reading.statements
        if reading.words(s.cue) == ":"
    ]


def test_each_turn_is_a_statement_of_the_person_whose_last_name_labels_it(
    read: Callable[..., Reading],
) -> None:
    assert turns(read(INTERVIEW)) == [
        ("Mark Tilley", "Will you vote for it?"),
        ("Grace Hollis", "No. … It gives the north nothing."),
        ("Mark Tilley", "Thank you, Senator."),
    ]


def test_what_follows_the_last_turn_is_the_authors(read: Callable[..., Reading]) -> None:
    assert not any("Monday" in words for _, words in turns(read(INTERVIEW)))


def test_a_full_name_needs_no_introduction(read: Callable[..., Reading]) -> None:
    found = turns(read("ANN LEE: Is it safe?\n\nDAVID ROE (ENGINEER): It is."))
    assert [words for _, words in found] == ["Is it safe?", "It is."]


def test_a_label_that_is_nobodys_name_speaks_not(read: Callable[..., Reading]) -> None:
    assert turns(read("Ann Lee left on Friday.\n\nRELATED: Ann Lee stays\n\nPHOTOS: The bridge")) == []


def test_one_label_alone_is_no_transcript(read: Callable[..., Reading]) -> None:
    assert turns(read("Jane London lives here.\n\nLONDON: The bridge was closed on Friday.")) == []
