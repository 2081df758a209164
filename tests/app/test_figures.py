"""Figures of an article: its text, its statements, what else was found in it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import small
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import Page
from strategies import readings

from app.figures import article, found
from app.figures.html import html, joined, known
from app.figures.links import Links
from app.figures.statement import card
from app.figures.view import View
from kb.model import Article, Form, Mode, Reading, Span, Statement
from kb.vocab import BASE

LINKS = Links(BASE)
OURS = {
    *("a", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "h1", "h2", "header", "li", "mark"),
    *("nav", "ol", "p", "pre", "section", "span", "strong", "summary", "ul"),
}
"""Elements that figures are made of: none runs, loads or sends anything."""
ATTRIBUTES = {"aria-description", "aria-hidden", "aria-label", "class", "data-tip", "href"}


def views(reading: Reading) -> list[View]:
    """The reading not stored, stored, and with each statement and its first letter pointed out."""
    stored = View(reading, LINKS)
    at = [replace(stored, at=Span(0, 1))] if reading.article.text else []
    return [View(reading), stored, *at, *(replace(stored, statement=s) for s in reading.statements)]


@settings(max_examples=40)
@given(readings())
def test_whatever_an_article_says_becomes_text_and_never_markup(reading: Reading) -> None:
    for view in views(reading):
        parts = [article.heading(reading.article), article.page(view, "<b>turtle</b>")]
        parts += [found.events(view), found.roles(view), found.notes(view)]
        page = Page(joined(parts))
        assert {tag for tag, _ in page.tags} <= OURS
        assert {name for _, attrs in page.tags for name in attrs} <= ATTRIBUTES


@settings(max_examples=40)
@given(readings())
def test_the_marked_text_is_the_article_letter_for_letter(reading: Reading) -> None:
    for view in views(reading):
        assert Page(article.marked_text(view)).text == reading.article.text


@settings(max_examples=40)
@given(readings())
def test_every_content_of_every_statement_is_marked(reading: Reading) -> None:
    marked = Marked(article.marked_text(View(reading))).text
    contents = {i for s in reading.statements for span in s.content for i in range(span.start, span.end)}
    assert marked == "".join(reading.article.text[i] for i in sorted(contents))


class Marked(Page):
    """Its `text` is only what stands in a `<mark>`."""

    depth = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""


@given(st.text(), st.text())
def test_only_html_made_here_goes_in_unescaped(inside: str, outside: str) -> None:
    page = Page(html("<p>{}{}</p>", html("<span>{}</span>", inside), outside))
    assert page.tags == [("p", {}), ("span", {})]
    assert page.text == inside + outside


def test_a_mark_says_who_said_it_with_which_words_and_in_which_form() -> None:
    (mark,) = Page(article.marked_text(View(small.READING))).named("mark")
    assert mark["data-tip"] == "Ada Brook · said · indirect"
    assert mark["class"] == "indirect"


def test_a_mark_leads_to_its_statement_where_the_article_is_stored() -> None:
    (link,) = Page(article.marked_text(View(small.READING, LINKS))).named("a")
    assert link["href"] == "articles?article=larkhill-bridge&statement=s1"
    assert not Page(article.marked_text(View(small.READING))).named("a")


def test_the_statement_pointed_out_shows_its_speaker_and_cue_in_the_text() -> None:
    view = View(small.READING, LINKS, small.READING.statements[0])
    page = Page(article.marked_text(view))
    assert [attrs["class"] for attrs in page.named("span")] == ["speaker", "cue"]
    assert page.named("mark")[0]["class"] == "indirect chosen"


def test_the_card_of_a_statement_says_all_that_was_read_of_it() -> None:
    shown = Page(card(View(small.READING, LINKS), small.READING.statements[0], "a b c .")).text
    for words in (
        "Ada Brook said",
        "indirect speech",
        "possible (“might”), future",
        "hedged by“reportedly”",
        "“on Monday”, that is 2026-02-02",
        "mayor of Larkhill",
        "about“meet”",
        "90% sure",
        "a b c .",
    ):
        assert words in shown


def test_a_statement_leads_to_the_ones_before_and_after() -> None:
    said = small.READING.statements[0]
    three = Reading.of(
        small.READING.article,
        actors=small.READING.actors,
        events=small.READING.events,
        statements=[replace(said, id=f"s{n}", content=(Span(n, n + 1),), within=None) for n in (1, 2, 3)],
    )
    view = View(three, LINKS, three.statements[1])
    steps = Page(card(view, three.statements[1])).named("a")[:3]
    assert [link["href"] for link in steps] == [
        "articles?article=larkhill-bridge&statement=s1",
        "articles?article=larkhill-bridge&statement=s3",
        "articles?article=larkhill-bridge",
    ]


def test_what_is_not_known_of_an_article_is_said_so() -> None:
    shown = Page(article.heading(Article("x", "Text."))).text
    assert shown == "title not knownpublisher not known · date not known · x"


def test_nested_statements_lead_to_the_inner_one() -> None:
    outer = Statement("out", Form.INDIRECT, Mode.SPEECH, (Span(0, 20),), (), (), (Span(20, 22),), "say")
    inner = replace(outer, id="in", content=(Span(5, 10),), within="out")
    view = View(Reading.of(Article("x", "y" * 30), statements=[outer, inner]), LINKS)
    page = Page(article.marked_text(view))
    leads_to = [parse_qs(urlsplit(str(link["href"])).query)["statement"] for link in page.named("a")]
    assert leads_to == [["out"], ["in"], ["out"]]
    assert [mark["class"] for mark in page.named("mark")] == ["indirect", "indirect nested", "indirect"]


def test_a_long_statement_is_cut_at_a_word_in_the_list_of_them() -> None:
    said = Statement("s", Form.INDIRECT, Mode.SPEECH, (Span(0, 200),), (), (), (Span(200, 202),), "say")
    shown = Page(article.contents(View(Reading.of(Article("x", "word " * 50), statements=[said])))).text
    assert shown.endswith("word word …")
    assert len(shown) < 150


def test_an_event_says_who_did_it_to_whom_and_when_and_who_says_so() -> None:
    assert Page(found.events(View(small.READING, LINKS))).text == (
        "council meet engineers (unnamed source) consult · “in March 2026”, that is 2026-03 · possible · "
        "said by Ada Brook"
    )


def test_known_shows_a_value_or_that_it_is_not_known() -> None:
    assert known("2025", "date") == "2025"
    assert Page(known(None, "date")).text == "date not known"
    assert Page(known(None, "date")).named("span") == [{"class": "quiet"}]
