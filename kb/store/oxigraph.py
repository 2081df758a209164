"""The embedded store: one writer on the database, any number of readers on snapshots of it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kb.errors import QueryError, QuerySyntaxError, StoreError, StoreUnwritable
from kb.store import layout, snapshots
from kb.store.index import FILE, Changes, Index, Published, Reader, differing
from kb.store.results import Result, collect
from kb.store.syntax import explain
from kb.vocab import BASE, PREFIXES

_UNPUBLISHED = ".unpublished"
"""Lies in the folder while `db/` holds commits that no snapshot shows: what they changed, a line each."""

_ATTEMPTS = 100
_MOMENT_S = 0.001


def open_writer(path: Path, *, create: bool = True, base: str = BASE, publish_every_s: float = 5.0) -> Writer:
    """The store at `path` for writing, made with that `base` where there is none and `create` is set.

    Readers see commits at the latest `publish_every_s` seconds later, when the next one is made, or
    when the writer closes.
    Raises NotAStore, StoreLocked or StoreUnwritable.
    """
    if create:
        layout.make(path, base)
    return Writer(path, publish_every_s)


def open_snapshot(path: Path) -> Snapshot:
    """The newest published state of the store at `path`, for reading. Never waits. Raises NotAStore."""
    publish_left_over(path)
    return Snapshot(path)


def publish_left_over(path: Path) -> None:
    """Publish what a writer committed before it was killed, unless it lives or we may not write."""
    if (path / _UNPUBLISHED).exists():
        with suppress(StoreError):
            Writer(path).close()


class _Embedded:
    """What reading and writing have in common: a database, and what is held while it is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.base = layout.read_settings(path).base
        self._held = ExitStack()
        self._open: pyoxigraph.Store | None = None

    @property
    def index(self) -> Reader | None:
        """What answers the named queries; None where the store has no index of this version."""
        return None

    @property
    def _db(self) -> pyoxigraph.Store:
        if self._open is None:
            raise StoreError(f"The store {self.path} was closed. Open it again.")
        return self._open

    def query(self, sparql: str, *, limit: int | None = None, offset: int = 0) -> Result:
        try:
            found = self._db.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
            return collect(found, limit, offset)
        except SyntaxError as error:
            message, line, column = explain(sparql, str(error))
            raise QuerySyntaxError(message, line=line, column=column) from error
        except (RuntimeError, ValueError, OSError) as error:
            if layout.is_damage(error):
                raise layout.damaged(self.path, error) from error
            raise QueryError(f"The query cannot be run: {error}") from error

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        found = self._db.quads_for_pattern(None, None, None, graph)
        with layout.storage_errors(self.path):
            yield from found

    def read_all(self) -> None:
        """Read all that the database holds, in each of the six orders in which it keeps quads.

        Raises NotAStore where a part of a file does not bear its checksum.
        """
        seen: set[tuple[int, int]] = set()
        with layout.storage_errors(self.path):
            for graph in self._db.named_graphs():
                for quad in self._db.quads_for_pattern(None, None, None, graph):
                    for place, term in enumerate(quad.triple):
                        for where in (graph, None):
                            if (key := (place, hash((term, where)))) not in seen:
                                seen.add(key)
                                s, p, o = (term if number == place else None for number in range(3))
                                deque(self._db.quads_for_pattern(s, p, o, where), maxlen=0)

    def close(self) -> None:
        self._open = None
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


