"""What a person says about who is who: join, set apart, take back, and name known actors.

Each changes the store by a decision that stays on record; the identities are then made anew from the
articles, the table and all decisions that stand.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode

from kb import queries
from kb.errors import QueryError, UnknownName
from kb.rdf import article_id
from kb.store import Store, Table, text
from kb.tracking import (
    Decision,
    Entry,
    decision_quads,
    decisions_of,
    keys_of,
    link,
    new_decision,
    read_table,
    table_of,
    table_quads,
    taken_back,
)


def merge(store: Store, one: str, other: str, because: str | None = None) -> Decision:
    """Say that two actors, by name, id or IRI, are the same: the first becomes the second.

    Raises UnknownName, or QueryError where a name is several actors', or both are one already.
    """
    this, that = queries.actor(store, one), queries.actor(store, other)
    if this == that:
        raise QueryError(f"{one!r} and {other!r} are the same actor already.")
    return _decide(store, _members(store, this)[0][0], _members(store, that)[0][0], because)


def split(store: Store, actor: str, article: str, because: str | None = None) -> Decision:
    """Say that whom this article names is not the actor they were taken for, but somebody else.

    Raises UnknownName where the store has no such actor or article, or the actor is not in it.
    """
    who, where = queries.actor(store, actor), queries.article(store, article)
    for member, graph in _members(store, who):
        if graph == where.value:
            return _decide(store, member, None, because)
    named = ", ".join(article_id(graph, store.base) for _, graph in _members(store, who)[:5])
    raise UnknownName(f"{actor!r} is not in the article {article!r}. It is in: {named}.")


def undo(store: Store, id: str) -> Decision:
    """Take a decision back. Raises UnknownName where none of that id stands."""
    standing = {decision.id: decision for decision in decisions_of(store)}
    if id not in standing:
        raise UnknownName(f"No decision {id!r} stands. `kb actors decisions` lists those that do.")
    store.commit(add=[taken_back(standing[id], _now(), store.base)])
    link(store, _keys(store, standing[id]))
    return standing[id]


def link_table(store: Store, path: Path) -> list[tuple[Entry, str | None]]:
    """Take a table of known actors in the place of the one before, and give the actor of each entry.

    None is for an entry whom no article names, or whose name several actors share. Raises SourceError.
    """
    before, entries = table_of(store), read_table(path)
    store.commit(remove=list(table_quads(before, store.base)), add=list(table_quads(entries, store.base)))
    link(store, {key for entry in (*before, *entries) for key in entry.keys})
    return [(entry, _called(store, entry)) for entry in entries]


def _decide(store: Store, actor: str, same_as: str | None, because: str | None) -> Decision:
    decision = new_decision(actor, same_as, because, _now())
    keys = _keys(store, decision)
    store.commit(add=decision_quads(decision, store.base))
    link(store, keys)
    return decision


def _now() -> str:
    """The moment in UTC, ending in Z; of two decisions in one second the later has to count."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _keys(store: Store, decision: Decision) -> set[str]:
    return keys_of(store, *filter(None, (decision.actor, decision.same_as)))


def _members(store: Store, identity: NamedNode) -> list[tuple[str, str]]:
    """The actors of articles that this one is, each with the IRI of its article."""
    found = store.query(
        f"""SELECT ?actor ?article {{ ?actor onr:identity {identity} .
          GRAPH ?article {{ ?article a schema:NewsArticle . ?actor skos:prefLabel ?name }} }}
        ORDER BY ?article ?actor"""
    )
    rows = found.rows if isinstance(found, Table) else ()
    return [(text(actor), text(article)) for actor, article in rows]


def _called(store: Store, entry: Entry) -> str | None:
    found = store.query(
        f"SELECT DISTINCT ?actor {{ ?any onr:identity ?actor . ?actor owl:sameAs wd:{entry.wikidata} }}"
    )
    rows = found.rows if isinstance(found, Table) else ()
    return text(rows[0][0]) if rows else None
