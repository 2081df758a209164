"""Actors across articles in the index: what they are called, and how much each article says of them."""

from __future__ import annotations

import sqlite3

from kb.store.index.facts import Values
from kb.store.index.rows import folded, insert_all
from kb.vocab import ONR, OWL, RDF, SCHEMA, SKOS

TYPES = {
    SCHEMA.Person.value: "person",
    SCHEMA.Organization.value: "organization",
    SCHEMA.Country.value: "country",
    SCHEMA.Place.value: "place",
    ONR.Group.value: "group",
    ONR.UnnamedSource.value: "unnamed",
}
"""What the named queries call the classes of actors."""


def describe(db: sqlite3.Connection, actor: int, said: Values) -> None:
    """What is said of an actor across articles: name, type, other names, where else it is described."""
    name = _first(said.get(SKOS.prefLabel, []))
    row = {
        "id": actor,
        "name": name,
        "name_folded": folded(name),
        "type": type_of(said.get(RDF.type, [])),
        "elsewhere": _first(said.get(OWL.sameAs, [])),
    }
    db.execute(
        """UPDATE actor SET name = :name, name_folded = :name_folded, type = :type, elsewhere = :elsewhere
        WHERE id = :id""",
        row,
    )
    db.execute("DELETE FROM alias WHERE actor = ?", (actor,))
    insert_all(db, "alias", ((actor, other, folded(other)) for other in said.get(SKOS.altLabel, [])), 3)


def type_of(classes: list[str]) -> str | None:
    """What the named queries call an actor of these classes."""
    return _first([TYPES[cls] for cls in classes if cls in TYPES])


def share(db: sqlite3.Connection, article: int) -> None:
    """Count anew what the article adds to the figures of its actors; triggers keep the sums."""
    db.execute("DELETE FROM share WHERE article = ?", (article,))
    db.execute(
        """INSERT INTO share
        SELECT w.article, w.actor, count(DISTINCT p.statement),
          count(DISTINCT CASE WHEN p.said THEN p.statement END)
        FROM shown w LEFT JOIN speaker p ON p.shown = w.id
        WHERE w.article = ? AND w.actor IS NOT NULL GROUP BY w.actor""",
        (article,),
    )
    db.execute(
        """UPDATE shown SET statements = (SELECT count(*) FROM speaker WHERE shown = shown.id)
        WHERE article = ? AND unnamed""",
        (article,),
    )


def _first(values: list[str]) -> str | None:
    return values[0] if values else None
