"""The whole path with the real reader and the sample articles: read, stored, asked, checked, taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from command import Kb

SAMPLES = Path(__file__).parents[2] / "data" / "articles"
TALKS = SAMPLES / "miami-talks.txt"
CONTENTS = {
    "that the first day of talks concluded as planned",
    "he might join future discussions",
    "progress had been made",
    "that significant obstacles remain",
    "Russia could be open to negotiations",
    "that Putin still aims to control all of Ukraine",
}
"""What is said in it, in part: `tests/reading` has all that a reader must and may find there."""

pytestmark = pytest.mark.xdist_group("real-reader")  # spaCy's model is loaded once


def test_the_sample_articles_go_in_once_and_come_out_as_rdf(kb: Kb, tmp_path: Path) -> None:
    first = kb("add", SAMPLES)
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("18 articles: 18 added.")
    assert "0 violations" in first.stdout
    assert kb("add", SAMPLES).stdout.startswith("18 articles: 18 unchanged.")

    shown = kb("show", "miami-talks").stdout
    assert all(f"content  {content}" in shown for content in CONTENTS)
    assert "date      not known" in shown
    assert kb("validate").exit_code == 0

    kb("export", tmp_path / "out.ttl")
    said = rdflib.Graph().parse(tmp_path / "out.ttl").query("SELECT * { ?actor onr:said ?statement }")
    stored = json.loads(kb("query", "SELECT * { ?actor onr:said ?statement }", "--format", "json").stdout)
    assert len(said) == len(stored["results"]["bindings"]) > 10


def test_read_prints_offsets_that_hold_in_the_file_as_given(kb: Kb) -> None:
    reading = json.loads(kb("read", TALKS, "--format", "jsonl").stdout)
    text = TALKS.read_text(encoding="utf-8")
    assert reading["id"] == "miami-talks"
    assert (reading["title"], reading["date"], reading["publisher"]) == (None, None, None)
    assert {statement["content"]["text"] for statement in reading["statements"]} >= CONTENTS
    for statement in reading["statements"]:
        for part in ("speaker", "cue", "content"):
            spans = [text[start:end] for start, end in statement[part]["spans"]]
            assert (" … ".join(spans) or None) == statement[part]["text"]


def test_offsets_hold_beside_emoji_right_to_left_text_and_carriage_returns(kb: Kb, tmp_path: Path) -> None:
    text = "👩‍👩‍👧 مرحبا\r\n\r\nMayor Ada Finch said the bridge was safe. “We checked,” she added.\r\n"
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    reading = json.loads(kb("read", file, "--format", "jsonl").stdout)
    assert reading["statements"]
    for statement in reading["statements"]:
        assert statement["content"]["text"] == " … ".join(text[s:e] for s, e in statement["content"]["spans"])
    assert kb("add", file).exit_code == 0


def test_an_unpaired_quote_mark_is_noted_and_stops_nothing(kb: Kb) -> None:
    odd = 'Mayor Ada Finch said the "bridge was safe after the inspection.'
    assert kb("add", "-", "--id", "odd", input=odd).exit_code == 0
    assert "quot" in kb("show", "odd").stdout.split("Notes")[1]


def test_kb_read_in_python_gives_what_the_command_gives(kb: Kb) -> None:
    import kb as on_record  # noqa: PLC0415  the fixture has the same name

    reading = on_record.read("Mayor Ada Finch said the bridge was safe.", date="2025-12-21", id="a")
    line = kb(
        "read", "-", "--id", "a", "--date", "2025-12-21", "--format", "jsonl", input=reading.article.text
    )
    assert json.loads(line.stdout)["statements"][0]["id"] == reading.statements[0].id
    assert "the bridge was safe" in repr(reading)
    assert "<mark" in reading._repr_html_()
