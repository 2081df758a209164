"""Immutable copies of the database, which readers open while the writer works on.

A snapshot is made of hard links, so it costs milliseconds and little space. A reader holds a shared lock
on the one it reads; the writer removes those that are neither current nor held. (Without that lock a
reader would break: Oxigraph opens many of a snapshot's files only when a query needs them.)
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph

from kb.errors import NotAStore
from kb.store.layout import read_settings, replace_text, storage_errors

_CURRENT = "current"
FOLDER = "snapshots"
_NAME = re.compile(r"\d{8}")
_ATTEMPTS = 10

Copy = Callable[[str, str], object]
"""Puts a file elsewhere: `os.link` shares it, `shutil.copy2` does not."""


def publish(db: pyoxigraph.Store, root: Path, beside: Callable[[str], None]) -> None:
    """Show readers what is in `db` now; `beside` publishes what goes with a snapshot of that name.

    Raises StoreUnwritable.
    """
    folder = root / FOLDER
    with storage_errors(root):
        folder.mkdir(exist_ok=True)
        taken = [int(entry.name) for entry in folder.iterdir() if _NAME.fullmatch(entry.name)]
        name = f"{max(taken, default=0) + 1:08d}"
        db.backup(folder / name)
        beside(name)
    show(root, name)


def show(root: Path, name: str) -> None:
    """Let readers open the snapshot of that name from now on, and remove older ones that nobody reads."""
    replace_text(root / _CURRENT, name)
    _prune(root / FOLDER, keep=name)


def newest_name(root: Path) -> str:
    """Name of the newest snapshot: it changes when readers should open the store again.

    Raises NotAStore.
    """
    name = current(root)
    if name is None:
        read_settings(root)  # says so where this is no store at all
        raise NotAStore(f"The store {root} is damaged (no readable {_CURRENT!r}). Restore it from a copy.")
    return name


def current(root: Path) -> str | None:
    """Name of the newest snapshot; None where none was published, or its name cannot be read."""
    try:
        name = (root / _CURRENT).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return name if _NAME.fullmatch(name) else None


@contextmanager
def hold_newest(root: Path) -> Iterator[Path]:
    """Folder of the newest snapshot, which stays while it is held. Never waits. Raises NotAStore."""
    for _ in range(_ATTEMPTS):
        folder = root / FOLDER / newest_name(root)
        handle = _hold(folder, fcntl.LOCK_SH)
        if handle is None:  # pruned since we read its name, so there is a newer one
            continue
        try:
            yield folder
        finally:
            os.close(handle)
        return
    raise NotAStore(f"The store {root} is damaged (no snapshot {folder.name}). Restore it from a copy.")


def _hold(folder: Path, how: int) -> int | None:
    """A lock on the folder, let go by closing it; None where it is gone or others hold it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), folder.stat()):
            return handle
    except OSError:
        pass
    os.close(handle)
    return None


def _prune(folder: Path, keep: str) -> None:
    for entry in folder.iterdir():
        if entry.name == keep:
            continue
        handle = _hold(entry, fcntl.LOCK_EX)
        if handle is None:
            continue
        with suppress(OSError):  # what cannot be removed now is removed after a later commit
            shutil.rmtree(entry)
        os.close(handle)


def make_database(root: Path) -> None:
    """Where a store has a snapshot and no database, as a copy has, make the database from the snapshot."""
    name = current(root)
    if name is not None and not (root / "db").exists():
        copy_database(root / FOLDER / name, root / "db", None, os.link)


def copy_database(source: Path, target: Path, before: Path | None, copy: Copy) -> None:
    """Tables never change, so they may be shared; the other files are the database's own."""
    draft = target.with_name(f".{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for file in source.iterdir():
        if file.suffix != ".sst":
            shutil.copy2(file, draft)
        elif before is not None and _is_same(file, before / file.name):
            os.link(before / file.name, draft / file.name)
        else:
            copy(str(file), str(draft / file.name))
    draft.rename(target)


def _is_same(one: Path, other: Path) -> bool:
    try:
        mine, theirs = one.stat(), other.stat()
    except OSError:
        return False
    return (mine.st_size, mine.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)
