"""Model values <-> RDF terms: which IRI, which literal, and back."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kb.vocab import BASE


def article_iri(article_id: str, base: str = BASE) -> NamedNode:
    """IRI of the article, which is also the name of its graph."""
    return NamedNode(f"{base}article/{article_id}")


def runs_graph(base: str = BASE) -> NamedNode:
    """Name of the graph that holds the extraction runs."""
    return NamedNode(f"{base}graph/runs")
