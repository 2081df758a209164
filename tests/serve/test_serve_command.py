from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from serving import served

from kb.cli import cli
from kb.cli.listening import is_loopback


def serve(store: Path, *options: object) -> str:
    """The one line that `kb serve` ends with where it cannot serve."""
    result = CliRunner().invoke(cli, ["serve", "--store", str(store), *map(str, options)])
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    return line


def test_a_port_in_use_is_said_in_one_line_with_another_to_take(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = serve(store, "--port", port)

    assert f"Cannot serve on 127.0.0.1:{port}: Address already in use" in line
    assert line.endswith(f"kb serve --port {port + 1}.")


def test_a_store_that_is_not_there_is_not_served(tmp_path: Path) -> None:
    assert "There is no store at" in serve(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_it_listens_on_an_address_of_ipv6_too(store: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")  # as many containers, also in CI
    with served(store, host="::1") as address:
        assert httpx.get(address, params={"query": "ASK {}"}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("news.example", False)],  # noqa: S104  we only ask
)
def test_it_is_known_who_can_reach_an_address(host: str, local: bool) -> None:  # noqa: FBT001  a table
    assert is_loopback(host) is local
