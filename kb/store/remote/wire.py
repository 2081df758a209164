"""What is sent to a server, how often it is tried again, and what is said where the answer is none.

All that is sent may be sent twice: a query changes nothing, and our updates only drop graphs and remove and
add quads. So a server that restarts, or is too busy, is waited for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
from httpx_retries import Retry, RetryTransport

from kb.errors import (
    NotAStore,
    OnRecordError,
    QueryError,
    QueryTimeout,
    StoreError,
    StoreUnreachable,
    StoreUnwritable,
)
from kb.store.remote.address import Address

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

_UPDATE = "application/sparql-update"
QUERY_S, _UPDATE_S, _CONNECT_S = 60.0, 300.0, 10.0
ANSWER_MB = 1024
"""Of the largest answer that is read into memory."""

_PATIENT = Retry(
    total=10,  # 0.4 s, 0.8 s and so on, up to a minute in all
    backoff_factor=0.2,
    backoff_jitter=0.5,
    max_backoff_wait=10,
    total_timeout=60,
    allowed_methods=["GET", "POST"],
    retry_on_exceptions=[httpx.ConnectTimeout, httpx.NetworkError, httpx.RemoteProtocolError],
)
_AT_ONCE = Retry(total=0)
_HTML = ("text/html", "application/xhtml+xml")
_SAID = 300
"""Characters of a server's own message that are passed on."""


class Misunderstood(QueryError):
    """The server says that this is no query."""


