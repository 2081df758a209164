"""Where bytes come from: files, folders, standard input."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

STDIN = Path("-")
STDIN_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class Input:
    """A stream of bytes that can be opened; `path` is None for standard input."""

    path: Path | None

    @property
    def name(self) -> str:
        """What messages and the quarantine call it: the absolute path, so that it means the same anywhere."""
        return STDIN_NAME if self.path is None else str(self.path)

    @property
    def file_name(self) -> str:
        """The file's name without a last `.gz`."""
        return "stdin" if self.path is None else self.path.name.removesuffix(".gz")

    def open(self) -> BinaryIO:
        """Its bytes, unpacked, with a `peek`. Raises OSError."""
        if self.path is None:
            return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer)))
        if self.path.suffix == ".gz":
            return cast("BinaryIO", io.BufferedReader(gzip.open(self.path)))
        return self.path.open("rb")


def inputs(path: Path, suffixes: frozenset[str]) -> Iterator[Input]:
    """The file at `path`, standard input for `-`, or all files of a folder whose names end in `suffixes`.

    Folders are walked to the bottom, sorted; what is hidden is left out.
    """
    if path == STDIN:
        yield Input(None)
    elif path.is_dir():
        top = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links and change names
        found = (file for file in top.rglob("*") if file.is_file() and not _hidden(file.relative_to(top)))
        yield from (Input(file) for file in sorted(found) if _suffix(file) in suffixes)
    else:
        yield Input(Path(os.path.abspath(path)))  # noqa: PTH100  the same


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _suffix(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()
