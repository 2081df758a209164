"""Do two indexes say the same? Their rows may have other numbers, and stand in another order."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_SAID = {
    "articles": """SELECT iri, title, author, url, publisher, publisher_name, published, date, recorded,
      sha256, reader, statements, events FROM {db}.article""",
    "actors": """SELECT iri, name, type, elsewhere, statements, articles, said, said_articles
      FROM {db}.actor""",
    "names": """SELECT a.iri, l.name FROM {db}.alias l JOIN {db}.actor a ON a.id = l.actor""",
    "identities": """SELECT w.iri, a.iri, w.evidence, w.key, w.name, w.type, w.same_as, w.unnamed,
        w.descriptor, w.statements
      FROM {db}.shown w LEFT JOIN {db}.actor a ON a.id = w.actor""",
    "names in articles": """SELECT w.iri, c.name FROM {db}.called c JOIN {db}.shown w ON w.id = c.shown""",
    "statements": """SELECT s.*, t.cue_lemma, t.hedge_folded, t.text_folded
      FROM {db}.listed_statement s JOIN {db}.statement t USING (id)""",
    "speakers": """SELECT s.iri, w.iri, p.said FROM {db}.speaker p JOIN {db}.statement s ON s.id = p.statement
      JOIN {db}.shown w ON w.id = p.shown""",
    "topics": """SELECT s.iri, w.iri FROM {db}.topic t JOIN {db}.statement s ON s.id = t.statement
      JOIN {db}.shown w ON w.id = t.shown""",
    "events": """SELECT e.* FROM {db}.listed_event e""",
    "participants": """SELECT e.iri, w.iri, p.role FROM {db}.participant p JOIN {db}.event e ON e.id = p.event
      JOIN {db}.shown w ON w.id = p.shown""",
    "roles": """SELECT m.iri, w.iri, o.iri, m.role, m.status, m.as_of, m.start, m."end" FROM {db}.role m
      JOIN {db}.shown w ON w.id = m.member LEFT JOIN {db}.shown o ON o.id = m.organization""",
    "notes": """SELECT iri, level, message, start, "end" FROM {db}.note""",
}
_TEXTS = ("statement_words", "statement_parts")


def differing(one: Path, other: Path) -> list[str]:
    """In what the two files differ, the text search of the first included.

    Raises sqlite3.Error where one cannot be read.
    """
    with closing(sqlite3.connect(one, isolation_level=None)) as db:
        db.execute("ATTACH ? AS other", (str(other),))
        found = [name for name, sql in _SAID.items() if _differ(db, sql)]
        return found + [table for table in _TEXTS if not _is_whole(db, table)]


def _differ(db: sqlite3.Connection, sql: str) -> bool:
    mine, theirs = (_without_id(db, sql.format(db=name)) for name in ("main", "other"))
    more = f"SELECT * FROM ({mine}) EXCEPT SELECT * FROM ({theirs}) LIMIT 1"  # noqa: S608  our names
    less = f"SELECT * FROM ({theirs}) EXCEPT SELECT * FROM ({mine}) LIMIT 1"  # noqa: S608  the same
    return any(db.execute(rows).fetchone() for rows in (more, less))


def _without_id(db: sqlite3.Connection, sql: str) -> str:
    """The query with all its columns but the number of the row, which is the index's own."""
    columns = [column[0] for column in db.execute(f"{sql} LIMIT 0").description]
    if "id" not in columns:
        return sql
    names = ", ".join(f'"{column}"' for column in columns if column != "id")
    return f"SELECT {names} FROM ({sql})"  # noqa: S608  our names


def _is_whole(db: sqlite3.Connection, table: str) -> bool:
    """Whether the search finds what the statements say, and nothing else."""
    try:
        db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608  our names
    except sqlite3.DatabaseError:
        return False
    return True
