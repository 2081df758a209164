"""Programs that others wrote ask the endpoint."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

HOLDS = URIRef("https://example.org/holds")
ROWS = "SELECT ?s ?o { GRAPH <https://example.org/graph/1> { ?s ?p ?o } } ORDER BY ?s LIMIT 2"
FIRST = "https://example.org/thing/1/0"


@pytest.fixture
def wrapper(address: str) -> SPARQLWrapper:
    return SPARQLWrapper(address)


def test_sparqlwrapper_reads_rows_in_every_format(wrapper: SPARQLWrapper) -> None:
    wrapper.setQuery(ROWS)
    for format in (JSON, XML, CSV, TSV):
        wrapper.setReturnFormat(format)
        found = wrapper.query().convert()
        match format:
            case "json":
                assert found["results"]["bindings"][0]["s"]["value"] == FIRST
            case "xml":
                assert found.getElementsByTagName("uri")[0].firstChild.data == FIRST
            case _:
                assert FIRST in found.decode()


@pytest.mark.parametrize("format", [TURTLE, N3, RDFXML, XML])
def test_sparqlwrapper_reads_triples(wrapper: SPARQLWrapper, format: str) -> None:
    wrapper.setQuery(f"DESCRIBE <{FIRST}>")
    wrapper.setReturnFormat(format)

    found = wrapper.query().convert()

    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert set(graph.predicates()) == {HOLDS}


def test_sparqlwrapper_posts_and_names_graphs(wrapper: SPARQLWrapper) -> None:
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    wrapper.addDefaultGraph("https://example.org/graph/2")

    assert wrapper.query().convert()["results"]["bindings"][0]["n"]["value"] == "50"


def test_sparqlwrapper_tells_what_is_wrong(wrapper: SPARQLWrapper) -> None:
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="Line 1, column 11: the query ends too early"):
        wrapper.query()


def test_rdflib_asks_as_if_it_were_its_own_store(address: str) -> None:
    graph = Graph(SPARQLStore(address, returnFormat="json"))

    assert next(str(row.s) for row in graph.query(ROWS)) == FIRST  # type: ignore[union-attr]
    assert bool(graph.query(f"ASK {{ <{FIRST}> ?p 1 }}"))
    assert [o.toPython() for o in graph.objects(URIRef(FIRST), HOLDS)] == [1]
    assert (URIRef(FIRST), HOLDS, None) in graph
    assert len(graph.query(f"CONSTRUCT WHERE {{ <{FIRST}> ?p ?o }}")) == 1


def test_rdflib_reads_xml_and_csv_too(address: str) -> None:
    for format in ("xml", "csv", "tsv"):
        graph = Graph(SPARQLStore(address, returnFormat=format))
        assert next(str(row.s) for row in graph.query(ROWS)) == FIRST  # type: ignore[union-attr]
