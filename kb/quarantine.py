"""What was refused, and why: one JSON file an item, with its bytes, so that nothing is lost.

An entry leaves when the mended item goes in under the same name, or when a person removes it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.errors import StoreError, UnknownName
from kb.model import digest
from kb.store.layout import replace_text, storage_errors
from kb.validation import Report, Result, Severity

FOLDER = "quarantine"


@dataclass(frozen=True, slots=True)
class Entry:
    """One refused item.

    Attributes:
        name: the path it came from, `standard input`, or what the caller called it.
        reason: one line: what is wrong, what was expected, what to do.
        when: moment in UTC, ISO 8601, ending in Z.
        line: 1-based line of the file, where it is one of several there.
        article: its id, where it was sound enough to have one.
        results: what validation found, where it came so far.
        payload: the item itself: the bytes of the file or line, or an article as a line of JSON Lines.
    """

    name: str
    reason: str
    when: str
    line: int | None = None
    article: str | None = None
    results: tuple[Result, ...] = ()
    payload: bytes = b""

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits: the same item refused again has the same."""
        return digest(self.name, str(self.line), hashlib.sha256(self.payload).hexdigest())

    @property
    def report(self) -> Report:
        return Report(self.results)


class Quarantine:
    """The refused items beside one store."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def __iter__(self) -> Iterator[Entry]:
        """The entries by name and line. Raises StoreError for a file that is none."""
        entries = [_read(file) for file in self._folder.glob("*.json")]
        return iter(sorted(entries, key=lambda entry: (entry.name, entry.line or 0, entry.when)))

    def put(self, entry: Entry) -> None:
        """Keep it; the same item from before is replaced. Raises StoreUnwritable."""
        with storage_errors(self._folder.parent):
            self._folder.mkdir(exist_ok=True)
        replace_text(self._file(entry.key), json.dumps(_to_dict(entry), ensure_ascii=False, indent=1) + "\n")

    def get(self, key: str) -> Entry:
        """The entry of that key. Raises UnknownName."""
        file = self._file(key)
        if not (key.isalnum() and file.is_file()):
            raise UnknownName(f"Nothing in quarantine has the key {key!r}. See: kb quarantine.")
        return _read(file)

    def remove(self, key: str) -> None:
        """Throw the entry away. Raises UnknownName, StoreUnwritable."""
        self.get(key)
        with storage_errors(self._folder.parent):
            self._file(key).unlink()

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def _to_dict(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | _payload(entry.payload)


def _payload(payload: bytes) -> dict[str, str]:
    try:
        return {"payload": payload.decode(), "payload_encoding": "utf-8"}
    except UnicodeDecodeError:
        return {"payload": base64.b64encode(payload).decode(), "payload_encoding": "base64"}


def _read(file: Path) -> Entry:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        encoding, payload = values.pop("payload_encoding"), values.pop("payload")
        results = tuple(_result(result) for result in values.pop("results"))
        raw = payload.encode() if encoding == "utf-8" else base64.b64decode(payload)
        entry = Entry(**values, results=results, payload=raw)
        if entry.key != file.stem:
            raise ValueError("it is not what was written")  # noqa: TRY301  as for every other damage
        return entry  # noqa: TRY300  nothing is read after it
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file} cannot be read ({error}): move it out of the quarantine folder.") from error


def _result(values: dict[str, Any]) -> Result:
    return Result(**values | {"severity": Severity(values["severity"])})
