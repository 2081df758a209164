"""Bad input ends in one clear line and an exit code that is not zero; the rest goes in, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from command import Kb
from processes import children, lives

from kb.base import KnowledgeBase
from kb.store import open_writer

pytestmark = pytest.mark.usefixtures("said")

GOOD = "Ada said the bridge is safe."
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
KB = """
import kb.reading
kb.reading.READERS[kb.reading.DEFAULT_READER] = "said:said_reader"
from kb.cli import main
main()
"""


def kb_process(store: Path, *args: str, before: str = "", **environment: str) -> subprocess.Popen[str]:
    """The command in a process of its own, for what happens to processes."""
    tests = str(Path(__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", before + KB, *args],
        env=os.environ | {"PYTHONPATH": tests, "KB_STORE": str(store)} | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "It is empty"),
        ("blank.txt", b" \n\t\n", "nothing but blanks"),
        ("picture.txt", PNG, "It is a PNG image, not text"),
        ("latin.txt", b"Caf\xe9 owners said so.", "not UTF-8 text: byte 0xe9 at offset 3"),
        ("nul.txt", b"Ada said\0 so.", "NUL byte at offset 8"),
        ("long.txt", b"x" * 5_000_000, "5,000,000 characters long, and the limit is 200,000"),
        ("menu.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>", "HTML without an article"),
        ("date.jsonl", b'{"text": "Ada said so.", "date": "31 February"}', "'31 February' is not a date"),
        ("half.jsonl", rb'{"text": "Ada said \ud83d so."}', "half of a surrogate pair"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_and_the_rest_goes_in(
    kb: Kb, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(GOOD)
    result = kb("add", folder)
    assert result.exit_code == 3
    [line, hint] = result.stderr.splitlines()
    assert line.startswith(str(folder / name))
    assert reason in line
    assert "kb quarantine" in hint
    assert "1 added, 1 quarantined" in result.stdout
    [entry] = KnowledgeBase(kb_store(kb)).quarantine()
    assert entry.payload == content, "nothing is lost"


def kb_store(kb: Kb) -> str:
    return json.loads(kb("info", "--format", "json").stdout)["path"]


def test_a_malformed_json_line_is_named_by_its_number_and_can_be_taken_out_and_mended(
    kb: Kb, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id": "one", "text": "Ada said one."}\n{"id": "two", "te\n{"id": "three", "text": "x"}\n'
    )
    result = kb("add", file)
    assert result.exit_code == 3
    assert f"{file}:2: It is not JSON" in result.stderr
    assert "2 added, 1 quarantined" in result.stdout
    key = kb("quarantine").stdout.splitlines()[1].split()[0]
    assert kb("quarantine", key, "--payload").stdout_bytes == b'{"id": "two", "te\n'
    assert "It is not JSON" in kb("quarantine", key).stdout

    file.write_text('{"id": "one", "text": "Ada said one."}\n{"id": "two", "text": "Ada said two."}\n')
    assert kb("add", file).exit_code == 0
    assert kb("quarantine").stdout == "Nothing is in quarantine.\n"


def test_a_violating_article_waits_in_quarantine_with_its_report(kb: Kb) -> None:
    result = kb("add", "-", "--id", "x", input="Ada said nobody came.")
    assert result.exit_code == 3
    assert "1 violation" in result.stdout
    assert "has no speaker" in result.stderr
    key = kb("quarantine").stdout.splitlines()[1].split()[0]
    shown = kb("quarantine", key).stdout
    assert "violation: This statement has no speaker" in shown
    payload = kb("quarantine", key, "--payload").stdout
    assert json.loads(payload)["text"] == "Ada said nobody came."
    assert kb("quarantine", key, "--remove").exit_code == 0
    assert kb("quarantine", key).exit_code == 1


def test_the_same_article_twice_goes_in_once_and_one_word_changed_is_a_revision(kb: Kb) -> None:
    url = ("--url", "https://news.example/bridge")
    assert "1 added" in kb("add", "-", *url, input=GOOD).stdout
    assert "1 unchanged" in kb("add", "-", *url, input=GOOD).stdout
    assert "1 revised" in kb("add", "-", *url, input=GOOD.replace("safe", "shut")).stdout
    assert kb("list").stdout.count("news.example-") == 1


def test_an_odd_number_of_quote_marks_right_to_left_text_and_emoji_go_in(kb: Kb) -> None:
    for text in ('Ada said "the bridge is safe.', "قال الوزير: لن ننسحب. Ada said 👩‍👩‍👧 came."):
        assert kb("add", "-", input=text).exit_code == 0
    assert kb("validate").exit_code == 0, "the words stand at their offsets"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("add", "no-such-file.txt"), "does not exist"),
        (("add", "-", "--date", "31 February"), "'31 February' is not a date"),
        (("add", "-", "--url", "news"), "is not a web address"),
        (("add", "-", "--encoding", "klingon"), "there is no encoding 'klingon'"),
        (("add", "-", "--max-chars", "2000000"), "not in the range 1<=x<=1000000"),
        (("add", "-", "--jobs", "0"), "'--jobs': 0 is not in the range x>=1"),
        (("read", "-", "--jobs", "many"), "'many' is not a valid integer range"),
        (("add",), "Missing argument"),
        (("query", "counts", "--param", "limit"), "expected NAME=VALUE"),
        (("quarantine", "--payload"), "Say which entry"),
        (("fly",), "No such command 'fly'"),
    ],
)
def test_a_command_that_is_not_understood_exits_with_2_and_does_nothing(
    kb: Kb, store: Path, args: tuple[str, ...], message: str
) -> None:
    result = kb(*args, input=GOOD)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not store.exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("show", "brigde"), "no article 'brigde'. Did you mean 'bridge'?"),
        (("remove", "brigde"), "Did you mean 'bridge'?"),
        (("show", "../.."), "no article"),
        (("query", "said-bye"), "said-by"),
        (("query", "said-by", "--param", "speaker=Nobody"), "no actor 'Nobody'"),
        (("query", "who-said"), "needs 'words'"),
        (("query", "SELECT * { ?s ?p ?o }", "--param", "a=b"), "Parameters are for named queries"),
        (("query", "SELECT ?s {\n ?s ?p }"), "ine 2"),
        (("query", "DELETE WHERE { ?s ?p ?o }"), "change"),
        (("query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), "SERVICE"),
        (("query", "SELECT * FROM <http://example.org/> { ?s ?p ?o }"), "FROM"),
        (("export", "out.docx"), "does not tell a format"),
        (("export", "/no/such/folder/out.ttl"), "Cannot write"),
        (("quarantine", "nothing"), "has the key 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_exits_with_1(
    kb: Kb, args: tuple[str, ...], message: str
) -> None:
    kb("add", "-", "--id", "bridge", input=GOOD)
    result = kb(*args)
    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert result.stdout == ""


def test_an_endless_query_is_stopped_by_the_time_limit(kb: Kb) -> None:
    kb("add", "-", input=GOOD)
    join = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(6))
    result = kb("query", f"SELECT (COUNT(*) AS ?n) {{ {join} }}", "--timeout", "0.5")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "0.5" in result.stderr


@pytest.mark.parametrize(
    "command", [("list",), ("show", "x"), ("query", "counts"), ("validate",), ("remove", "x")]
)
def test_a_store_that_is_not_there_yet_is_said_to_be_so(
    kb: Kb, store: Path, command: tuple[str, ...]
) -> None:
    result = kb(*command)
    assert result.exit_code == 1
    assert f"There is no store at {store}" in result.stderr
    assert "kb add" in result.stderr
    assert not store.exists(), "asking makes nothing"


@pytest.mark.parametrize("command", [("add", "-"), ("list",), ("info",)])
def test_a_folder_that_is_not_a_store_is_left_as_it_is(kb: Kb, store: Path, command: tuple[str, ...]) -> None:
    store.mkdir()
    (store / "letter.txt").write_text("Dear all")
    result = kb(*command, input=GOOD)
    assert result.exit_code == 1
    assert "is not a store of On Record" in result.stderr
    assert [path.name for path in store.iterdir()] == ["letter.txt"]


def test_a_second_writer_is_told_to_wait_and_readers_are_not(kb: Kb, store: Path) -> None:
    kb("add", "-", "--id", "bridge", input=GOOD)
    with open_writer(store):
        result = kb("add", "-", input="Bob said no.")
        assert result.exit_code == 1
        assert "one writer at a time" in result.stderr
        assert "bridge" in kb("list").stdout


def test_a_folder_where_nothing_can_be_written_is_said_to_be_so(kb: Kb) -> None:
    result = kb("add", "-", "--store", "/dev/null/store", input=GOOD)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "/dev/null/store" in result.stderr


def test_a_full_disk_stops_with_one_line_and_keeps_what_was_in(kb: Kb, store: Path, tmp_path: Path) -> None:
    kb("add", "-", "--id", "bridge", input=GOOD)
    long = tmp_path / "long.txt"
    long.write_text("Bob said so. " * 3000)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))\n"
    process = kb_process(store, "add", str(long), before=limit)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Cannot write to the store" in err
    assert "Traceback" not in err
    assert "bridge" in kb("list").stdout


def test_ctrl_c_stops_at_once_keeps_what_was_told_of_and_leaves_no_process(
    kb: Kb, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    ids = [f"a{number:03}" for number in range(500)]
    lines = [json.dumps({"id": id, "text": f"Ada said {id}. {GOOD}"}) for id in ids]
    lines[20] = "nonsense"
    file.write_text("\n".join(lines))
    with kb_process(store, "add", str(file), "--jobs", "2") as process:
        assert process.stderr
        assert process.stderr.readline().startswith(f"{file}:21: It is not JSON")
        workers = children(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all that run in it
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (1, "", "\nAborted!\n")
    assert len(workers) == 2
    assert not any(map(lives, workers))
    stored = [line.split()[0] for line in kb("list").stdout.splitlines()[1:]]
    assert 20 <= len(stored) < 499
    assert stored == [id for id in ids if id != "a020"][: len(stored)], "in order, without a gap"


def test_a_reader_that_stops_listening_gets_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": GOOD * 500}) + "\n" + (json.dumps({"text": GOOD}) + "\n") * 500)
    with kb_process(tmp_path / "s", "read", str(file), "--format", "jsonl") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(timeout=60) == 1
        assert process.stderr.read() == ""


def test_ctrl_c_keeps_what_is_in_and_gives_no_traceback(store: Path) -> None:
    process = kb_process(store, "read", "-", "--from", "jsonl", "--format", "jsonl")
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"text": GOOD}) + "\n" + " " * 100_000 + "\n")
    process.stdin.flush()
    assert process.stdout.readline(), "it reads while it waits for more"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.strip() == "Aborted!"


def test_a_locale_without_curly_quotes_changes_no_byte(tmp_path: Path) -> None:
    text = "Ada said “non” — здесь."
    with kb_process(tmp_path / "s", "read", "-", "--format", "jsonl", PYTHONIOENCODING="latin-1") as process:
        out, _ = process.communicate(json.dumps({"text": text}), timeout=60)
    assert json.loads(out)["statements"][0]["content"]["text"] == "“non” — здесь"


def test_a_port_in_use_is_said_in_one_line(kb: Kb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "app" / "main.py"
    script.parent.mkdir()
    script.touch()
    monkeypatch.setattr("kb.resources.dashboard", lambda: tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = kb("ui", "--port", port)
    assert result.exit_code == 1
    assert f"Cannot serve on 127.0.0.1:{port}: Address already in use" in result.stderr
    assert f"--port {port + 1}" in result.stderr
    assert len(result.stderr.splitlines()) == 1
