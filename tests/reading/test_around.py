"""Finding what lies around a place gives what going through everything would, and soon for a long article."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Article, Reading, Span
from kb.reading.around import Parts, Wholes, beginning, lies_in, overlapping
from kb.reading.parse import parse

SPANS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 500)).map(lambda pair: Span(pair[0], sum(pair))),
    min_size=1,
    max_size=4,
    unique=True,
).map(lambda spans: tuple(sorted(spans)))
THINGS = st.lists(SPANS, max_size=12).map(lambda found: list(enumerate(found)))
APART = st.lists(st.integers(0, 60), max_size=12, unique=True).map(
    lambda edges: tuple(Span(start, end) for start, end in list(pairwise(sorted(edges)))[::2])
)


@given(THINGS, SPANS)
def test_the_wholes_that_hold_spans_are_found_in_their_order(
    things: list[tuple[int, tuple[Span, ...]]], spans: tuple[Span, ...]
) -> None:
    assert list(Wholes(things).holding(spans)) == [thing for thing, own in things if lies_in(spans, own)]


@given(THINGS, SPANS)
def test_the_parts_inside_spans_are_found(
    things: list[tuple[int, tuple[Span, ...]]], spans: tuple[Span, ...]
) -> None:
    inside = {thing for thing, own in things for part in own if lies_in((part,), spans)}
    assert set(Parts(things).inside(spans)) == inside


@given(APART, st.integers(0, 60), st.integers(1, 20))
def test_spans_that_lie_apart_are_found_by_place(spans: tuple[Span, ...], start: int, length: int) -> None:
    one = Span(start, start + length)
    assert beginning(spans, one.start, one.end) == tuple(s for s in spans if one.start <= s.start < one.end)
    assert overlapping(one, spans) is any(one.overlaps(span) for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "the mayor said that the bridge near Lima is safe and " * 400,
        "THE MAYOR SAID THAT THE BRIDGE NEAR LIMA IS SAFE AND " * 400,
        "“”‘’" * 4_000,
        "😀" * 8_000,
    ],
    ids=["a sentence without an end", "the same in capitals", "marks", "emoji"],
)
def test_what_nobody_writes_is_parsed_in_parts_of_a_length_that_people_write(text: str) -> None:
    doc = parse(Article("test", text)).doc
    assert doc.text == text
    assert max(sentence.end_char - sentence.start_char for sentence in doc.sents) < 5_000
    assert max(map(len, doc)) <= 400


def test_a_text_four_times_as_long_takes_about_four_times_as_long(read: Callable[..., Reading]) -> None:
    bullet = "• “We won,” Ann Lee said, and a man was arrested.\n"
    read(bullet)
    seconds = []
    for count in (100, 400):
        start = time.process_time()
        read(bullet * count)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 8 * seconds[0]  # the square would be 16
