"""The named queries in SQL: `queries/NAME.sql` finds what `kb/queries/NAME.rq` finds, row for row.

A clause that begins a line and names a parameter which was not given is left out. `:words__folded` is the
parameter `words` in small letters, `:words__phrase` the same as a phrase for the index of stretches, where
it is long enough. Where a file `NAME.all.sql` stands beside it, that one answers when nothing but its own
parameters is given.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kb.errors import StoreError
from kb.store.index.names import FILE, VERSION
from kb.store.index.rows import folded
from kb.store.results import Table, Term
from kb.vocab import XSD

_QUERIES = Path(__file__).with_name("queries")
_PARAMETER = re.compile(r":([a-z]+?)(?:__([a-z]+))?\b")
_CLAUSE = re.compile(r"\n(?=\s*(?:AND|ORDER BY|GROUP BY|LIMIT)\b)")
_STRETCH = 3
"""Characters that the index of stretches needs to find any."""

_IRIS = {
    "actor",
    "affiliation",
    "article",
    "as",
    "elsewhere",
    "event",
    "membership",
    "note",
    "organization",
    "place",
    "source",
    "statement",
}
_THE_SAME = {"who-said": "statements"}
"""Queries that another answers: it has the parameters of both, and those not given are left out."""
_TYPED = {"recorded": XSD.dateTime, "url": XSD.anyURI}

Parameters = Mapping[str, Literal | NamedNode]


@dataclass(frozen=True, slots=True)
class Shown:
    """An actor as an article shows it.

    Attributes:
        key: the name key under which it is compared.
        actor, article: IRIs.
        type: as the query `actors` calls it.
        date: the article's, in EDTF.
        roles: each with its status, and the organization's name where one is said.
    """

    key: str
    actor: str
    article: str
    type: str
    label: str
    date: str | None
    same_as: str | None
    names: list[str]
    roles: list[tuple[str, str, str | None]]


class Reader:
    """What asks the index. A writer's sees what was not published yet."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def answer(self, name: str, given: Parameters, limit: int | None = None, offset: int = 0) -> Table:
        """What the named query finds. Raises StoreError where the file is damaged."""
        sql = _sql(name, frozenset(given))
        values = {f"{key}{form}": value for key, term in given.items() for form, value in _forms(term.value)}
        paging = {"limit": -1 if limit is None else limit, "offset": offset}
        found = self.rows(_without_missing(sql, {*values, *paging}), {**values, **paging})
        columns = tuple(column[0] for column in found.description)
        make = [_maker(column) for column in columns]
        rows = (tuple(None if v is None else to(v) for to, v in zip(make, row, strict=True)) for row in found)
        return Table(columns, tuple(rows))

    def called(self, name: str) -> list[str]:
        """IRIs of the actors that some article calls so, whatever the capitals."""
        found = self.rows(
            """SELECT DISTINCT a.iri FROM called c JOIN shown w ON w.id = c.shown
            JOIN actor a ON a.id = w.actor WHERE c.folded = :name ORDER BY a.iri""",
            {"name": folded(name)},
        )
        return [iri for (iri,) in found]

    def is_article(self, iri: str) -> bool:
        """Whether it is the IRI of an article."""
        return self.rows("SELECT 1 FROM article WHERE iri = :iri", {"iri": iri}).fetchone() is not None

    def who(self, iri: str) -> str | None:
        """The IRI of the actor across articles: itself, or who an article's actor is; None for any other."""
        sql = """SELECT iri FROM actor WHERE iri = :iri UNION ALL
        SELECT a.iri FROM shown w JOIN actor a ON a.id = w.actor WHERE w.iri = :iri"""
        found: tuple[str] | None = self.rows(sql, {"iri": iri}).fetchone()
        return None if found is None else found[0]

    def read_by(self) -> list[tuple[str, str, str | None]]:
        """Of each article, its IRI, the SHA-256 of its text and the digest of the reader that read it."""
        return list(self.rows("SELECT iri, sha256, reader FROM article WHERE sha256 IS NOT NULL", {}))

    def last_recorded(self) -> str | None:
        """The latest moment at which an article was recorded."""
        found: tuple[str | None] = self.rows("SELECT max(recorded) FROM article", {}).fetchone()
        return found[0]

    def identities(self, keys: Iterable[str]) -> Iterable[tuple[str, str, str, str | None]]:
        """Name key, IRI, identity and evidence of the actors of articles under these name keys."""
        return self.rows(
            """SELECT w.key, w.iri, a.iri, w.evidence
            FROM json_each(:keys) k JOIN shown w ON w.key = k.value JOIN actor a ON a.id = w.actor""",
            {"keys": json.dumps(list(keys))},
        )

    def shown(self, keys: Iterable[str]) -> list[Shown]:
        """The actors of articles that are compared under these name keys."""
        found = self.rows(
            (_QUERIES / "shown.sql").read_text(encoding="utf-8"), {"keys": json.dumps(list(keys))}
        )
        fields = [column[0] for column in found.description]
        rows = (dict(zip(fields, row, strict=True)) for row in found)
        return [Shown(**row | {of: json.loads(row[of]) for of in ("names", "roles")}) for row in rows]

    def rows(self, sql: str, values: Mapping[str, object]) -> sqlite3.Cursor:
        """What an SQL query of ours finds. Raises StoreError where the file is damaged."""
        try:
            return self._db.execute(sql, dict(values))
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"The index of the store cannot be read ({error}): make it anew with `kb doctor --repair`."
            ) from error

    def close(self) -> None:
        self._db.close()


