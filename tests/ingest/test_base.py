"""The knowledge base as Python code uses it, and as notebooks and the dashboard do."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from said import SaidReader

import kb
from kb.base import KnowledgeBase, read_paths, reading_turtle, statement_turtle, validate_file
from kb.errors import NotAStore, QueryError, SourceError, UnknownName
from kb.ingest import Outcome, Status
from kb.model import Article, Reading
from kb.rdf import article_iri
from kb.reading import READERS, load_reader
from kb.sources import Loaded, Refused
from kb.store import Table, open_snapshot
from kb.vocab import BASE

ADA = Article(
    "ada", "Ada said the bridge is safe.", title="Bridge", date="2025-12-21", publisher="Marsh Post"
)
SAID = SaidReader()


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase(tmp_path / "store")


def test_articles_and_files_go_in_together_and_each_is_told_of(base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "bob.txt").write_text("Bob said no.")
    told: list[Outcome] = []
    outcomes = base.add(
        ADA, tmp_path / "bob.txt", str(tmp_path / "no-such-file"), reader=SAID, tell=told.append
    )
    assert [outcome.status for outcome in outcomes] == [Status.ADDED, Status.ADDED, Status.QUARANTINED]
    assert told == outcomes
    assert [entry.name for entry in base.quarantine()] == [str(tmp_path / "no-such-file")]


def test_what_went_in_comes_out_the_same(base: KnowledgeBase) -> None:
    base.add(ADA, reader=SAID)
    assert base.article("ada") == SaidReader().read(ADA)


def test_a_list_shows_what_is_known_and_none_for_what_is_not(base: KnowledgeBase) -> None:
    base.add(ADA, Article("bob", "Bob said no. Bob said never."), reader=SAID)
    ada, bob = base.articles()
    assert (ada.id, ada.title, ada.published, ada.publisher, ada.statements) == (
        "ada",
        "Bridge",
        "2025-12-21",
        "Marsh Post",
        1,
    )
    assert (bob.title, bob.published, bob.publisher, bob.statements, bob.events) == (None, None, None, 2, 0)
    assert ada.recorded
    assert base.counts()["statements"] == 3


def test_named_queries_and_sparql_answer(base: KnowledgeBase) -> None:
    base.add(ADA, reader=SAID)
    named = base.query("said-by", speaker="Ada")
    assert isinstance(named, Table)
    assert named.records()[0]["text"] == "the bridge is safe"
    typed = base.query("SELECT ?text { ?actor onr:said/schema:text ?text }")
    assert isinstance(typed, Table)
    assert typed.records() == [{"text": "the bridge is safe"}]
    with pytest.raises(UnknownName, match="no query named 'who'"):
        base.query("who")
    with pytest.raises(QueryError, match="Parameters are for named queries"):
        base.query("ASK { ?s ?p ?o }", speaker="Ada")


def test_a_removed_article_is_gone(base: KnowledgeBase) -> None:
    base.add(ADA, reader=SAID)
    base.remove("ada")
    with pytest.raises(UnknownName, match="no article 'ada'"):
        base.article("ada")
    with pytest.raises(UnknownName):
        base.remove("ada")


def test_the_store_is_where_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KB_STORE", str(tmp_path / "env"))
    assert kb.open().path == tmp_path / "env"
    assert kb.open(tmp_path / "mine").path == tmp_path / "mine"
    monkeypatch.delenv("KB_STORE")
    assert kb.open().path.parts[-2:] == ("data", "store")
    with pytest.raises(NotAStore):
        kb.open(tmp_path / "nothing").articles()
    assert "mine" in repr(kb.open(tmp_path / "mine"))


def test_an_empty_folder_may_become_a_store(base: KnowledgeBase) -> None:
    base.path.mkdir()
    assert base.info().counts == {}
    base.add(ADA, reader=SAID)
    assert base.info().counts["articles"] == 1


def test_reading_needs_no_store(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada said one.")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("An unreadable thing.")
    one, empty, unreadable = read_paths([tmp_path], reader=SaidReader())
    assert isinstance(one, tuple)
    loaded, reading = one
    assert isinstance(loaded, Loaded)
    assert isinstance(reading, Reading)
    assert isinstance(empty, Refused)
    assert isinstance(unreadable, Refused)
    assert b"An unreadable thing." in unreadable.payload
    assert "onr:said" in reading_turtle(reading)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<a> <b>", "cannot be read as Turtle"),
        ("a.doc", "", "expected .ttl"),
        ("missing.ttl", None, "No such file"),
    ],
)
def test_a_file_that_is_no_rdf_is_said_to_be_none(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(SourceError, match=message):
        validate_file(tmp_path / name)


def test_importing_kb_loads_nothing_heavy() -> None:
    check = (
        "import sys, kb; print([m for m in ('spacy', 'rdflib', 'pyoxigraph', 'click') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_state_changes_with_what_readers_see(base: KnowledgeBase) -> None:
    assert base.state is None
    base.add(ADA, reader=SAID)
    first = base.state
    assert first is not None
    assert base.state == first
    base.remove("ada")
    assert base.state not in {first, None}


def test_everything_in_a_store_is_named_below_one_iri(base: KnowledgeBase) -> None:
    base.add(ADA, reader=SAID)
    assert base.iris == BASE


def test_a_statement_by_itself_is_the_triples_about_it_and_to_it() -> None:
    reading = SaidReader().read(ADA)
    id = reading.statements[0].id
    written = statement_turtle(reading, id, "https://marsh.example/")
    assert f"<article/ada/actor/person/ada> onr:said <article/ada/statement/{id}>" in written
    assert 'schema:text "the bridge is safe"' in written
    assert "schema:articleBody" not in written


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.xdist_group("real-reader")  # spaCy's model is loaded once
def test_the_real_reader_gives_the_same_quads_in_several_processes(tmp_path: Path) -> None:
    told = "Mayor Ada Finch said on Monday that pier {} may close. “We will not risk it,” she added. Officials denied it."
    articles = [Article(f"pier-{n}", told.format(n), date="2025-12-21") for n in range(6)]
    stored = []
    for jobs in (1, 2):
        base = KnowledgeBase(tmp_path / str(jobs))
        assert [outcome.article for outcome in base.add(*articles, jobs=jobs)] == [a.id for a in articles]
        with open_snapshot(base.path) as store:
            stored.append([sorted(map(str, store.quads(article_iri(a.id)))) for a in articles])
    alone, together = stored
    assert together == alone
    assert all("Ada Finch" in "".join(lines) for lines in alone)


@pytest.mark.xdist_group("real-reader")  # spaCy's model is loaded once
@pytest.mark.parametrize("name", READERS)
def test_a_reader_that_has_read_is_still_light_to_send_to_another_process(name: str) -> None:
    reader = load_reader(name)
    reading = reader.read(ADA)
    sent = pickle.dumps(reader)
    assert len(sent) < 1000
    assert pickle.loads(sent).read(ADA) == reading  # noqa: S301  it is ours


def test_a_reader_may_be_named(base: KnowledgeBase) -> None:
    with pytest.raises(UnknownName, match="no reader named 'tea-leaves'"):
        base.add(ADA, reader="tea-leaves")
    assert base.state is None
