"""What a request asks, by the SPARQL 1.1 Protocol: a query, and which graphs it reads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kb.store import Dataset

MAX_BYTES = 4_000_000
"""Of a request's body: a query of the greatest length, in any script."""

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_READ_ONLY = "This endpoint only reads: it takes no update."


@dataclass(frozen=True, slots=True)
class Asked:
    """A query; `dataset` is None where it reads all graphs as one."""

    query: str
    dataset: Dataset | None


async def asked(request: Request) -> Asked | None:
    """What is asked; None is a GET without a query, which asks what this is. Raises HTTPException."""
    if request.method != "POST":
        fields = _fields(request.url.query)
        if not fields:
            return None
        return _asked(fields)
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    media = media.strip()
    if media == FORM:
        return _asked(_fields(_text(await _body(request), parameters)))
    if media == QUERY:
        query = _text(await _body(request), parameters)
        return _asked([("query", query), *_fields(request.url.query)])
    if media == UPDATE:
        raise HTTPException(403, _READ_ONLY)
    raise HTTPException(
        415, f"A POST has the Content-Type {FORM} or {QUERY}, and this one has {media or 'none'}."
    )


def _asked(fields: list[tuple[str, str]]) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    if values("update") or values("using-graph-uri") or values("using-named-graph-uri"):
        raise HTTPException(403, _READ_ONLY)
    queries = values("query")
    if len(queries) != 1:
        raise HTTPException(400, f"A request has one parameter 'query', and this one has {len(queries)}.")
    dataset = Dataset(values("default-graph-uri"), values("named-graph-uri"))
    return Asked(queries[0], dataset if dataset.default or dataset.named else None)


def _fields(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise HTTPException(400, "The request is not UTF-8.") from None
    except ValueError as error:
        raise HTTPException(400, f"The request cannot be read: {error}.") from None


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise HTTPException(413, f"A request has at most {MAX_BYTES:,} bytes.")
    return bytes(body)


def _text(body: bytes, parameters: str) -> str:
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise HTTPException(415, f"A query is UTF-8, and this one says it is {charset}.")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise HTTPException(400, "The request is not UTF-8.") from None
