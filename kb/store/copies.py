"""A copy of what a store shows its readers: to keep elsewhere, or to change without changing the store.

A copy is a store itself, with a snapshot, its index and settings; the first writer makes its database.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kb.store import layout, snapshots
from kb.store.index import FILE
from kb.store.oxigraph import open_snapshot


def copy_published(
    root: Path,
    target: Path,
    copy: snapshots.Copy = shutil.copy2,
    beside: Callable[[], None] = lambda: None,
) -> None:
    """Make `target` a copy of the newest published state of the store at `root`, or bring one up to date.

    `copy` puts a file of the database, which never changes again, elsewhere; those that are there already
    are left. `beside` copies what else the state needs. A reader of the copy sees the old state or the new.
    Raises NotAStore, StoreUnwritable.
    """
    with open_snapshot(root) as store, layout.storage_errors(target):
        target.mkdir(parents=True, exist_ok=True)
        layout.write_settings(target, layout.read_settings(root))  # first: one that breaks off can go on
        name = store.folder.name
        folder = target / snapshots.FOLDER / name
        if not folder.exists():
            before = snapshots.current(target)
            snapshots.copy_database(
                store.folder, folder, target / snapshots.FOLDER / before if before else None, copy
            )
        if store.index is not None:
            _copy_index(store.index.copy, target)
        beside()
        snapshots.show(target, name)


def _copy_index(copy: Callable[[Path], None], target: Path) -> None:
    # In a folder of its own: what SQLite left beside a copy that was broken off would spoil the next.
    draft = target / ".index.draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    copy(draft / FILE)
    for more in ("-wal", "-shm"):
        with suppress(OSError):
            (target / f"{FILE}{more}").unlink()
    (draft / FILE).replace(target / FILE)
    shutil.rmtree(draft, ignore_errors=True)
