"""What each command does, with a small reader; `test_whole_path.py` has the real one."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
import rdflib
from command import Kb

from kb.cli import cli

pytestmark = pytest.mark.usefixtures("said")

STORY = "Ada said the bridge is safe. Bob said it is not."


def add(kb: Kb, text: str = STORY, id: str = "bridge", *args: str) -> None:
    result = kb("add", "-", "--id", id, *args, input=text)
    assert result.exit_code == 0, result.output


def commands(group: click.Group, *above: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


@pytest.mark.parametrize(
    ("path", "command"), commands(cli), ids=lambda p: " ".join(p) if isinstance(p, tuple) else ""
)
def test_every_command_says_what_it_does_with_examples(
    kb: Kb, path: tuple[str, ...], command: click.Command
) -> None:
    help = kb(*path, "--help").stdout
    assert f"kb {' '.join(path)}" in help.split("Examples:")[1]
    options = [p for p in command.params if isinstance(p, click.Option) and p.name != "help"]
    assert all(option.help for option in options)


def test_the_commands_are_those_of_the_documentation() -> None:
    assert list(cli.commands) == [
        "add", "read", "list", "show", "query", "search", "validate", "export", "actors",
        "remove", "quarantine", "backup", "restore", "doctor", "ui", "serve", "info"
    ]  # fmt: skip


def test_add_says_what_it_found_and_what_the_store_holds(kb: Kb, store: Path) -> None:
    result = kb("add", "-", "--id", "bridge", input=STORY)
    assert result.stdout.splitlines() == [
        "1 article: 1 added.",
        "Read: 2 actors, 2 statements, 0 events, 0 violations.",
        f"In {store}: 1 article, 2 actors, 2 statements, 0 events.",
    ]
    assert kb("add", "-", "--id", "bridge", input=STORY).stdout.splitlines()[0] == "1 article: 1 unchanged."


def test_add_takes_every_kind_of_input(kb: Kb, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.md").write_text(f"# Title\n\n*{STORY.split('.', maxsplit=1)[0]}.*")
    (folder / "c.html").write_text(f"<article><p>{STORY * 3}</p></article>")
    (folder / "d.jsonl.gz").write_bytes(
        gzip.compress(b'{"text": "Carl said yes."}\n{"text": "Dora said no."}')
    )
    (folder / "heads").write_text("Ada said one.\nAda said two.\n")
    assert kb("add", folder).stdout.startswith("5 articles: 5 added.")
    assert kb("add", folder / "heads", "--lines").stdout.startswith("2 articles: 2 added.")


def test_metadata_given_as_options_is_kept(kb: Kb) -> None:
    add(kb, STORY, "bridge", "--title", "The bridge", "--date", "2025-12", "--publisher", "Marsh Post")
    [header, row] = kb("list").stdout.splitlines()
    assert header.split() == ["id", "title", "published", "publisher", "statements", "events"]
    assert row.split() == ["bridge", "The", "bridge", "2025-12", "Marsh", "Post", "2", "0"]


def test_show_gives_statements_in_plain_words(kb: Kb) -> None:
    add(kb)
    shown = kb("show", "bridge").stdout
    assert "content  the bridge is safe [9-27]" in shown
    assert "date      not known" in shown


def test_read_needs_no_store_and_prints_json_lines_words_or_turtle(kb: Kb, store: Path) -> None:
    line = kb("read", "-", "--format", "jsonl", "--id", "x", input=STORY).stdout
    assert json.loads(line)["statements"][0]["content"]["spans"] == [[9, 27]]
    assert "the bridge is safe [9-27]" in kb("read", "-", input=STORY).stdout
    turtle = kb("read", "-", "--format", "turtle", input=STORY).stdout
    said = rdflib.URIRef("https://w3id.org/onrecord/ns#said")
    assert len(list(rdflib.Graph().parse(data=turtle).subject_objects(said))) == 2
    assert not store.exists()


def test_read_exits_with_3_where_something_could_not_be_read(kb: Kb, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "Ada said one."}\n{"text": "unreadable"}\nnonsense\n')
    result = kb("read", file, "--format", "jsonl")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [f"{file}:2", f"{file}:3"]


@pytest.mark.parametrize("command", ["add", "read"])
def test_output_is_the_same_for_any_number_of_jobs(
    kb: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.setattr("kb.pool.ENOUGH", 1)  # or there would have to be more to read
    file = tmp_path / "a.jsonl"
    lines = [f'{{"id": "a{n}", "text": "Ada said {n}. Bob said no."}}' for n in range(24)]
    lines[3], lines[19] = "nonsense", '{"text": "unreadable"}'
    file.write_text("\n".join(lines))
    found = []
    for jobs in (1, 2):
        store = ("--store", tmp_path / "store") if command == "add" else ()
        result = kb(command, file, "--jobs", jobs, *store)
        found.append((result.exit_code, result.stdout, result.stderr))
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
    alone, together = found
    assert together == alone
    assert alone[0] == 3
    assert [line.split(": ")[0] for line in alone[2].splitlines()][:2] == [f"{file}:4", f"{file}:20"]


def test_named_queries_are_listed_and_take_parameters(kb: Kb) -> None:
    add(kb)
    assert "said-by" in kb("query").stdout
    result = kb("query", "said-by", "--param", "speaker=Ada", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(result.stdout))
    assert row["text"] == "the bridge is safe"


def test_sparql_answers_as_table_csv_json_and_turtle(kb: Kb, tmp_path: Path) -> None:
    add(kb)
    select = "SELECT ?text { ?actor onr:said/schema:text ?text } ORDER BY ?text"
    assert kb("query", select).stdout.splitlines() == ["text", "it is not", "the bridge is safe"]
    found = json.loads(kb("query", select, "--format", "json").stdout)
    assert found["results"]["bindings"][0]["text"] == {"type": "literal", "value": "it is not"}
    construct = tmp_path / "q.rq"
    construct.write_text("CONSTRUCT { ?a onr:said ?s } { ?a onr:said ?s }")
    assert kb("query", "-f", construct).stdout.count("onr:said") == 2
    assert kb("query", "ASK { ?a onr:said ?s }").stdout == "yes\n"
    assert kb("query", construct.read_text(), "--format", "csv").exit_code == 1


def test_sparql_that_finds_more_than_it_may_give_says_so(kb: Kb) -> None:
    add(kb)
    select = "SELECT ?text { ?actor onr:said/schema:text ?text } ORDER BY ?text"
    cut = kb("query", select, "--max-rows", 1)
    assert cut.stdout.splitlines() == ["text", "it is not"]
    assert cut.stderr == "The first 1 of more: add LIMIT or ask narrower, or allow more with --max-rows.\n"
    assert kb("query", select, "--max-rows", 2).stderr == ""


def test_search_prints_what_it_finds_and_where(kb: Kb) -> None:
    add(kb)
    found = kb("search", "BRIDGE", "-tunnel")
    assert [line.split("  ")[0] for line in found.stdout.splitlines()] == ["text", "the bridge is safe"]
    assert "9-27" in found.stdout
    rows = csv.DictReader(io.StringIO(kb("search", '"is safe"', "--format", "csv").stdout))
    assert [(row["text"], row["found"]) for row in rows] == [("the bridge is safe", "11-18")]
    assert "No statement" in kb("search", "tunnel").stderr
    assert "nothing to look for" in kb("search", "-tunnel").stderr
    assert kb("search", "bridge", "--limt", "1").exit_code == 2


def test_validate_checks_the_store_or_a_file(kb: Kb, tmp_path: Path) -> None:
    add(kb)
    assert kb("validate").exit_code == 0
    out = tmp_path / "out.ttl"
    assert kb("export", out).exit_code == 0
    assert kb("validate", out).exit_code == 0
    broken = tmp_path / "broken.ttl"
    broken.write_text("\n".join(line for line in out.read_text().splitlines() if "onr:speaker " not in line))
    result = kb("validate", broken, "--format", "json")
    assert result.exit_code == 1
    assert "no speaker" in result.stdout
    (tmp_path / "not.ttl").write_text("<a> <b> .")
    nonsense = kb("validate", tmp_path / "not.ttl")
    assert nonsense.exit_code == 1
    assert "cannot be read as Turtle" in nonsense.stderr


def test_the_same_store_exports_the_same_bytes_and_rdflib_reads_them(kb: Kb, tmp_path: Path) -> None:
    add(kb)
    for name in ("a.ttl", "b.ttl"):
        assert kb("export", tmp_path / name).exit_code == 0
    first = (tmp_path / "a.ttl").read_bytes()
    assert first == (tmp_path / "b.ttl").read_bytes()
    found = rdflib.Graph().parse(data=first).query("SELECT ?a { ?a <https://w3id.org/onrecord/ns#said> ?s }")
    assert len(found) == 2
    kb("export", tmp_path / "no.nq", "--no-text")
    assert STORY not in (tmp_path / "no.nq").read_text()


def test_a_removed_article_is_gone_but_kept_in_history_and_can_come_back(kb: Kb, store: Path) -> None:
    add(kb)
    add(kb, "Carl said yes.", "other")
    assert kb("remove", "bridge").exit_code == 0
    assert "bridge" not in kb("list").stdout
    assert len(list((store / "history" / "bridge").glob("*.nq.gz"))) == 1
    withdrawn = "ASK { ?article prov:invalidatedAtTime ?when }"
    assert kb("query", withdrawn).stdout == "yes\n"
    assert "1 added" in kb("add", "-", "--id", "bridge", input=STORY).stdout
    assert kb("query", withdrawn).stdout == "no\n"


def test_info_tells_versions_digests_counts_and_where_the_store_is(kb: Kb, store: Path) -> None:
    assert "nothing yet" in kb("info").stdout
    add(kb)
    found = json.loads(kb("info", "--format", "json").stdout)
    assert found["path"] == str(store)
    assert found["counts"]["statements"] == 2
    assert found["reader"]["digest"] == "d" * 64
    assert found["size"] > 0
    assert set(found["versions"]) >= {"spacy", "pyoxigraph"}


def test_the_version_is_told(kb: Kb) -> None:
    assert kb("--version").stdout == "kb, version 0.1.0\n"


def test_the_dashboard_is_served_on_this_machine_only_and_ends_with_its_command(store: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from kb.cli import main; main()", "ui", "--port", str(port)]
    environment = os.environ | {"KB_STORE": str(store)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout
            assert served.stdout.readline() == f"Dashboard: http://127.0.0.1:{port} (stop it with Ctrl-C)\n"
            assert _answer(port) == b"ok"
        finally:
            served.terminate()
            served.communicate(timeout=60)  # Streamlit says goodbye, and does not end where nobody listens
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", port)):
        pass
    assert not store.exists(), "looking at a store makes none"


def _answer(port: int, patience_s: float = 30) -> bytes:
    """What the dashboard says of its health, once it is up."""
    end = time.monotonic() + patience_s
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
