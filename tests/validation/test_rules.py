"""What validation accepts and refuses, in the words of those who use it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from full import ARTICLE, EVENT, FULL, NOWHERE, QUADS, SAID, STATEMENT, also, in_article, instead, without
from hypothesis import given, settings
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store
from small import READING
from strategies import readings

from kb import resources
from kb.model import Actor, ActorType, Article, Event, Note, Reading, Span, When
from kb.rdf import to_quads
from kb.validation import Severity, validate
from kb.validation.shacl import shapes
from kb.validation.text import WORDINGS, is_edtf
from kb.vocab import OA, ONR, SCHEMA, SEM, XSD


def shapes_broken(quads: list[Quad]) -> set[str]:
    return {result.shape.rpartition("#")[2] for result in validate(quads).violations}


def messages(quads: list[Quad]) -> str:
    return " ".join(result.message for result in validate(quads).violations)


@settings(max_examples=20, deadline=None)
@given(readings())
def test_a_reading_over_any_text_is_valid(reading: Reading) -> None:
    assert validate(to_quads(reading)).results == ()


@settings(max_examples=10, deadline=None)
@given(readings())
def test_a_reading_is_still_valid_when_the_store_has_rewritten_it(reading: Reading) -> None:
    store = Store()
    store.extend(to_quads(reading))
    assert validate(store).results == ()


def test_an_article_in_which_nothing_was_found_is_valid() -> None:
    assert validate(to_quads(Reading(Article("empty-handed", "Rain fell.")))).results == ()


def test_a_statement_without_a_speaker_is_refused_in_words_a_journalist_understands() -> None:
    assert "This statement has no speaker. Every statement needs who said it" in messages(
        without(STATEMENT, ONR.speaker)
    )


def test_an_unnamed_source_that_is_neither_described_nor_left_out_is_refused() -> None:
    source = in_article("actor/unnamed/engineers")
    assert shapes_broken(without(source, ONR.descriptor)) == {"unnamed-source-known"}


def test_an_unnamed_source_marked_as_left_out_needs_no_description() -> None:
    left_out = Actor("unnamed/0", ActorType.UNNAMED, "unstated source")
    assert validate(to_quads(Reading.of(READING.article, actors=[left_out]))).conforms


def test_a_speaker_that_nobody_describes_is_refused() -> None:
    assert "actor-kind" in shapes_broken(also(STATEMENT, ONR.speaker, NOWHERE))


def test_recording_that_somebody_said_what_he_only_thinks_is_refused() -> None:
    assert shapes_broken(instead(STATEMENT, ONR.mode, ONR.thought)) == {"statement-said-mode"}


def test_an_event_in_which_nobody_is_known_to_take_part_is_accepted() -> None:
    storm = replace(FULL.events[0], participants=(), place=None)
    assert validate(to_quads(replace(FULL, events=(storm,)))).conforms


@pytest.mark.parametrize(
    "date",
    [
        Literal("2025-02-31", datatype=XSD.date),
        Literal("2025-13", datatype=XSD.gYearMonth),
        Literal("2025-12", datatype=XSD.gYear),
        Literal("2025", datatype=XSD.date),
        Literal("2025-12-21T25:00:00", datatype=XSD.dateTime),
        Literal("2025-12-21"),
        Literal("31 February"),
        Literal(2025),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("node", "path", "shape"),
    [
        (ARTICLE, SCHEMA.datePublished, "article-published"),
        (STATEMENT, ONR.saidAt, "statement-said-at"),
        (EVENT, SEM.hasTimeStamp, "event-time"),
    ],
)
def test_a_date_that_does_not_exist_or_has_the_wrong_type_is_refused(
    node: NamedNode, path: NamedNode, shape: str, date: Literal
) -> None:
    assert shapes_broken(instead(node, path, date)) == {shape}


@pytest.mark.parametrize(
    "value",
    [
        "2025-02-30",
        "2025-13",
        "31 February",
        "2025-02-30/2025-03-01",
        "2025-1",
        "2025-12-21T25:00",
        "/x",
        "?",
        "",
    ],
)
def test_a_time_that_the_reader_made_up_is_refused(value: str) -> None:
    statement = replace(READING.statements[0], said_at=When(value))
    assert "edtf-valid" in shapes_broken(to_quads(replace(READING, statements=(statement,))))


@pytest.mark.parametrize(
    "value",
    [
        "2025",
        "2025-12",
        "2025-12-21T10:30Z",
        "2024-02-29",
        "2025-12~",
        "2025-21",
        "2025-XX",
        "156X",
        "-0044",
        "2025-12-20/2025-12-21",
        "2025/..",
        "../2025-12",
        "2025/",
        "2025-12-20?/2025-12-21",
        "Y170000002",
    ],
)
def test_every_time_of_edtf_level_0_and_1_is_accepted(value: str) -> None:
    assert is_edtf(value)


@pytest.mark.parametrize("value", ["1.5", "-0.1", "NaN", "INF", "sure"])
@pytest.mark.parametrize(
    "datatype", [XSD.decimal, NamedNode(f"{XSD.iri}double")], ids=lambda term: term.value[33:]
)
def test_a_confidence_outside_0_to_1_is_refused(value: str, datatype: NamedNode) -> None:
    broken = shapes_broken(instead(STATEMENT, ONR.confidence, Literal(value, datatype=datatype)))
    assert broken in ({"statement-confidence"}, {"checkable"})


def test_what_the_validator_stumbles_over_is_refused_not_accepted() -> None:
    quads = instead(STATEMENT, ONR.confidence, Literal("NaN", datatype=XSD.decimal))
    (result,) = validate(quads).results
    assert result.focus == ARTICLE.value
    assert result.severity is Severity.VIOLATION
    assert "could not be checked (InvalidOperation" in result.message


def test_a_span_beyond_the_end_of_the_article_is_refused() -> None:
    note = Note("info", "here", (Span(100, 5000),))
    assert shapes_broken(to_quads(replace(READING, notes=(note,)))) == {"span-inside"}


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    assert "position-start" in shapes_broken(instead(in_article("span/41-45/position"), OA.end, Literal(40)))


@pytest.mark.parametrize("words", ["sayd", "Said", "said ", ""])
def test_words_that_are_not_the_articles_at_these_offsets_are_refused(words: str) -> None:
    broken = shapes_broken(instead(in_article("span/41-45/quote"), OA.exact, Literal(words)))
    assert broken == {"span-exact"}


def test_offsets_one_character_off_are_refused_and_the_message_quotes_what_stands_there() -> None:
    quads = instead(in_article("span/41-45/position"), OA.start, Literal(42))
    assert "from character 42 to 45, which is 'aid'" in messages(quads)


def test_offsets_after_an_emoji_count_it_as_one_character() -> None:
    reading = Reading.of(Article("emoji", "🌧️ fell, said Ada."), notes=[Note("info", "cue", (Span(9, 13),))])
    assert reading.words([Span(9, 13)]) == "said"
    assert validate(to_quads(reading)).conforms


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda term: term.value.rpartition("/")[2])
def test_quoted_words_that_the_article_does_not_have_are_refused(wording: NamedNode) -> None:
    (node, *_) = [quad.subject for quad in QUADS if quad.predicate == wording]
    broken = shapes_broken(instead(node, wording, Literal("allegedly")))
    assert broken == {f"words-{wording.value.rpartition('#')[2].rpartition('/')[2]}"}


def test_a_hedge_without_its_place_is_refused() -> None:
    assert shapes_broken(without(STATEMENT, ONR.hedgeSpan)) == {"words-hedge"}


def test_all_wordings_are_tried() -> None:
    assert len(WORDINGS) == 7


def test_a_text_changed_after_it_was_read_is_refused() -> None:
    body = Literal(READING.article.text.replace("might", "would"))
    assert "article-unchanged" in shapes_broken(instead(ARTICLE, SCHEMA.articleBody, body))


def test_articles_in_one_file_are_checked_each_by_itself() -> None:
    other = to_quads(Reading(replace(READING.article, id="other")))
    broken = [quad for quad in other if quad.predicate != SCHEMA.articleBody]
    assert {result.focus for result in validate([*QUADS, *broken]).violations} == {
        ARTICLE.value.replace("larkhill-bridge", "other")
    }


def test_triples_without_a_graph_are_checked_too() -> None:
    quads = [Quad(*quad.triple, DefaultGraph()) for quad in without(STATEMENT, ONR.cue)]
    assert "statement-cue" in shapes_broken(quads)


def test_blank_nodes_of_a_foreign_file_are_checked_like_any_other() -> None:
    quads = [*QUADS, Quad(BlankNode("x"), SCHEMA.text, Literal("words"), ARTICLE)]
    assert [result.focus for result in validate(quads).violations] == ["x"]


def test_a_file_without_an_article_gets_a_warning_not_a_clean_bill() -> None:
    (result,) = validate([]).results
    assert result.severity is Severity.WARNING
    assert "no article" in result.message


def test_the_report_is_in_the_same_order_every_time() -> None:
    quads = [quad for quad in QUADS if quad.predicate not in (ONR.cue, OA.exact, SEM.hasActor)]
    assert len(validate(quads).results) > 10
    assert validate(quads) == validate(quads[::-1])


def test_an_ill_typed_date_prints_nothing_on_standard_error() -> None:
    program = (
        "from pyoxigraph import *; from kb.validation import validate; x = NamedNode('urn:x');"
        "date = NamedNode('http://www.w3.org/2001/XMLSchema#date');"
        "validate([Quad(x, x, Literal('2025-02-31', datatype=date), x)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_an_event_of_an_unknown_type_is_refused() -> None:
    event = Event("e9", (Span(0, 3),), "ada", type="PARTY", place="place/larkhill")
    assert shapes_broken(to_quads(replace(READING, events=(event,), statements=()))) == {"event-type"}


def test_a_place_in_another_article_is_refused() -> None:
    assert shapes_broken(instead(SAID, OA.hasSource, NOWHERE)) >= {"span-article"}


def test_without_shapes_nothing_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "shapes", lambda: tmp_path)
    shapes.cache_clear()
    try:
        report = validate(QUADS)
    finally:
        shapes.cache_clear()
    assert not report.conforms
    assert "There are no shapes in" in report.results[0].message
