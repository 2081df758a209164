import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from listening import Listener
from made_up import quads
from pyoxigraph import Literal, Quad

from kb.errors import QueryError, QueryRefused, QuerySyntaxError, QueryTimeout
from kb.store import (
    Answer,
    Dataset,
    Graph,
    Limits,
    Table,
    open_snapshot,
    open_writer,
    run_untrusted,
    serialize,
    worker,
    write_untrusted,
)

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("store")
    with open_writer(root) as writer:
        writer.commit(add=[quad for number in range(4) for quad in quads(number, 500, number)])
    return root


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


def test_a_select_gives_rows(store: Path) -> None:
    found = run_untrusted(store, "SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?o ORDER BY ?o")

    assert isinstance(found, Table)
    assert found.records() == [{"o": version, "n": 500} for version in range(4)]


def test_an_ask_gives_an_answer(store: Path) -> None:
    assert run_untrusted(store, "ASK { ?s ?p 3 }") == Answer(value=True)
    assert run_untrusted(store, "ASK { ?s ?p 77 }") == Answer(value=False)


def test_construct_and_describe_give_triples(store: Path) -> None:
    one = "<https://example.org/thing/1/7>"
    expected = Graph((quads(1, 500, 1)[7].triple,))

    assert run_untrusted(store, f"CONSTRUCT WHERE {{ {one} ?p ?o }}") == expected
    assert run_untrusted(store, f"DESCRIBE {one}") == expected


def test_the_usual_prefixes_need_not_be_declared(store: Path) -> None:
    assert run_untrusted(store, "ASK { ?s a onr:Statement }") == Answer(value=False)


def test_text_comes_back_letter_for_letter(tmp_path: Path) -> None:
    (template,) = quads(1, 1)
    text = 'a\r\n\t"quoted" <b>&amp;</b> \\u0041 שלום 👩‍👩‍👧 \u202e'
    with open_writer(tmp_path) as writer:
        writer.commit(add=[Quad(template.subject, template.predicate, Literal(text), template.graph_name)])

    table = run_untrusted(tmp_path, "SELECT ?o { ?s ?p ?o }")
    graph = run_untrusted(tmp_path, "CONSTRUCT WHERE { ?s ?p ?o }")

    assert isinstance(table, Table)
    assert isinstance(graph, Graph)
    assert table.rows == ((Literal(text),),)
    assert graph.triples[0].object == Literal(text)


def test_an_endless_join_is_stopped_at_the_time_limit(store: Path) -> None:
    begin = time.monotonic()

    with pytest.raises(QueryTimeout, match=r"stopped after 0\.5 seconds"):
        run_untrusted(store, ENDLESS, Limits(timeout_s=0.5))

    assert time.monotonic() - begin < 2


def test_a_query_that_eats_memory_is_stopped_at_the_memory_limit(store: Path) -> None:
    with pytest.raises(QueryTimeout, match="needs more than 100 MB of memory"):
        run_untrusted(store, HUNGRY, Limits(timeout_s=60, memory_mb=100))

    assert run_untrusted(store, "SELECT * { ?s ?p ?o } ORDER BY ?o", Limits(memory_mb=100))


def test_a_query_that_gives_too_much_is_stopped_at_the_size_limit(store: Path) -> None:
    with pytest.raises(QueryTimeout, match="gives more than 1 MB"):
        run_untrusted(store, "SELECT * { ?a ?b ?c . ?d ?e ?f }", Limits(output_mb=1, max_rows=1_000_000))


def test_a_table_is_cut_at_the_row_limit_and_says_whether_there_is_more(store: Path) -> None:
    cut = run_untrusted(store, "SELECT ?s { ?s ?p 1 } ORDER BY ?s", Limits(max_rows=499))
    whole = run_untrusted(store, "SELECT ?s { ?s ?p 1 } ORDER BY ?s", Limits(max_rows=500))

    assert isinstance(cut, Table)
    assert isinstance(whole, Table)
    assert (len(cut), cut.more, len(whole), whole.more) == (499, True, 500, False)
    assert cut.rows == whole.rows[:499]


