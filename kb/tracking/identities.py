"""The graph of identities: what a new article adds, and who is who once all articles are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, islice

from pyoxigraph import Literal, NamedNode, Quad

from kb.model import ActorType, Reading
from kb.rdf import ACTOR_CLASSES, actor_iri, identities_graph
from kb.store import Store, Table
from kb.tracking.decisions import decide, recognize
from kb.tracking.identify import Identity, identify
from kb.tracking.naming import name_key
from kb.tracking.portraits import portraits, texts, values
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
        before, after = _recorded(store, touched), set(_compared(store, some))
        store.commit(remove=sorted(before - after, key=str), add=sorted(after - before, key=str))
        # By itself and last: a server may take what is large in parts, and be killed between them.
        store.commit(remove=uncompared(touched, store.base))


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


def _compared(store: Store, groups: list[list[str]]) -> Iterator[Quad]:
    """The quads that say who is who under these keys."""
    found = portraits(store, [key for group in groups for key in group])
    decisions, table = decisions_of(store), table_of(store)
    for group in groups:
        identities = decide([one for key in group for one in identify(found[key])], decisions)
        for identity, tail in tails(recognize(identities, table)).items():
            yield from _identity(identity, tail, store.base)


def _identity(identity: Identity, tail: str, base: str) -> Iterator[Quad]:
    """An identity and its members; one who is only a surname stays the article's, as other articles' are."""
    graph, first = identities_graph(base), identity.members[0][0]
    alone = len(identity.members) == 1 and first.is_only_here and identity.called is None
    node = NamedNode(first.actor if alone else f"{base}actor/{tail}")
    for portrait, evidence in identity.members:
        actor, key = NamedNode(portrait.actor), Literal(portrait.key)
        yield Quad(actor, ONR.identity, node, graph)
        yield Quad(actor, ONR.evidence, Literal(evidence), graph)
        yield from (Quad(one, ONR.nameKey, key, graph) for one in (actor, node))
    if not alone:
        yield Quad(node, RDF.type, ACTOR_CLASSES[first.type], graph)
        yield Quad(node, SKOS.prefLabel, Literal(identity.label), graph)
        names = {name for portrait, _ in identity.members for name in portrait.names} - {identity.label}
        yield from (Quad(node, SKOS.altLabel, Literal(name), graph) for name in names)
        item = f"{PREFIXES['wd']}{identity.item}" if identity.item else None
        if same := item or first.same_as:
            yield Quad(node, OWL.sameAs, NamedNode(same), graph)


def _recorded(store: Store, keys: list[str]) -> set[Quad]:
    """What the graph of identities says now under these keys."""
    where = f"{values(keys)} GRAPH {identities_graph(store.base)} {{ ?s onr:nameKey ?key ; ?p ?o }}"
    return _quads(store, f"SELECT DISTINCT ?s ?p ?o {{ {where} }}")


def _quads(store: Store, sparql: str) -> set[Quad]:
    found = store.query(sparql)
    graph = identities_graph(store.base)
    rows = found.rows if isinstance(found, Table) else ()
    return {Quad(s, p, o, graph) for s, p, o in rows}  # type: ignore[arg-type]
