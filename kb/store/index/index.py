"""The file of the index: kept up with the database, published with a snapshot, made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode

from kb.store.index import fill
from kb.store.index.actors import TYPES, describe, share
from kb.store.index.answer import Reader
from kb.store.index.changes import GRAPHS, Changes
from kb.store.index.facts import Facts, texts, values_of
from kb.store.index.names import FILE, VERSION
from kb.store.index.rows import empty, insert
from kb.vocab import ONR, PROV, SCHEMA

_WHO = (ONR.identity, ONR.evidence, ONR.nameKey)


class Index:
    """The index as a writer has it. Raises sqlite3.Error, which is the disk's fault, or a damaged file's."""

    def __init__(self, root: Path, base: str, db: pyoxigraph.Store) -> None:
        self._file, self._base, self._store = root / FILE, base, db
        self._identities = NamedNode(f"{base}graph/identities")
        self._runs = NamedNode(f"{base}graph/runs")
        self._db = _opened(self._file)

    @property
    def reader(self) -> Reader:
        """What asks it, unpublished changes included."""
        return Reader(self._db)

    @property
    def snapshot(self) -> str | None:
        """The snapshot that it was published with; None where it never was, or is of another version."""
        if self._meta("version") != VERSION:
            return None
        return self._meta("snapshot")

    def follow(self, changes: Changes) -> None:
        """Bring the rows of what was touched in line with the database."""
        self._begin()
        for graph in sorted(changes.articles):
            self._article(NamedNode(graph))
        others = {self._identity(NamedNode(node)) for node in sorted(changes.actors)}
        for article in others:
            if article is not None:
                share(self._db, article)
        self._db.execute("DELETE FROM alias WHERE actor IN (SELECT id FROM actor WHERE articles = 0)")
        self._db.execute("DELETE FROM actor WHERE articles = 0")

    def publish(self, snapshot: str) -> None:
        """Show readers what was followed, as of that snapshot."""
        self._begin()
        for key, value in (("version", VERSION), ("snapshot", snapshot)):
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
        self._db.execute("COMMIT")

    def roll_back(self) -> None:
        """Forget what was followed since it was published last."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def rebuild(self) -> Iterator[str]:
        """Make all of it anew from the database, naming each article as it is done."""
        self._db.close()
        _remove(self._file)
        self._db = _open(self._file)
        self._begin()
        for graph in self._store.named_graphs():
            if not str(graph.value).startswith(self._base + GRAPHS) and isinstance(graph, NamedNode):
                self._article(graph)
                yield graph.value

    def close(self) -> None:
        """What was not published is left out."""
        self._db.close()
        del self._store  # Oxigraph lets go of its lock with the last reference

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")

    def _meta(self, key: str) -> str | None:
        found = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def _article(self, graph: NamedNode) -> None:
        empty(self._db, graph.value)
        facts = Facts(self._store, graph)
        if graph.value not in facts.instances(SCHEMA.NewsArticle):
            return
        filling = fill.Filling(self._db, graph.value, facts)
        filling.fill(self._record(graph), dict(self._shown(facts, f"{graph.value}/actor/")))

    def _record(self, article: NamedNode) -> fill.Record:
        times = texts(self._store, article, PROV.generatedAtTime, self._runs)
        nodes = [article.value]
        for step in (PROV.wasGeneratedBy, PROV.wasAssociatedWith, ONR.modelDigest):
            nodes = [to for node in nodes for to in texts(self._store, NamedNode(node), step, self._runs)]
        return fill.Record(max(times, default=None), next(iter(nodes), None))

    def _shown(self, facts: Facts, below: str) -> Iterator[tuple[str, fill.Who]]:
        """The actors of an article, each with who it is and why."""
        for cls in TYPES:
            for iri in facts.instances(NamedNode(cls)):
                if iri.startswith(below):
                    yield iri, self._who(NamedNode(iri))

    def _who(self, shown: NamedNode) -> fill.Who:
        said = values_of(self._store, shown, self._identities)
        identity, evidence, key = (next(iter(said.get(of, ())), None) for of in _WHO)
        return fill.Who(None if identity is None else self._actor(identity, shown), evidence, key)

    def _actor(self, identity: str, shown: NamedNode) -> int:
        """The id of the row, which is made where there was none."""
        found = self._db.execute("SELECT id FROM actor WHERE iri = ?", (identity,)).fetchone()
        if found is None:
            found = (insert(self._db, "actor", {"iri": identity}),)
            self._describe(NamedNode(identity))
        elif identity == shown.value:  # the article may call it otherwise now
            self._describe(shown)
        return int(found[0])

    def _identity(self, node: NamedNode) -> int | None:
        """In the graph of identities stands who an article's actor is, and what an actor is called.

        Gives the article whose actor is somebody else now.
        """
        self._describe(node)
        shown = self._db.execute("SELECT article, actor FROM shown WHERE iri = ?", (node.value,)).fetchone()
        if shown is None:
            return None
        who = self._who(node)
        self._db.execute(
            "UPDATE shown SET actor = ?, evidence = ?, key = ? WHERE iri = ?",
            (who.actor, who.evidence, who.key, node.value),
        )
        return None if who.actor == shown[1] else int(shown[0])

    def _describe(self, node: NamedNode) -> None:
        found = self._db.execute("SELECT id FROM actor WHERE iri = ?", (node.value,)).fetchone()
        if found is not None:
            describe(self._db, found[0], values_of(self._store, node))


def _opened(file: Path) -> sqlite3.Connection:
    """The index; where the file is no index, an empty one takes its place, to be made anew."""
    try:
        return _open(file)
    except sqlite3.OperationalError:  # the disk's fault
        raise
    except sqlite3.DatabaseError:
        _remove(file)
        return _open(file)


def _remove(file: Path) -> None:
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()


def _open(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA cache_size = -65536")
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").fetchone():
        schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
        db.executescript(f"BEGIN; {schema} COMMIT;")
    return db
