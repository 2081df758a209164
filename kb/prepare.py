"""Article -> what a store, or a person, is given of it. It needs no store, so several processes can do it."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from pyoxigraph import RdfFormat, serialize

from kb.errors import ClusterError, ReadingError
from kb.model import Agent, Article, Reading
from kb.pool import in_order
from kb.rdf import to_quads
from kb.reading import Reader
from kb.sources import Item, Loaded, Refused, jsonl_line
from kb.tracking import first_identities
from kb.validation import Report, validate


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article that was read and checked: all that storing it, or refusing it, needs to know.

    Attributes:
        nquads: what was read, and who its actors are before they are compared with others', as N-Quads,
            which go from one process to another faster than quads.
        report, statements, events, actors: as in Outcome.
    """

    nquads: bytes
    report: Report
    statements: int
    events: int
    actors: frozenset[str]


def read(reader: Reader, article: Article) -> Reading:
    """Read one article. Raises ReadingError, whatever it is that goes wrong."""
    _, result = next(reader.pipe([article]))
    if isinstance(result, ReadingError):
        raise result
    return result


def prepare(reader: Reader, base: str, article: Article) -> Prepared:
    """Read, map and validate one article. Raises ReadingError, MappingError."""
    reading = read(reader, article)
    quads = to_quads(reading, base)
    identities = first_identities(reading, base)
    return Prepared(
        nquads=serialize([*quads, *identities], format=RdfFormat.N_QUADS) or b"",
        report=validate(quads),
        statements=len(reading.statements),
        events=len(reading.events),
        actors=frozenset(actor.id for actor in reading.actors),
    )


def prepare_alike(reader: Reader, base: str, agent: Agent, article: Article) -> Prepared:
    """The same on another machine. Raises ClusterError where the reader there is not that `agent`."""
    if reader.agent != agent:
        raise ClusterError(
            f"A worker has the reader {_shown(reader.agent)}, and this machine has {_shown(agent)}."
            " Install the same On Record and models on both."
        )
    return prepare(reader, base, article)


def _shown(agent: Agent) -> str:
    return f"{agent.name} {agent.version} ({agent.digest[:12]})"


def read_all(
    items: Iterable[Item], reader: Reader, jobs: int | None = None
) -> Generator[tuple[Loaded, Reading] | Refused, None, None]:
    """Read what is loaded, in order; what cannot be read is refused. `jobs`: see `kb.pool.in_order`."""
    tasks = ((item, item.article if isinstance(item, Loaded) else None) for item in items)
    with closing(in_order(partial(read, reader), tasks, jobs)) as results:
        for item, result in results:
            if isinstance(item, Refused):
                yield item
            elif isinstance(result, Reading):
                yield item, result
            else:
                yield Refused(item.name, str(result), item.line, jsonl_line(item.article))
