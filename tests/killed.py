"""Processes that work on a store until they are killed, and what has to be there afterwards.

A plan follows from its seed, so parent and child know it both: small articles of our own that are added,
revised, refused and withdrawn. The child writes down what it was told is done; the parent kills it, and
compares. One step, the one that was under way, may be there or not; half of it never.
"""

from __future__ import annotations

import json
import multiprocessing
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TextIO

from pyoxigraph import NamedNode, Quad
from said import SaidReader

import kb
from kb import history, queries
from kb.base import KnowledgeBase
from kb.errors import NotAStore
from kb.ingest import Outcome, Status
from kb.model import Article
from kb.rdf import article_iri, to_quads
from kb.store import Table, open_snapshot, open_writer
from kb.store.layout import read_settings, write_settings
from kb.validation import validate

IDS = 100
_NAMES = ("Ada", "Ben", "Cem", "Dora", "Emil", "Fay", "Gus", "Hana")
_REMOVE, _REFUSED = "remove", "refused"
_FAR = "2999"
_AT_ONCE = 15


@dataclass(frozen=True, slots=True)
class Step:
    """Add a text under an id (`refused` where validation refuses it), or withdraw the id."""

    id: str
    what: str

    @property
    def article(self) -> Article:
        return Article(self.id, self.what, title=f"On {self.id}", publisher="The Test", date="2026-11-24")


def plan(seed: str, present: set[str]) -> Iterator[Step]:
    """Steps without an end; `present` are the ids that the store has."""
    random, here = Random(seed), set(present)  # noqa: S311  a plan is no secret
    for number in count():
        id = f"article-{random.randrange(IDS)}"
        draw = random.random()
        if draw < 0.1 and here:
            gone = random.choice(sorted(here))
            here.remove(gone)
            yield Step(gone, _REMOVE)
        elif draw < 0.15:
            yield Step(f"{_REFUSED}-{number % 20}", f"nobody: Ada said {seed} {number}.")
        else:
            here.add(id)
            said = (f"{who} said the {thing} is safe, {seed} {number}." for who, thing in _said(random))
            yield Step(id, " ".join(said))


def _said(random: Random) -> Iterator[tuple[str, str]]:
    for _ in range(random.randint(1, 6)):
        yield random.choice(_NAMES), random.choice(("bridge", "pier", "dam"))


# What is killed.


def batch(root: Path, seed: str, told: Path, present: set[str], publish_every_s: float) -> None:
    """Follow the plan without an end, and write each step down once it is done."""
    kb.base.open_writer = partial(open_writer, publish_every_s=publish_every_s)  # type: ignore[assignment]
    base, adding = kb.open(root), list[Article]()
    with told.open("w", buffering=1) as out:
        for step in plan(seed, present):
            if step.what != _REMOVE:
                adding.append(step.article)
            if step.what == _REMOVE or len(adding) == _AT_ONCE:
                base.add(*adding, reader=SaidReader(), jobs=1, tell=lambda done: _tell(done, out))
                adding.clear()
            if step.what == _REMOVE:
                base.remove(step.id)
                out.write(f"{step.id}\n")


def _tell(outcome: Outcome, out: TextIO) -> None:
    assert outcome.status != Status.UNCHANGED
    out.write(f"{outcome.article}\n")


def over_and_over(root: Path, what: str, other: Path) -> None:
    """Do one thing that changes no article, until the end."""
    for number in count():
        WORK[what](kb.open(root), other, number)


def _rebuild(base: KnowledgeBase, _: Path, __: int) -> None:
    with open_writer(base.path) as store:
        for _article in store.rebuild_index():
            pass


def _back_up(base: KnowledgeBase, other: Path, number: int) -> None:
    if number % 10 == 9:
        shutil.rmtree(other / "backup")
    _rebuild(base, other, number)  # so that there is something to copy
    base.back_up(other / "backup")


def _restore(base: KnowledgeBase, other: Path, number: int) -> None:
    if not (other / "backup").exists():
        base.back_up(other / "backup")
    kb.open(other / f"restored-{number}").restore(other / "backup")


def _migrate(base: KnowledgeBase, _: Path, __: int) -> None:
    settings = json.loads((base.path / "onrecord.json").read_text())
    write_settings(base.path, type(read_settings(base.path))(settings["base"], 2, settings["id"]))
    (base.path / "index.sqlite").unlink(missing_ok=True)
    kb.migration.migrate(base.path)


def _as_of(base: KnowledgeBase, _: Path, number: int) -> None:
    base.as_of(f"{2000 + number}")


WORK: dict[str, Callable[[KnowledgeBase, Path, int], None]] = {
    "rebuild": _rebuild,
    "back up": _back_up,
    "restore": _restore,
    "mend": lambda base, _, __: base.mend(),
    "migrate": _migrate,
    "as of": _as_of,
}


# Who kills.


