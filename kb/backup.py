"""A copy of a store to keep elsewhere, made while it is in use, and a store made of such a copy.

A backup is a store itself: it can be asked as it is. Made again into the same folder, it costs what changed.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from kb import history, quarantine
from kb.errors import NotAStore, StoreUnwritable
from kb.store import copy_published
from kb.store.layout import SETTINGS, read_settings, storage_errors, write_lock

_KEPT = (history.FOLDER, quarantine.FOLDER)
_DATABASE = "db"


def back_up(root: Path, target: Path) -> int:
    """Bring `target` in line with the newest published state of the store at `root`; gives its bytes.

    Raises NotAStore where `target` holds anything else than a backup of this very store, StoreLocked where
    another backup into it goes on, StoreUnwritable.
    """
    _check(root, target)
    with storage_errors(target):
        target.mkdir(parents=True, exist_ok=True)
    with write_lock(target):
        copy_published(root, target, beside=lambda: _copy_kept(root, target))
    return sum(file.stat().st_size for file in target.rglob("*") if file.is_file())


def restore(backup: Path, root: Path) -> None:
    """Make a store at `root`, which is not there yet or empty, of a backup, whole or not at all.

    Raises NotAStore, StoreUnwritable.
    """
    read_settings(backup)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise StoreUnwritable(
            f"{root} is there already, and nothing is overwritten. Move it away, or name another folder."
        )
    draft = root.with_name(f".{root.name}.{uuid4().hex[:8]}.draft")
    try:
        copy_published(backup, draft, beside=lambda: _copy_kept(backup, draft))
        with storage_errors(root):
            draft.rename(root)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _check(root: Path, target: Path) -> None:
    if target.resolve() == root.resolve():
        raise NotAStore(f"{target} is the store itself. Name another folder for the backup.")
    if not target.exists() or (
        target.is_dir() and all(file.name.startswith(".") for file in target.iterdir())
    ):
        return
    if not target.is_dir() or not (target / SETTINGS).exists():
        raise NotAStore(f"{target} holds something else than a backup. Name a new or empty folder.")
    if read_settings(target).id != read_settings(root).id or (target / _DATABASE).exists():
        raise NotAStore(
            f"{target} is another store, or somebody added articles to it: a backup would overwrite them."
            " Name another folder."
        )


def _copy_kept(source: Path, target: Path) -> None:
    for name in _KEPT:
        _mirror(source / name, target / name)


def _mirror(source: Path, target: Path) -> None:
    """Copy the files that are new or other, and remove those that are gone; somebody may be at work there."""
    wanted = {file.relative_to(source) for file in source.rglob("[!.]*") if file.is_file()}
    for name in wanted:
        there, here = source / name, target / name
        with suppress(FileNotFoundError):  # what was refused went in meanwhile
            if not (here.exists() and here.stat().st_mtime_ns == there.stat().st_mtime_ns):
                here.parent.mkdir(parents=True, exist_ok=True)
                draft = here.with_name(f".{here.name}.draft")
                shutil.copy2(there, draft)
                draft.replace(here)
    for file in [file for file in target.rglob("*") if file.is_file()]:
        if file.relative_to(target) not in wanted:
            file.unlink()
