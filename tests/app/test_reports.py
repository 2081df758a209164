"""Figures of what is wrong: errors, validation, quarantine, what became of an article."""

from __future__ import annotations

from markup import Page

from app.figures import report
from app.figures.links import Links
from kb.errors import QueryRefused, QuerySyntaxError
from kb.ingest import Outcome, Status
from kb.quarantine import Entry
from kb.sources import Refused
from kb.validation import Report, Result, Severity
from kb.vocab import BASE

LINKS = Links(BASE)
VIOLATION = Result(
    f"{BASE}article/talks/statement/s1",
    "https://w3id.org/onrecord/ns#speaker",
    "<i>",
    Severity.VIOLATION,
    "https://w3id.org/onrecord/shapes#speaker",
    "This statement has no speaker.",
)


def test_a_syntax_error_points_at_the_place_in_its_line() -> None:
    error = QuerySyntaxError("Line 2, column 3: no.", line=2, column=3)
    page = Page(report.syntax_problem(error, "SELECT * {\n  ?s ?p }\n"))
    assert page.text == "Line 2, column 3: no.  ?s ?p }\n  ^"


def test_a_syntax_error_without_a_place_is_its_message() -> None:
    assert Page(report.syntax_problem(QuerySyntaxError("No."), "")).text == "No."
    assert Page(report.syntax_problem(QuerySyntaxError("No.", line=9), "one line")).text == "No."


def test_an_error_that_quotes_markup_shows_it_as_text() -> None:
    page = Page(report.problem(QueryRefused("<script> is refused")))
    assert page.text == "<script> is refused"
    assert page.tags == [("p", {"class": "alert", "role": "alert"})]


def test_a_report_without_violations_says_that_all_conforms() -> None:
    assert Page(report.report(Report(), LINKS)).text == "Everything conforms to the shapes."


def test_a_violation_says_what_is_wrong_and_leads_to_it() -> None:
    page = Page(report.report(Report((VIOLATION,)), LINKS))
    assert page.text == "1 violation.This statement has no speaker. (seen: <i>)violation · s1 · onr:speaker"
    assert page.named("a")[0]["href"] == "articles?article=talks&statement=s1"


def test_what_is_in_quarantine_has_its_place_its_reason_and_its_beginning() -> None:
    entry = Entry(
        "news.jsonl",
        "It is empty.",
        "2026-01-01T00:00:00Z",
        3,
        "talks",
        (VIOLATION,),
        b"<b>\xff" + b"x" * 700,
    )
    page = Page(report.quarantine([entry]))
    for words in (
        "news.jsonl, line 3",
        "It is empty.",
        "article talks",
        "This statement has no speaker.",
        "<b>\ufffdx",
    ):
        assert words in page.text
    assert page.text.endswith("x …")
    assert not page.named("b")


def test_what_was_stored_leads_to_it_and_what_was_not_leads_to_why() -> None:
    stored = Page(report.outcome(Outcome("a.txt", Status.ADDED, article="a"), LINKS))
    assert (stored.text, stored.named("a")[0]["href"]) == ("Stored: a.", "articles?article=a")
    refused = Page(report.outcome(Outcome("a.txt", Status.QUARANTINED, reason="It has no <p>."), LINKS))
    assert refused.text == "Not stored: It has no <p>. It is kept under Data quality."
    assert refused.named("a")[0]["href"] == "quality"


def test_what_could_not_be_read_says_where_and_why() -> None:
    assert Page(report.refused(Refused("a.jsonl", "It is no JSON.", 7))).text == "line 7: It is no JSON."
