"""The use case: prepare, then commit or quarantine. One bad article stops nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from uuid import uuid4

from pyoxigraph import Quad, RdfFormat, parse

from kb import history
from kb.errors import OnRecordError, UnknownName
from kb.model import Agent, Article, Run
from kb.pool import cluster, in_order
from kb.prepare import Prepared, prepare, prepare_alike
from kb.quarantine import Entry, Quarantine
from kb.rdf import article_iri, record_quads, run_quads
from kb.reading import Reader
from kb.records import Known, has, known_articles, last_record, now, record_of
from kb.sources import STDIN_NAME, Item, Loaded, Refused, jsonl_line
from kb.store import Store
from kb.tracking import forget
from kb.validation import Report

_Mark = tuple[str, int | None] | str
"""How a refused item is known again: by its place, or by the id of its article."""


class Status(StrEnum):
    """What became of an item."""

    ADDED = "added"
    REVISED = "revised"  # the id was there with another text
    UPDATED = "updated"  # the same text, read anew: its metadata or the reader changed
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item.

    Attributes:
        name, line: where it came from; line is None where it was all there was.
        article: its id, where it was sound enough to have one.
        reason: why it was quarantined, in one line.
        report: what validation found; None where it was not reached.
        warning: something to know about an article that went in, in one line.
        statements, events: how many were read.
        actors: ids of those that were read, unnamed sources included.
    """

    name: str
    status: Status
    line: int | None = None
    article: str | None = None
    reason: str | None = None
    report: Report | None = None
    warning: str | None = None
    statements: int = 0
    events: int = 0
    actors: frozenset[str] = frozenset()


