"""Who read what when, in the graph of runs."""

from pyoxigraph import Literal, NamedNode, Quad, Store

from kb.model import Agent, Article, Run
from kb.rdf import article_iri, record_quads, run_quads, runs_graph
from kb.vocab import ONR, PROV, SCHEMA, XSD

RUN = Run("2026-02-03T10-00-00Z", Agent("on-record/rules", "0.1.0", "ab" * 32), "2026-02-03T10:00:00Z")
ARTICLE = Article("larkhill-bridge", "Text.")
NODE = article_iri(ARTICLE.id)
LATER = "2026-02-03T10:00:07Z"


def value(quads: list[Quad], subject: object, predicate: object) -> object:
    (found,) = {quad.object for quad in quads if quad.subject == subject and quad.predicate == predicate}
    return found


def test_a_run_names_its_agent_version_and_digest() -> None:
    quads = run_quads(RUN)
    agent = value(quads, NamedNode(f"https://w3id.org/onrecord/id/run/{RUN.id}"), PROV.wasAssociatedWith)
    assert value(quads, agent, SCHEMA.name) == Literal("on-record/rules")
    assert value(quads, agent, SCHEMA.softwareVersion) == Literal("0.1.0")
    assert value(quads, agent, ONR.modelDigest) == Literal("ab" * 32)


def test_an_end_that_is_not_known_yet_is_left_out() -> None:
    assert PROV.endedAtTime not in {quad.predicate for quad in run_quads(RUN)}


def test_an_article_is_recorded_as_generated_by_the_run_that_used_it() -> None:
    quads = record_quads(ARTICLE, RUN, LATER)
    run = value(quads, NODE, PROV.wasGeneratedBy)
    assert value(quads, run, PROV.used) == NODE
    assert value(quads, NODE, PROV.generatedAtTime) == Literal(LATER, datatype=XSD.dateTime)


def test_a_revision_points_to_the_earlier_text_which_ends_at_the_same_moment() -> None:
    quads = record_quads(ARTICLE, RUN, LATER, previous="cd" * 32)
    earlier = value(quads, NODE, PROV.wasRevisionOf)
    assert earlier == NamedNode(f"{NODE.value}/revision/cdcdcdcdcdcd")
    assert value(quads, earlier, ONR.sha256) == Literal("cd" * 32)
    assert value(quads, earlier, PROV.invalidatedAtTime) == value(quads, NODE, PROV.generatedAtTime)


def test_all_of_it_is_in_the_graph_of_runs_and_the_store_rewrites_none_of_it() -> None:
    quads = run_quads(RUN) + record_quads(ARTICLE, RUN, LATER, previous="cd" * 32)
    assert {quad.graph_name for quad in quads} == {runs_graph()}
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)
