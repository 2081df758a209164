"""A server that is killed amid a batch: the batch waits for it, or stops, and the same batch goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from httpx_retries import Retry
from said import SaidReader
from servers import Server, oxigraph

from kb.base import KnowledgeBase
from kb.errors import StoreUnreachable
from kb.ingest import Outcome, Status
from kb.model import Article
from kb.rdf import article_iri, from_quads
from kb.records import known_articles
from kb.store.remote import open_remote, wire

MANY = 30
ARTICLES = [Article(f"a{number}", f"Ada said it is {number}. Bob said no.") for number in range(MANY)]

# The same as below, in a process that can be killed.
ADDING = """
import sys
from said import SaidReader
from test_dying_server import ARTICLES
from kb.base import KnowledgeBase

KnowledgeBase(sys.argv[1]).add(
    *ARTICLES, reader=SaidReader(), jobs=1, tell=lambda outcome: print(outcome.article, flush=True)
)
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("KB_STORE_FOLDER", str(tmp_path / "beside"))
    with oxigraph(tmp_path) as server:
        yield server


def add(server: Server, tell: object = None) -> list[Outcome]:
    return KnowledgeBase(server.address.name).add(*ARTICLES, reader=SaidReader(), jobs=1, tell=tell)  # type: ignore[arg-type]


def assert_complete(server: Server, acknowledged: set[str | None]) -> None:
    """Whoever counts as recorded is there whole, and all who were said to be in are."""
    with open_remote(server.address, writing=False) as store:
        recorded = {id for id, known in known_articles(store).items() if known.reader}
        assert acknowledged <= recorded
        for id in recorded:
            reading = from_quads(store.quads(article_iri(id)))
            assert len(reading.statements) == 2
            assert reading.article in ARTICLES


def test_a_batch_waits_for_a_server_that_restarts_and_loses_nothing(server: Server) -> None:
    restarted: list[Thread] = []

    def restart() -> None:
        server.kill()
        time.sleep(0.3)
        server.start()

    def tell(outcome: Outcome) -> None:
        if outcome.article == "a10":
            restarted.append(Thread(target=restart))
            restarted[0].start()

    outcomes = add(server, tell)
    restarted[0].join()
    assert Counter(outcome.status for outcome in outcomes) == {Status.ADDED: MANY}
    assert_complete(server, {article.id for article in ARTICLES})


def test_a_batch_stops_where_the_server_stays_away_and_the_same_batch_goes_on(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_PATIENT", Retry(total=2, allowed_methods=["POST"]))
    told: list[str | None] = []

    def tell(outcome: Outcome) -> None:
        told.append(outcome.article)
        if len(told) == 10:
            server.kill()

    with pytest.raises(StoreUnreachable, match="what was said to be in is in, and the same command goes on"):
        add(server, tell)
    assert len(told) == 10
    server.start()
    assert_complete(server, set(told))

    # The writer that stopped could not say so; it is this process, so another must take over.
    monkeypatch.setenv("KB_STORE_TAKE_OVER", "yes")
    statuses = Counter(outcome.status for outcome in add(server))
    assert statuses[Status.UNCHANGED] >= 10
    assert statuses.total() == MANY
    assert_complete(server, {article.id for article in ARTICLES})


def test_a_batch_that_is_killed_goes_on_from_where_it_was(server: Server) -> None:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", ADDING, server.address.name], stdout=subprocess.PIPE, text=True, env=environ
    ) as adding:
        assert adding.stdout
        told = [adding.stdout.readline().strip() for _ in range(5)]
        adding.kill()
        told += [line.strip() for line in adding.stdout.readlines()]
    assert_complete(server, set(told))
    statuses = Counter(outcome.status for outcome in add(server))
    assert statuses[Status.UNCHANGED] >= len(told)
    assert statuses.total() == MANY
    assert_complete(server, {article.id for article in ARTICLES})


def test_an_article_of_which_the_record_is_missing_is_read_anew(server: Server) -> None:
    add(server)
    with open_remote(server.address, writing=True) as store:
        record = [
            quad for quad in store.quads() if quad.subject == article_iri("a7") and "/runs" in str(quad)
        ]
        assert record
        store.commit(remove=record)
    outcomes = add(server)
    assert [outcome.article for outcome in outcomes if outcome.status is not Status.UNCHANGED] == ["a7"]
    assert_complete(server, {article.id for article in ARTICLES})
