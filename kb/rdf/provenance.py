"""Who read what when, and when it was recorded: PROV-O, in the graph of runs."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from kb.model import Agent, Article, Run, digest
from kb.rdf.terms import Term, article_iri, iri, runs_graph, text
from kb.vocab import BASE, ONR, PROV, RDF, SCHEMA, XSD


def run_quads(run: Run, base: str = BASE) -> list[Quad]:
    """The run, the agent that made it and its times. Raises MappingError where an id makes no IRI."""
    node, agent = _run_iri(run, base), _agent_iri(run.agent, base)
    triples: list[tuple[NamedNode, NamedNode, Term]] = [
        (node, RDF.type, PROV.Activity),
        (node, PROV.wasAssociatedWith, agent),
        (node, PROV.startedAtTime, _moment(run.started_at)),
        (agent, RDF.type, PROV.SoftwareAgent),
        (agent, SCHEMA.name, text(run.agent.name)),
        (agent, SCHEMA.softwareVersion, text(run.agent.version)),
        (agent, ONR.modelDigest, text(run.agent.digest)),
    ]
    if run.ended_at is not None:
        triples.append((node, PROV.endedAtTime, _moment(run.ended_at)))
    return [Quad(*triple, runs_graph(base)) for triple in triples]


def record_quads(
    article: Article, run: Run, recorded_at: str, previous: str | None = None, base: str = BASE
) -> list[Quad]:
    """That `run` read `article`, and that it was recorded at that moment (UTC, ISO 8601, ending in Z).

    `previous` is the SHA-256 of the earlier text that this one revises, where there is one: its revision
    is then an entity of its own, invalidated at the same moment.
    """
    node, activity, recorded = article_iri(article.id, base), _run_iri(run, base), _moment(recorded_at)
    triples: list[tuple[NamedNode, NamedNode, Term]] = [
        (node, PROV.generatedAtTime, recorded),
        (node, PROV.wasGeneratedBy, activity),
        (activity, PROV.used, node),
    ]
    if previous is not None:
        earlier = iri(f"{node.value}/revision/{previous[:12]}")
        triples += [
            (node, PROV.wasRevisionOf, earlier),
            (earlier, RDF.type, PROV.Entity),
            (earlier, ONR.sha256, text(previous)),
            (earlier, PROV.invalidatedAtTime, recorded),
        ]
    return [Quad(*triple, runs_graph(base)) for triple in triples]


def _run_iri(run: Run, base: str) -> NamedNode:
    return iri(f"{base}run/{run.id}")


def _agent_iri(agent: Agent, base: str) -> NamedNode:
    return iri(f"{base}agent/{digest(agent.name, agent.version, agent.digest)}")


def _moment(value: str) -> Literal:
    return Literal(value, datatype=XSD.dateTime)
