"""A store on a server: the same answers as the embedded one, and what is said where it will not do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from made_up import HELD, graph, quads
from named import Params, Plain, comparable, some_params
from pyoxigraph import Literal, Quad
from servers import Server, free_port, oxigraph
from stored import put
from two_articles import READINGS

from kb import queries
from kb.base import KnowledgeBase
from kb.errors import (
    NotAStore,
    OnRecordError,
    QueryError,
    QueryTimeout,
    StoreError,
    StoreLocked,
    StoreUnreachable,
    StoreUnwritable,
)
from kb.queries import NamedQuery
from kb.rdf import article_iri
from kb.store import Limits, Store, open_writer
from kb.store.remote import Address, address_of, ask_untrusted, open_remote, state_of
from kb.store.remote import store as remote_store
from kb.store.remote.settings import ourselves
from kb.store.remote.wire import Wire

SLOW = (
    f"SELECT (COUNT(*) AS ?n) {{ ?a {HELD} ?b . ?c {HELD} ?d . ?e {HELD} ?f FILTER(?a != ?c && ?c != ?e) }}"
)


@pytest.fixture(
    params=[
        pytest.param("oxigraph", marks=pytest.mark.xdist_group("oxigraph")),
        pytest.param("virtuoso", marks=pytest.mark.xdist_group("virtuoso")),
    ]
)
def server(request: pytest.FixtureRequest) -> Server:
    server: Server = request.getfixturevalue(f"{request.param}_server")
    server.empty()
    return server


@pytest.fixture
def address(oxigraph_server: Server) -> Address:
    oxigraph_server.empty()
    return oxigraph_server.address


on_oxigraph, on_virtuoso = map(pytest.mark.xdist_group, ("oxigraph", "virtuoso"))


class Canned(BaseHTTPRequestHandler):
    """A server that says what a test tells it to, in turn and then the last again, and keeps what it was asked."""

    answers: ClassVar[list[tuple[int, dict[str, str], str]]] = []
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body.encode()))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@contextmanager
def saying(*answers: tuple[int, dict[str, str], str]) -> Iterator[str]:
    """The URL of a server that answers so."""
    Canned.answers[:], Canned.asked[:] = answers, []
    with HTTPServer(("127.0.0.1", 0), Canned) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def at(url: str, **environ: str) -> Address:
    return address_of(url, {"NETRC": os.devnull, "KB_STORE_FOLDER": "beside", **environ})


# The same as the embedded store


def assert_same_rows(
    server: Server, folder: Path, ask: Callable[[Store, NamedQuery], Iterable[Params]]
) -> None:
    with ExitStack() as open_:
        embedded = open_.enter_context(open_writer(folder))
        remote = open_.enter_context(open_remote(server.address, writing=True, create=True))
        put(embedded, READINGS)
        put(remote, READINGS)
        assert set(remote.quads()) == set(embedded.quads())
        for query in queries.named():
            for params in ask(embedded, query):
                expected = queries.run(Plain(embedded), query.name, **params)  # type: ignore[arg-type]
                found = queries.run(remote, query.name, **params)
                assert comparable(found) == comparable(expected), (query.name, params)


@on_oxigraph
def test_every_named_query_finds_the_same_rows_as_in_the_embedded_store(
    oxigraph_server: Server, tmp_path: Path
) -> None:
    oxigraph_server.empty()
    assert_same_rows(oxigraph_server, tmp_path / "store", some_params)


@on_virtuoso
def test_every_named_query_finds_the_same_rows_in_virtuoso(virtuoso_server: Server, tmp_path: Path) -> None:
    # Virtuoso thinks for up to two seconds before it runs one of ours, so each is asked once: with the value
    # that it once took otherwise, where there is one.
    hard = {"about": {"actor": "Per Holm"}, "events": {"after": "2026"}}
    virtuoso_server.empty()
    assert_same_rows(
        virtuoso_server,
        tmp_path / "store",
        lambda store, query: [hard.get(query.name) or next(some_params(store, query))],
    )


def test_what_a_server_has_no_graph_store_for_is_read_by_queries(server: Server) -> None:
    with open_remote(replace(server.address, graphs=None), writing=True, create=True) as store:
        store.commit(add=quads(1))
        assert set(store.quads()) == set(quads(1))
    with open_remote(
        replace(server.address, graphs=f"{server.address.name}/nowhere"), writing=False
    ) as store:
        assert set(store.quads(graph(1))) == set(quads(1))


def test_a_commit_too_large_for_one_request_goes_in_parts_and_what_comes_last_is_last(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_store, "QUADS_AT_ONCE", 40)
    sent: list[str] = []
    update = Wire.update
    monkeypatch.setattr(Wire, "update", lambda wire, sparql: (sent.append(sparql), update(wire, sparql))[1])
    record = Quad(graph(2), HELD, Literal("complete"), graph(2))
    with open_remote(server.address, writing=True, create=True) as store:
        store.commit(add=quads(1, version=1))
        sent.clear()
        store.commit(drop=[graph(1)], add=[*quads(1, 100), record])
        assert set(store.quads()) == {*quads(1, 100), record}
    first, *_, last = sent[:3]
    assert "DROP" in first
    assert ["complete" in one for one in (first, last)] == [False, True]


def test_readers_see_another_state_after_each_commit(server: Server) -> None:
    with open_remote(server.address, writing=True, create=True) as store:
        before = state_of(server.address)
        store.commit(add=quads(1))
        assert state_of(server.address) != before
    with open_remote(server.address, writing=False) as reader:
        assert len(reader.query(f"SELECT ?s {{ ?s {HELD} ?o }}")) == 50


@on_oxigraph
def test_a_knowledge_base_on_a_server_does_all_that_one_in_a_folder_does(
    address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_STORE_FOLDER", str(tmp_path / "beside"))
    monkeypatch.setenv("KB_BASE", "https://data.example.org/press/")
    base = KnowledgeBase(address.name)
    assert (base.state, base.name) == (None, address.name)
    with open_remote(base.address, writing=True, create=True) as store:  # type: ignore[arg-type]
        put(store, READINGS)
    assert base.iris == "https://data.example.org/press/"
    assert base.state
    assert base.article("ferry") == READINGS[1]
    assert base.counts()["articles"] == 2
    assert base.validate().conforms
    assert base.export(tmp_path / "all.nq") > 10_000
    assert b"onrecord/store" not in (tmp_path / "all.nq").read_bytes()
    assert len(base.query("SELECT ?s { ?s a onr:Statement }")) == 6
    with pytest.raises(StoreError, match="is a SPARQL endpoint itself"):
        base.answer("ASK {}", BytesIO())


# Writers


def test_a_second_writer_is_told_who_writes(server: Server) -> None:
    told = pytest.raises(StoreLocked, match=rf"process: .* {os.getpid()} .*KB_STORE_TAKE_OVER=yes")
    with open_remote(server.address, writing=True, create=True), told:
        open_remote(server.address, writing=True)
    open_remote(server.address, writing=True).close()


@on_oxigraph
def test_a_writer_that_was_killed_is_no_writer_any_more(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.Popen(["true"])  # noqa: S607  wherever it is
    ended.wait()
    monkeypatch.setattr("os.getpid", lambda: ended.pid)
    killed = open_remote(address, writing=True, create=True)
    monkeypatch.undo()
    with open_remote(address, writing=True) as store:
        with pytest.raises(StoreLocked, match="taken over by another writer"):
            killed.commit(add=quads(1))
        store.commit(add=quads(2))
        killed.close()
        store.commit(add=quads(3))
        assert len(list(store.quads())) == 100


@on_oxigraph
def test_a_writer_elsewhere_is_overtaken_on_request_only(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "elsewhere")
    open_remote(address, writing=True, create=True)
    assert ourselves().startswith("elsewhere ")
    monkeypatch.undo()
    with pytest.raises(StoreLocked, match="process: elsewhere "):
        open_remote(address, writing=True)
    monkeypatch.setenv("KB_STORE_TAKE_OVER", "yes")
    open_remote(address, writing=True).close()


# What will not do


@on_oxigraph
def test_where_there_is_no_store_none_is_made_by_reading(address: Address) -> None:
    for writing in (False, True):
        with pytest.raises(NotAStore, match=r"There is no store at .* kb add PATH"):
            open_remote(address, writing=writing)
    assert state_of(address) is None


def test_graphs_of_others_are_left_alone(server: Server) -> None:
    wire = Wire(server.address)
    wire.update(
        "INSERT DATA { GRAPH <https://example.org/cats> { <https://example.org/cat> <https://example.org/is> 1 } }"
    )
    wire.close()
    with pytest.raises(NotAStore, match=r"other graphs \(such as https://example.org/cats\)"):
        open_remote(server.address, writing=True, create=True)


@on_oxigraph
def test_a_store_of_another_format_is_left_alone(address: Address) -> None:
    open_remote(address, writing=True, create=True).close()
    wire = Wire(address)
    stem = "https://w3id.org/onrecord/store"
    wire.update(
        f"DELETE WHERE {{ GRAPH <{stem}> {{ <{stem}> <{stem}#format> ?f }} }} ;"
        f"INSERT DATA {{ GRAPH <{stem}> {{ <{stem}> <{stem}#format> '1' }} }}"
    )
    wire.close()
    with pytest.raises(NotAStore, match="has format 1, this On Record reads format"):
        open_remote(address, writing=False)


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        ((401, {}, ""), StoreError, r"wants to know who we are \(401\). Set KB_STORE_USER"),
        ((403, {}, ""), StoreError, r"wants to know who we are \(403\)"),
        ((404, {}, "nothing"), NotAStore, "No SPARQL endpoint is at .*/query .*KB_STORE_UPDATE"),
        ((200, {"Content-Type": "text/html"}, "<html>"), NotAStore, "answers with a web page"),
        (
            (307, {"Location": "https://u:secret@example.org/q?key=secret"}, ""),
            StoreError,
            "https://example.org/q, where",
        ),
        ((500, {}, "Out of\ncheese"), StoreUnreachable, r"fails \(500\): Out of. Look"),
        ((503, {"Retry-After": "1000"}, "Busy"), StoreUnreachable, r"fails \(503\): Busy"),
        ((400, {}, "No such thing."), QueryError, r"refuses the query \(400\): No such thing\.$"),
        (
            (200, {"X-SQL-State": "S1TAT", "X-SQL-Message": "RC...: time"}, "{}"),
            QueryTimeout,
            "stopped .* time limit",
        ),
        ((200, {"X-SPARQL-MaxRows": "10"}, "{}"), QueryTimeout, "no more than 10 rows"),
        (
            (200, {}, '{"head":{"vars":["a"]},"results":{"bindings":[{"a"'),
            QueryTimeout,
            "broke its answer off",
        ),
    ],
)
def test_what_a_server_answers_instead_of_results_is_told_in_one_line(
    answer: tuple[int, dict[str, str], str], error: type[OnRecordError], message: str
) -> None:
    with saying(answer) as url, pytest.raises(error, match=message) as caught:
        open_remote(at(url), writing=False)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_said_to_be_so_at_once() -> None:
    with pytest.raises(StoreUnreachable, match=r"cannot be reached \(Connection refused\)"):
        open_remote(at(f"http://127.0.0.1:{free_port()}"), writing=False)


@on_oxigraph
def test_a_server_that_takes_no_updates_can_be_read_and_not_written(address: Address) -> None:
    open_remote(address, writing=True, create=True).close()
    with saying((403, {}, "Read only")) as url:
        read_only = replace(address, update=f"{url}/update")
        open_remote(read_only, writing=False).close()
        with pytest.raises(StoreUnwritable, match=r"No updates are taken at .* \(403\): Read only"):
            open_remote(read_only, writing=True)


@on_oxigraph
def test_an_update_url_of_another_server_is_noticed_before_anything_is_written(
    address: Address, tmp_path: Path
) -> None:
    open_remote(address, writing=True, create=True).close()
    with (
        oxigraph(tmp_path) as other,
        pytest.raises(StoreUnwritable, match=r"is not seen at .* Set KB_STORE_UPDATE"),
    ):
        open_remote(replace(address, update=other.address.update), writing=True)


@on_virtuoso
def test_a_virtuoso_that_grants_no_update_says_what_to_grant(virtuoso_server: Server) -> None:
    virtuoso_server.empty()
    public = replace(virtuoso_server.address, update=virtuoso_server.address.query)
    with pytest.raises(StoreUnwritable, match="GRANT SPARQL_UPDATE TO"):
        open_remote(public, writing=True, create=True)


@on_virtuoso
def test_a_wrong_password_is_not_repeated_to_anybody(virtuoso_server: Server) -> None:
    virtuoso_server.empty()
    wrong = replace(virtuoso_server.address, password="open sesame")  # noqa: S106  of a test
    with pytest.raises(StoreError, match="refuses what it was told") as caught:
        open_remote(wrong, writing=True, create=True)
    assert "sesame" not in f"{caught.value!r} {wrong!r}"


# What is tried again


EMPTY = (200, {}, '{"head":{"vars":["name","value"]},"results":{"bindings":[]}}')


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_asked_again_when_it_says(status: int) -> None:
    with saying((status, {"Retry-After": "0"}, ""), EMPTY) as url:
        wire = Wire(at(url))
        wire.patient = True
        assert wire.ask("SELECT", "a/b")
        wire.close()
    assert len(Canned.asked) == 2


# People's queries


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("DROP ALL", "would change the store"),
        ("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", "would change the store"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        (r"SELECT * { SER\u0056ICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        (r"SELECT * FR\u004FM <http://127.0.0.1/> { ?s ?p ?o }", "FROM is not allowed"),
        ("# c\rSELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ('define get:soft "soft" SELECT * { ?s ?p ?o }', "cannot read the query from here on: define"),
        ("ASK {} ; DROP ALL", "cannot read the query"),
        ("ASK { # " + "x" * 20_000 + "\n}", "at most 20,000 characters"),
    ],
)
def test_a_query_that_does_more_than_read_is_never_sent(query: str, message: str) -> None:
    settings = "".join(
        f'{{"name":{{"type":"uri","value":"https://w3id.org/onrecord/store#{name}"}},'
        f'"value":{{"type":"literal","value":"{value}"}}}},'
        for name, value in (("format", 2), ("base", "https://example.org/"))
    )
    known = (200, {}, f'{{"head":{{"vars":["name","value"]}},"results":{{"bindings":[{settings[:-1]}]}}}}')
    yes = (200, {}, '{"head":{},"boolean":true}')
    with saying(known, yes) as url, open_remote(at(url, KB_STORE_UPDATE=url), writing=False) as store:
        Canned.asked.clear()
        with pytest.raises(QueryError, match=message):
            ask_untrusted(store, query)
        assert Canned.asked == []


def test_a_query_may_speak_of_all_that_in_words(server: Server) -> None:
    with open_remote(server.address, writing=True, create=True) as store:
        words = "DROP ALL, SERVICE and FROM; “INSERT DATA”"
        store.commit(add=[Quad(graph(1), HELD, Literal(words), graph(1))])
        found = ask_untrusted(store, f'SELECT ?s {{ ?s {HELD} "{words}" }} # FROM, SERVICE')
        assert len(found) == 1
        assert not ask_untrusted(store, f"ASK {{ <{article_iri('a').value}> ?p ?o }}")


def test_a_query_with_too_many_rows_is_cut_and_says_so(server: Server) -> None:
    with open_remote(server.address, writing=True, create=True) as store:
        store.commit(add=quads(1))
        found = ask_untrusted(store, f"SELECT ?s {{ ?s {HELD} ?o }}", Limits(max_rows=20))
        assert (len(found), found.more) == (20, True)  # type: ignore[union-attr]
        with pytest.raises(QueryTimeout, match="more than 0 MB"):
            ask_untrusted(store, f"SELECT ?s {{ ?s {HELD} ?o }}", Limits(output_mb=0))


def test_a_query_that_takes_too_long_is_given_up(server: Server) -> None:
    with open_remote(server.address, writing=True, create=True) as store:
        store.commit(add=[quad for number in range(4) for quad in quads(number)])
        with pytest.raises(QueryTimeout, match=r"no answer within 0\.05 seconds"):
            ask_untrusted(store, SLOW, Limits(timeout_s=0.05))


def test_an_oxigraph_that_stops_a_query_answers_200_and_we_see_that_it_did(tmp_path: Path) -> None:
    with (
        oxigraph(tmp_path, "--timeout-s", "1") as server,
        open_remote(server.address, writing=True, create=True) as store,
    ):
        store.commit(add=[quad for number in range(60) for quad in quads(number, 100)])
        with pytest.raises(QueryTimeout, match="broke its answer off"):
            store.query(SLOW.replace("?a != ?c", "?b != ?d"))  # nothing to count, and it looks at the clock
