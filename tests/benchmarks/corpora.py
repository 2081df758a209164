"""The corpora and the project's evaluation script, which are not part of the project: found or said to be missing.

The folder is `--corpora` or ONRECORD_CORPORA; the script is looked for beside it, in `evaluation/`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from kb.errors import ReadingError, UnknownName
from kb.jsonl import to_dict
from kb.model import Article
from kb.reading import DEFAULT_READER, READERS, Reader, load_reader

VARIABLE = "ONRECORD_CORPORA"
Row = dict[str, Any]


class Missing(Exception):
    """What cannot be measured without: one line that says what is missing and what to set."""


@dataclass(frozen=True, slots=True)
class Corpora:
    """Raises Missing where no folder is named, or a file that is asked for is not in it."""

    folder: Path | None

    def file(self, name: str) -> Path:
        return self._there(name)

    def script(self) -> ModuleType:
        """The evaluation script as a module, for its functions."""
        path = self._there("../evaluation/score_statements.py")
        spec = spec_from_file_location(path.stem, path)
        if spec is None or spec.loader is None:
            raise Missing(f"{path} is no Python file.")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def _there(self, name: str) -> Path:
        if self.folder is None:
            raise Missing(f"{VARIABLE} is not set: set it to the folder of the corpora.")
        path = self.folder.resolve() / name
        if not path.is_file():
            raise Missing(f"{path} is missing: {VARIABLE} or --corpora must name the folder of the corpora.")
        return path


def corpora(folder: str | None = None) -> Corpora:
    """Those in `folder`, else in the one that the environment names."""
    named = folder or os.environ.get(VARIABLE)
    return Corpora(Path(named) if named else None)


def rows(path: Path, first: int | None = None) -> list[Row]:
    """The articles of a corpus with their annotations, or the first so many."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, first)]


def article(row: Row) -> Article:
    return Article(row["doc_id"], row["text"], row.get("title"), row.get("date"))


def read_all(reader: Reader, articles: Iterable[Article]) -> Iterator[Row]:
    """What `kb read --format jsonl` prints, an article at a time."""
    return (to_dict(reader.read(one)) for one in articles)


def everything(name: str) -> Reader:
    """The reader of that name, leaving out nothing that it is unsure of."""
    try:
        return load_reader(name, 0.0)
    except ReadingError:  # it has no measure of it
        return load_reader(name)


def parser(doc: str | None) -> argparse.ArgumentParser:
    """With the options that all benchmarks on corpora take."""
    options = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    options.add_argument("--corpora", metavar="DIR", help=f"instead of {VARIABLE}")
    named = os.environ.get("KB_READER") or DEFAULT_READER
    options.add_argument("--reader", default=named, choices=sorted(READERS), help="instead of KB_READER")
    options.add_argument("--first", type=int, metavar="N", help="only the first N articles")
    options.add_argument("--markdown", action="store_true", help="tables as the documentation has them")
    return options


def run(measure: Callable[[argparse.Namespace], None], options: argparse.Namespace) -> int:
    """Measure, or say in one line why nothing is measured."""
    try:
        measure(options)
    except (Missing, UnknownName) as error:
        print(f"Nothing measured. {error}")
    return 0
