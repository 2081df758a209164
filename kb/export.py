"""What a store holds, as a file to take away: the same store always gives the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat
from pyoxigraph import serialize as serialize_rdf

from kb import queries
from kb.errors import OnRecordError, UnknownName
from kb.rdf import identities_graph
from kb.store import Store, serialize
from kb.store.turtle import order, trig, turtle
from kb.vocab import ONR, SCHEMA

SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".csv": "csv",
}
"""Format by the ending of a file's name."""

FORMATS = tuple(SUFFIXES.values())

_WITHOUT_TEXT = b"# Without the articles' bodies (schema:articleBody), which were left out on request.\n"
_NOT_OF_ONE_STATEMENT = (ONR.said, ONR.mentionSpan)


def export(
    store: Store,
    out: Path,
    *,
    format: str | None = None,
    article: str | None = None,
    actor: str | None = None,
    text: bool = True,
) -> int:
    """Write the store, one article or one actor's statements to `out`; gives the size in bytes.

    The file appears when it is complete; an older one of that name is there until then.

    `format` is one of FORMATS, or None to go by the ending of `out`. Turtle merges the graphs of the
    articles, TriG, N-Quads and JSON-LD keep them, CSV has the statements only. `article` is an id or IRI,
    `actor` a name, id or IRI; together they ask for the actor's statements in that article. `text` says
    whether articles keep their bodies; the file says so where they do not, if it can hold comments.

    Raises UnknownName for a format, article or actor that is not there; OnRecordError where `out` cannot
    be written.
    """
    content = render(store, format or format_of(out), article=article, actor=actor, text=text)
    draft = out.with_name(f".{out.name}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise OnRecordError(f"Cannot write {out}: {error.strerror}. Name another file.") from error
    return len(content)


def format_of(out: Path) -> str:
    """The format that a file's name asks for. Raises UnknownName."""
    if out.suffix.lower() not in SUFFIXES:
        raise UnknownName(
            f"{out.name!r} does not tell a format. End it in {', '.join(SUFFIXES)}, or give the format."
        )
    return SUFFIXES[out.suffix.lower()]


def render(
    store: Store, format: str, *, article: str | None = None, actor: str | None = None, text: bool = True
) -> bytes:
    """The bytes that `export` writes."""
    if format == "csv":
        table = queries.run_all(store, "statements", article=article, speaker=actor)
        return serialize(table, "csv").encode()
    if format not in _WRITERS:
        raise UnknownName(f"There is no export format {format!r}. Use one of: {', '.join(FORMATS)}.")
    quads = _chosen(store, article, actor)
    if not text:
        quads = (quad for quad in quads if quad.predicate != SCHEMA.articleBody)
    content = _WRITERS[format](store.base, quads)
    return content if text or format == "jsonld" else _WITHOUT_TEXT + content


def _chosen(store: Store, article: str | None, actor: str | None) -> Iterator[Quad]:
    graph = None if article is None else queries.article(store, article)
    if actor is None:
        yield from store.quads(graph)
        return
    speaker = queries.actor(store, actor)
    table = queries.run_all(store, "statements", speaker=speaker.value, article=article)
    statements: dict[str, list[NamedNode]] = defaultdict(list)
    for row in table.records():
        statements[str(row["article"])].append(NamedNode(str(row["statement"])))
    around = [q for name, found in statements.items() for q in _around(found, store.quads(NamedNode(name)))]
    yield from around
    yield from _identities(store, {quad.object for quad in around})


def _identities(store: Store, actors: set[object]) -> Iterator[Quad]:
    """Who these actors of articles are across articles, and the evidence for it."""
    graph = list(store.quads(identities_graph(store.base)))
    known = {quad.object for quad in graph if quad.predicate == ONR.identity and quad.subject in actors}
    yield from (quad for quad in graph if quad.subject in actors | known)


def _around(statements: Iterable[NamedNode], quads: Iterable[Quad]) -> Iterator[Quad]:
    """Of an article's quads, those of the statements and of all they point to, directly or not."""
    about: dict[object, list[Quad]] = defaultdict(list)
    said: dict[object, list[Quad]] = defaultdict(list)
    for quad in quads:
        about[quad.subject].append(quad)
        if quad.predicate == ONR.said:
            said[quad.object].append(quad)
    waiting: list[object] = list(statements)
    seen: set[object] = set(waiting)
    while waiting:
        node = waiting.pop()
        yield from said[node]
        for quad in about[node]:
            if quad.predicate in _NOT_OF_ONE_STATEMENT:
                continue
            yield quad
            if quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)


def _turtle(base: str, quads: Iterable[Quad]) -> bytes:
    return turtle((quad.triple for quad in quads), base).encode()


def _trig(base: str, quads: Iterable[Quad]) -> bytes:
    return trig(quads, base).encode()


def _jsonld(base: str, quads: Iterable[Quad]) -> bytes:
    del base
    return (serialize_rdf(sorted(quads, key=order), format=RdfFormat.JSON_LD) or b"") + b"\n"


def _nquads(base: str, quads: Iterable[Quad]) -> bytes:
    """One quad a line, in the order of the lines: the canonical form."""
    del base
    return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()


_WRITERS: dict[str, Callable[[str, Iterable[Quad]], bytes]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "jsonld": _jsonld,
}