def test_a_graph_is_cut_at_the_limit_too(store: Path) -> None:
    cut = run_untrusted(store, "CONSTRUCT WHERE { ?s ?p 1 }", Limits(max_rows=499))
    whole = run_untrusted(store, "CONSTRUCT WHERE { ?s ?p 1 }", Limits(max_rows=500))

    assert isinstance(cut, Graph)
    assert isinstance(whole, Graph)
    assert (len(cut), cut.more, len(whole), whole.more) == (499, True, 500, False)


def test_rows_beyond_the_limit_are_not_computed(store: Path) -> None:
    billions = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

    found = run_untrusted(store, billions, Limits(timeout_s=10, max_rows=10))

    assert isinstance(found, Table)
    assert (len(found), found.more) == (10, True)


def test_every_kind_of_term_comes_back_as_oxigraph_gives_it(store: Path) -> None:
    query = r"""SELECT * { VALUES (?x ?y) {
        (<https://example.org/é> UNDEF) ("" "a\tb\n\r\"\\ \u0000\u007f\u2028'") ("\t" "x"@en-gb) ("x"@ar--rtl 1.10)
        (1e400 true) ("2025-12"^^xsd:gYearMonth "x"^^<a:b>) (<<( <a:b> <a:c> "x\ty" )>> <<( <a:b> <a:c> <<( <a:b> <a:c> 1 )>> )>>)
    } }"""
    with open_snapshot(store) as reader:
        expected = reader.query(query)

    assert run_untrusted(store, query) == expected


def test_a_query_that_finds_one_row_without_columns_gives_it(store: Path) -> None:
    assert run_untrusted(store, "SELECT * {}") == Table((), ((),))


def test_only_the_graphs_that_are_named_are_read(store: Path, tmp_path: Path) -> None:
    one, two = "https://example.org/graph/1", "https://example.org/graph/2"
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    found = {}
    for name, dataset in {
        "all": None,
        "one": Dataset(default=(one,)),
        "both": Dataset(default=(one, two)),
        "one as a graph": Dataset(named=(one,)),
        "a file": Dataset(default=("file:///etc/passwd",)),
    }.items():
        with (tmp_path / "out").open("w+b") as out:
            write_untrusted(store, query, out, table="CSV", graph="TURTLE", dataset=dataset)
            found[name] = out.read()

    counts = {"all": 4000, "one": 500, "both": 1000, "one as a graph": 500, "a file": 0}
    assert found == {name: f"n\r\n{count}\r\n".encode() for name, count in counts.items()}


def test_a_worker_whose_starter_is_gone_ends_by_itself(store: Path) -> None:
    starting = f"from pathlib import Path; from kb.store import Limits, run_untrusted; run_untrusted(Path({str(store)!r}), {ENDLESS!r}, Limits(timeout_s=1))"
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", starting], stderr=subprocess.PIPE, env=path) as starter:
        workers = wait_for_children(starter.pid)
        starter.kill()

    deadline = time.monotonic() + 10
    while any(is_running(pid) for pid in workers):
        assert time.monotonic() < deadline, "the worker outlives its time limit"
        time.sleep(0.05)


def wait_for_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for _ in range(200):
        if found := children.read_text().split():
            return [int(child) for child in found]
        time.sleep(0.05)
    raise AssertionError("no worker was started")


def is_running(pid: int) -> bool:
    try:
        return worker.__file__ in Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_what_reaches_outside_is_refused_and_nobody_is_called(store: Path, listener: Listener) -> None:
    with pytest.raises(
        QueryRefused, match="SERVICE is not allowed: a query reads this store and nothing else"
    ):
        run_untrusted(store, f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}")

    assert listener.calls == 0