class Wire:
    """The way to one server. What it raises names the server and never what let us in.

    Attributes:
        graphs: where the graph store protocol is spoken; None where it is not.
        union: the parameter by which the server's queries see all graphs, where it needs one.
        patient: whether a server that does not answer is waited for, about a minute.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.graphs = address.graphs
        self.union = ""
        self.patient = False
        transport = httpx.HTTPTransport(trust_env=not address.is_here)
        self._client = httpx.Client(
            transport=RetryTransport(transport, _PATIENT),
            auth=address.auth,
            timeout=httpx.Timeout(QUERY_S, connect=_CONNECT_S),
            headers={"User-Agent": "on-record"},
            trust_env=False,
        )

    def ask(self, sparql: str, accept: str, timeout_s: float = QUERY_S, max_mb: int = ANSWER_MB) -> bytes:
        """What a query is answered, within that time and size. Raises StoreError, NotAStore, QueryError."""
        url = self.address.query
        request = self._client.build_request(
            "POST",
            url,
            data={"query": sparql},
            params=self.union or None,
            headers={"Accept": accept},
            timeout=httpx.Timeout(timeout_s, connect=_CONNECT_S),
            extensions=self._patience(),
        )
        with self._told(url, timeout_s):
            response = self._client.send(request, stream=True)
            try:
                if not response.is_success:
                    response.read()
                self._check(response, url)
                _check_whole(response)
                return _body(response, timeout_s, max_mb)
            finally:
                response.close()

    def update(self, sparql: str) -> None:
        """Change the store. Raises StoreError, StoreUnwritable."""
        url = self.address.update
        headers = {"Content-Type": _UPDATE}
        request = self._client.build_request(
            "POST",
            url,
            content=sparql.encode(),
            headers=headers,
            timeout=httpx.Timeout(_UPDATE_S, connect=_CONNECT_S),
            extensions=self._patience(),
        )
        with self._told(url, _UPDATE_S):
            response = self._client.send(request)
        if response.is_error and response.status_code != httpx.codes.UNAUTHORIZED:
            raise self._refused(response)
        self._check(response, url)

    @contextmanager
    def graph(self, iri: str) -> Iterator[Iterator[bytes]]:
        """The triples of a graph as N-Triples, as they come, in whole lines. Raises StoreError, NotAStore."""
        url = self.graphs or ""
        request = self._client.build_request(
            "GET", url, params={"graph": iri}, headers={"Accept": N_TRIPLES}, extensions=self._patience()
        )
        with self._told(url, QUERY_S):
            response = self._client.send(request, stream=True)
            try:
                if response.is_error:
                    response.read()
                if response.status_code == httpx.codes.NOT_FOUND:  # so it is told that there is no such graph
                    yield iter(())
                    return
                self._check(response, url)
                yield _lines(response.iter_bytes())
            finally:
                response.close()

    def close(self) -> None:
        self._client.close()

    def _patience(self) -> dict[str, Retry]:
        return {"retry": _PATIENT if self.patient else _AT_ONCE}

    @contextmanager
    def _told(self, url: str, timeout_s: float) -> Iterator[None]:
        """Say in our words that the server cannot be reached."""
        host = _host(url)
        try:
            yield
        except httpx.ReadTimeout:
            raise QueryTimeout(
                f"The server at {host} gave no answer within {timeout_s:g} seconds."
                " Ask for less, or allow it more time."
            ) from None
        except httpx.TransportError as error:
            raise StoreUnreachable(
                f"The server at {host} cannot be reached ({_reason(error)}). Start it or check the address;"
                " what was said to be in is in, and the same command goes on from there."
            ) from None

    def _check(self, response: httpx.Response, url: str) -> None:
        """Raise what an answer means that is no answer."""
        status, host = response.status_code, _host(url)
        if response.is_redirect:
            raise StoreError(
                f"The server at {host} sends us on to {_place(response.headers.get('Location', ''))},"
                " where we do not follow with what lets us in. Give that address if it is right."
            )
        match status:
            case httpx.codes.UNAUTHORIZED | httpx.codes.FORBIDDEN:
                raise _locked_out(response, host, known=self.address.auth is not None)
            case httpx.codes.NOT_FOUND | httpx.codes.METHOD_NOT_ALLOWED:
                raise _nothing_there(url, f"it answers {status} {response.reason_phrase}")
        if response.headers.get("Content-Type", "").startswith(_HTML):
            raise _nothing_there(url, "it answers with a web page")
        if response.is_server_error:
            raise StoreUnreachable(
                f"The server at {host} fails ({status}): {_said(response)}. Look at its log."
            )
        if response.is_error:
            raise Misunderstood(f"The server at {host} refuses the query ({status}): {_said(response)}.")

    def _refused(self, response: httpx.Response) -> OnRecordError:
        url, said = self.address.update, _said(response)
        hint = "Allow updates there"
        if "virtuoso" in response.headers.get("Server", "").lower():
            hint = 'Allow updates there (GRANT SPARQL_UPDATE TO "SPARQL", or to the user at /sparql-auth)'
        if response.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
            hint = "Allow larger requests there"
        return StoreUnwritable(
            f"No updates are taken at {url} ({response.status_code}): {said}. {hint}, or set KB_STORE_UPDATE"
            " to where it takes them. Nothing stored before is lost."
        )


def _check_whole(response: httpx.Response) -> None:
    """Raise for an answer that ends early though all looks well: Virtuoso says so in headers only."""
    if "X-SQL-State" in response.headers:
        said = response.headers.get("X-SQL-Message", "")[:_SAID].split("  ")[0].strip()
        raise QueryTimeout(f"The server stopped the query at its time limit ({said}). Make it narrower.")
    if rows := response.headers.get("X-SPARQL-MaxRows"):
        raise QueryTimeout(
            f"The server gives no more than {rows} rows, and there may be more."
            " Raise ResultSetMaxRows in its virtuoso.ini, or ask for fewer with LIMIT."
        )


def _locked_out(response: httpx.Response, host: str, *, known: bool) -> StoreError:
    seen = "refuses what it was told" if known else "wants to know who we are"
    return StoreError(
        f"The server at {host} {seen} ({response.status_code}). Set KB_STORE_USER and KB_STORE_PASSWORD, or"
        " KB_STORE_TOKEN, or add its line to ~/.netrc, and make sure that the account may do this."
    )


def _nothing_there(url: str, seen: str) -> NotAStore:
    return NotAStore(
        f"No SPARQL endpoint is at {url} ({seen}). An address alone means that /query, /update and /store are"
        " below it. Where they are elsewhere, give the query URL and name the other by KB_STORE_UPDATE."
    )


def _body(response: httpx.Response, timeout_s: float, max_mb: int) -> bytes:
    """The answer. Raises QueryTimeout where it comes too slowly or is too large."""
    end, body = time.monotonic() + timeout_s, bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_mb << 20:
            raise QueryTimeout(f"The query was stopped as it gives more than {max_mb} MB. Add a LIMIT.")
        if time.monotonic() > end:
            raise httpx.ReadTimeout("")
    return bytes(body)


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Whole lines, as many at a time as there are."""
    rest = b""
    for chunk in chunks:
        whole, found, tail = chunk.rpartition(b"\n")
        if found:
            yield rest + whole + found
            rest = tail
        else:
            rest += chunk
    yield rest


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _place(url: str) -> str:
    """A URL without what may be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}" if parts.scheme else parts.path


def _said(response: httpx.Response) -> str:
    """The first line of what a server says, for people."""
    lines = response.text.strip().splitlines() or [response.reason_phrase]
    is_page = response.headers.get("Content-Type", "").startswith(_HTML)
    return response.reason_phrase if is_page else lines[0][:_SAID].rstrip(". ")


def _reason(error: httpx.TransportError) -> str:
    return str(error).removeprefix("[Errno").split("] ")[-1] or type(error).__name__
