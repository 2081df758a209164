"""The folder that a store is: what lies in it, whose it is, and who may write."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pyoxigraph import NamedNode

from kb.errors import NotAStore, StoreError, StoreLocked, StoreUnwritable

FORMAT = 3
"""1 had actors that articles shared; 2 has actors of articles, and a graph of identities; 3 has an index, and
earlier versions of articles with the moments between which they held."""
READABLE = (2, FORMAT)
"""Formats that readers understand; a writer brings the older up to date (`kb.migration`)."""
SETTINGS = "onrecord.json"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a store says of itself.

    Attributes:
        base: what the IRIs of its own instances begin with.
        format: number of the format.
        id: which store it is, and of which store a copy is one; None in format 2.
    """

    base: str
    format: int = FORMAT
    id: str | None = None


def read_settings(root: Path) -> Settings:
    """The settings of the store at `root`. Raises NotAStore where there is none that we can read."""
    try:
        found = json.loads((root / SETTINGS).read_text(encoding="utf-8"))
        format, base = found["format"], found["base"]
        NamedNode(base)  # ValueError where it is no IRI
    except (FileNotFoundError, NotADirectoryError):
        raise _no_store(root) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotAStore(
            f"{root / SETTINGS} cannot be read ({error}): the store is damaged. Restore it from a copy."
        ) from error
    if format not in READABLE:
        raise NotAStore(
            f"The store {root} has format {format}, this On Record reads format {FORMAT}."
            " Add the articles to a new store, or use the version of On Record that wrote it."
        )
    return Settings(base, format, found.get("id"))


def write_settings(root: Path, settings: Settings) -> None:
    """Raises StoreUnwritable."""
    values = {"format": settings.format, "base": settings.base, "id": settings.id or uuid4().hex}
    replace_text(root / SETTINGS, json.dumps(values, indent=1) + "\n")


def make(root: Path, base: str) -> None:
    """Make the folder ready to be locked. Raises NotAStore where it holds something else.

    Hidden files do not count, as the lock is one and file managers leave them.
    """
    if root.exists() and not root.is_dir():
        raise _no_store(root)
    with storage_errors(root):
        root.mkdir(parents=True, exist_ok=True)
        strangers = [entry.name for entry in root.iterdir() if not entry.name.startswith(".")]
    if (root / SETTINGS).exists():
        return
    if strangers:
        raise _no_store(root)
    with write_lock(root):
        write_settings(root, Settings(base))


def _no_store(root: Path) -> NotAStore:
    if root.is_dir() and any(root.iterdir()):
        return NotAStore(
            f"{root} is not a store of On Record (it holds other files and no {SETTINGS})."
            " Name a store, or an empty or new folder."
        )
    if root.exists() and not root.is_dir():
        return NotAStore(f"{root} is a file, and a store is a folder. Name a folder.")
    return NotAStore(f"There is no store at {root}. Add an article to make one: kb add PATH.")


@contextmanager
def write_lock(root: Path) -> Iterator[None]:
    """Be the only writer. Raises StoreLocked where somebody else is; a dead process holds no lock."""
    with storage_errors(root):
        handle = os.open(root / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise locked(root) from None
    try:
        yield
    finally:
        os.close(handle)


def locked(root: Path) -> StoreLocked:
    return StoreLocked(
        f"Somebody else is writing to the store {root}, and it takes one writer at a time."
        " Wait until they are done, or use another store."
    )


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old text or the new, never a part."""
    draft = path.with_name(f".{path.name}.draft")
    with storage_errors(path.parent):
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)


_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR)
_REASONS = tuple(os.strerror(code) for code in _UNWRITABLE)


@contextmanager
def storage_errors(root: Path) -> Iterator[None]:
    """Say what an error of the operating system or of RocksDB means for the store at `root`."""
    try:
        yield
    except (OSError, RuntimeError, sqlite3.Error) as error:
        raise _explained(error, root) from error


def _explained(error: OSError | RuntimeError | sqlite3.Error, root: Path) -> StoreError:
    # RocksDB gives no errno, only a message that ends in the system's reason.
    message = str(error)
    reason = next((reason for reason in _REASONS if reason in message), None)
    if reason is None and isinstance(error, OSError):
        reason = error.strerror
    if reason is not None:
        return StoreUnwritable(
            f"Cannot write to the store {root}: {reason}. Nothing stored before is lost."
            " Make room or allow writing there, or use another folder."
        )
    if "lock hold by" in message or "/LOCK:" in message:
        return locked(root)
    return damaged(root, error)


def is_damage(error: Exception) -> bool:
    """Whether RocksDB says that a file is not what it wrote, or cannot be read."""
    return str(error).startswith(("Corruption", "IO error"))


def damaged(root: Path, error: Exception) -> NotAStore:
    return NotAStore(
        f"The store {root} cannot be used ({' '.join(str(error).split())})."
        " Mend what can be: kb doctor --repair. For the rest, restore a backup: kb restore."
    )


def sync(folder: Path) -> None:
    """Have the names of its files on the disk, not only in the system's cache."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