def test_the_words_service_and_from_are_allowed_in_texts_names_and_comments(store: Path) -> None:
    query = """
        PREFIX from: <https://example.org/service/> # from the service
        SELECT ?service { ?service ?from 'SERVICE <x> {}' , from:x FILTER(?service != "from") }
    """
    found = run_untrusted(store, query)

    assert isinstance(found, Table)
    assert found.columns == ("service",)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <URL>",
        "PREFIX x: <a:x> # one\nINSERT DATA { x:a x:b x:c }",
    ],
)
def test_updates_are_refused(store: Path, listener: Listener, update: str) -> None:
    with pytest.raises(QueryRefused, match=r"would change the store\. A query here only reads"):
        run_untrusted(store, update.replace("URL", listener.url))

    assert listener.calls == 0


def test_a_query_followed_by_an_update_changes_nothing(store: Path) -> None:
    with pytest.raises(QuerySyntaxError):
        run_untrusted(store, "SELECT * { ?s ?p ?o } ; DROP ALL")

    assert run_untrusted(store, "ASK { ?s ?p ?o }")


def test_a_worker_has_no_network_where_the_system_lets_it_leave(listener: Listener) -> None:
    calling = (
        "import runpy, socket, sys;"
        f"left = runpy.run_path({worker.__file__!r})['leave_network']();"
        "print(left, socket.socket().connect_ex(('127.0.0.1', int(sys.argv[1]))))"
    )
    port = str(listener.port)
    done = subprocess.run([sys.executable, "-c", calling, port], capture_output=True, text=True, check=True)
    left, error = done.stdout.split()

    assert (left == "True") == (error != "0")


@pytest.mark.parametrize(
    ("query", "line", "column", "shown"),
    [
        ("SELCT * { ?s ?p ?o }", 1, 1, "SELCT"),
        ("SELECT * {\n  ?s ?p ?o .\n  FILTR(?o > 3)\n}", 3, 3, "FILTR"),
        ("SELECT * {\n  ?s ?p ?o .\n  ?s ?p\n}", 3, 3, "?s ?p"),
        ('SELECT * { ?s ?p "שלום 👩‍👩‍👧" . nonsense }', 1, 33, "nonsense"),
        ("SELECT * { ?s ?p ?o ) }", 1, 21, ") }"),
        ("ASK {", 1, 6, "ends too early"),
        ("", 1, 1, "ends too early"),
        ("SELECT *\n{ ?s foo:bar ?o }", 2, 6, "the prefix foo: is not declared"),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", 1, 23, "; DROP ALL"),
        ('SELECT * { ?s ?p "from } LIMIT', 1, 12, "?s ?p"),
    ],
)
def test_what_is_no_sparql_is_shown_at_its_place(
    store: Path, query: str, line: int, column: int, shown: str
) -> None:
    # Both ways to ask explain errors by the same function; this one needs no process for each query.
    with open_snapshot(store) as reader, pytest.raises(QuerySyntaxError) as caught:
        reader.query(query)

    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"Line {line}, column {column}: ")
    assert shown in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_sandboxed_query_that_is_no_sparql_is_shown_at_its_place_too(store: Path) -> None:
    with pytest.raises(QuerySyntaxError, match=r"Line 2, column 3: .*FILTR") as caught:
        run_untrusted(store, "SELECT * {\n  FILTR(?o > 3) }")

    assert (caught.value.line, caught.value.column) == (2, 3)


def test_a_query_of_the_right_form_that_makes_no_sense_says_why(store: Path) -> None:
    with pytest.raises(QuerySyntaxError, match="The SELECT contains a variable that is unbound"):
        run_untrusted(store, "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_a_function_that_is_not_there_is_named(store: Path) -> None:
    with pytest.raises(QueryError, match="a:mystery"):
        run_untrusted(store, "SELECT (<a:mystery>(1) AS ?x) {}")


def test_results_of_a_sandboxed_query_can_be_written_in_every_format(store: Path) -> None:
    table = run_untrusted(store, "SELECT ?o { <https://example.org/thing/1/7> ?p ?o }")
    graph = run_untrusted(store, "DESCRIBE <https://example.org/thing/1/7>")

    assert serialize(table, "csv") == "o\r\n1\r\n"
    assert "<https://example.org/thing/1/7> <https://example.org/holds> 1 ." in serialize(graph, "turtle")
