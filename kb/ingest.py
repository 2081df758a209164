"""The use case: load, read, map, validate, then commit or quarantine. One bad article stops nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, tee
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from pyoxigraph import Quad

from kb import history
from kb.errors import MappingError, ReadingError, UnknownName
from kb.model import Article, Reading, Run
from kb.quarantine import Entry, Quarantine
from kb.rdf import actor_iri, article_iri, record_quads, run_quads, to_quads
from kb.reading import Reader
from kb.records import Known, known_articles, now, record_of, stored_article
from kb.sources import STDIN_NAME, Item, Loaded, Refused, jsonl_line
from kb.store import Store
from kb.validation import Report, validate

T = TypeVar("T")

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
        actors: IRIs of those that were read, unnamed sources included.
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


def read_all(items: Iterable[Loaded | T], reader: Reader) -> Iterator[tuple[Loaded, Reading] | Refused | T]:
    """Read what is loaded; what cannot be read is refused, and the rest passes through. In order."""
    for readable, group in groupby(items, key=lambda item: isinstance(item, Loaded)):
        if readable:
            yield from _read(group, reader)  # type: ignore[arg-type]  # groupby forgets the test
        else:
            yield from group  # type: ignore[misc]  # the same


def _read(group: Iterable[Loaded], reader: Reader) -> Iterator[tuple[Loaded, Reading] | Refused]:
    loaded, again = tee(group)
    readings = reader.pipe(item.article for item in again)
    for item, (_, result) in zip(loaded, readings, strict=True):
        if isinstance(result, ReadingError):
            yield Refused(item.name, str(result), item.line, jsonl_line(item.article))
        else:
            yield item, result


def ingest(items: Iterable[Item], *, store: Store, root: Path, reader: Reader) -> Iterator[Outcome]:
    """Take `items` into the store at `root`, and say of each, in order, what became of it.

    Each article is committed by itself, so that stopping half-way loses nothing that was said to be in.
    Raises StoreUnwritable where the disk is full or read-only.
    """
    ingestion = _Ingestion(store, root, reader)
    for result in read_all(ingestion.skip_unchanged(items), reader):
        match result:
            case Outcome():
                yield result
            case Refused():
                yield ingestion.refuse(result)
            case (Loaded() as loaded, Reading() as reading):
                yield ingestion.take(loaded, reading)
    ingestion.end()


class _Ingestion:
    """One run of the reader over many items, and what the store knew before."""

    def __init__(self, store: Store, root: Path, reader: Reader) -> None:
        self._store, self._root, self._base = store, root, store.base
        self._agent = reader.agent
        started = now()
        name = f"{started.replace('-', '').replace(':', '')}-{uuid4().hex[:6]}"
        self._run = Run(name, self._agent, started)
        self._committed = False
        self._known = known_articles(store)
        self._by_text = {known.sha256: id for id, known in self._known.items()}
        self._quarantine = Quarantine(root)
        self._refused: dict[_Mark, set[str]] = defaultdict(set)
        for entry in self._quarantine:
            self._remember(entry)

    def skip_unchanged(self, items: Iterable[Item]) -> Iterator[Item | Outcome]:
        """The items, and instead of those that the store has already, their outcome."""
        for item in items:
            if isinstance(item, Loaded) and self._has(item.article):
                yield self._unchanged(item)
            else:
                yield item

    def refuse(
        self, refused: Refused, *, article: str | None = None, report: Report | None = None
    ) -> Outcome:
        """Put it into quarantine."""
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

    def take(self, loaded: Loaded, reading: Reading) -> Outcome:
        """Map, validate, and commit or quarantine."""
        article = loaded.article
        if self._has(article):  # the same article twice in one batch
            return self._unchanged(loaded)
        try:
            quads = to_quads(reading, self._base)
        except MappingError as error:
            return self._refuse_article(loaded, str(error))
        report = validate(quads)
        if not report.conforms:
            return self._refuse_article(loaded, _reason(report), report)
        status, warning = self._status(article), self._warning(article)
        self._commit(article, quads)
        self._mended([*_places(loaded), article.id])
        return Outcome(
            loaded.name,
            status,
            loaded.line,
            article.id,
            report=report,
            warning=warning,
            statements=len(reading.statements),
            events=len(reading.events),
            actors=frozenset(actor_iri(a, article.id, self._base).value for a in reading.actors),
        )

    def end(self) -> None:
        """Record that the run came to its end; one that was stopped has none."""
        if self._committed:
            self._store.commit(add=run_quads(replace(self._run, ended_at=now()), self._base))

    def _has(self, article: Article) -> bool:
        """Whether the store has this very text and metadata, read by this very reader."""
        if self._known.get(article.id) != Known(article.sha256, self._agent.digest):
            return False
        return stored_article(self._store, article.id) == article

    def _unchanged(self, loaded: Loaded) -> Outcome:
        self._mended(_places(loaded))
        return Outcome(loaded.name, Status.UNCHANGED, loaded.line, loaded.article.id)

    def _refuse_article(self, loaded: Loaded, reason: str, report: Report | None = None) -> Outcome:
        refused = Refused(loaded.name, reason, loaded.line, jsonl_line(loaded.article))
        return self.refuse(refused, article=loaded.article.id, report=report)

    def _status(self, article: Article) -> Status:
        known = self._known.get(article.id)
        if known is None:
            return Status.ADDED
        return Status.UPDATED if known.sha256 == article.sha256 else Status.REVISED

    def _warning(self, article: Article) -> str | None:
        twin = self._by_text.get(article.sha256, article.id)
        if twin == article.id:
            return None
        return f"Its text is also that of {twin!r}: remove one of them if it is the same article."

    def _commit(self, article: Article, quads: list[Quad]) -> None:
        """In one step, drop what the store had under that id and add the new; a copy of the old is kept."""
        known, graph = self._known.get(article.id), article_iri(article.id, self._base)
        if known:
            history.keep(self._root, article.id, known.sha256, self._store.quads(graph))
        revised = known.sha256 if known and known.sha256 != article.sha256 else None
        record = record_quads(article, self._run, now(), revised, self._base)
        self._store.commit(
            drop=[graph],
            remove=record_of(self._store, graph),
            add=[*quads, *run_quads(self._run, self._base), *record],
        )
        self._committed = True
        if known and self._by_text.get(known.sha256) == article.id:
            del self._by_text[known.sha256]
        self._known[article.id] = Known(article.sha256, self._agent.digest)
        self._by_text.setdefault(article.sha256, article.id)

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
