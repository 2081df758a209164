"""What a store holds, as a file to take away: the same store always gives the same bytes.

Memory does not grow with the store. The graphs of articles are read and sorted one by one, in several
processes; what must be in one order across them (N-Quads by line, Turtle by subject) and the graphs that grow
with the store are sorted in files, and all is written as it comes.
"""

from __future__ import annotations

import io
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from pyoxigraph import serialize as serialize_rdf

from kb import queries
from kb.errors import OnRecordError, UnknownName
from kb.rdf import article_iri, identities_graph
from kb.store import Store, serialize
from kb.store.ordered import line, sorted_lines, with_class_first
from kb.store.turtle import header, write_body
from kb.store.whole import each_graph, graph_names
from kb.vocab import ONR, PREFIXES, SCHEMA

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
_BODY = str(SCHEMA.articleBody).encode()
_ROWS = 10_000
_BLOCK = 1 << 20
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
    draft = out.with_name(f".{out.name}.draft")
    try:
        with draft.open("wb") as file:
            _write(store, file, format or format_of(out), article, actor, text=text, folder=out.parent)
        size = draft.stat().st_size
        draft.replace(out)
    except OSError as error:
        raise OnRecordError(f"Cannot write {out}: {error.strerror}. Name another file.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return size


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
    out = io.BytesIO()
    _write(store, out, format, article, actor, text=text, folder=None)
    return out.getvalue()


def _write(
    store: Store,
    out: IO[bytes],
    format: str,
    article: str | None,
    actor: str | None,
    *,
    text: bool,
    folder: Path | None,
) -> None:
    if format == "csv":
        _csv(store, out, article, actor)
        return
    if format not in _WRITERS:
        raise UnknownName(f"There is no export format {format!r}. Use one of: {', '.join(FORMATS)}.")
    whole = article is None and actor is None
    chosen = None if whole else _by_graph(_chosen(store, article, actor))
    form, write = _WRITERS[format]
    if not text and format != "jsonld":
        out.write(_WITHOUT_TEXT)
    write(_Graphs(store, chosen, partial(form, base=store.base), folder, text=text), out)


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


def _by_graph(quads: Iterable[Quad]) -> dict[NamedNode, list[Quad]]:
    graphs: dict[NamedNode, list[Quad]] = defaultdict(list)
    for quad in dict.fromkeys(quads):
        graphs[quad.graph_name].append(quad)  # type: ignore[index]  # every graph has a name
    return graphs


class _Graphs:
    """Graphs of a store, in the order of their IRIs, each as a file that `form` makes. To be read once.

    `prefixes` are those of the usual prefixes that occur in what was read so far.
    """

    def __init__(
        self,
        store: Store,
        chosen: dict[NamedNode, list[Quad]] | None,
        form: Callable[[NamedNode, IO[bytes], IO[bytes]], None],
        folder: Path | None,
        *,
        text: bool,
    ) -> None:
        self.base, self.folder, self._form = store.base, folder, form
        self.prefixes: set[str] = set()
        self._store, self._chosen, self._text = store, chosen, text

    def __iter__(self) -> Iterator[tuple[NamedNode, IO[bytes]]]:
        names = graph_names(self._store) if self._chosen is None else sorted(self._chosen, key=str)
        articles = article_iri("", self.base).value
        for is_article, some in groupby(names, lambda name: name.value.startswith(articles)):
            if is_article and self._chosen is None:
                yield from self._articles(list(some))
            else:
                for name in some:
                    with TemporaryFile(dir=self.folder) as lines, TemporaryFile(dir=self.folder) as file:
                        self._sort(name, lines)
                        self._form(name, lines, file)
                        file.seek(0)
                        yield name, file

    def _articles(self, names: list[NamedNode]) -> Iterator[tuple[NamedNode, IO[bytes]]]:
        work = partial(_formed, form=self._form, text=self._text)
        with closing(each_graph(work, self._store, names)) as found:
            for name, (made, prefixes) in found:
                self.prefixes |= prefixes
                yield name, io.BytesIO(made)

    def _sort(self, name: NamedNode, file: IO[bytes]) -> None:
        """Write a graph that may be too large for memory, and go back to the beginning."""
        quads = self._store.quads(name) if self._chosen is None else self._chosen[name]
        lines = (line(q.triple) for q in quads if self._text or q.predicate != SCHEMA.articleBody)
        self.prefixes |= _prefixes(str(name))
        for one in sorted_lines(lines, self.folder):
            self.prefixes |= _prefixes(one.decode())
            file.write(one)
        file.seek(0)


def _formed(
    name: NamedNode, ntriples: str, *, form: Callable[[NamedNode, IO[bytes], IO[bytes]], None], text: bool
) -> tuple[bytes, set[str]]:
    """A graph as `form` makes it, and the prefixes that occur. Runs in a process of its own."""
    lines = map(with_class_first, ntriples.encode().splitlines(keepends=True))
    if not text:
        lines = (one for one in lines if one.split(b" ", 2)[1] != _BODY)  # type: ignore[assignment]
    out = io.BytesIO()
    form(name, io.BytesIO(b"".join(sorted(lines))), out)
    return out.getvalue(), _prefixes(ntriples) | _prefixes(str(name))


def _prefixes(text: str) -> set[str]:
    return {prefix for prefix, names in PREFIXES.items() if f"<{names}" in text}


def _as_lines(_: NamedNode, lines: IO[bytes], out: IO[bytes], *, base: str) -> None:
    del base
    shutil.copyfileobj(lines, out, _BLOCK)


def _as_nquads(name: NamedNode, lines: IO[bytes], out: IO[bytes], *, base: str) -> None:
    del base
    ending = f" {name} .\n".encode()
    # No literal has a tab: it is escaped there.
    out.writelines(one[:-3].replace(b"\t", b" ", 1) + ending for one in lines)


def _as_trig(name: NamedNode, lines: IO[bytes], out: IO[bytes], *, base: str) -> None:
    write_body(_quads(name, lines), out, RdfFormat.TRIG, base)


def _as_jsonld(name: NamedNode, lines: IO[bytes], out: IO[bytes], *, base: str) -> None:
    del base
    serialize_rdf(_quads(name, lines), out, RdfFormat.JSON_LD)


def _quads(name: NamedNode, lines: IO[bytes]) -> Iterator[Quad]:
    triples = parse(lines, RdfFormat.N_TRIPLES)
    return (Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)


def _turtle(graphs: _Graphs, out: IO[bytes]) -> None:
    """By subject, each triple once, whatever graphs it is in."""
    lines = sorted_lines((one for _, lines in graphs for one in lines), graphs.folder)
    with TemporaryFile(dir=graphs.folder) as file:
        file.writelines(one for one, _ in groupby(lines))
        file.seek(0)
        out.write(header(graphs.prefixes, graphs.base).encode())
        triples = (quad.triple for quad in parse(file, RdfFormat.N_TRIPLES))
        write_body(triples, out, RdfFormat.TURTLE, graphs.base)


def _trig(graphs: _Graphs, out: IO[bytes]) -> None:
    """Graph by graph; which prefixes occur, and so stand at the top, is known at the end."""
    with TemporaryFile(dir=graphs.folder) as body:
        for _, graph in graphs:
            shutil.copyfileobj(graph, body, _BLOCK)
        body.seek(0)
        out.write(header(graphs.prefixes, graphs.base).encode())
        shutil.copyfileobj(body, out, _BLOCK)


def _jsonld(graphs: _Graphs, out: IO[bytes]) -> None:
    """Graph by graph: each is a list of one thing, and together they are one list."""
    between = b"["
    for _, graph in graphs:
        if inside := graph.read()[1:-1]:
            out.write(between + inside)
            between = b","
    out.write(b"]\n" if between == b"," else b"[]\n")


def _nquads(graphs: _Graphs, out: IO[bytes]) -> None:
    """One quad a line, in the order of the lines: the canonical form."""
    out.writelines(sorted_lines((one for _, lines in graphs for one in lines), graphs.folder))


def _csv(store: Store, out: IO[bytes], article: str | None, actor: str | None) -> None:
    """The statements only, the latest first, so many at a time."""
    at = 0
    while True:
        rows = queries.run(store, "statements", article=article, speaker=actor, limit=_ROWS, offset=at)
        written = serialize(rows, "csv")
        out.write((written.partition("\r\n")[2] if at else written).encode())
        at += _ROWS
        if len(rows) < _ROWS:
            return


_Form = Callable[..., None]

_WRITERS: dict[str, tuple[_Form, Callable[[_Graphs, IO[bytes]], None]]] = {
    "turtle": (_as_lines, _turtle),
    "trig": (_as_trig, _trig),
    "nquads": (_as_nquads, _nquads),
    "jsonld": (_as_jsonld, _jsonld),
}
"""How a graph is made, in a process of its own, and how the graphs are put together."""
