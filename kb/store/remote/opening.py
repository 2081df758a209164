"""To open a remote store: is it one, does it answer as one must, and whose turn is it to write."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from pyoxigraph import NamedNode

from kb.errors import NotAStore, QueryError, StoreError, StoreLocked, StoreUnwritable
from kb.store.remote.answers import ask
from kb.store.remote.settings import ASKED, FORMAT, GRAPH, IN_UNION, Settings, is_gone, ourselves
from kb.store.remote.wire import Wire
from kb.store.results import Table
from kb.vocab import BASE

_UNIONS = ("", "union-default-graph")
"""What asks for the union of all graphs: nothing, where that is the default; or a parameter of Oxigraph's."""

_OF_SERVERS = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/",
    "urn:x-arq:",
)
"""Graphs that Virtuoso and others have from the beginning."""


def read_settings(wire: Wire) -> Settings | None:
    """What the store says of itself; None where there is none. Raises StoreError, NotAStore."""
    found = ask(wire, ASKED)
    return Settings.read(found) if isinstance(found, Table) else None


def graphs(wire: Wire) -> list[NamedNode]:
    """The names of all graphs, but for those that servers have of themselves."""
    found = ask(wire, "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }")
    names = [row[0] for row in found.rows] if isinstance(found, Table) else []
    return [one for one in names if isinstance(one, NamedNode) and not one.value.startswith(_OF_SERVERS)]


def known_or_new(wire: Wire, *, create: bool, base: str = BASE) -> Settings:
    """The settings of the store, or those of a new one if `create` is set. Raises NotAStore."""
    settings = read_settings(wire)
    if settings is None:
        _check_empty(wire, create=create)
        return Settings(FORMAT, base, "")
    if settings.format != FORMAT:
        raise NotAStore(
            f"The store at {wire.address.name} has format {settings.format}, this On Record"
            f" reads format {FORMAT}. Add the articles to another store, or use the version that wrote it."
        )
    return settings


def find_union(wire: Wire) -> None:
    """Find out how queries see all graphs. Raises NotAStore where the server must be set up for that."""
    for wire.union in _UNIONS:
        with suppress(QueryError):  # a server may not know the parameter
            if ask(wire, IN_UNION):
                return
    raise NotAStore(
        f"A query to {wire.address.name} does not see all graphs unless it names them. Make their union the"
        " default graph of the server: oxigraph serve --union-default-graph, tdb2:unionDefaultGraph true."
    )


def find_graphs(wire: Wire) -> None:
    """Leave the graph store protocol alone where it does not give this graph, which is there."""
    try:
        with wire.graph(GRAPH.value) as lines:
            if any(lines):
                return
    except (StoreError, QueryError):
        pass
    wire.graphs = None


def take_turn(wire: Wire, settings: Settings, environ: Mapping[str, str] = os.environ) -> Settings:
    """Be the writer. Raises StoreLocked where another is, StoreUnwritable where nothing can be written."""
    name = wire.address.name
    if settings.writer and not is_gone(settings.writer) and not environ.get("KB_STORE_TAKE_OVER"):
        raise StoreLocked(
            f"Somebody else is writing to the store at {name} (host, process: {settings.writer}), and it"
            " takes one writer at a time. Wait until they are done; if they were killed, set"
            " KB_STORE_TAKE_OVER=yes once."
        )
    ours = replace(settings.next(), writer=ourselves())
    wire.update(" ;\n".join(ours.update()))
    if (found := read_settings(wire)) == ours:
        return ours
    if found and found.writer:
        raise StoreLocked(
            f"Somebody else began to write to the store at {name} in the same moment. Try it again."
        )
    raise StoreUnwritable(
        f"What is written to {wire.address.update} is not seen at {wire.address.query}."
        " Set KB_STORE_UPDATE to the update URL of that same store."
    )


def check_turn(wire: Wire, ours: Settings) -> None:
    """Raise StoreLocked where another writer took over: neither would see what the other changes."""
    found = read_settings(wire)
    if found is None or found.writer != ours.writer:
        other = found.writer if found and found.writer else "somebody who is done"
        raise StoreLocked(
            f"The store at {wire.address.name} was taken over by another writer ({other}). What was said to"
            " be in is in; wait until they are done, and add the rest again."
        )


def _check_empty(wire: Wire, *, create: bool) -> None:
    if strangers := graphs(wire):
        raise NotAStore(
            f"The server at {wire.address.name} holds no store of On Record but other graphs (such as"
            f" {strangers[0].value}). Name an empty dataset or repository."
        )
    if not create:
        raise NotAStore(f"There is no store at {wire.address.name}. Add an article to make one: kb add PATH.")
