"""Every store that there is, empty: the tests of the protocol run on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Place, Server, on_disk, on_server, oxigraph, virtuoso

from kb.store import Store


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


# One group for each server, so that it is started once and not by each process that runs tests.
STORES = [
    "embedded",
    pytest.param("oxigraph", marks=pytest.mark.xdist_group("oxigraph")),
    pytest.param("virtuoso", marks=pytest.mark.xdist_group("virtuoso")),
]


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "embedded":
        return on_disk(tmp_path / "store")
    return on_server(request.getfixturevalue(f"{request.param}_server"))


@pytest.fixture
def writer(place: Place) -> Iterator[Store]:
    with place.write() as store:
        yield store
