import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from stored import put
from two_articles import FIRST, HARBOUR, READINGS, SECOND

from kb import export
from kb.errors import OnRecordError, UnknownName
from kb.rdf import from_quads, to_quads
from kb.store import Store, open_snapshot, open_writer, ordered, whole
from kb.vocab import BASE, ONR, SCHEMA

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
RENDERING = """
import sys
from pathlib import Path
from kb import export
from kb.store import open_snapshot

with open_snapshot(Path(sys.argv[1])) as store:
    sys.stdout.buffer.write(export.render(store, sys.argv[2]))
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("store")
    with open_writer(root) as writer:
        put(writer, READINGS)
    return root


@pytest.fixture(scope="module")
def store(root: Path) -> Iterator[Store]:
    with open_snapshot(root) as reader:
        yield reader


def quads(content: bytes, format: str) -> set[Quad]:
    return set(parse(content, RDF_FORMATS[format]))


@pytest.mark.parametrize("format", ["trig", "nquads", "jsonld"])
def test_the_formats_with_graphs_hold_the_whole_store(store: Store, format: str) -> None:
    assert quads(export.render(store, format), format) == set(store.quads())


def test_turtle_holds_every_triple_once_and_rdflib_reads_it(store: Store) -> None:
    content = export.render(store, "turtle")

    assert {quad.triple for quad in quads(content, "turtle")} == {quad.triple for quad in store.quads()}
    graph = Graph().parse(data=content, format="turtle")
    said = graph.query("SELECT ?actor ?statement { ?actor <https://w3id.org/onrecord/ns#said> ?statement }")
    assert len(said) == len({quad.triple for quad in store.quads() if quad.predicate == ONR.said})


def test_rdflib_reads_trig_as_the_same_graphs(store: Store) -> None:
    dataset = Dataset().parse(data=export.render(store, "trig"), format="trig")
    ferry = Graph().parse(data=export.render(store, "turtle", article="ferry"), format="turtle")

    assert isomorphic(Graph() + dataset.graph(f"{BASE}article/ferry"), ferry)


@pytest.mark.parametrize("format", export.FORMATS)
def test_the_same_store_gives_the_same_bytes_in_another_process_and_another_folder(
    store: Store, tmp_path: Path, format: str
) -> None:
    with open_writer(tmp_path) as writer:
        for quad in sorted(store.quads(), key=str, reverse=True)[::7]:
            writer.commit(add=[quad])
        writer.commit(add=store.quads())
    command = [sys.executable, "-c", RENDERING, str(tmp_path), format]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    other = subprocess.run(command, capture_output=True, check=True, env=path).stdout

    assert other == export.render(store, format)
    assert other.endswith(b"\n")


@pytest.mark.parametrize("format", export.FORMATS)
def test_a_store_that_does_not_fit_into_memory_gives_the_same_bytes(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    expected = export.render(store, format)
    monkeypatch.setattr(ordered, "AT_ONCE", 5000)
    monkeypatch.setattr(export, "_ROWS", 2)

    export.export(store, tmp_path / "x", format=format)

    assert (tmp_path / "x").read_bytes() == expected
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("format", ["nquads", "trig"])
def test_several_processes_give_the_same_bytes_as_one(
    store: Store, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    expected = [export.render(store, format, text=text) for text in (True, False)]
    monkeypatch.setattr(whole, "ENOUGH", 1)
    monkeypatch.setattr(whole, "cores", lambda: 2)

    assert [export.render(store, format, text=text) for text in (True, False)] == expected


def test_turtle_reads_well(store: Store) -> None:
    content = export.render(store, "turtle", article="ferry").decode()

    assert content.startswith(f"@base <{BASE}> .\n@prefix fact: <http")
    assert '<article/ferry/actor/person/mara-lind> a schema:Person ;\n\tskos:altLabel "Lind" ;\n' in content
    assert "<article/ferry/statement/paid> a onr:Statement ;\n" in content


def test_nquads_are_sorted_lines(store: Store) -> None:
    lines = export.render(store, "nquads").decode().splitlines()

    assert lines == sorted(lines)
    assert len(lines) == len(set(store.quads()))


def test_one_article_is_its_graph_and_can_be_read_back(store: Store) -> None:
    content = export.render(store, "nquads", article="harbour")

    assert from_quads(quads(content, "nquads")) == FIRST


def test_one_actors_statements_come_with_what_they_point_to_and_nothing_else(store: Store) -> None:
    found = quads(export.render(store, "nquads", actor="Per Holm"), "nquads")

    assert found < set(store.quads())
    statements = {quad.subject for quad in found if quad.object == ONR.Statement}
    assert statements == {NamedNode(f"{BASE}article/harbour/statement/return")}
    about = {
        str(quad.subject.value).removeprefix(BASE) for quad in found if isinstance(quad.subject, NamedNode)
    }
    assert {"article/harbour/actor/person/mara-lind", "actor/person/per-holm", "article/harbour"} <= about
    assert not any("official" in name or "event" in name or "/role/" in name for name in about)
    said = {(quad.subject, quad.object) for quad in found if quad.predicate == ONR.said}
    assert {statement for _, statement in said} == statements
    ends = {
        quad.object for quad in found if isinstance(quad.object, NamedNode) and "/span/" in quad.object.value
    }
    assert ends <= {quad.subject for quad in found}, "every span that is pointed to is there"


def test_one_actors_statements_in_one_article(store: Store) -> None:
    content = export.render(store, "csv", actor="Mara Lind", article="ferry").decode()

    assert [row["text"] for row in csv.DictReader(io.StringIO(content))] == [
        "Ostby had not paid",
        "Per Holm will resign",
    ]


def test_csv_has_one_line_for_each_statement(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(export.render(store, "csv").decode())))

    assert len(rows) == sum(len(reading.statements) for reading in READINGS)
    assert {row["article"] for row in rows} == {f"{BASE}article/harbour", f"{BASE}article/ferry"}
    safe = next(row for row in rows if row["statement"].endswith("/safe"))
    assert (safe["speakers"], safe["text"], safe["hedge"]) == ("Mara Lind", "the pier … is safe", "")


@pytest.mark.parametrize("format", export.FORMATS)
@pytest.mark.parametrize("actor", [None, "Lind"])
def test_without_text_no_article_has_its_body(store: Store, format: str, actor: str | None) -> None:
    content = export.render(store, format, actor=actor, text=False)

    assert b"articleBody>" not in content
    assert HARBOUR.text.encode() not in content
    assert json.dumps(HARBOUR.text)[1:-1].encode() not in content
    if format in ("turtle", "trig", "nquads"):
        assert content.startswith(b"# Without the articles' bodies (schema:articleBody)")
    if format != "csv":
        expected = {quad.triple for quad in quads(export.render(store, format, actor=actor), format)}
        found = {quad.triple for quad in quads(content, format)}
        assert {triple.predicate for triple in expected - found} == {SCHEMA.articleBody}


def test_a_literal_that_looks_like_a_header_stays_a_literal(tmp_path: Path) -> None:
    nasty = Literal('\n@prefix x: <y> .\n@base <z> .\n"""')
    quad = Quad(NamedNode("a:b"), SCHEMA.text, nasty, NamedNode("a:g"))
    with open_writer(tmp_path) as writer:
        writer.commit(add=[quad])

        assert quads(export.render(writer, "trig"), "trig") == {quad}


