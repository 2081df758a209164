"""Lines that are no sentence of the author say nothing, and labels are no part of the sentence after them.

All of the text is made up for these tests.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.model import Article, Reading
from kb.reading import Reader
from kb.reading.lines import as_said
from kb.reading.parse import parse

SENTENCE = "Mayor Ann Lee said the talks failed."
BEFORE, AFTER = "The council met on Monday.\n\n", "\n\nThe council votes on Friday."

NO_SENTENCES = [
    "By Jane Doe, Associated Press",
    "By Jane Doe and Richard Roe",
    "BY JANE DOE",
    "By Maria de la Cruz in Lima",
    "Reporting by Jane Doe in Oslo; Editing by Richard Roe",
    "(Reporting by Jane Doe and Li Wei; Writing by Ann Oke; Editing by Richard Roe)",
    "Additional reporting by Jane Doe.",
    "--additional reporting from Jane Doe.",
    "Associated Press writer Jane Doe contributed to this report.",
    "Read more: Senator denies that she took bribes",
    "READ MORE: Police arrest three over harbor theft",
    "Read more on how the harbor was built",
    "Related: Why the governor resigned",
    "See also: Minister says dam will hold",
    "Sign up for our newsletter and we will write to you daily",
    "Follow us on every platform",
    "Click here to see who won",
    "© 2031 The Harbor Times. All rights reserved.",
    "(Photo: Jane Doe/Harbor Press)",
    "(AP Photo/Jane Doe)",
    "Photograph: Jane Doe/Harbor Press",
    "REUTERS/Jane Doe",
    "Image credit: Jane Doe",
    "10:42 a.m. ET",
    "Updated 10:42 a.m. ET",
    "Published: 3 May 2031",
    "3 min ago",
    "What happens next",
    "Why the governor resigned",
    "“We were lied to”",
    "‘They killed our river’",
    "– Old wounds reopened –",
    "Advertisement",
]


@pytest.mark.parametrize("line", NO_SENTENCES)
def test_a_line_that_the_author_does_not_say_gives_nothing(
    line: str, read: Callable[..., Reading], reader: Reader
) -> None:
    text = BEFORE + line + AFTER
    first, last = len(BEFORE), len(BEFORE + line)
    for reading in (read(text), reader.read(Article("test", text))):
        spans = [e.trigger[0] for e in reading.events]
        spans += [span for s in reading.statements for span in (*s.content, *s.speaker, *s.cue)]
        assert [span for span in spans if first <= span.start < last] == []
        assert {reading.words(event.trigger) for event in reading.events} >= {"met", "votes"}


@pytest.mark.parametrize(
    "label",
    [
        "• ",
        "- ",
        "* ",
        "– ",
        "1. ",
        "2) ",
        "(c) ",
        "10:42 a.m. — ",
        "10:42am ET: ",
        "14.05 GMT: ",
        "14:05 – ",
        "Monday, 9:05 p.m. | ",
        "May 3, 10:42 a.m. ET - ",
        "2h ago: ",
        "• 10:42 a.m. — ",
        "File photo: ",
        "FILE PHOTO: ",
        "FILE - ",
        "Photo: ",
        "Pictured: ",
        "1. LIMA, Dec 21 (Reuters) — ",
    ],
)
def test_a_sentence_is_read_without_its_label(label: str, read: Callable[..., Reading]) -> None:
    reading = read(label + SENTENCE)
    (statement,) = reading.statements
    assert (reading.names(statement), reading.words(statement.content)) == ("Ann Lee", "the talks failed")
    assert as_said(label + SENTENCE) == " " * len(label) + SENTENCE


@pytest.mark.parametrize(
    "credit",
    [
        " REUTERS/Jane Doe",
        " Jane Doe/Harbor Press",
        " (Photo: Jane Doe)",
        " (AP Photo/Jane Doe)",
        " (Photo by Jane Doe)",
    ],
)
def test_a_caption_is_read_without_its_credit(credit: str, read: Callable[..., Reading]) -> None:
    caption = "Mayor Ann Lee speaks to reporters in Lima on Monday."
    reading = read(caption + credit)
    assert as_said(caption + credit) == caption + " " * len(credit)
    (event,) = reading.events
    assert reading.words(event.trigger) == "speaks"
    assert {reading.actor(p.actor).label for p in event.participants} >= {"Ann Lee"}


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the talks had failed.",
        "By Banning Plastic, Island Saves Turtles",
        "Reporting by the Harbor Times showed that the dam leaks.",
        "Read more books, the teacher said.",
        "Related companies paid the fine.",
        "Photographs show that the dam leaks.",
        "1.5 million people fled.",
        "10:42 a.m. was when the dam broke.",
        "- ",
        "A. Lee said so.",
        "The picture (which was lost) was found.",
        "He said yes/no.",
        "Follow the money, she said.",
        "What happens next is unclear.",
        "“We were lied to.”",
        "3 minutes ago the dam broke.",
        "Updated figures show a loss.",
    ],
)
def test_a_sentence_that_only_looks_like_one_is_kept(text: str) -> None:
    assert as_said(BEFORE + text + AFTER) == BEFORE + text + AFTER


def test_the_first_line_is_a_headline_and_no_subhead(read: Callable[..., Reading]) -> None:
    reading = read("Why the governor resigned\n\nShe left on Monday.")
    assert "resigned" in {reading.words(event.trigger) for event in reading.events}


def test_each_point_of_a_list_is_read_by_itself(read: Callable[..., Reading]) -> None:
    reading = read(
        "The plan in short:\n• Denmark will close two harbors\n• Norway bans plastic bags\n• Cheaper trains"
    )
    found = {
        reading.words(event.trigger): {reading.actor(p.actor).label for p in event.participants}
        for event in reading.events
    }
    assert found["close"] >= {"Denmark"}
    assert found["bans"] >= {"Norway"}


def test_a_text_of_nothing_stays_nothing() -> None:
    assert as_said("") == ""


@pytest.mark.parametrize("line", [*NO_SENTENCES, "• 10:42 a.m. — " + SENTENCE])
def test_every_character_stays_at_its_place(line: str) -> None:
    text = BEFORE + line + AFTER
    shown = as_said(text)
    assert len(shown) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, shown, strict=True))
    assert len(parse(Article("test", text)).doc.text) == len(text)
