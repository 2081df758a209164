"""The graph of identities: what a new article adds, and who is who once all articles are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, islice

from pyoxigraph import Literal, NamedNode, Quad

from kb.model import ActorType, Reading
from kb.rdf import ACTOR_CLASSES, actor_iri, identities_graph
from kb.store import Store, Table
from kb.tracking.decisions import decide, recognize
from kb.tracking.identify import Identity, identify
from kb.tracking.naming import name_key
from kb.tracking.portraits import TYPES, portraits, texts, values
from kb.tracking.record import decisions_of, table_of
from kb.tracking.tails import tails
from kb.vocab import ONR, OWL, PREFIXES, RDF, SKOS

_LOCAL = (ActorType.UNNAMED, ActorType.GROUP)
_AT_ONCE = 200
"""Groups of name keys that are compared and committed in one step."""


def first_identities(reading: Reading, base: str) -> list[Quad]:
    """What a new article adds: each actor is itself until it is compared, under a key that is still to do."""
    graph, quads = identities_graph(base), []
    for actor in reading.actors:
        node = actor_iri(actor, reading.article.id, base)
        quads.append(Quad(node, ONR.identity, node, graph))
        if actor.type not in _LOCAL:
            key = name_key(actor.type, actor.label)
            quads += [Quad(node, ONR.nameKey, Literal(key), graph), *uncompared([key], base)]
    return quads


def uncompared(keys: Iterable[str], base: str) -> Iterator[Quad]:
    """That actors came, went or were decided about under these keys: the next `link` compares them."""
    graph = identities_graph(base)
    return (Quad(graph, ONR.uncompared, Literal(key), graph) for key in keys)


def forget(store: Store, article: NamedNode) -> tuple[list[Quad], list[Quad]]:
    """What to remove from the graph of identities, and to add to it, when an article's graph is dropped."""
    graph = identities_graph(store.base)
    gone = _quads(
        store,
        f"""SELECT DISTINCT ?s ?p ?o {{ GRAPH {article} {{ ?s skos:prefLabel ?label }}
          GRAPH {graph} {{ ?s onr:identity ?any ; ?p ?o }} }}""",
    )
    keys = {quad.object.value for quad in gone if quad.predicate == ONR.nameKey}  # type: ignore[union-attr]
    return list(gone), list(uncompared(keys, store.base))


def link(store: Store) -> None:
    """Compare the actors under all name keys that are to be compared.

    What is committed does not depend on the order in which the articles came.
    """
    graph = identities_graph(store.base)
    found = texts(store, f"SELECT ?key {{ GRAPH {graph} {{ {graph} onr:uncompared ?key }} }}")
    groups = _together(store, sorted(key for (key,) in found))
    while some := list(islice(groups, _AT_ONCE)):
        touched = [key for group in some for key in group]
        gone, new = _differences(_recorded(store, touched), _compared(store, some), store.base)
        store.commit(remove=gone, add=new)
        # By itself and last: a server may take what is large in parts, and be killed between them.
        store.commit(remove=uncompared(touched, store.base))


def rekey(store: Store) -> None:
    """Put actors under the keys that their names have by now, to be compared by the next `link`."""
    graph = identities_graph(store.base)
    gone: list[Quad] = []
    new: list[Quad] = []
    for actor, key, cls, label in texts(
        store,
        f"""SELECT ?actor ?key ?class ?label {{
          GRAPH {graph} {{ ?actor onr:nameKey ?key ; onr:identity ?any }}
          GRAPH ?article {{ ?actor a ?class ; skos:prefLabel ?label }} }}""",
    ):
        now = name_key(TYPES[cls], label)
        if now != key:
            gone.append(Quad(NamedNode(actor), ONR.nameKey, Literal(key), graph))
            new += [
                Quad(NamedNode(actor), ONR.nameKey, Literal(now), graph),
                *uncompared([key, now], store.base),
            ]
    store.commit(remove=gone, add=new)


def keys_of(store: Store, *actors: str) -> set[str]:
    """The name keys of these actors of articles."""
    graph = identities_graph(store.base)
    found = (
        texts(store, f"SELECT ?key {{ GRAPH {graph} {{ <{actor}> onr:nameKey ?key }} }}") for actor in actors
    )
    return {key for keys in found for (key,) in keys}


def _together(store: Store, keys: list[str]) -> Iterator[list[str]]:
    """The keys in groups to compare at once: a decision or the table may join actors of different keys."""
    neighbours = _neighbours(store)
    seen: set[str] = set()
    for key in keys:
        group, waiting = [], [key]
        while waiting:
            if (one := waiting.pop()) not in seen:
                seen.add(one)
                group.append(one)
                waiting += sorted(neighbours[one])
        if group:
            yield group


