"""Where the time of a reading goes, beside spaCy's pipeline alone, in the same run.

    PYTHONPATH=tests python -m benchmarks.stages [--reader NAME] [--jobs N] [--markdown]

On articles of PolNeAR's development part. Every figure is the better of two rounds; trust ratios rather
than words a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from statistics import median

from benchmarks import corpora
from benchmarks.staged import stages
from benchmarks.tables import Table, show
from benchmarks.workers import Workers
from kb.model import Article
from kb.reading import load_reader
from kb.reading.parse import load

ROUNDS = 2
STARTS = 5
COLD = "import kb; kb.read('Mayor Ada Finch said the bridge is safe.')"


def fastest(work: Callable[[], object]) -> float:
    """Seconds of the best round."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


_peer = cache(load)


def peer(articles: Iterable[Article]) -> None:
    """spaCy's en_core_web_md as it comes, with all its components, over whole articles."""
    nlp = _peer()
    with nlp.memory_zone():
        for _ in nlp.pipe(article.text for article in articles):
            pass


def speed(name: str, articles: Sequence[Article], jobs: int) -> Iterator[Table]:
    words = sum(len(article.text.split()) for article in articles)
    reader = load_reader(name)
    reader.read(articles[0])
    alone = fastest(lambda: peer(articles))
    parts = min((stages(reader, articles) for _ in range(ROUNDS)), key=lambda one: sum(one.values()))
    with Workers(name, jobs) as workers:
        together = fastest(lambda: workers.read(articles))
    rows = [
        ("spaCy's pipeline alone, one process", alone),
        *((f"- {stage}", seconds) for stage, seconds in parts.items()),
        ("whole reading, one process", sum(parts.values())),
        (f"whole reading, {jobs} processes", together),
    ]
    yield Table(
        f"Speed by stage: {name} reader, {len(articles)} articles, {words} words",
        ("", "words a second", "of spaCy's pipeline", "ms in 1,000 words"),
        tuple((what, round(words / s), f"{alone / s:.2f}", 1e6 * s / words) for what, s in rows),
    )


def cold_starts(name: str) -> float:
    """Seconds of a new process that reads one sentence, the median."""
    taken = []
    for _ in range(STARTS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD], check=True, env=os.environ | {"KB_READER": name})
        taken.append(time.perf_counter() - start)
    return median(taken)


def memory(options: argparse.Namespace) -> int:
    """MB that a process of its own holds at most; see `benchmarks.memory`."""
    command = [sys.executable, "-m", "benchmarks.memory", "--reader", options.reader]
    command += ["--first", str(options.first)] if options.first else []
    command += ["--corpora", options.corpora] if options.corpora else []
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(options: argparse.Namespace) -> None:
    path = corpora.corpora(options.corpora).file("polnear-dev.jsonl.gz")
    articles = [corpora.article(row) for row in corpora.rows(path, options.first)]
    show(speed(options.reader, articles, options.jobs), markdown=options.markdown)
    rows = (
        ("memory of one process, MB", memory(options)),
        ("cold start, seconds", f"{cold_starts(options.reader):.2f}"),
    )
    show([Table("Memory and start", ("", options.reader), rows)], markdown=options.markdown)


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.set_defaults(first=30)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="processes")
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