@dataclass(slots=True)
class Expected:
    """What a store has to hold: text by id, and every text that was there before."""

    texts: dict[str, str] = field(default_factory=dict)
    before: dict[str, set[str]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def follow(self, step: Step) -> None:
        if step.id.startswith(_REFUSED):
            self.refused.add(step.what)
            return
        if step.id in self.texts:
            self.before.setdefault(step.id, set()).add(self.texts.pop(step.id))
        if step.what != _REMOVE:
            self.texts[step.id] = step.what


def spawn(what: Callable[..., None], *arguments: object) -> BaseProcess:
    """A process that was forked from one which has opened no store, as threads do not survive a fork."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["killed"])
    process = context.Process(target=partial(what, *arguments), daemon=True)
    process.start()
    return process


def kill_after(process: BaseProcess, seconds: float) -> None:
    time.sleep(seconds)
    assert process.is_alive(), "it stopped by itself"
    process.kill()
    process.join()


def wait_for(file: Path) -> None:
    """Until something is in the file."""
    for _ in range(2000):
        if file.exists() and file.stat().st_size:
            return
        time.sleep(0.005)
    raise AssertionError(f"{file} stayed empty")


def kill_batch(
    root: Path, expected: Expected, seed: str, seconds: float, publish_every_s: float = 5.0
) -> tuple[int, bool]:
    """Kill a batch, look at what is there, and go on; how many steps were done, and if one more is there."""
    told = root.with_name("told")
    told.unlink(missing_ok=True)
    present = set(expected.texts)
    process = spawn(batch, root, seed, told, present, publish_every_s)
    wait_for(told)
    kill_after(process, seconds)
    done = told.read_text().splitlines()
    steps = plan(seed, present)
    for line, step in zip(done, steps, strict=False):
        assert line.strip() == step.id
        expected.follow(step)
    under_way = next(plan_from(seed, present, len(done)))
    there = texts(root)
    more = there != expected.texts
    if more:
        expected.follow(under_way)
    check(root, expected)
    return len(done), more


def plan_from(seed: str, present: set[str], start: int) -> Iterator[Step]:
    steps = plan(seed, present)
    for _ in range(start):
        next(steps)
    return steps


def kill_work(root: Path, expected: Expected, what: str, other: Path, seconds: float) -> None:
    """Kill something else, look at what is there, and do it again to the end."""
    shutil.rmtree(other, ignore_errors=True)
    other.mkdir()
    process = spawn(over_and_over, root, what, other)
    kill_after(process, seconds)
    check(root, expected, index=what not in _WITHOUT_INDEX)
    if (other / "backup").exists() and texts(other / "backup", expected.texts) != {}:
        check(other / "backup", expected)
    for restored in sorted(other.glob("restored-*"), key=lambda one: one.stat().st_mtime_ns)[-2:]:
        check(restored, expected)
    WORK[what](kb.open(root), other, 5000)
    if what == "back up":
        check(other / "backup", expected)
    if what == "as of":
        check(kb.open(root).as_of(_FAR).path, expected, kept=False)
    check(root, expected)


def texts(root: Path, unmade: dict[str, str] | None = None) -> dict[str, str]:
    """The texts that readers see, by id; `unmade` allows that there is no store yet."""
    try:
        with open_snapshot(root) as store:
            found = store.query(_TEXTS)
    except NotAStore:
        if unmade is None:
            raise
        return {}
    assert isinstance(found, Table)
    return {str(row["id"]).rpartition("/")[2]: str(row["text"]) for row in found.records()}


_TEXTS = "SELECT ?id ?text { GRAPH ?id { ?id a schema:NewsArticle ; schema:articleBody ?text } }"
_WITHOUT_INDEX = {"rebuild", "back up", "mend", "migrate"}
_SHAPED: set[str] = set()
"""Texts whose quads were validated already."""


def check(root: Path, expected: Expected, *, kept: bool = True, index: bool = True) -> None:
    """Every article is there as it was read, the index agrees, and nothing that was kept is torn.

    `index` is whether there has to be one: while it is made anew there is none, and answers come from the quads.
    """
    with open_snapshot(root) as store, TemporaryDirectory() as folder:
        graphs: dict[NamedNode, set[Quad]] = {}
        for quad in store.quads():
            if isinstance(quad.graph_name, NamedNode) and "/id/article/" in quad.graph_name.value:
                graphs.setdefault(quad.graph_name, set()).add(quad)
        wanted = {
            article_iri(id, store.base): set(to_quads(SaidReader().read(Step(id, text).article), store.base))
            for id, text in expected.texts.items()
        }
        assert graphs == wanted
        for id, text in expected.texts.items():
            if text not in _SHAPED:
                assert validate(list(graphs[article_iri(id, store.base)])).conforms
                _SHAPED.add(text)
        said = queries.run_all(store, "statements")
        assert len(said) == sum(text.count(" said ") for text in expected.texts.values())
        assert store.index is not None or not index
        if store.index is not None:
            assert store.index.snapshot == store.folder.name
            assert store.index_differs(Path(folder)) == []
    if kept:
        check_kept(root, expected)


def check_kept(root: Path, expected: Expected) -> None:
    assert not list(history.damaged(root))
    there: dict[str, set[str]] = {}
    for version in history.versions(root):
        quads = version.quads()
        [text] = [q.object.value for q in quads if q.predicate == kb.vocab.SCHEMA.articleBody]  # type: ignore[union-attr]
        there.setdefault(version.file.parent.name, set()).add(text)
    for id, before in expected.before.items():
        assert before <= there[id]
    payloads = b"\n".join(entry.payload for entry in kb.open(root).quarantine())
    assert [text for text in expected.refused if text.encode() not in payloads] == []


def go_on(root: Path, expected: Expected, number: int) -> None:
    """The next batch goes on, and the doctor finds nothing."""
    step = Step(f"next-{number % 5}", f"Ada said the tower is high, {number}.")
    [outcome] = kb.open(root).add(step.article, reader=SaidReader(), jobs=1)
    assert outcome.status in {Status.ADDED, Status.REVISED}
    expected.follow(step)
    assert [found for found in kb.open(root).examine() if found.trouble] == []
