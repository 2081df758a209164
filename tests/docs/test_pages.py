"""What the documentation says is there: links lead somewhere, and nothing that exists goes unmentioned."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pages import NOT_RUN, PAGES, ROOT, anchors, blocks, name, targets
from small import READING

from kb import queries, resources
from kb.cli import cli
from kb.jsonl import to_dict
from kb.model import Mode
from kb.reading.lexicon import cues
from kb.sources import FORMATS

EXPECTED = {
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/index.md", "docs/commands.md", "docs/queries.md",
    "docs/shapes.md", "docs/worked-example.md", "docs/reading.md", "docs/reading-format.md", "docs/store.md",
    "docs/vocabulary.md", "docs/quality.md", "docs/actors.md", "docs/endpoint.md", "docs/remote.md",
    "docs/search.md", "docs/scale.md",
}  # fmt: skip


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def test_the_pages_are_those_that_these_tests_look_at() -> None:
    assert {name(page) for page in PAGES} == EXPECTED


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for target in targets(page):
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        if target.startswith(("https://", "http://")):
            continue
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("page", sorted(EXPECTED - {"README.md", "docs/index.md"}))
def test_the_index_leads_to_every_page(page: str) -> None:
    assert (ROOT / page).resolve() in [
        (ROOT / "docs" / target).resolve() for target in targets(ROOT / "docs/index.md")
    ]


def test_commands_queries_and_shapes_are_documented_as_they_are() -> None:
    done = subprocess.run(
        [sys.executable, "tests/docs/reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", cli.commands.values(), ids=list(cli.commands))
def test_every_command_and_option_is_documented(command: click.Command) -> None:
    page = read("docs/commands.md")
    [section] = [part for part in page.split("\n## ") if part.startswith(f"kb {command.name}\n")]
    options = [option for p in command.params if isinstance(p, click.Option) for option in p.opts]
    assert all(re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", section) for option in options)


@pytest.mark.parametrize("query", queries.named(), ids=lambda query: query.name)
def test_every_named_query_and_parameter_is_documented(query: queries.NamedQuery) -> None:
    [section] = [
        part for part in read("docs/queries.md").split("\n## ") if part.startswith(f"{query.name}\n")
    ]
    assert query.title in section
    assert all(f"`{parameter.name}`" in section for parameter in query.parameters)


def test_every_shape_is_documented() -> None:
    names = [
        n
        for file in resources.shapes().glob("*.ttl")
        for n in re.findall(r"^shape:(\S+) a ", file.read_text(), re.MULTILINE)
    ]
    page = read("docs/shapes.md")
    assert len(names) > 60
    assert [n for n in names if f"| `{n}` |" not in page] == []


def test_every_data_table_of_the_reader_and_every_frame_is_explained() -> None:
    page = read("docs/reading.md")
    tables = [file.name for file in (ROOT / "kb/reading/data").glob("*.tsv")]
    frames = frozenset[str]().union(*(cue.frames for cue in cues().values()))
    assert len(tables) >= 6
    missing = [word for word in [*tables, *frames, *Mode] if f"`{word}`" not in page]
    assert not missing


def test_every_key_of_the_reading_format_is_explained() -> None:
    page = read("docs/reading-format.md")
    keys = set(_keys(to_dict(READING)))
    assert len(keys) > 40
    assert sorted(key for key in keys if f"`{key}`" not in page) == []


def _keys(value: object) -> Iterator[str]:
    match value:
        case dict():
            yield from value
            for inner in value.values():
                yield from _keys(inner)
        case list():
            for inner in value:
                yield from _keys(inner)


def test_every_input_format_is_mentioned_where_articles_are_added() -> None:
    page = read("README.md").lower()
    words = {"jsonl": "json lines", "lines": "--lines"}
    assert [form for form in FORMATS if words.get(form, form) not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_code_that_is_not_run_is_known_not_to_be(page: Path) -> None:
    assert {block.language for block in blocks(page)} <= {"sh", "python", "console", "text", "turtle", "toml"}
    lines = [
        line for block in blocks(page) if block.language == "console" for line in block.code.splitlines()
    ]
    assert [line for line in lines if line.partition("#")[0].removeprefix("$ ").strip() not in NOT_RUN] == []


def test_every_make_target_that_is_mentioned_exists_and_the_other_way_round() -> None:
    there = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    mentioned = {
        t for page in PAGES for t in re.findall(r"[`$] ?make ([a-z]+)", page.read_text(encoding="utf-8"))
    }
    assert mentioned == there - {"clean"}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_that_is_mentioned_exists(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    files = re.findall(r"`((?:kb|app|tests|shapes|docs|data/articles)/[\w./-]*)`", text)
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_the_change_log_begins_with_the_version_of_the_package() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0] == version