class Snapshot(_Embedded):
    """A store as it was published, which never changes. Its database is opened by the first who needs it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._closed = False
        self.folder, self._index = self._together()

    @property
    def _db(self) -> pyoxigraph.Store:
        if self._open is None and not self._closed:
            with layout.storage_errors(self.path):
                self._open = pyoxigraph.Store.read_only(str(self.folder))
        return super()._db

    def close(self) -> None:
        self._closed = True
        super().close()

    @property
    def index(self) -> Published | None:
        return self._index

    def index_differs(self, folder: Path) -> list[str]:
        """In what the index differs from one that is made anew, in that folder, from the snapshot.

        Raises StoreError where there is no index, or it or the snapshot cannot be read.
        """
        if self._index is None:
            raise StoreError("There is no index that goes with the snapshot.")
        with layout.storage_errors(self.path):
            kept = folder / "kept"
            self._index.copy(kept)
            with closing(Index(folder, self.base, self._db)) as fresh:
                for _ in fresh.rebuild():
                    pass
                fresh.publish(self.folder.name)
            return differing(kept, folder / FILE)

    def _together(self) -> tuple[Path, Published | None]:
        """The newest snapshot and the index that was published with it, if there is one, both held.

        A writer publishes first the index and then the snapshot, a moment later.
        """
        for _ in range(_ATTEMPTS):
            with ExitStack() as opening:
                folder = opening.enter_context(snapshots.hold_newest(self.path))
                index = _published(self.path, opening)
                if index is None or index.snapshot == folder.name:
                    self._held = opening.pop_all()
                    return folder, index
            time.sleep(_MOMENT_S)
        return self._held.enter_context(snapshots.hold_newest(self.path)), None

    def commit(
        self, *, drop: Iterable[NamedNode] = (), remove: Iterable[Quad] = (), add: Iterable[Quad] = ()
    ) -> None:
        del drop, remove, add
        raise StoreUnwritable(f"The store {self.path} is open for reading only. Open a writer to change it.")


def _published(path: Path, opening: ExitStack) -> Published | None:
    try:
        index = Published(path)
    except sqlite3.Error:
        return None
    opening.callback(index.close)
    return index


class Writer(_Embedded):
    """A store that can be changed, by one process at a time."""

    def __init__(self, path: Path, publish_every_s: float = 5.0) -> None:
        super().__init__(path)
        self._publish_every_s = publish_every_s
        self._marker = path / _UNPUBLISHED
        self._followed = True
        with ExitStack() as opening:
            opening.enter_context(layout.write_lock(path))
            opening.callback(self._let_go)
            with layout.storage_errors(path):
                snapshots.make_database(path)
                self._open = pyoxigraph.Store(str(path / "db"))
                self._index = Index(path, self.base, self._open)
                opening.callback(self._index.close)
                self._catch_up()
            self._held = opening.pop_all()
        self._published_at = time.monotonic()

    @property
    def index(self) -> Reader | None:
        return self._index.reader

    def _let_go(self) -> None:
        """Also where opening fails: an error that is still looked at would hold the database's lock."""
        self._open = None

    def _catch_up(self) -> None:
        """Publish what a writer that was killed had not, and make an index where there is none."""
        current = snapshots.current(self.path)
        whole = current is not None and current <= (self._index.snapshot or "")
        if whole and not self._marker.exists():
            return
        self._bring_up(self._left_over() if whole else None)
        self._publish()

    def _left_over(self) -> Changes | None:
        """What was committed and not published; None where that cannot be told."""
        try:
            return Changes.read(self._marker.read_text(encoding="utf-8"))
        except ValueError:  # it was not written to its end, or is damaged
            return None

    def _bring_up(self, changes: Changes | None) -> None:
        """From what was published last; where the file is damaged, from the beginning."""
        self._index.roll_back()
        try:
            if changes is not None:
                self._index.follow(changes)
                return
        except sqlite3.OperationalError:  # the disk's fault
            raise
        except sqlite3.DatabaseError:
            pass
        for _ in self._index.rebuild():
            pass

    def rebuild_index(self) -> Iterator[str]:
        """Make the index anew, naming each article as it is done, and publish it."""
        yield from self._index.rebuild()
        self._publish()

    def commit(
        self, *, drop: Iterable[NamedNode] = (), remove: Iterable[Quad] = (), add: Iterable[Quad] = ()
    ) -> None:
        remove, add = list(remove), list(add)
        with layout.storage_errors(self.path):
            drop = [graph for graph in drop if self._db.contains_named_graph(graph)]
            if not (drop or remove or add):
                return
            changes = Changes.of(self.base, drop, [*remove, *add])
            self._note(changes)
            followed, self._followed = self._followed, False
            self._change(drop, remove, add)
            if followed:
                self._index.follow(changes)
            else:  # all that no snapshot shows: SQLite takes everything back where the disk is full
                self._bring_up(self._left_over())
            self._followed = True
        if time.monotonic() - self._published_at >= self._publish_every_s:
            self._publish()

    def _note(self, changes: Changes) -> None:
        """On the disk before the commit: where the power fails, the next writer knows what to look at."""
        is_new = not self._marker.exists()
        with self._marker.open("a", encoding="utf-8") as marker:
            marker.write(changes.line())
            marker.flush()
            os.fsync(marker.fileno())
        if is_new:
            layout.sync(self.path)

    def _change(self, drop: list[NamedNode], remove: list[Quad], add: list[Quad]) -> None:
        """In one transaction. Oxigraph takes quads faster than their text, but only to add them."""
        if drop or remove:
            self._db.update(_update(drop, remove, add))
        else:
            self._db.extend(add)

    def close(self) -> None:
        try:
            # An index that could not follow is put right by the next writer.
            if self._open is not None and self._followed and self._marker.exists():
                self._publish()
        finally:
            super().close()

    def _publish(self) -> None:
        self._followed = False
        snapshots.publish(self._db, self.path, self._index.publish)
        self._followed = True
        self._marker.unlink(missing_ok=True)
        self._published_at = time.monotonic()


def _update(drop: Iterable[NamedNode], remove: Iterable[Quad], add: Iterable[Quad]) -> str:
    """One SPARQL update, which Oxigraph runs in one transaction. Terms write themselves, escaped."""
    steps = [f"DROP SILENT GRAPH {graph}" for graph in drop]
    for verb, quads in (("DELETE", remove), ("INSERT", add)):
        if data := " ".join(map(_quad, quads)):
            steps.append(f"{verb} DATA {{ {data} }}")
    return " ;\n".join(steps)


def _quad(quad: Quad) -> str:
    return f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
