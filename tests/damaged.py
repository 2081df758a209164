"""A small store, files of it that are damaged, and what is then asked, found, and mended."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from killed import spawn
from said import SaidReader

import kb
from kb.base import KnowledgeBase
from kb.errors import OnRecordError
from kb.ingest import ingest
from kb.model import Article
from kb.sources import Loaded
from kb.store import Table, open_writer
from kb.tracking import link

KINDS = {
    "tables of db/ and snapshots/": "db/*.sst",
    "log of db/": "db/*.log",
    "manifest of db/": "db/MANIFEST*",
    "CURRENT of db/": "db/CURRENT",
    "options of db/": "db/OPTIONS*",
    "manifest of a snapshot": "snapshots/*/MANIFEST*",
    "CURRENT of a snapshot": "snapshots/*/CURRENT",
    "index.sqlite": "index.sqlite",
    "log of index.sqlite": "index.sqlite-wal",
    "current": "current",
    "onrecord.json": "onrecord.json",
    ".unpublished": ".unpublished",
    "history/": "history/*/*.gz",
    "quarantine/": "quarantine/*.json",
}


def make_store(root: Path) -> None:
    """With a revision, something refused, and a commit that no snapshot shows, as its writer was killed."""
    base = kb.open(root)
    said = "Ada said the {0} is safe. Ben said the {0} is old. Ada said we knew."
    base.add(*(Article(f"about-{n}", said.format(n)) for n in range(8)), reader=SaidReader(), jobs=1)
    revised = Article("about-1", "Ada said the other thing is safe.")
    base.add(revised, Article("odd", "nobody: Ada said no."), reader=SaidReader(), jobs=1)
    process = spawn(_leave, root)
    process.join()
    assert (root / ".unpublished").stat().st_size


def _leave(root: Path) -> None:
    store, late = open_writer(root, publish_every_s=3600), Article("late", "Ada said it was late.")
    list(ingest([Loaded("late", late)], store=store, root=root, reader=SaidReader(), jobs=1))
    link(store)
    os._exit(0)


def copy(store: Path, to: Path) -> None:
    """With the links that files of `db/` and `snapshots/` are."""
    shutil.rmtree(to, ignore_errors=True)
    subprocess.run(["cp", "-a", store, to], check=True)  # noqa: S607  the system's


def flip(file: Path, random: Random) -> str:
    content = bytearray(file.read_bytes())
    for _ in range(random.randint(1, 4)):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    _write(file, content)
    return "bits flipped"


def truncate(file: Path, random: Random) -> str:
    _write(file, file.read_bytes()[: random.randrange(file.stat().st_size)])
    return "truncated"


def blank(file: Path, random: Random) -> str:
    content = bytearray(file.read_bytes())
    start = random.randrange(len(content))
    content[start : start + 4096] = bytes(len(content[start : start + 4096]))
    _write(file, content)
    return "a block of zeros"


DAMAGE: tuple[Callable[[Path, Random], str], ...] = (flip, truncate, blank)


def _write(file: Path, content: bytes) -> None:
    with file.open("r+b") as out:  # where it is linked, in both places
        out.write(content)
        out.truncate()


@dataclass(slots=True)
class Seen:
    """What was answered to each question, or the error that was given."""

    answers: dict[str, object] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def ask(base: KnowledgeBase) -> Seen:
    seen = Seen()
    for name, question in _QUESTIONS.items():
        try:
            seen.answers[name] = question(base)
        except OnRecordError as error:
            seen.errors[name] = str(error)
    assert not any("\n" in line for line in seen.errors.values()), seen.errors
    return seen


def _rows(base: KnowledgeBase, query: str) -> object:
    found = base.query(query)
    assert isinstance(found, Table)
    return sorted(map(str, found.rows))


_QUESTIONS: dict[str, Callable[[KnowledgeBase], object]] = {
    "statements": lambda base: _rows(base, "statements"),
    "articles": lambda base: base.articles(),
    "article": lambda base: base.article("about-1"),
    "SPARQL": lambda base: _rows(base, "SELECT ?a ?t { ?a schema:articleBody ?t }"),
    "validate": lambda base: base.validate(jobs=1).violations,
    "as of": lambda base: _rows(base.as_of("2999"), "statements"),
    "quarantine": lambda base: [entry.payload for entry in base.quarantine()],
}


def troubles(base: KnowledgeBase) -> dict[str, str]:
    """What the doctor finds; an error of its own counts."""
    try:
        found = {finding.what: finding.trouble for finding in base.examine() if finding.trouble}
    except OnRecordError as error:
        found = {"the store": str(error)}
    assert not any("\n" in line for line in found.values()), found
    return found


def mend(base: KnowledgeBase) -> str | None:
    """None, or why it cannot be."""
    cannot = None
    try:
        base.mend()
    except OnRecordError as error:
        cannot = str(error)
    assert "\n" not in (cannot or ""), cannot
    return cannot
