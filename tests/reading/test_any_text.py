"""Any text can be read: offsets hold, nothing is made up, nothing raises."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.model import Article, Reading
from kb.rdf import from_quads, to_quads
from kb.reading import Reader
from kb.reading.parse import pipeline
from kb.reading.quotes import find_quotes
from kb.reading.truecase import sentence_case
from kb.validation import validate

NEWSY = st.lists(
    st.sampled_from(
        [
            "Ann Lee", "said", "that", "“", "”", '"', ",", ".", "the bridge", "is safe", "\n\n", "he", "but",
            "warned", "according to", "officials", "not", "might", "😀", "--", "—", "*", "-", "…", "שלום", "é", "?", ":", "‘", "’", "U.S.",
        ]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip

WHO = st.sampled_from(
    [
        "Ann Lee", "Lee", "Mayor Ann Lee", "Sen. Bob Roy (R-Tex.)", "Roy", "he", "She", "the mayor", "two officials",
        "African-Americans", "Cuban-Americans", "immigrants", "Muslims", "Russians", "Many Russians", "the police",
        "Acme Steel Corp.", "the company", "the Russian Foreign Ministry", "Georgia", "New York", "Georgia 2",
        "Ann Lee’s aides", "a person close to Roy", "Democrats and voters",
    ]
)  # fmt: skip
DOES = st.sampled_from(
    [
        "said the bridge is safe", "met {} in Lima", "warned {} that the talks failed", "denied it on Tuesday",
        "was appointed director in 2019", "marched last week", "told {} on 5 May: “We will act.”", "said {} had been hurt",
        "invaded Chile, and the invasion ended in March", "spoke on condition of anonymity", "is the head of {}",
    ]
)  # fmt: skip
SENTENCES = st.builds(lambda who, does, whom: f"{who} {does.format(whom)}.", WHO, DOES, WHO)
STORIES = st.lists(SENTENCES, min_size=2, max_size=10).flatmap(
    lambda found: st.sampled_from([" ", "\n\n", "\n"]).map(lambda between: between.join(found))
)
"""The same few people, groups, places and titles again and again, in one form and another."""


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=STORIES)
def test_whoever_is_named_and_described_again_survives_rdf(story: str, by_rules: Reader) -> None:
    reading = by_rules.read(Article("any", story, date="2020-05-01"))
    assert from_quads(to_quads(reading)) == reading


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(NEWSY, st.text(max_size=200).filter(lambda t: "\x00" not in t)))
def test_any_text_is_read_and_survives_rdf(text: str, reader: Reader) -> None:
    reading = reader.read(Article("any", text))
    for statement in reading.statements:
        for span in (*statement.content, *statement.cue, *statement.speaker):
            assert span.end <= len(text)
    if not any("\ud800" <= c <= "\udfff" for c in text):
        assert from_quads(to_quads(reading)) == reading


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀 “Safe,” said Ann Lee. 😀",
        "אמר: “שלום,” said Ann Lee.",
        "a" * 30_000,
        "\u202e“Safe,” said Ann Lee.",
        "-- warned warned “ Ann Lee",
    ],
    ids=[
        "empty",
        "blank",
        "emoji",
        "hebrew",
        "one long word",
        "right-to-left override",
        "a dash for a source",
    ],
)
def test_odd_texts_are_read_with_offsets_that_hold(
    text: str, read: Callable[..., Reading], reader: Reader
) -> None:
    if text:  # an article without any is refused
        assert validate(to_quads(reader.read(Article("test", text)))).violations == ()
    reading = read(text)
    if "Safe" in text:
        (statement,) = reading.statements
        assert reading.words(statement.content) == "“Safe,”"


def test_every_reading_of_the_sentences_conforms_to_the_shapes(read: Callable[..., Reading]) -> None:
    reading = read(
        "French envoy Ann Lee met two officials in Lima on 5 March 2025. “The talks,” she said, “might fail.” "
        "It was reportedly announced that the U.S. would leave."
    )
    assert validate(to_quads(reading)).violations == ()


@given(st.text(alphabet='“”"ab \n', max_size=60))
def test_quotations_lie_apart_and_every_mark_is_paired_or_noted(text: str) -> None:
    quotes, notes = find_quotes(text)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    noted = {note.spans[0].start for note in notes}
    for position, character in enumerate(text):
        if character in '“”"':
            inside = any(q.start <= position < q.end for q in quotes)
            assert inside or position in noted


@pytest.mark.parametrize(
    ("headline", "parsed"),
    [
        ("Council Warns Bridge Could Close", "Council warns bridge could close"),
        ("France Backs Plan to Close Bridge", "France backs plan to close bridge"),
        ("New Zealand Bans “Party Boats” With Music", "New Zealand bans “Party Boats” with music"),
        ("The bridge is safe.", "The bridge is safe."),
    ],
)
def test_a_headline_is_parsed_in_sentence_case_of_the_same_length(headline: str, parsed: str) -> None:
    found = sentence_case(headline, pipeline())
    assert found == parsed
    assert len(found) == len(headline)
