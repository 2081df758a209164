"""How surely, whether at all, and when: each with the words that decided it. Sentences written for the tests."""

from collections.abc import Callable

import pytest

from kb.model import Reading, Statement

Read = Callable[..., Reading]


def only(reading: Reading) -> Statement:
    (statement,) = reading.statements
    return statement


@pytest.mark.parametrize(
    ("text", "certainty", "word"),
    [
        ("Ann Lee said the bridge is safe.", "certain", None),
        ("Ann Lee said the bridge might close.", "possible", "might"),
        ("Ann Lee said the bridge will probably close.", "probable", "probably"),
        ("Ann Lee believes the bridge is safe.", "probable", "believes"),
        ("Ann Lee hopes the bridge is safe.", "underspecified", "hopes"),
        ("Ann Lee asked whether the bridge is safe.", "underspecified", "asked"),
        ("“Is the bridge safe?” asked Ann Lee.", "underspecified", None),
    ],
)
def test_certainty_keeps_the_word_that_decided_it(
    text: str, certainty: str, word: str | None, read: Read
) -> None:
    statement = only(read(text))
    assert statement.certainty == certainty
    if word is not None:
        assert statement.certainty_cue is not None
        assert statement.certainty_cue.of(text) == word


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ann Lee said the bridge is not safe.", "negative"),
        ("Ann Lee said no train was late.", "negative"),
        ("Ann Lee said nobody was hurt.", "negative"),
        ("Ann Lee denied that the bridge is unsafe.", "negative"),
        ("Ann Lee refused to comment.", "negative"),
        ("Ann Lee does not think the bridge is safe.", "negative"),
        ("Ann Lee denied that she had never paid.", "positive"),
        ("Ann Lee said the bridge is safe.", "positive"),
    ],
)
def test_polarity_counts_the_negations(text: str, polarity: str, read: Read) -> None:
    assert only(read(text)).polarity == polarity


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Ann Lee said the bridge will close.", "future"),
        ("Ann Lee promised to close the bridge.", "future"),
        ("Ann Lee refused to close the bridge.", "non-future"),
        ("Ann Lee said the bridge closed.", "non-future"),
    ],
)
def test_tense_of_the_content(text: str, tense: str, read: Read) -> None:
    assert only(read(text)).tense == tense


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Ann Lee reportedly said the bridge is safe.", "reportedly"),
        ("The mayor allegedly took a bribe, according to Ann Lee.", "allegedly"),
        ("Ann Lee said the bridge is safe.", None),
        ("“He allegedly took a bribe,” Ann Lee said.", None),
    ],
)
def test_a_hedge_is_the_authors_and_never_the_speakers(text: str, hedge: str | None, read: Read) -> None:
    found = only(read(text)).hedge
    assert (found.of(text) if found else None) == hedge


def test_a_condition_keeps_its_words(read: Read) -> None:
    text = "Ann Lee said the bridge would close if the river rose."
    condition = only(read(text)).condition
    assert condition is not None
    assert condition.of(text) == "if the river rose"


def test_an_events_own_doubt_is_kept(read: Read) -> None:
    reading = read("Bob Roy allegedly attacked Ann Lee in Lima.")
    (event,) = [e for e in reading.events if e.lemma == "attack"]
    assert event.hedge is not None
    assert event.hedge.of(reading.article.text) == "allegedly"
