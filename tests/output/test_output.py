"""A reading as JSON Lines, as plain words, and as HTML: nothing lost, nothing let in."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from small import READING, TEXT
from strategies import readings

from kb.highlight import Mark, highlight
from kb.jsonl import to_dict, to_line
from kb.model import Actor, ActorType, Article, Form, Mode, Reading, Span, Statement
from kb.plain import to_text, visible


def reading_of(text: str, actor: Actor, *content: Span, speaker: tuple[Span, ...] = ()) -> Reading:
    statement = Statement(
        "s1", Form.INDIRECT, Mode.SPEECH, content, (actor.id,), speaker, (Span(0, 1),), "say"
    )
    return Reading.of(Article("a", text), actors=[actor], statements=[statement])


def test_json_lines_have_the_documented_keys() -> None:
    record = json.loads(to_line(READING))
    assert record["id"] == "larkhill-bridge"
    assert record["text_sha256"] == READING.article.sha256
    [statement] = record["statements"]
    assert statement["speaker"] == {"text": "Ada Brook", "spans": [[0, 9]], "actors": ["person/ada-brook"]}
    assert statement["cue"] == {"text": "said", "lemma": "say", "spans": [[41, 45]]}
    assert statement["content"]["text"] == "the council might meet engineers in March 2026"
    assert (statement["certainty"], statement["hedge"], statement["condition"]) == (
        "possible",
        "reportedly",
        None,
    )
    assert statement["said_at"] == {"value": "2026-02-02", "text": "on Monday"}
    assert (statement["about"], statement["within"], statement["confidence"]) == (["e1"], None, 0.9)
    [event] = record["events"]
    assert event["participants"][0] == {"actor": "organization/council", "role": "agent"}
    assert (event["place"], event["time"]["value"], event["within"]) == (None, "2026-03", "s1")
    assert record["roles"][0]["organization"] == "place/larkhill"
    assert record["notes"][0]["spans"] == [[49, 55]]


def test_a_source_left_out_has_a_speaker_without_spans() -> None:
    unstated = Actor("unnamed/x", ActorType.UNNAMED, "unstated")
    record = to_dict(reading_of("It was announced.", unstated, Span(3, 6)))
    assert record["statements"][0]["speaker"] == {"text": None, "spans": [], "actors": ["unnamed/x"]}
    assert record["actors"][0]["descriptor"] is None


@settings(max_examples=25, deadline=None)
@given(readings())
def test_every_reading_is_one_line_of_json_whose_spans_hold_its_words(reading: Reading) -> None:
    line = to_line(reading)
    assert "\n" not in line
    for statement in json.loads(line)["statements"]:
        for part in ("content", "cue"):
            spans = statement[part]["spans"]
            assert statement[part]["text"] == " … ".join(reading.article.text[s:e] for s, e in spans)


def test_an_event_told_twice_stands_at_both_places() -> None:
    retold = replace(READING, events=(replace(READING.events[0], mentions=(Span(100, 102),)),))
    [event] = to_dict(retold)["events"]
    assert event["trigger"] == {"text": "meet … ch", "lemma": "meet", "spans": [[79, 83], [100, 102]]}
    assert event["mentions"] == [[100, 102]]
    assert "“meet” [79-83], again “ch” [100-102]: CONSULT" in to_text(retold)


def test_plain_words_give_each_statement_letter_for_letter() -> None:
    text = to_text(READING)
    for words in (
        "who      Ada Brook, mayor of Larkhill, here “Ada Brook” [0-9]",
        "cue      “said” [41-45]",
        "content  the council might meet engineers in March 2026 [61-107]",
        "possible (by “might” [73-78]), future, hedged by “reportedly” [30-40]",
        "when     “on Monday”, which is 2026-02-02",
        "engineers (unnamed source)",
        "1 statement, 1 event, 4 actors",
        "the day was worked out",
    ):
        assert words in text


def test_plain_words_mark_what_is_not_known() -> None:
    she = Actor("unnamed/x", ActorType.UNNAMED, "She", descriptor="She")
    text = to_text(reading_of("She said so.", she, Span(9, 11), speaker=(Span(0, 3),)))
    assert "She (unresolved)" in text
    assert "title     not known" in text
    unstated = Actor("unnamed/x", ActorType.UNNAMED, "unstated")
    assert "(source not stated)" in to_text(reading_of("It was announced.", unstated, Span(3, 6)))


def test_an_article_cannot_steer_the_terminal() -> None:
    text = "Bob said \x1b[2J\x9b1m\r\nhello."
    shown = to_text(reading_of(text, Actor("person/bob", ActorType.PERSON, "Bob\x07"), Span(9, len(text))))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert "␛[2J�1m␍␊hello. [9-24]" in shown


@settings(max_examples=25, deadline=None)
@given(readings())
def test_every_reading_can_be_said_in_plain_words(reading: Reading) -> None:
    text = to_text(reading)
    for statement in reading.statements:
        assert visible(reading.words(statement.content)) in text
    assert repr(reading).count("\n") >= len(reading.statements)


class _Text(HTMLParser):
    """The text and the tags of some HTML, as a browser takes it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.add(tag)


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.text(max_size=5)), max_size=6),
)
def test_highlighting_changes_no_letter_and_lets_no_markup_in(
    text: str, stretches: list[tuple[int, int, str]]
) -> None:
    marks = [Mark(s, min(s + n, len(text)), title) for s, n, title in stretches if s < len(text)]
    seen = _Text(highlight(text, marks))
    assert seen.text == text
    assert seen.tags <= {"mark"}


def test_marks_that_overlap_are_counted_and_all_named() -> None:
    html = highlight("abcdef", [Mark(0, 4, "outer"), Mark(2, 6, 'in"ner')])
    assert html == (
        '<mark data-depth="1" title="outer">ab</mark>'
        '<mark data-depth="2" title="outer / in&quot;ner">cd</mark>'
        '<mark data-depth="1" title="in&quot;ner">ef</mark>'
    )


def test_a_notebook_shows_the_article_with_its_statements_marked() -> None:
    html = READING._repr_html_()
    assert TEXT[61:107] in html
    assert 'title="Ada Brook: said (indirect, possible)"' in html
    hostile = Article("a", "<script>alert(1)</script>", title="<img src=x onerror=alert(1)>")
    assert _Text(Reading.of(hostile)._repr_html_()).tags == {"article", "h4", "p", "div"}


def test_a_reading_shows_itself_in_a_line_a_statement() -> None:
    assert repr(READING) == (
        "<Reading of 'larkhill-bridge': statements 1, events 1, actors 4>\n"
        "  Ada Brook | said | 'the council might meet engineers in March 2026'"
    )