class Published(Reader):
    """The index as it was published with a snapshot, which never changes. Close it."""

    def __init__(self, root: Path) -> None:
        """Raises sqlite3.Error where there is none that can be read, or one of another version."""
        super().__init__(_connect(root / FILE))
        self._db.execute("BEGIN")
        meta = dict(self._db.execute("SELECT key, value FROM meta"))
        if meta.get("version") != VERSION or "snapshot" not in meta:
            self._db.close()
            raise sqlite3.DatabaseError("The index is of another version.")
        self.snapshot: str = meta["snapshot"]

    def copy(self, file: Path) -> None:
        """Write the index to a file that is not there yet."""
        with closing(sqlite3.connect(file)) as copy:
            self._db.backup(copy)


def _connect(file: Path) -> sqlite3.Connection:
    """Read-only; also where the folder is, and SQLite cannot put its files for sharing beside it."""
    name = f"file:{quote(str(file.absolute()))}?mode=ro"
    for more in ("", "&immutable=1"):
        db = sqlite3.connect(name + more, uri=True, isolation_level=None, check_same_thread=False)
        try:
            db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        except sqlite3.OperationalError:
            db.close()
            if more or _has_log(file):
                raise
            continue
        return db
    raise AssertionError("not reached")


def _has_log(file: Path) -> bool:
    """Whether a writer that was killed left pages beside the file, which alone may be half of two states."""
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    except OSError:
        return False


@cache
def _sql(name: str, given: frozenset[str]) -> str:
    name = _THE_SAME.get(name, name)
    every = _QUERIES / f"{name}.all.sql"
    if every.is_file():
        sql = every.read_text(encoding="utf-8")
        if given <= {match[1] for match in _PARAMETER.finditer(sql)}:
            return sql
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _without_missing(sql: str, known: set[str]) -> str:
    parts = (part for part in _CLAUSE.split(sql) if {m[0][1:] for m in _PARAMETER.finditer(part)} <= known)
    return "\n".join(parts)


def _forms(value: str) -> list[tuple[str, str]]:
    small = folded(value) or ""
    forms = [("", value), ("__folded", small)]
    if len(small) >= _STRETCH and "\0" not in small:  # FTS5 reads no further than a NUL
        forms.append(("__phrase", '"{}"'.format(small.replace('"', '""'))))
    return forms


def _maker(column: str) -> Callable[[str | int], Term]:
    if column in _IRIS:
        return NamedNode  # type: ignore[return-value]
    datatype = _TYPED.get(column)
    return Literal if datatype is None else lambda value: Literal(str(value), datatype=datatype)
