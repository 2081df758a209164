"""What a store held before it was revised or withdrawn: nothing is overwritten without a copy.

history/<article id>/<recorded>_<until>_<12 digits of the text's SHA-256>-<8 of the file's>.nq.gz

The file has sorted N-Quads: the article's graph, and its record in the graph of runs. The two moments are
in UTC, as `20261124T184650Z`; what was recorded by a store of format 2 has `unknown` in place of the first.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Quad, RdfFormat, parse

from kb.errors import StoreError
from kb.model import digest
from kb.store.layout import storage_errors, sync
from kb.vocab import PROV

FOLDER = "history"

_UNKNOWN = "unknown"
_NAME = re.compile(rf"(?P<recorded>\d{{8}}T\d{{6}}Z|{_UNKNOWN})_(?P<until>\d{{8}}T\d{{6}}Z)_.*\.nq\.gz")


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of an article.

    Attributes:
        recorded: when it went in, in UTC, ISO 8601; None where that is not known.
        until: when it was revised or withdrawn.
    """

    file: Path
    recorded: str | None
    until: str

    def quads(self) -> list[Quad]:
        """Its graph and its record. Raises StoreError where the file is damaged."""
        try:
            return list(parse(gzip.decompress(self.file.read_bytes()), RdfFormat.N_QUADS))
        except (OSError, EOFError, zlib.error, ValueError, SyntaxError) as error:
            raise StoreError(
                f"{self.file} cannot be read ({error}): restore it from a backup, or move it away."
            ) from error


def keep(root: Path, article_id: str, text_sha256: str, quads: Iterable[Quad], *, until: str) -> Path:
    """Write an article's graph and record to disk before they are dropped, and return the file.

    `until` is the moment as in Version. The file is on the disk, not only in the system's cache, when this
    returns. Raises StoreUnwritable.
    """
    quads = list(quads)
    recorded = next((quad.object.value for quad in quads if quad.predicate == PROV.generatedAtTime), None)  # type: ignore[union-attr]
    content = "".join(sorted(f"{quad} .\n" for quad in quads)).encode()
    folder = root / FOLDER / _file_name(article_id)
    texts = f"{text_sha256[:12]}-{hashlib.sha256(content).hexdigest()[:8]}"
    file = folder / f"{_compact(recorded)}_{_compact(until)}_{texts}.nq.gz"
    with storage_errors(root):
        folder.mkdir(parents=True, exist_ok=True)
        _write(file, gzip.compress(content, mtime=0))
        for directory in (folder, folder.parent):
            sync(directory)
    return file


def versions(root: Path) -> Iterator[Version]:
    """Every earlier version of every article."""
    for file in sorted((root / FOLDER).glob("*/*.nq.gz")):
        if found := _NAME.fullmatch(file.name):
            yield Version(file, _moment(found["recorded"]), _moment(found["until"]) or "")


def damaged(root: Path) -> Iterator[Path]:
    """The files whose content is not what their name says, or cannot be read."""
    for file in sorted((root / FOLDER).glob("*/*.nq.gz")):
        try:
            content = gzip.decompress(file.read_bytes())
        except (OSError, EOFError, zlib.error):
            content = b""
        if hashlib.sha256(content).hexdigest()[:8] != file.name.removesuffix(".nq.gz").rpartition("-")[2]:
            yield file


def date_old_names(root: Path) -> None:
    """Name the files of a store of format 2 by moments: they were written when their version ended."""
    for file in (root / FOLDER).glob("*/*.nq.gz"):
        if not _NAME.fullmatch(file.name):
            until = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
            file.rename(file.with_name(f"{_UNKNOWN}_{until}_{file.name}"))


def _compact(moment: str | None) -> str:
    return _UNKNOWN if moment is None else re.sub(r"[-:]|\.\d+", "", moment)


def _moment(compact: str) -> str | None:
    if compact == _UNKNOWN:
        return None
    return datetime.strptime(compact, "%Y%m%dT%H%M%S%z").isoformat().replace("+00:00", "Z")


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