@pytest.mark.parametrize("format", export.FORMATS)
def test_an_empty_store_gives_an_empty_file_that_can_be_read(tmp_path: Path, format: str) -> None:
    with open_writer(tmp_path) as writer:
        content = export.render(writer, format)

    assert content == b"" if format == "nquads" else content.endswith(b"\n")
    if format in RDF_FORMATS:
        assert quads(content, format) == set()


@pytest.mark.parametrize(
    ("name", "format"), [*((f"x{suffix}", f) for suffix, f in export.SUFFIXES.items()), ("X.TTL", "turtle")]
)
def test_the_name_of_the_file_tells_the_format(store: Store, tmp_path: Path, name: str, format: str) -> None:
    size = export.export(store, tmp_path / name)

    assert (tmp_path / name).read_bytes() == export.render(store, format)
    assert (tmp_path / name).stat().st_size == size


def test_a_format_that_is_given_wins_over_the_name(store: Store, tmp_path: Path) -> None:
    export.export(store, tmp_path / "x.txt", format="nquads", article="ferry")

    assert quads((tmp_path / "x.txt").read_bytes(), "nquads") == set(to_quads(SECOND))


def test_an_older_file_is_replaced_and_nothing_else_is_left(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.nq").write_text("old")

    export.export(store, tmp_path / "x.nq")

    assert quads((tmp_path / "x.nq").read_bytes(), "nquads") == set(store.quads())
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.nq"]


def test_an_older_file_stays_where_there_is_nothing_to_replace_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.nq").write_text("old")

    with pytest.raises(UnknownName):
        export.export(store, tmp_path / "x.nq", article="nowhere")

    assert (tmp_path / "x.nq").read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.nq"]


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "folder.nq").mkdir()

    for out in (tmp_path / "folder.nq", tmp_path / "missing" / "x.nq", tmp_path / "folder.nq" / "x" / "y.nq"):
        with pytest.raises(OnRecordError, match=r"^Cannot write .*: .*\. Name another file\.$"):
            export.export(store, out)

    assert [entry.name for entry in tmp_path.rglob("*")] == ["folder.nq"]


def test_what_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(
        UnknownName, match=r"no export format 'xml'\. Use one of: turtle, trig, nquads, jsonld, csv"
    ):
        export.render(store, "xml")
    with pytest.raises(UnknownName, match=r"'x\.doc' does not tell a format\. End it in \.ttl, "):
        export.export(store, tmp_path / "x.doc")
    with pytest.raises(UnknownName, match="no article 'nowhere'"):
        export.render(store, "turtle", article="nowhere")
    with pytest.raises(UnknownName, match="no actor 'nobody'"):
        export.render(store, "csv", actor="nobody")

    assert list(tmp_path.iterdir()) == []
