"""Rows into the index, and an article's rows out of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]


def folded(text: str | None) -> str | None:
    """Small letters, as SPARQL's LCASE makes them."""
    return None if text is None else text.lower()


def insert(db: sqlite3.Connection, table: str, row: Row) -> int:
    """The id of the new row."""
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    return db.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row).lastrowid or 0  # noqa: S608  our names


def insert_all(db: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]], width: int) -> None:
    marks = ", ".join("?" * width)
    db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608  our names


def empty(db: sqlite3.Connection, iri: str) -> None:
    """Take an article's rows out, where it has some."""
    found = db.execute("SELECT id FROM article WHERE iri = ?", (iri,)).fetchone()
    if found is None:
        return
    for table, key in (
        ("share", "article = ?"),
        ("speaker", "statement IN (SELECT id FROM statement WHERE article = ?)"),
        ("topic", "statement IN (SELECT id FROM statement WHERE article = ?)"),
        ("participant", "event IN (SELECT id FROM event WHERE article = ?)"),
        ("called", "shown IN (SELECT id FROM shown WHERE article = ?)"),
        *((table, "article = ?") for table in ("statement", "event", "role", "note", "shown")),
        ("article", "id = ?"),
    ):
        db.execute(f"DELETE FROM {table} WHERE {key}", found)  # noqa: S608  our names
