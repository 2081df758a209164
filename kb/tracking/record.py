"""The graph of decisions: what people decided about who is who, and the table of known actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kb.model import digest
from kb.rdf import decisions_graph
from kb.store import Store
from kb.tracking.decisions import Decision, Entry
from kb.tracking.portraits import texts
from kb.vocab import ONR, PREFIXES, PROV, RDF, SCHEMA, SKOS, XSD


def decisions_of(store: Store) -> list[Decision]:
    """The decisions that stand, the oldest first; those taken back are kept in the store, and not here."""
    found = texts(
        store,
        f"""SELECT ?decision ?actor ?other ?because ?made {{ GRAPH {decisions_graph(store.base)} {{
          ?decision a onr:Decision ; onr:decidedActor ?actor ; prov:generatedAtTime ?made .
          OPTIONAL {{ ?decision onr:decidedSame ?other }} OPTIONAL {{ ?decision schema:description ?because }}
          FILTER NOT EXISTS {{ ?decision prov:invalidatedAtTime ?taken_back }} }} }}""",
    )
    decisions = (
        Decision(decision.rpartition("/")[2], actor, other or None, because or None, made)
        for decision, actor, other, because, made in found
    )
    return sorted(decisions, key=lambda one: (one.made_at, one.id))


def new_decision(actor: str, same_as: str | None, because: str | None, made_at: str) -> Decision:
    """A decision with its id, which is made of what it says."""
    return Decision(digest(actor, same_as or "", because or "", made_at), actor, same_as, because, made_at)


def decision_quads(decision: Decision, base: str) -> list[Quad]:
    """The decision, for the graph of decisions."""
    graph, node = decisions_graph(base), _node(decision.id, base)
    quads = [
        Quad(node, RDF.type, ONR.Decision, graph),
        Quad(node, ONR.decidedActor, NamedNode(decision.actor), graph),
        Quad(node, PROV.generatedAtTime, Literal(decision.made_at, datatype=XSD.dateTime), graph),
    ]
    if decision.same_as is not None:
        quads.append(Quad(node, ONR.decidedSame, NamedNode(decision.same_as), graph))
    if decision.because is not None:
        quads.append(Quad(node, SCHEMA.description, Literal(decision.because), graph))
    return quads


def taken_back(decision: Decision, at: str, base: str) -> Quad:
    """That the decision no longer stands."""
    moment = Literal(at, datatype=XSD.dateTime)
    return Quad(_node(decision.id, base), PROV.invalidatedAtTime, moment, decisions_graph(base))


def table_of(store: Store) -> list[Entry]:
    """The table of known actors that the store was given, by item."""
    names: dict[str, list[str]] = defaultdict(list)
    aliases: dict[str, set[str]] = defaultdict(set)
    for item, name, alias in texts(
        store,
        f"""SELECT ?item ?name ?alias {{ GRAPH {decisions_graph(store.base)} {{
          ?item a onr:KnownActor ; skos:prefLabel ?name . OPTIONAL {{ ?item skos:altLabel ?alias }} }} }}""",
    ):
        names[item] = [name]
        aliases[item] |= {alias} - {""}
    return [
        Entry(name, tuple(sorted(aliases[item])), item.removeprefix(PREFIXES["wd"]))
        for item, (name,) in sorted(names.items())
    ]


def table_quads(entries: Iterable[Entry], base: str) -> Iterator[Quad]:
    """The table, for the graph of decisions."""
    graph = decisions_graph(base)
    for entry in entries:
        item = NamedNode(PREFIXES["wd"] + entry.wikidata)
        yield Quad(item, RDF.type, ONR.KnownActor, graph)
        yield Quad(item, SKOS.prefLabel, Literal(entry.name), graph)
        yield from (Quad(item, SKOS.altLabel, Literal(alias), graph) for alias in entry.aliases)


def _node(id: str, base: str) -> NamedNode:
    return NamedNode(f"{base}decision/{id}")
