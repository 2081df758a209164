import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple, parse_query_results
from rdflib import Graph as RdflibGraph

from kb.errors import QueryError, UnknownName
from kb.store import Answer, Graph, Table, Term, serialize, text, value
from kb.vocab import ONR, RDF, SCHEMA, XSD

ADA = NamedNode("https://example.org/ada")
TERMS: list[Term] = [
    ADA,
    Literal("plain"),
    Literal("tagged", language="en"),
    Literal("2025-12", datatype=XSD.gYearMonth),
    Literal('"quoted", and\nmore'),
    BlankNode("b"),
]
TABLE = Table(("term", "nothing"), tuple((term, None) for term in TERMS))
GRAPH = Graph((Triple(ADA, RDF.type, SCHEMA.Person), Triple(ADA, SCHEMA.name, Literal("Ada\n“Brook”"))))


def test_json_is_the_sparql_results_format() -> None:
    read = parse_query_results(serialize(TABLE, "json"), QueryResultsFormat.JSON)

    assert [tuple(row) for row in read] == list(TABLE.rows)
    assert json.loads(serialize(TABLE, "json"))["head"] == {"vars": ["term", "nothing"]}
    assert json.loads(serialize(Answer(value=True), "json")) == {"head": {}, "boolean": True}


def test_json_holds_triple_terms() -> None:
    table = Table(("t",), ((GRAPH.triples[0],),))

    (row,) = parse_query_results(serialize(table, "json"), QueryResultsFormat.JSON)

    assert row[0] == GRAPH.triples[0]


def test_csv_has_the_plain_text_of_each_term() -> None:
    assert serialize(TABLE, "csv") == (
        "term,nothing\r\n"
        "https://example.org/ada,\r\n"
        "plain,\r\n"
        "tagged,\r\n"
        "2025-12,\r\n"
        '"""quoted"", and\nmore",\r\n'
        "_:b,\r\n"
    )


def test_turtle_is_sorted_begins_with_the_class_and_has_the_prefixes_that_occur() -> None:
    assert serialize(Graph(GRAPH.triples[::-1]), "turtle") == (
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix schema: <https://schema.org/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "<https://example.org/ada> a schema:Person ;\n"
        '\tschema:name "Ada\\n“Brook”" .\n'
    )


def test_turtle_is_read_by_others() -> None:
    assert len(RdflibGraph().parse(data=serialize(GRAPH, "turtle"), format="turtle")) == 2
    assert serialize(Graph(()), "turtle") == "\n"


@pytest.mark.parametrize(
    ("result", "format", "message"),
    [
        (
            TABLE,
            "turtle",
            r"gave a table \(SELECT\), which turtle cannot hold. Use csv or json. To get Turtle",
        ),
        (GRAPH, "csv", r"gave triples \(CONSTRUCT or DESCRIBE\), which csv cannot hold. Use turtle."),
        (GRAPH, "json", "gave triples"),
        (Answer(value=True), "csv", r"gave a yes or no \(ASK\), which csv cannot hold. Use json."),
        (Answer(value=True), "turtle", "gave a yes or no"),
    ],
)
def test_a_format_that_cannot_hold_the_result_is_refused(
    result: Table | Graph | Answer, format: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        serialize(result, format)


def test_a_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"no result format 'xml'\. Use one of: csv, json, turtle"):
        serialize(TABLE, "xml")


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (None, None),
        (ADA, "https://example.org/ada"),
        (Literal("7"), "7"),
        (Literal(7), 7),
        (Literal("0.5", datatype=XSD.decimal), 0.5),
        (Literal("true", datatype=XSD.boolean), True),
        (Literal("0", datatype=XSD.boolean), False),
        (Literal("seven", datatype=XSD.integer), "seven"),
        (Literal("2025", datatype=XSD.gYear), "2025"),
    ],
)
def test_values_are_what_python_would_use(term: Term | None, expected: object) -> None:
    found = value(term)

    assert found == expected
    assert type(found) is type(expected)


def test_text_is_what_people_read() -> None:
    assert [text(term) for term in (None, ONR.speaker, Literal("said", language="en"))] == [
        "",
        "https://w3id.org/onrecord/ns#speaker",
        "said",
    ]
