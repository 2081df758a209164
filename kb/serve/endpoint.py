"""Requests in, answers out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kb.base import KnowledgeBase
from kb.errors import OnRecordError, QueryError, QueryRefused, QueryTimeout, StoreError
from kb.serve.formats import GRAPHS, TABLES, best
from kb.serve.pages import PAGE, PAGE_POLICY, description
from kb.serve.protocol import Asked, asked
from kb.store import LIMITS, Limits

MORE = "X-OnRecord-More"
"""The header that says `true` where an answer was cut: it has the first rows or triples of more."""

_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
_CHUNK = 1 << 16
_STATUS = ((QueryRefused, 403), (QueryTimeout, 503), (QueryError, 400), (StoreError, 503))


def endpoint(
    base: KnowledgeBase,
    limits: Limits = LIMITS,
    *,
    origins: Sequence[str] = (),
    hosts: Sequence[str] = ("*",),
) -> Starlette:
    """The application, which answers at `/sparql` from the newest state of the store.

    Scripts of pages from `origins` may read its answers. It answers only who calls it by one of `hosts`: a
    page of the web can give this machine's address a name of its own, and would be its own origin then.
    """

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
        what = await asked(request)
        accept = ", ".join(request.headers.getlist("accept")) or None
        if what is None:
            return _description(request, accept)
        return await run_in_threadpool(_answer, base, what, accept, limits)

    return Starlette(
        routes=[Route("/", _page), Route("/sparql", sparql, methods=_METHODS)],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
            Middleware(CORSMiddleware, allow_origins=origins, allow_methods=_METHODS, expose_headers=[MORE]),
        ],
        exception_handlers={OnRecordError: _failure},
    )


def _answer(base: KnowledgeBase, what: Asked, accept: str | None, limits: Limits) -> Response:
    """All of the answer lies in a file before any of it is sent: what is cut off is no answer."""
    table, graph = best(accept, TABLES), best(accept, GRAPHS)
    if table is None and graph is None:
        raise HTTPException(406, f"An answer is one of: {', '.join([*TABLES, *GRAPHS])}.")
    table, graph = table or next(iter(TABLES)), graph or next(iter(GRAPHS))
    out = tempfile.TemporaryFile()  # noqa: SIM115  closed once it is sent
    try:
        found = base.answer(
            what.query, out, table=TABLES[table], graph=GRAPHS[graph], dataset=what.dataset, limits=limits
        )
    except BaseException:
        out.close()
        raise
    headers = {"Content-Length": str(os.fstat(out.fileno()).st_size), **_HEADERS}
    if found.more:
        headers[MORE] = "true"
    return StreamingResponse(
        _chunks(out), media_type=graph if found.kind == "graph" else table, headers=headers
    )


_HEADERS = {"Vary": "Accept", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _description(request: Request, accept: str | None) -> Response:
    media = best(accept, GRAPHS) or next(iter(GRAPHS))
    address = str(request.url.replace(query="", fragment=""))
    return Response(description(address, GRAPHS[media]), media_type=media, headers=_HEADERS)


async def _page(request: Request) -> Response:
    del request
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": PAGE_POLICY})


def _failure(request: Request, error: Exception) -> Response:
    """One line that says why; a query that took too much is 503, and never a part of an answer."""
    del request
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return PlainTextResponse(f"{error}\n", status)