def _neighbours(store: Store) -> dict[str, set[str]]:
    decided = (keys_of(store, *filter(None, (d.actor, d.same_as))) for d in decisions_of(store))
    found: dict[str, set[str]] = defaultdict(set)
    for keys in (*decided, *(entry.keys for entry in table_of(store))):
        for one, other in combinations(keys, 2):
            found[one].add(other)
            found[other].add(one)
    return found


@dataclass(slots=True)
class _Identities:
    """Who is who under some name keys.

    Attributes:
        members: for each actor of an article, the identity, the evidence and the name key.
        nodes: what is said of the identities themselves.
    """

    members: dict[str, tuple[str, str | None, str]] = field(default_factory=dict)
    nodes: set[Quad] = field(default_factory=set)


def _differences(before: _Identities, after: _Identities, base: str) -> tuple[list[Quad], list[Quad]]:
    """What is to be removed, and what added. Most members stay as they are: only the others become quads."""
    gone, new = before.nodes - after.nodes, after.nodes - before.nodes
    for actor in before.members.keys() | after.members.keys():
        was, now = before.members.get(actor), after.members.get(actor)
        if was != now:
            mine, theirs = (set(_member(actor, one, base)) for one in (was, now))
            gone |= mine - theirs
            new |= theirs - mine
    return sorted(gone, key=str), sorted(new, key=str)


def _member(actor: str, member: tuple[str, str | None, str] | None, base: str) -> Iterator[Quad]:
    if member is None:
        return
    graph, node, (identity, evidence, key) = identities_graph(base), NamedNode(actor), member
    yield Quad(node, ONR.identity, NamedNode(identity), graph)
    yield Quad(node, ONR.nameKey, Literal(key), graph)
    if evidence is not None:
        yield Quad(node, ONR.evidence, Literal(evidence), graph)


def _compared(store: Store, groups: list[list[str]]) -> _Identities:
    """Who is who under these keys, as the articles, the table and the decisions have it."""
    portrayed = portraits(store, [key for group in groups for key in group])
    decisions, table = decisions_of(store), table_of(store)
    found = _Identities()
    for group in groups:
        identities = decide([one for key in group for one in identify(portrayed[key])], decisions)
        for identity, tail in tails(recognize(identities, table)).items():
            _add(found, identity, tail, store.base)
    return found


def _add(found: _Identities, identity: Identity, tail: str, base: str) -> None:
    """An identity and its members; one who is only a surname stays the article's, as other articles' are."""
    graph, first = identities_graph(base), identity.members[0][0]
    alone = len(identity.members) == 1 and first.is_only_here and identity.called is None
    node = NamedNode(first.actor if alone else f"{base}actor/{tail}")
    for portrait, evidence in identity.members:
        found.members[portrait.actor] = node.value, evidence, portrait.key
    if alone:
        return
    names = {name for portrait, _ in identity.members for name in portrait.names} - {identity.label}
    item = f"{PREFIXES['wd']}{identity.item}" if identity.item else None
    found.nodes |= {
        Quad(node, RDF.type, ACTOR_CLASSES[first.type], graph),
        Quad(node, SKOS.prefLabel, Literal(identity.label), graph),
        *(Quad(node, ONR.nameKey, Literal(key), graph) for key in {p.key for p, _ in identity.members}),
        *(Quad(node, SKOS.altLabel, Literal(name), graph) for name in names),
    }
    if same := item or first.same_as:
        found.nodes.add(Quad(node, OWL.sameAs, NamedNode(same), graph))


def _recorded(store: Store, keys: list[str]) -> _Identities:
    """What the graph of identities says now under these keys."""
    graph, mine = identities_graph(store.base), f"{store.base}actor/"
    nodes = f"""{values(keys)} GRAPH {graph} {{ ?s onr:nameKey ?key FILTER(STRSTARTS(STR(?s), "{mine}")) }}"""
    return _Identities(
        {actor: (identity, evidence, key) for key, actor, identity, evidence in _members(store, keys)},
        _quads(store, f"SELECT DISTINCT ?s ?p ?o {{ {nodes} GRAPH {graph} {{ ?s ?p ?o }} }}"),
    )


def _members(store: Store, keys: list[str]) -> Iterable[tuple[str, str, str, str | None]]:
    """Name key, IRI, identity and evidence of the actors of articles under these keys."""
    if store.index is not None:
        return store.index.identities(keys)
    found = texts(
        store,
        f"""SELECT ?key ?actor ?identity ?evidence {{ {values(keys)} GRAPH {identities_graph(store.base)} {{
          ?actor onr:nameKey ?key ; onr:identity ?identity
          OPTIONAL {{ ?actor onr:evidence ?evidence }} }} }}""",
    )
    return ((key, actor, identity, evidence or None) for key, actor, identity, evidence in found)


def _quads(store: Store, sparql: str) -> set[Quad]:
    found = store.query(sparql)
    graph = identities_graph(store.base)
    rows = found.rows if isinstance(found, Table) else ()
    return {Quad(s, p, o, graph) for s, p, o in rows}  # type: ignore[arg-type]
