"""From items to a store: what goes in, what is a revision, what is refused, and that nothing is lost."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad
from said import SaidReader

from kb.errors import StoreUnwritable
from kb.ingest import Outcome, Status, ingest
from kb.model import Article
from kb.quarantine import Quarantine
from kb.rdf import article_iri, from_quads, runs_graph
from kb.sources import Item, Loaded, Refused
from kb.store import Store, open_snapshot, open_writer
from kb.vocab import PROV

ADA = Article("ada", "Ada said the bridge is safe. Bob said it is not.", title="Bridge")


def put(
    root: Path, items: Iterable[Item], reader: SaidReader | None = None, jobs: int | None = None
) -> list[Outcome]:
    with open_writer(root) as store:
        return list(ingest(items, store=store, root=root, reader=reader or SaidReader(), jobs=jobs))


def loaded(*articles: Article) -> list[Item]:
    return [Loaded(f"/in/{article.id}.txt", article) for article in articles]


def quads(root: Path, graph: NamedNode | None = None) -> set[Quad]:
    with open_snapshot(root) as store:
        return set(store.quads(graph))


def statuses(outcomes: Iterable[Outcome]) -> list[Status]:
    return [outcome.status for outcome in outcomes]


def test_an_article_goes_in_with_its_statements_and_its_run(tmp_path: Path) -> None:
    [outcome] = put(tmp_path / "s", loaded(ADA))
    assert (outcome.status, outcome.article, outcome.statements) == (Status.ADDED, "ada", 2)
    assert outcome.actors == {"person/ada", "person/bob"}
    graph = article_iri("ada")
    assert from_quads(quads(tmp_path / "s", graph)).article == ADA
    told = {quad.predicate for quad in quads(tmp_path / "s", runs_graph())}
    assert {PROV.wasGeneratedBy, PROV.generatedAtTime, PROV.startedAtTime, PROV.endedAtTime} <= told


def test_the_same_article_again_is_skipped_before_it_is_read(tmp_path: Path) -> None:
    put(tmp_path / "s", loaded(ADA))
    before, reader = quads(tmp_path / "s"), SaidReader()
    assert statuses(put(tmp_path / "s", loaded(ADA), reader)) == [Status.UNCHANGED]
    assert reader.seen == []
    assert quads(tmp_path / "s") == before


def test_the_same_article_twice_in_one_batch_goes_in_once(tmp_path: Path) -> None:
    assert statuses(put(tmp_path / "s", loaded(ADA, ADA))) == [Status.ADDED, Status.UNCHANGED]


def test_another_text_under_the_same_id_is_a_revision_and_the_old_is_kept(tmp_path: Path) -> None:
    root = tmp_path / "s"
    put(root, loaded(ADA))
    old = quads(root, article_iri("ada"))
    revised = Article("ada", "Ada said the bridge is unsafe.", title="Bridge")
    assert statuses(put(root, loaded(revised))) == [Status.REVISED]

    assert from_quads(quads(root, article_iri("ada"))).article == revised
    [file] = (root / "history" / "ada").iterdir()
    assert file.name.split("_")[2].startswith(ADA.sha256[:12])
    kept = gzip.decompress(file.read_bytes()).decode().splitlines()
    assert [line for line in kept if line.endswith("article/ada> .")] == sorted(f"{quad} ." for quad in old)
    assert [line.split()[1].partition("#")[2] for line in kept if line.endswith("graph/runs> .")] == [
        "generatedAtTime>",
        "wasGeneratedBy>",
    ]
    earlier = NamedNode(f"{article_iri('ada').value}/revision/{ADA.sha256[:12]}")
    about = {(q.subject, q.predicate) for q in quads(root, runs_graph())}
    assert (earlier, PROV.invalidatedAtTime) in about
    recorded = [q for q in quads(root, runs_graph()) if q.predicate == PROV.generatedAtTime]
    assert len(recorded) == 1, "an article was recorded when its present text was"


@pytest.mark.parametrize(
    ("article", "reader"),
    [
        (Article("ada", ADA.text, title="Another title"), SaidReader()),
        (Article("ada", ADA.text, title="Bridge", date="2025-12"), SaidReader()),
        (ADA, SaidReader("e" * 64)),
    ],
)
def test_new_metadata_or_a_new_reader_reads_the_article_anew(
    tmp_path: Path, article: Article, reader: SaidReader
) -> None:
    root = tmp_path / "s"
    put(root, loaded(ADA))
    assert statuses(put(root, loaded(article), reader)) == [Status.UPDATED]
    assert from_quads(quads(root, article_iri("ada"))).article == article
    assert not any("/revision/" in str(quad) for quad in quads(root)), "its text was not revised"
    assert len(list((root / "history" / "ada").iterdir())) == 1


def test_the_same_text_under_another_id_goes_in_with_a_warning(tmp_path: Path) -> None:
    twin = Article("twin", ADA.text)
    first, second = put(tmp_path / "s", loaded(ADA, twin))
    assert first.warning is None
    assert second.status is Status.ADDED
    assert second.warning
    assert "'ada'" in second.warning


def test_bad_items_are_refused_in_order_and_the_rest_goes_in(tmp_path: Path) -> None:
    root = tmp_path / "s"
    items = [
        *loaded(Article("one", "Ada said one.")),
        Refused("/in/a.jsonl", "It is not JSON.", 3, b'{"te'),
        *loaded(Article("two", "An unreadable text.")),
        *loaded(Article("three", "Carl said nobody was there.")),
        *loaded(Article("four", "Ada said four.")),
    ]
    outcomes = put(root, items)
    assert statuses(outcomes) == ["added", "quarantined", "quarantined", "quarantined", "added"]
    _, _, unread, violating, _ = outcomes
    assert unread.reason
    assert "unreadable" in unread.reason
    assert violating.report
    assert violating.report.violations
    assert "speaker" in (violating.reason or "")
    assert not quads(root, article_iri("three"))

    kept = {entry.name: entry for entry in Quarantine(root)}
    assert kept["/in/a.jsonl"].payload == b'{"te'
    assert kept["/in/a.jsonl"].line == 3
    assert json.loads(kept["/in/three.txt"].payload)["text"] == "Carl said nobody was there."
    assert kept["/in/three.txt"].report.violations == violating.report.violations


@pytest.mark.usefixtures("few_are_enough")
def test_outcomes_quads_and_quarantine_are_the_same_for_any_number_of_jobs(tmp_path: Path) -> None:
    revised = Article("ada", "Ada said the bridge is unsafe.", title="Bridge")
    items = [
        *loaded(*(Article(f"few{n}", f"Ada said {n}. Bob said {n + 1}.") for n in range(6))),
        Refused("/in/a.jsonl", "It is not JSON.", 3, b'{"te'),
        *loaded(revised, ADA),  # while the first is read, the store still has the second
        *loaded(Article("two", "An unreadable text."), Article("three", "Carl said nobody was there.")),
        *loaded(
            Article("four", "Ada said four."), Article("four", "Ada said four."), Article("five", ADA.text)
        ),
    ]
    found = []
    for jobs in (1, 2):
        root = tmp_path / str(jobs)
        put(root, loaded(ADA))
        outcomes = put(root, items, jobs=jobs)
        stored = sorted(str(quad) for quad in quads(root) if quad.graph_name != runs_graph())
        found.append((outcomes, stored, [entry.key for entry in Quarantine(root)]))
    alone, together = found
    assert together == alone
    assert statuses(alone[0][6:]) == (
        ["quarantined", "revised", "revised", "quarantined", "quarantined", "added", "unchanged", "added"]
    )
    assert alone[0][-1].warning


def test_a_mended_article_leaves_the_quarantine(tmp_path: Path) -> None:
    root = tmp_path / "s"
    put(
        root,
        [
            Refused("/in/a.jsonl", "It is not JSON.", 1, b"x"),
            Refused("/in/a.jsonl", "It is not JSON.", 2, b"y"),
            Refused("/in/b.txt", "It is empty."),
            *loaded(Article("three", "Carl said nobody was there.")),
        ],
    )
    put(
        root,
        [
            Loaded("/in/a.jsonl", Article("a1", "Ada said one."), 1),
            Loaded("/in/b.txt", Article("b", "Ada said two.")),
            Loaded("/elsewhere", Article("three", "Carl said it rained.")),
        ],
    )
    assert [(entry.name, entry.line) for entry in Quarantine(root)] == [("/in/a.jsonl", 2)]


def test_what_is_refused_again_is_listed_once_and_what_came_by_standard_input_stays(tmp_path: Path) -> None:
    root = tmp_path / "s"
    refused = Refused("standard input", "It is not JSON.", None, b"\xff\x00")
    put(root, [refused])
    put(root, [refused, Loaded("standard input", Article("a", "Ada said one."))])
    [entry] = Quarantine(root)
    assert entry.payload == b"\xff\x00"


def test_a_refused_revision_leaves_the_stored_article_as_it_was(tmp_path: Path) -> None:
    root = tmp_path / "s"
    put(root, loaded(ADA))
    put(root, loaded(Article("ada", "Ada said nobody came.")))
    put(root, [Loaded("/in/copy.txt", ADA)])
    assert from_quads(quads(root, article_iri("ada"))).article == ADA
    [entry] = Quarantine(root)
    assert entry.article == "ada", "the refused text waits, as only the old one went in again"


@pytest.mark.usefixtures("few_are_enough")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_said_to_be_in_is_in_even_when_the_batch_is_stopped(tmp_path: Path, jobs: int) -> None:
    root = tmp_path / "s"
    store = open_writer(root)
    many = (Article(f"b{n}", "Ada said two.") for n in range(20))
    stream = ingest(loaded(ADA, *many), store=store, root=root, reader=SaidReader(), jobs=jobs)
    assert next(stream).article == "ada"
    stream.close()
    store.close()
    assert from_quads(quads(root, article_iri("ada"))).article == ADA
    assert not quads(root, article_iri("b0"))
    assert not any(quad.predicate == PROV.endedAtTime for quad in quads(root))


def test_ids_are_no_way_out_of_the_store_folder(tmp_path: Path) -> None:
    root = tmp_path / "s"
    for text in ("Ada said one.", "Ada said two."):
        put(root, loaded(Article("a/b/" + "c" * 300, text)))
    [folder] = (root / "history").iterdir()
    assert folder.is_dir()
    assert len(folder.name) < 255


def test_a_disk_that_takes_nothing_stops_the_batch_with_one_line(tmp_path: Path) -> None:
    class FullDisk:
        """A store whose commits fail, as on a full disk; the rest is a real one."""

        def __init__(self, store: Store) -> None:
            self._store = store

        def commit(self, **_: object) -> None:
            raise StoreUnwritable("No space left on device.")

        def __getattr__(self, name: str) -> object:
            return getattr(self._store, name)

    with open_writer(tmp_path / "s") as store, pytest.raises(StoreUnwritable, match="No space left"):
        list(ingest(loaded(ADA), store=FullDisk(store), root=tmp_path / "s", reader=SaidReader()))  # type: ignore[arg-type]
