"""One construction a test: who is the source, which words are the cue, where the content begins and ends.

All sentences were written for these tests.
"""

from collections.abc import Callable

import pytest

from kb.model import Reading

Read = Callable[..., Reading]

CONSTRUCTIONS = [
    # text, [(source, cue, content), …]
    ("Ann Lee said the bridge is safe.", [("Ann Lee", "said", "the bridge is safe")]),
    ("The bridge is safe, Ann Lee said.", [("Ann Lee", "said", "The bridge is safe")]),
    ("“The bridge is safe,” said Ann Lee.", [("Ann Lee", "said", "“The bridge is safe,”")]),
    ("Ann Lee said: “The bridge is safe.”", [("Ann Lee", "said", "“The bridge is safe.”")]),
    (
        "“The bridge,” Ann Lee said, “is safe.”",
        [("Ann Lee", "said", "“The bridge,” … “is safe.”")],
    ),
    (
        "“The bridge is safe,” Ann Lee said. “It always was.”",
        [("Ann Lee", "said", "“The bridge is safe,” … “It always was.”")],
    ),
    (
        "Ann Lee told reporters that the bridge is safe.",
        [("Ann Lee", "told", "that the bridge is safe")],
    ),
    (
        "According to Ann Lee, the bridge is safe.",
        [("Ann Lee", "According to", "the bridge is safe")],
    ),
    (
        "The bridge is safe, according to Ann Lee.",
        [("Ann Lee", "according to", "The bridge is safe")],
    ),
    (
        "Ann Lee and Bob Roy said the bridge is safe.",
        [("Ann Lee … Bob Roy", "said", "the bridge is safe")],
    ),
    (
        "Ann Lee said the bridge is safe but warned that the road may flood.",
        [
            ("Ann Lee", "said", "the bridge is safe"),
            ("Ann Lee", "warned", "that the road may flood"),
        ],
    ),
    (
        "Ann Lee said work had begun but warned that the road may flood.",
        [("Ann Lee", "said", "work had begun"), ("Ann Lee", "warned", "that the road may flood")],
    ),
    (
        "An aide said the talks went well, while Senator Bob Roy hinted he would resign.",
        [("An aide", "said", "the talks went well"), ("Senator Bob Roy", "hinted", "he would resign")],
    ),
    (
        "Ann Lee said that the bridge is safe, and that the road is open.",
        [("Ann Lee", "said", "that the bridge is safe, and that the road is open")],
    ),
    (
        "Ann Lee said that while Bob Roy disagreed, the bridge was safe.",
        [("Ann Lee", "said", "that while Bob Roy disagreed, the bridge was safe")],
    ),
    ("It was announced that the bridge is closed.", [("", "announced", "that the bridge is closed")]),
    (
        "The closure was announced by Ann Lee.",
        [("Ann Lee", "announced", "The closure")],
    ),
    (
        "Ann Lee’s claim that the bridge is safe drew laughter.",
        [("Ann Lee", "claim", "that the bridge is safe")],
    ),
    ("Mayor Lee: “The bridge is safe.”", [("Mayor Lee", ":", "“The bridge is safe.”")]),
    ("Ann Lee denied the allegations.", [("Ann Lee", "denied", "the allegations")]),
    ("Ann Lee vowed to fight the ruling.", [("Ann Lee", "vowed", "to fight the ruling")]),
    ("Ann Lee called the plan a disgrace.", [("Ann Lee", "called", "the plan a disgrace")]),
    ("Ann Lee called for an inquiry.", [("Ann Lee", "called for", "an inquiry")]),
    (
        "Ann Lee accused the council of lying.",
        [("Ann Lee", "accused", "the council of lying")],
    ),
    ("Ann Lee pointed out that the road is closed.", [("Ann Lee", "pointed out", "that the road is closed")]),
    ("Ann Lee believes the bridge will hold.", [("Ann Lee", "believes", "the bridge will hold")]),
    (
        "A report by the agency shows that the road floods.",
        [("A report by the agency", "shows", "that the road floods")],
    ),
    ("Ann Lee was quoted as saying that the road floods.", [("Ann Lee", "saying", "that the road floods")]),
]

NO_STATEMENT = [
    "Ann Lee did not say whether the bridge is safe.",
    "If Ann Lee says that the bridge is safe, trains will run.",
    "The weeks ahead may show that the bridge is safe.",
    "The gap underscores how difficult a deal remains.",
    "Ann Lee walked over the bridge.",
    "The so-called “bridge to nowhere” was closed in May.",
    "It is safe to say.",
]


def found(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (reading.words(s.speaker), reading.words(s.cue), reading.words(s.content)) for s in reading.statements
    ]


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS, ids=[text for text, _ in CONSTRUCTIONS])
def test_a_construction_is_read(text: str, expected: list[tuple[str, str, str]], read: Read) -> None:
    assert found(read(text)) == expected


@pytest.mark.parametrize("text", NO_STATEMENT)
def test_what_nobody_is_reported_to_say_is_no_statement(text: str, read: Read) -> None:
    assert found(read(text)) == []


def test_a_quotation_over_paragraphs_stays_with_its_speaker(read: Read) -> None:
    text = "“The bridge is safe,” Ann Lee said. “We checked every bolt.\n\n“And we painted it.”"
    assert found(read(text)) == [
        ("Ann Lee", "said", "“The bridge is safe,” … “We checked every bolt. … “And we painted it.”")
    ]


def test_a_named_persons_statement_inside_anothers_is_kept_and_linked(read: Read) -> None:
    reading = read("Bob Roy said that Ann Lee had told him that the bridge was safe.")
    outer, inner = reading.statements
    assert reading.words(outer.speaker) == "Bob Roy"
    assert reading.words(inner.speaker) == "Ann Lee"
    assert inner.within == outer.id
    assert outer.within is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The bridge is safe,” said Ann Lee.", "direct"),
        ("Ann Lee said the bridge was “as safe as houses”.", "mixed"),
        ("Ann Lee said the bridge was safe.", "indirect"),
    ],
)
def test_form_follows_the_quote_marks(text: str, form: str, read: Read) -> None:
    (statement,) = read(text).statements
    assert statement.form == form


@pytest.mark.parametrize(
    ("text", "mode", "lemma"),
    [
        ("Ann Lee said the bridge is safe.", "speech", "say"),
        ("Ann Lee thinks the bridge is safe.", "thought", "think"),
        ("Ann Lee wants to close the bridge.", "intention", "want"),
        ("The bridge is safe, according to Ann Lee.", "speech", "according to"),
    ],
)
def test_mode_follows_the_cue(text: str, mode: str, lemma: str, read: Read) -> None:
    (statement,) = read(text).statements
    assert (statement.mode, statement.cue_lemma) == (mode, lemma)