def ingest(
    items: Iterable[Item],
    *,
    store: Store,
    root: Path,
    reader: Reader,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> Generator[Outcome, None, None]:
    """Take `items` into the store at `root`, and say of each, in order, what became of it.

    Articles are read and checked in `jobs` processes (see `kb.pool.in_order`), or on the cluster of that
    `scheduler` (see `kb.pool.cluster`), and stored in this one. Each
    is committed by itself, so that stopping half-way loses nothing that was said to be in; to stop, close
    what this gives. Raises ClusterError; StoreUnwritable where the disk is full or read-only.
    """
    ingestion = _Ingestion(store, root, reader.agent)
    tasks = ingestion.tasks(items)
    if scheduler is None:
        prepared_all = in_order(partial(prepare, reader, store.base), tasks, jobs)
    else:
        work = partial(prepare_alike, reader, store.base, reader.agent)
        prepared_all = cluster.in_order(work, tasks, scheduler)
    with closing(prepared_all) as results:
        for item, prepared in results:
            yield ingestion.take(item, prepared)
    ingestion.end()


class _Ingestion:
    """One run of the reader over many items, and what the store knew before."""

    def __init__(self, store: Store, root: Path, agent: Agent) -> None:
        self._store, self._root, self._base = store, root, store.base
        self._agent = agent
        self._last = last_record(store) or ""
        started = self._moment()
        name = f"{started.replace('-', '').replace(':', '')}-{uuid4().hex[:6]}"
        self._run = Run(name, self._agent, started)
        self._committed = False
        self._ahead: Counter[str] = Counter()  # articles that are being read, by id
        self._known = known_articles(store)
        self._by_text = {known.sha256: id for id, known in self._known.items()}
        self._quarantine = Quarantine(root)
        self._refused: dict[_Mark, set[str]] = defaultdict(set)
        for entry in self._quarantine:
            self._remember(entry)

    def tasks(self, items: Iterable[Item]) -> Iterator[tuple[Item, Article | None]]:
        """Each item with its article, if that must be read."""
        for item in items:
            if isinstance(item, Loaded) and self._must_read(item.article):
                self._ahead[item.article.id] += 1
                yield item, item.article
            else:
                yield item, None

    def take(self, item: Item, prepared: Prepared | OnRecordError | None) -> Outcome:
        """Commit it or put it into quarantine; `prepared` is None where there was nothing to read."""
        if isinstance(item, Refused):
            return self._refuse(item)
        if prepared is None:
            return self._unchanged(item)
        self._ahead[item.article.id] -= 1
        if self._has(item.article):  # the same article twice in one batch
            return self._unchanged(item)
        if isinstance(prepared, OnRecordError):
            return self._refuse_article(item, str(prepared))
        if not prepared.report.conforms:
            return self._refuse_article(item, _reason(prepared.report), prepared.report)
        return self._accept(item, prepared)

    def end(self) -> None:
        """Record that the run came to its end; one that was stopped has none."""
        if self._committed:
            self._store.commit(add=run_quads(replace(self._run, ended_at=self._moment()), self._base))

    def _must_read(self, article: Article) -> bool:
        """Whether it is new, or may be, as another text under its id is still being read."""
        return self._ahead[article.id] > 0 or not self._has(article)

    def _has(self, article: Article) -> bool:
        """Whether the store has this very text and metadata, read by this very reader."""
        return has(self._store, self._known.get(article.id), article, self._agent.digest)

    def _unchanged(self, loaded: Loaded) -> Outcome:
        self._mended(_places(loaded))
        return Outcome(loaded.name, Status.UNCHANGED, loaded.line, loaded.article.id)

    def _accept(self, loaded: Loaded, prepared: Prepared) -> Outcome:
        article = loaded.article
        status, warning = self._status(article), self._warning(article)
        self._commit(article, prepared.nquads)
        self._mended([*_places(loaded), article.id])
        return Outcome(
            loaded.name,
            status,
            loaded.line,
            article.id,
            report=prepared.report,
            warning=warning,
            statements=prepared.statements,
            events=prepared.events,
            actors=prepared.actors,
        )

    def _refuse(
        self, refused: Refused, *, article: str | None = None, report: Report | None = None
    ) -> Outcome:
        entry = Entry(
            refused.name,
            refused.reason,
            now(),
            refused.line,
            article,
            report.results if report else (),
            refused.payload,
        )
        self._quarantine.put(entry)
        self._remember(entry)
        return Outcome(
            refused.name, Status.QUARANTINED, refused.line, article, reason=refused.reason, report=report
        )

    def _refuse_article(self, loaded: Loaded, reason: str, report: Report | None = None) -> Outcome:
        refused = Refused(loaded.name, reason, loaded.line, jsonl_line(loaded.article))
        return self._refuse(refused, article=loaded.article.id, report=report)

    def _status(self, article: Article) -> Status:
        known = self._known.get(article.id)
        if known is None:
            return Status.ADDED
        return Status.UPDATED if known.sha256 == article.sha256 else Status.REVISED

    def _warning(self, article: Article) -> str | None:
        twin = self._by_text.get(article.sha256, article.id)
        if twin != article.id:
            return f"Its text is also that of {twin!r}: remove one of them if it is the same article."
        if (clock := now()) < self._last:
            return (
                f"The clock of this machine says {clock}, and the store was last changed {self._last}:"
                " it was recorded as of then. Set the clock right."
            )
        return None

    def _commit(self, article: Article, nquads: bytes) -> None:
        """In one step, drop what the store had under that id and add the new; a copy of the old is kept."""
        known, graph = self._known.get(article.id), article_iri(article.id, self._base)
        gone: list[Quad] = []
        uncompared: list[Quad] = []
        before, moment = record_of(self._store, graph), self._moment()
        if known:
            old = (*self._store.quads(graph), *before)
            history.keep(self._root, article.id, known.sha256, old, until=moment)
            gone, uncompared = forget(self._store, graph)
        revised = known.sha256 if known and known.sha256 != article.sha256 else None
        record = record_quads(article, self._run, moment, revised, self._base)
        self._store.commit(
            drop=[graph],
            remove=[*before, *gone],
            add=[*uncompared, *parse(nquads, RdfFormat.N_QUADS), *run_quads(self._run, self._base), *record],
        )
        self._committed = True
        if known and self._by_text.get(known.sha256) == article.id:
            del self._by_text[known.sha256]
        self._known[article.id] = Known(article.sha256, self._agent.digest)
        self._by_text.setdefault(article.sha256, article.id)

    def _moment(self) -> str:
        """Now, but never before what was recorded last: a clock may jump back."""
        self._last = max(now(), self._last)
        return self._last

    def _remember(self, entry: Entry) -> None:
        for mark in ((entry.name, entry.line), entry.article):
            if mark:
                self._refused[mark].add(entry.key)

    def _mended(self, marks: Iterable[_Mark]) -> None:
        """Clear the quarantine of what was refused under these marks, and now went in."""
        for key in set().union(*(self._refused.pop(mark, set()) for mark in marks)):
            with suppress(UnknownName):  # it stood under another mark too, or a person removed it
                self._quarantine.remove(key)


def _places(loaded: Loaded) -> list[_Mark]:
    """Where it came from; standard input is no place, as the next thing that comes there is another."""
    return [] if loaded.name == STDIN_NAME else [(loaded.name, loaded.line), (loaded.name, None)]


def _reason(report: Report) -> str:
    first, *others = report.violations
    more = f" (and {len(others)} more)" if others else ""
    return f"{first.message}{more}"
