"""The SPARQL 1.1 Protocol over HTTP.

The first table holds the cases of the W3C's protocol test suite (data-sparql11/protocol), by its names and in its
order, with data of our own: graph 1 of ours for its data1.rdf. What is not in it: `update_*`, which need an endpoint
that takes updates; ours must refuse each of them, which the second table checks.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from made_up import graph, quads
from pyoxigraph import NamedNode, RdfFormat, parse
from serving import served

from kb.serve import MORE
from kb.serve.formats import GRAPHS, TABLES, best
from kb.serve.protocol import MAX_BYTES
from kb.store import open_writer

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
ONE, TWO, THREE = (f"https://example.org/graph/{number}" for number in range(3))
ROWS_TYPES = {"application/sparql-results+xml", "application/sparql-results+json"}
GRAPH_TYPES = {"application/rdf+xml", "text/turtle", "application/n-triples"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def thing(number: int) -> str:
    return f"<https://example.org/thing/{number}/7>"


def ask(address: str, query: str, **headers: str) -> httpx.Response:
    return httpx.post(address, data={"query": query}, headers=headers)


def post(content: str | bytes, media: str | None = None, **params: object) -> dict[str, object]:
    headers = {"Content-Type": media} if media else {}
    body = content if isinstance(content, bytes) else content.encode()
    return {"method": "POST", "content": body, "headers": headers, "params": params}


def get(**params: object) -> dict[str, object]:
    return {"method": "GET", "params": params}


FULL = f"SELECT ?g {{ {thing(2)} ?p ?o GRAPH ?g {{ {thing(0)} ?q ?r }} }}"
DATASET = {"default-graph-uri": THREE, "named-graph-uri": [ONE, TWO]}
ANSWERED = {
    "query_get": (get(query="ASK {}"), True),
    "query_post_form": (post("query=ASK%20%7B%7D", FORM), True),
    "query_post_direct": (post("ASK {}", QUERY), True),
    "query_dataset_default_graph": (post(f"ASK {{ {thing(0)} ?p ?o }}", QUERY, **{"default-graph-uri": ONE}), True),
    "query_dataset_default_graph, and no other": (
        post(f"ASK {{ {thing(1)} ?p ?o }}", QUERY, **{"default-graph-uri": ONE}),
        False,
    ),
    "query_dataset_default_graphs_get": (
        get(query=f"ASK {{ {thing(0)} ?p ?o . {thing(1)} ?p ?q }}", **{"default-graph-uri": [ONE, TWO]}),
        True,
    ),
    "query_dataset_default_graphs_post": (
        post(f"ASK {{ {thing(0)} ?p ?o . {thing(1)} ?p ?q }}", QUERY, **{"default-graph-uri": [ONE, TWO]}),
        True,
    ),
    "query_dataset_named_graphs_post": (
        post(f"ASK {{ GRAPH ?g {{ {thing(0)} ?p ?o }} }}", QUERY, **{"named-graph-uri": [ONE, TWO]}),
        True,
    ),
    "query_dataset_named_graphs_get": (
        get(query=f"ASK {{ GRAPH ?g {{ {thing(2)} ?p ?o }} }}", **{"named-graph-uri": [ONE, TWO]}),
        False,
    ),
    "query_dataset_named_graphs, and an empty default graph": (
        post("ASK { ?s ?p ?o }", QUERY, **{"named-graph-uri": [ONE, TWO]}),
        False,
    ),
    "query_dataset_full": (post(FULL.replace("SELECT ?g", "ASK"), QUERY, **DATASET), True),
    "query_dataset_full in a form": (
        post(urlencode({"query": FULL.replace("SELECT ?g", "ASK"), **DATASET}, doseq=True), FORM),
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERED)
def test_the_w3c_queries_are_answered(address: str, name: str) -> None:
    request, expected = ANSWERED[name]

    answer = httpx.request(url=address, **request)  # type: ignore[arg-type]  # a table of arguments

    assert answer.status_code == 200, answer.text
    assert answer.json()["boolean"] is expected


@pytest.mark.parametrize(
    ("name", "query", "types"),
    [
        ("query_content_type_select", "SELECT (1 AS ?value) {}", {*ROWS_TYPES, "text/csv", "text/tab-separated-values"}),
        ("query_content_type_ask", "ASK {}", ROWS_TYPES),
        ("query_content_type_describe", "DESCRIBE <http://example.org/>", GRAPH_TYPES),
        ("query_content_type_construct", "CONSTRUCT { <a:s> <a:p> 1 } WHERE {}", GRAPH_TYPES),
    ],
)  # fmt: skip
def test_the_w3c_content_types_are_given(address: str, name: str, query: str, types: set[str]) -> None:
    answer = httpx.request(url=address, **post(query, QUERY))  # type: ignore[arg-type]

    assert answer.status_code == 200, name
    assert answer.headers["Content-Type"].partition(";")[0] in types


WITH = "WITH <a:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }"
UPDATE = "application/sparql-update"
REFUSED = {
    "bad_query_method": ({"method": "PUT", "params": {"query": "ASK {}"}}, 405, "Not Allowed"),
    "bad_multiple_queries": (get(query=["ASK {}", "SELECT * {}"]), 400, "one parameter 'query', and this one has 2"),
    "bad_query_wrong_media_type": (post("ASK {}", "text/plain"), 415, "this one has text/plain"),
    "bad_query_missing_form_type": (post("query=ASK%20%7B%7D"), 415, "this one has none"),
    "bad_query_missing_direct_type": (post("ASK {}"), 415, "this one has none"),
    "bad_query_non_utf8": (post("ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"), 415, "is UTF-8"),
    "bad_query_non_utf8, unsaid": (post("ASK {}".encode("utf-16"), QUERY), 400, "not UTF-8"),
    "bad_query_syntax": (get(query="ASK {"), 400, "Line 1, column 6: the query ends too early"),
    "query_multiple_dataset": (
        post(f"ASK FROM <{ONE}> {{ ?s ?p ?o }}", QUERY, **{"default-graph-uri": TWO}), 403, "FROM is not allowed",
    ),
    "update_post_form": (post("update=CLEAR%20ALL", FORM), 403, "takes no update"),
    "update_post_direct": (post("CLEAR ALL", UPDATE), 403, "takes no update"),
    "update_dataset_default_graph": (post("CLEAR ALL", UPDATE, **{"using-graph-uri": ONE}), 403, "takes no update"),
    "update_dataset_default_graphs": (
        post("CLEAR ALL", UPDATE, **{"using-graph-uri": [ONE, TWO]}), 403, "takes no update",
    ),
    "update_dataset_named_graphs": (post("CLEAR ALL", UPDATE, **{"using-named-graph-uri": ONE}), 403, "takes no update"),
    "update_dataset_full": (
        post("CLEAR ALL", UPDATE, **{"using-graph-uri": ONE, "using-named-graph-uri": TWO}), 403, "takes no update",
    ),
    "update_base_uri": (post("CLEAR ALL; INSERT DATA { <s> <p> <o> }", UPDATE), 403, "takes no update"),
    "bad_update_get": (get(update="CLEAR ALL"), 403, "takes no update"),
    "bad_multiple_updates": (post("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM), 403, "takes no update"),
    "bad_update_wrong_media_type": (post("CLEAR NAMED", "text/plain"), 415, "this one has text/plain"),
    "bad_update_missing_form_type": (post("update=CLEAR%20NAMED"), 415, "this one has none"),
    "bad_update_missing_direct_type": (post("CLEAR NAMED"), 415, "this one has none"),
    "bad_update_non_utf8": (post("CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"), 403, "no update"),
    "bad_update_syntax": (post("update=CLEAR%20XYZ", FORM), 403, "takes no update"),
    "bad_update_dataset_conflict": (
        post(urlencode({"using-named-graph-uri": ONE, "update": WITH}), FORM), 403, "takes no update",
    ),
    # Of our own:
    "an update where a query goes": (post(WITH, QUERY), 403, "DELETE or INSERT would change the store"),
    "LOAD where a query goes": (get(query="LOAD <http://127.0.0.1:1/>"), 403, "LOAD would change the store"),
    "SERVICE": (get(query="ASK { SERVICE <http://127.0.0.1:1/> {} }"), 403, "SERVICE is not allowed"),
    "no query": (get(format="json"), 400, "one parameter 'query', and this one has 0"),
    "a form that is not UTF-8": (post("query=ASK%20%FF", FORM), 400, "not UTF-8"),
    "a graph that is no IRI": (get(query="ASK {}", **{"default-graph-uri": "no IRI"}), 400, "IRI"),
    "too large": (post(b"#" * (MAX_BYTES + 1), QUERY), 413, "at most 4,000,000 bytes"),
    "too long": (post(b"#" * 1_000_001, QUERY), 403, "at most 1,000,000 are read"),
    "too slow": (post(ENDLESS, QUERY), 503, "stopped after 2 seconds"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_with_the_reason(address: str, name: str) -> None:
    request, status, reason = REFUSED[name]

    answer = httpx.request(url=address, **request)  # type: ignore[arg-type]  # a table of arguments

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert reason in answer.text
    assert len(answer.text.splitlines()) == 1


def test_no_refusal_has_changed_anything(address: str) -> None:
    assert ask(address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text == "n\r\n150\r\n"


@pytest.mark.parametrize("media", TABLES)
def test_rows_come_in_every_format_that_is_offered(address: str, media: str) -> None:
    query = f"SELECT ?s ?o ?none {{ VALUES ?s {{ {thing(1)} }} ?s ?p ?o }}"
    subject, tag = thing(1)[1:-1], "http://www.w3.org/2001/XMLSchema#integer"

    answer = ask(address, query, Accept=media)

    assert answer.headers["Content-Type"].partition(";")[0] == media
    match TABLES[media]:
        case "JSON":
            assert answer.json()["results"]["bindings"] == [
                {
                    "s": {"type": "uri", "value": subject},
                    "o": {"type": "literal", "value": "1", "datatype": tag},
                }
            ]
        case "CSV":
            assert list(csv.reader(io.StringIO(answer.text))) == [["s", "o", "none"], [subject, "1", ""]]
        case "TSV":
            assert answer.text == f"?s\t?o\t?none\n<{subject}>\t1\t\n"
        case "XML":
            assert f'<binding name="o"><literal datatype="{tag}">1</literal></binding>' in answer.text


@pytest.mark.parametrize("media", GRAPHS)
def test_triples_come_in_every_format_that_is_offered(address: str, media: str) -> None:
    answer = ask(address, f"DESCRIBE {thing(1)}", Accept=media)

    assert answer.headers["Content-Type"].partition(";")[0] == media
    format = getattr(RdfFormat, GRAPHS[media])
    assert [quad.triple for quad in parse(answer.content, format)] == [quads(1, 50, 1)[7].triple]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; charset=utf-8", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/*, text/csv;q=0.1", "text/tab-separated-values"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", "application/sparql-results+xml"),
        ("text/csv;q=many", "text/csv"),
        ("text/csv;q=0", None),
        ("image/png", None),
    ],
)
def test_the_client_has_its_choice_of_formats(accept: str | None, chosen: str | None) -> None:
    assert best(accept, TABLES) == chosen


def test_who_takes_none_of_the_formats_is_told_which_there_are(address: str) -> None:
    answer = ask(address, "ASK {}", Accept="image/png")

    assert answer.status_code == 406
    assert "text/csv" in answer.text


def test_who_takes_only_formats_of_the_other_kind_gets_the_usual_one(address: str) -> None:
    assert ask(address, "ASK {}", Accept="text/turtle").json() == {"head": {}, "boolean": True}


def test_an_answer_that_was_cut_says_so_in_its_header(address: str) -> None:
    cut = ask(address, "SELECT * { ?s ?p ?o }", Accept="text/csv")
    graph = ask(address, "CONSTRUCT WHERE { ?s ?p ?o }", Accept="application/n-triples")
    whole = ask(address, "SELECT * { ?s ?p ?o } LIMIT 100", Accept="text/csv")

    assert [len(answer.text.splitlines()) for answer in (cut, graph, whole)] == [101, 100, 101]
    assert [answer.headers.get(MORE) for answer in (cut, graph, whole)] == ["true", "true", None]


def test_without_a_query_it_describes_itself(address: str) -> None:
    answer = httpx.get(address, headers={"Accept": "application/n-triples"})

    said = {
        (t.predicate.value.rpartition("#")[2], t.object) for t in parse(answer.content, RdfFormat.N_TRIPLES)
    }
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert said >= {
        ("endpoint", NamedNode(address)),
        ("supportedLanguage", NamedNode(f"{sd}SPARQL11Query")),
        ("feature", NamedNode(f"{sd}UnionDefaultGraph")),
    }
    assert httpx.get(address).headers["Content-Type"].startswith("text/turtle")


def test_the_usual_prefixes_need_not_be_declared(address: str) -> None:
    assert ask(address, "ASK { ?s a onr:Statement }").json()["boolean"] is False


def test_head_is_get_without_a_body_and_options_tells_the_methods(address: str) -> None:
    head = httpx.head(address, params={"query": "ASK {}"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(
        len(json.dumps({"head": {}, "boolean": True}, separators=(",", ":")))
    )

    assert httpx.options(address).headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_only_pages_from_an_origin_that_was_named_may_read_answers(address: str) -> None:
    ours = ask(address, "ASK {}", Origin="https://notebook.example")
    other = ask(address, "ASK {}", Origin="https://other.example")

    assert ours.headers["Access-Control-Allow-Origin"] == "https://notebook.example"
    assert ours.headers["Access-Control-Expose-Headers"] == MORE
    assert "Access-Control-Allow-Origin" not in other.headers


def test_a_page_that_gives_this_machine_a_name_of_its_own_is_not_answered(address: str) -> None:
    assert ask(address, "ASK {}", Host="rebound.example").status_code == 400


def test_people_find_a_page_that_loads_nothing(address: str) -> None:
    page = httpx.get(address.removesuffix("sparql"))

    assert "read-only SPARQL 1.1 endpoint" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_answers_are_of_the_newest_state_and_no_origin_is_named_by_itself(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        writer.commit(add=quads(0, 1))
    with served(tmp_path) as address:
        with open_writer(tmp_path) as writer:
            writer.commit(drop=[graph(0)], add=quads(1, 5))
        answer = ask(
            address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv", Origin="https://a.example"
        )

    assert answer.text == "n\r\n5\r\n"
    assert "Access-Control-Allow-Origin" not in answer.headers
