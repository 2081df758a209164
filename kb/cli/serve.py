"""`kb serve`: the SPARQL endpoint."""

from __future__ import annotations

import sys
from contextlib import suppress
from math import ceil

import click

from kb.base import KnowledgeBase
from kb.cli.listening import is_loopback, listen
from kb.cli.options import with_base
from kb.cli.output import say
from kb.store import LIMITS, Limits

_PORT = 8502
_OPEN_REQUESTS = 200
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=_PORT, show_default=True, help="Port to listen on."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Anything but the default lets other machines read.",
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages from there ask, such as https://yasgui.example.org; * lets all. May be repeated.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=LIMITS.timeout_s,
    show_default=True,
    help="Seconds that a query may take.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(min=1),
    default=LIMITS.max_rows,
    show_default=True,
    help="Rows or triples of an answer; where there are more, its header X-OnRecord-More says so.",
)
@with_base
def serve(
    base: KnowledgeBase, *, port: int, host: str, origins: tuple[str, ...], timeout: float, max_rows: int
) -> None:
    """Serve the store as a read-only SPARQL endpoint, for notebooks, YASGUI or R, until stopped with Ctrl-C.

    Queries see the newest state of the store, also while articles are added. They cannot change it or reach
    the network.

    \b
    Examples:
      kb serve
      kb serve --port 8600 --store my-store --cors https://yasgui.example.org
    """
    import uvicorn  # noqa: PLC0415  other commands need not wait for it

    from kb.serve import endpoint  # noqa: PLC0415  the same

    _ = base.iris  # says so where there is no store
    local, place = is_loopback(host), f"[{host}]" if ":" in host else host
    if not local:
        say(f"Warning: whoever reaches {host} can read the store; there is no password.")
    limits = Limits(timeout_s=timeout, max_rows=max_rows)
    app = endpoint(base, limits, origins=origins, hosts=(*_LOOPBACK, place) if local else ("*",))
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_OPEN_REQUESTS,
        timeout_graceful_shutdown=ceil(timeout) + 1,
    )
    with listen(host, port, "kb serve", _PORT) as listening:
        click.echo(f"SPARQL endpoint: http://{place}:{port}/sparql (stop it with Ctrl-C)")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):  # which is how one ends it
            uvicorn.Server(config).run(sockets=[listening])
