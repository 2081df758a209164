"""Text search finds what a plain reading of the words finds, and takes any text for text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from said import SaidReader
from stored import put
from strategies import readings
from two_articles import HARBOUR, READINGS

from kb.base import KnowledgeBase
from kb.errors import QueryError, StoreError
from kb.model import Article, Reading
from kb.rdf import article_iri
from kb.store import Table, Writer, open_writer, places, search
from kb.tracking import forget

SAYINGS = (
    "Ann said the bridge is safe.",
    "Bob said the bridge over the bridge is closed.",
    "Cat said a safe tunnel is not a bridge.",
    "Dan said the Café of José is well-known.",
)


def texts(found: Table) -> list[str]:
    return [str(row["text"]) for row in found.records()]


def marked(found: Table) -> list[list[str]]:
    """The words of each row that are said to be what was found."""
    rows = found.records()
    return [[str(r["text"])[start:end] for start, end in places(str(r["found"]))] for r in rows]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    base = KnowledgeBase(tmp_path_factory.mktemp("search") / "store")
    articles = [Article(id=f"a{number}", text=text) for number, text in enumerate(SAYINGS)]
    base.add(*articles, reader=SaidReader(), jobs=1)
    return base


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with open_writer(tmp_path_factory.mktemp("searched") / "store") as writer:
        yield writer


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge safe", {0, 2}),
        ("SAFE bridge", {0, 2}),
        ('"bridge is safe"', {0}),
        ("“bridge is safe”", {0}),
        ('"bridge is', {0, 1}),
        ("clos*", {1}),
        ("clos", set()),
        ('"not a bri"*', {2}),
        ("tunnel OR closed", {1, 2}),
        ("tunnel or closed", set()),
        ("bridge -tunnel", {0, 1}),
        ('-"bridge is" bridge', {2}),
        ("-closed tunnel OR safe", {0, 2}),
        ("cafe jose", {3}),
        ("CAFÉ", {3}),
        ("well-known", {3}),
        ("known well", {3}),
        ('"known well"', set()),
        ("(bridge) NEAR", set()),
        ("the: {bridge} ^over,", {1}),
        ("OR safe OR", {0, 2}),
    ],
)
def test_words_phrases_beginnings_or_and_without(base: KnowledgeBase, words: str, found: set[int]) -> None:
    articles = {str(row["article"])[-1] for row in base.search(words).records()}
    assert articles == {str(number) for number in found}


def test_the_best_come_first_with_their_places_and_what_the_lists_of_statements_have(
    base: KnowledgeBase,
) -> None:
    found = base.search("bridge")
    assert texts(found)[0] == "the bridge over the bridge is closed"
    assert marked(found) == [["bridge", "bridge"], ["bridge"], ["bridge"]]
    assert marked(base.search("café"))[0] == ["Café"]
    statements = base.query("statements")
    assert isinstance(statements, Table)
    assert found.columns == (*statements.columns, "found")
    rows = {row["statement"]: row for row in statements.records()}
    assert all({**rows[row["statement"]], "found": row["found"]} == row for row in found.records())


def test_a_limit_and_an_offset_cut_what_is_found(base: KnowledgeBase) -> None:
    all_of_them = texts(base.search("bridge"))
    assert texts(base.search("bridge", limit=2)) == all_of_them[:2]
    assert texts(base.search("bridge", limit=2, offset=2)) == all_of_them[2:]


@pytest.mark.parametrize("words", ["", " ", "-safe", '"', "“”", "* - … OR", "\0", "\ud800", "𝄞"])
def test_nothing_to_look_for_is_said_in_one_line(base: KnowledgeBase, words: str) -> None:
    with pytest.raises(QueryError, match="nothing to look for"):
        base.search(words)


def test_more_than_a_person_types_is_refused(base: KnowledgeBase) -> None:
    assert len(base.search("a " * 500)) == 1
    with pytest.raises(QueryError, match="at most 1,000 characters: these are 1,001"):
        base.search("a" * 1_001)


def test_a_server_has_no_index_of_words() -> None:
    with pytest.raises(StoreError, match="kb query who-said"):
        KnowledgeBase("http://127.0.0.1:1").search("bridge")


def test_an_article_that_goes_is_not_found_any_more(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as store:
        put(store, READINGS)
        assert texts(search(store.index, "pier"))
        drop(store, HARBOUR)
        assert not texts(search(store.index, "pier"))


WORD = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Co"}
PIECES = st.sampled_from(
    ["bridge", "é", '"', "“", "*", "-", " ", "OR", "NEAR(", ")", "{", "^", ":", "\0", "\udfff"]
)


@given(st.lists(PIECES | st.text(st.characters(), max_size=3), max_size=30).map("".join))
@example("NOT AND OR NOT")
@example('a" OR rowid:1 --')
@example("a OR " * 200)
@example('"' * 1_000)
@example("a*" * 500)
@example("a -b " * 200)
def test_any_text_is_text(base: KnowledgeBase, words: str) -> None:
    try:
        found = base.search(words)
    except QueryError as error:
        assert "nothing to look for" in str(error)  # noqa: PT017  what it may say, if it is raised
    else:
        assert all(all(row) for row in marked(found))


@settings(max_examples=40)
@given(readings(), st.data())
def test_a_word_is_found_where_the_text_split_and_folded_has_it(
    store: Writer, reading: Reading, data: st.DataObject
) -> None:
    reading = replace(reading, article=replace(reading.article, text=settled(reading.article.text)))
    put(store, [reading])
    try:
        assert_found(store, data)
    finally:
        drop(store, reading.article)


def assert_found(store: Writer, data: st.DataObject) -> None:
    stored = store.query("SELECT ?text { ?statement a onr:Statement ; schema:text ?text }")
    assert isinstance(stored, Table)
    said = [str(row["text"]) for row in stored.records()]
    word = data.draw(st.sampled_from(sorted({word for text in said for word in split(text)}) or ["none"]))
    found = search(store.index, word)
    assert sorted(texts(found)) == sorted(text for text in said if word in split(text))
    assert all(split(stretch) == [word] for row in marked(found) for stretch in row)


LATIN = (chr(number) for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
DIACRITICS = {mark for letter in LATIN for mark in unicodedata.normalize("NFD", letter)[1:]}


def drop(store: Writer, article: Article) -> None:
    graph = NamedNode(article_iri(article.id, store.base).value)
    gone, _ = forget(store, graph)
    store.commit(drop=[graph], remove=gone)


def settled(text: str) -> str:
    """With a blank for each character that Unicode did not have or saw otherwise when SQLite learnt it.

    SQLite takes those that it does not know for letters; and it leaves U+01E0 and U+01E1 as they are.
    """
    return "".join(c if is_settled(c) else " " for c in text)


def is_settled(c: str) -> bool:
    return unicodedata.ucd_3_2_0.category(c) == unicodedata.category(c) != "Cn" and c not in "\u01e0\u01e1"


def split(text: str) -> list[str]:
    """The words of a text in small letters; those of Latin script without diacritics."""
    kept = (c if unicodedata.category(c) in WORD or c in DIACRITICS else " " for c in text)
    return ["".join(map(fold, word)) for word in "".join(kept).split() if set(word) - DIACRITICS]


def fold(letter: str) -> str:
    bare, whole = unicodedata.normalize("NFD", letter)[0].casefold(), letter.casefold()
    folded = bare if bare.isascii() and len(bare) == 1 else whole
    return "" if letter in DIACRITICS else folded if len(folded) == 1 else letter.lower()
