"""Is a store sound? What can be made anew is, if asked; what cannot be is named, with what to do."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from kb import history
from kb.asof import FOLDER as AS_OF
from kb.errors import OnRecordError, StoreError, StoreLocked, StoreUnwritable
from kb.migration import migrate
from kb.quarantine import Quarantine
from kb.rdf import identities_graph, runs_graph
from kb.store import Snapshot, open_snapshot, open_writer
from kb.store.layout import FORMAT, SETTINGS, read_settings
from kb.store.whole import graph_names
from kb.tracking import link, texts


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        what: what was looked at.
        trouble: what is wrong and what to do, in one line; None where it is sound.
        mendable: whether `mend` puts it right.
    """

    what: str
    trouble: str | None = None
    mendable: bool = False


def examine(root: Path) -> Iterator[Finding]:
    """Look at everything that lies in the store's folder. Raises NotAStore.

    Nothing is changed but what every reader does: what a killed writer had not published is published.
    """
    format = read_settings(root).format
    old = None if format == FORMAT else f"It is format {format}, and the newest is {FORMAT}."
    yield Finding("format", old, mendable=True)
    try:
        with open_snapshot(root) as store:
            yield from _examined(store)
    except StoreError as error:
        yield Finding("snapshot", str(error), mendable=True)
    yield _database(root)
    yield _history(root)
    yield _quarantine(root)


def mend(root: Path) -> None:
    """Make anew what can be: the database from the newest snapshot, the index, and who is who.

    A database that cannot be read is moved aside, not removed. Raises NotAStore where the snapshot cannot be
    read either, StoreLocked, StoreUnwritable.
    """
    try:
        _make_anew(root)
    except (StoreLocked, StoreUnwritable):
        raise
    except StoreError:
        with open_snapshot(root) as store:
            store.read_all()
        _from_snapshot(root)
        _make_anew(root)


def _make_anew(root: Path) -> None:
    migrate(root)
    with open_writer(root, create=False) as store:
        store.read_all()
        for _ in store.rebuild_index():
            pass
        link(store)
    shutil.rmtree(root / AS_OF, ignore_errors=True)  # made of the store when it is asked for


def _examined(store: Snapshot) -> Iterator[Finding]:
    tables = _tables(store)
    yield tables
    if tables.trouble:
        return
    yield _base(store)
    yield _index(store)
    yield _records(store)
    left = texts(
        store, f"SELECT ?key {{ GRAPH {identities_graph(store.base)} {{ ?any onr:uncompared ?key }} }}"
    )
    what = f"{len(left)} names are not compared yet: a run broke off." if left else None
    yield Finding("identities", what, mendable=True)


def _base(store: Snapshot) -> Finding:
    """What the settings say has to begin the names of all graphs."""
    names = (name.value for name in graph_names(store))
    if other := next((name for name in names if not name.startswith(store.base)), None):
        return Finding(
            "base", f"{SETTINGS} says {store.base}, and there is {other}: put the base right there."
        )
    return Finding("base")


def _tables(store: Snapshot) -> Finding:
    """Reading all quads in each order that they are kept in notices what does not bear its checksum."""
    try:
        store.read_all()
    except StoreError as error:
        return Finding("tables", str(error), mendable=True)
    return Finding("tables")


def _index(store: Snapshot) -> Finding:
    """Made anew from the snapshot, it has to have the same rows."""
    if store.index is None:
        return Finding("index", "There is none that goes with the snapshot.", mendable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            differing = store.index_differs(Path(folder))
    except StoreError as error:
        return Finding("index", f"It cannot be read ({error}).", mendable=True)
    if differing:
        return Finding("index", f"It differs from the articles in: {', '.join(differing)}.", mendable=True)
    return Finding("index")


def _records(store: Snapshot) -> Finding:
    """Every article has its record in the graph of runs."""
    lacking = texts(
        store,
        f"""SELECT ?article {{ GRAPH ?article {{ ?article a schema:NewsArticle }}
        FILTER NOT EXISTS {{ GRAPH {runs_graph(store.base)} {{ ?article prov:generatedAtTime ?at }} }} }}""",
    )
    trouble = f"{len(lacking)} articles have none ({lacking[0][0]}, …): add them again." if lacking else None
    return Finding("records of articles", trouble)


def _database(root: Path) -> Finding:
    """What the next writer opens; a backup has none, and keeps having none."""
    if not (root / "db").exists():
        return Finding("database")
    try:
        open_writer(root, create=False).close()
    except StoreLocked:  # it is in use, so it can be
        return Finding("database")
    except StoreError as error:
        return Finding("database", str(error), mendable=not isinstance(error, StoreUnwritable))
    return Finding("database")


def _history(root: Path) -> Finding:
    bad = list(history.damaged(root))
    trouble = f"{len(bad)} files are damaged ({bad[0]}): restore them from a backup." if bad else None
    return Finding("earlier versions", trouble)


def _quarantine(root: Path) -> Finding:
    try:
        list(Quarantine(root))
    except OnRecordError as error:
        return Finding("quarantine", str(error))
    return Finding("quarantine")


def _from_snapshot(root: Path) -> None:
    """Put the database aside; the next writer makes it from the snapshot."""
    (root / "db").rename(root / f"db.damaged-{uuid4().hex[:8]}")
