"""What a store held before it was revised or withdrawn: nothing is overwritten without a copy.

history/<article id>/<12 digits of the text's SHA-256>-<8 of the file's>.nq.gz     sorted N-Quads
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Quad

from kb.model import digest
from kb.store.layout import storage_errors

FOLDER = "history"


def keep(root: Path, article_id: str, text_sha256: str, quads: Iterable[Quad]) -> Path:
    """Write the article's graph to disk before it is dropped, and return the file.

    It is on the disk, not only in the system's cache, when this returns. Raises StoreUnwritable.
    """
    content = "".join(sorted(f"{quad} .\n" for quad in quads)).encode()
    folder = root / FOLDER / _file_name(article_id)
    file = folder / f"{text_sha256[:12]}-{hashlib.sha256(content).hexdigest()[:8]}.nq.gz"
    with storage_errors(root):
        folder.mkdir(parents=True, exist_ok=True)
        _write(file, gzip.compress(content, mtime=0))
        for directory in (folder, folder.parent):
            _sync(directory)
    return file


def _file_name(article_id: str) -> str:
    """The id as one name of a file: no slash in it, and no longer than a file system takes."""
    name = quote(article_id, safe="")
    return name if len(name) <= 200 else f"{name[:180]}-{digest(article_id)}"


def _write(file: Path, content: bytes) -> None:
    draft = file.with_name(f".{file.name}.draft")
    with draft.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
