"""What a person says about who is who: join, set apart, take back, and name known actors.

Each changes the store by a decision that stays on record; the identities are then made anew from the
articles, the table and all decisions that stand.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kb import queries
from kb.errors import QueryError, UnknownName
from kb.rdf import article_id, decisions_graph
from kb.store import Store
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
    texts,
    uncompared,
)


def merge(store: Store, one: str, other: str, because: str | None = None) -> Decision:
    """Say that two actors, by name, id or IRI, are the same: the first becomes the second.

    Raises UnknownName, or QueryError where a name is several actors', both are one already, or one is a
    source without a name or a group.
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
    _commit(store, [taken_back(standing[id], _now(store), store.base)], standing[id])
    return standing[id]


def link_table(store: Store, path: Path) -> list[tuple[Entry, str | None]]:
    """Take a table of known actors in the place of the one before, and give the actor of each entry.

    None is for an entry whom no article names, or whose name several actors share. Raises SourceError.
    """
    before, entries = table_of(store), read_table(path)
    keys = {key for entry in (*before, *entries) for key in entry.keys}
    store.commit(
        remove=table_quads(before, store.base),
        add=[*table_quads(entries, store.base), *uncompared(keys, store.base)],
    )
    link(store)
    return [(entry, _called(store, entry)) for entry in entries]


def _decide(store: Store, actor: str, same_as: str | None, because: str | None) -> Decision:
    for one in filter(None, (actor, same_as)):
        if not keys_of(store, one):
            id = one.rpartition("/actor/")[2]
            raise QueryError(f"{id!r} has no name: sources without one, and groups, stay their article's.")
    decision = new_decision(actor, same_as, because, _now(store))
    _commit(store, decision_quads(decision, store.base), decision)
    return decision


def _commit(store: Store, quads: list[Quad], decision: Decision) -> None:
    """Record it together with what is to be compared again, which a run that broke off leaves to the next."""
    keys = keys_of(store, *filter(None, (decision.actor, decision.same_as)))
    store.commit(add=[*quads, *uncompared(keys, store.base)])
    link(store)


def _now(store: Store) -> str:
    """The moment in UTC, ending in Z, later than that of every decision before: the later has to count.

    Two may be made in one second, and a clock may jump back.
    """
    made = texts(
        store,
        f"""SELECT (MAX(?at) AS ?last) {{ GRAPH {decisions_graph(store.base)} {{
          ?decision prov:generatedAtTime|prov:invalidatedAtTime ?at }} }}""",
    )
    moment = datetime.now(UTC)
    for (last,) in made:
        if last:
            moment = max(moment, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _members(store: Store, identity: NamedNode) -> list[tuple[str, str]]:
    """The actors of articles that this one is, each with the IRI of its article."""
    found = texts(
        store,
        f"""SELECT ?actor ?article {{ ?actor onr:identity {identity} .
          GRAPH ?article {{ ?article a schema:NewsArticle . ?actor skos:prefLabel ?name }} }}
        ORDER BY ?article ?actor""",
    )
    return [(actor, article) for actor, article in found]


def _called(store: Store, entry: Entry) -> str | None:
    found = texts(
        store,
        f"SELECT DISTINCT ?actor {{ ?any onr:identity ?actor . ?actor owl:sameAs wd:{entry.wikidata} }}",
    )
    return found[0][0] if found else None
