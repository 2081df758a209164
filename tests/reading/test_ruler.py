"""The attribute ruler that remembers says of every word what spaCy's own says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kb.reading.parse import load, pipeline

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
# Written for this test: the words that the patterns list, and those that they know only side by side.
LISTED = (
    "There's nothing he can't do, y'all. I'm gonna see to it; let's go, c'mon! It ain't over, and nothin' "
    "was. Whoever had\n\tbeen there could have said: “Someone’s got to.” Who'd've known? That is what she is."
)


@pytest.fixture(scope="module")
def plain() -> Language:
    return load()


def said(doc: Doc) -> Iterator[tuple[str, str, str, str]]:
    return ((word.text, word.pos_, str(word.morph), word.lemma_) for word in doc)


@pytest.mark.parametrize("text", [LISTED, *(path.read_text(encoding="utf-8") for path in ARTICLES)])
def test_part_of_speech_and_morphology_and_lemma_are_spacys_own(text: str, plain: Language) -> None:
    once, again = pipeline()(text), pipeline()(text)
    assert list(said(once)) == list(said(again)) == list(said(plain(text)))
