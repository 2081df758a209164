"""A store of realistic size, made in bulk: what `kb add` would have made of a decade, in minutes.

    PYTHONPATH=tests python -m benchmarks.filled DIR [--quads 1m | --articles N] [--nquads FILE] [--seed N]

DIR must not be there yet. One article of the sample has some 4,400 quads, so that 1m means 227 articles. They
come from ONRECORD_CORPORA and are read once, by `--reader`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat, serialize

from benchmarks import corpora
from benchmarks.decade import Decade
from benchmarks.sample import JOBS, Sample, sample
from kb.model import Agent, Article, Reading, Run
from kb.rdf import record_quads, run_quads, to_quads
from kb.store import layout, open_writer
from kb.tracking import first_identities, link
from kb.vocab import BASE

QUADS = 4_400
"""Of one article, with its share of the other graphs."""
RUN = 100
"""Articles that one run reads."""

_decade: Decade
_agent: Agent


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made, and how long its steps took in seconds."""

    articles: int
    quads: int
    mapped_s: float
    loaded_s: float
    linked_s: float


def size(words: str) -> int:
    """How many quads "100k" or "5m" are."""
    factor = {"k": 1_000, "m": 1_000_000}.get(words[-1].lower())
    return int(float(words[:-1]) * factor) if factor else int(words)


def articles_of(quads: int) -> int:
    return max(1, round(quads / QUADS))


def fill(root: Path, found: Sample, count: int, seed: int = 0, nquads: Path | None = None) -> Filled:
    """Make a store of `count` articles at `root`; `nquads` is a file for all its quads, where wanted.

    Raises FileExistsError where something is there.
    """
    root.mkdir(parents=True)
    layout.make(root, BASE)
    with tempfile.TemporaryDirectory(dir=root.parent) as folder:
        dump, start = Path(folder) / "decade.nq", time.perf_counter()
        with dump.open("wb") as file:
            file.writelines(nquads_of(found, count, seed))
        mapped = time.perf_counter()
        db = pyoxigraph.Store(str(root / "db"))
        db.bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
        db.optimize()
        del db  # which closes it
        loaded = time.perf_counter()
    with open_writer(root, create=False) as store:
        link(store)
    linked = time.perf_counter()
    with open_writer(root, create=False) as store:
        quads = len(store._db)
        if nquads is not None:
            store._db.dump(nquads, format=RdfFormat.N_QUADS)
    return Filled(count, quads, mapped - start, loaded - mapped, linked - loaded)


def nquads_of(found: Sample, count: int, seed: int = 0) -> Iterator[bytes]:
    """Each article with its record and its actors, not compared yet; as N-Quads, made by several processes."""
    with get_context("spawn").Pool(JOBS, _begin, (found, count, seed)) as pool:
        yield from pool.imap(_nquads, range(count), chunksize=4)


def _begin(found: Sample, count: int, seed: int) -> None:
    global _decade, _agent  # what a worker keeps from article to article
    _decade, _agent = Decade(found.readings, count, seed), found.agent


def _nquads(n: int) -> bytes:
    reading = _decade.reading(n)
    first = _decade.reading(n - n % RUN).article
    run = Run(f"decade-{n // RUN:05d}", _agent, _moment(first, 5), _moment(first, 7))
    record = record_quads(reading.article, run, _moment(reading.article, 6))
    return written(reading) + (serialize([*run_quads(run), *record], format=RdfFormat.N_QUADS) or b"")


def written(reading: Reading) -> bytes:
    """What `kb.prepare` makes of a reading, without the report."""
    return serialize([*to_quads(reading), *first_identities(reading, BASE)], format=RdfFormat.N_QUADS) or b""


def _moment(article: Article, hour: int) -> str:
    """In the morning after it was published."""
    day = date.fromisoformat((article.date or "2015-01-01")[:10]) + timedelta(days=1)
    return f"{day}T{hour:02d}:00:00Z"


def measure(options: argparse.Namespace) -> None:
    count = options.articles or articles_of(size(options.quads))
    found = sample(corpora.corpora(options.corpora), options.reader)
    made = fill(options.folder, found, count, options.seed, options.nquads)
    print(
        f"{options.folder}: {made.articles} articles, {made.quads} quads ({made.quads / made.articles:.0f} an"
        f" article); mapped in {made.mapped_s:.0f} s, loaded in {made.loaded_s:.0f}, linked in {made.linked_s:.0f}"
    )


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--quads", default="1m", help="about so many: 100k, 1m, 5m")
    parser.add_argument("--articles", type=int, metavar="N", help="instead of --quads")
    parser.add_argument("--nquads", type=Path, metavar="FILE", help="write all quads there too")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
