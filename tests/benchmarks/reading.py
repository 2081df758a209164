"""How well statements are found and attributed: PolNeAR, scored by the project's evaluation script.

    PYTHONPATH=tests python -m benchmarks.reading [--reader NAME] [--errors N] [--figure PATH.svg] [--markdown]

The corpora are not part of the project. Their folder is `--corpora` or ONRECORD_CORPORA; the script is
looked for beside it, in `evaluation/`. Without them this says so and measures nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import calibration, corpora, errors, figure
from benchmarks.corpora import Row
from benchmarks.scoring import Counts, Scored, Scorer, confidences, counts, is_sure
from benchmarks.tables import Table, show
from kb.reading.tagger import LEAST

PEERS = {
    "textacy 0.13": (16.8, 20.2, 8.7, 34.9),
    "Gender Gap Tracker's extractor": (40.0, 45.2, 30.6, 61.3),
    "Citron, retrained on polnear-train": (53.8, 58.3, 39.1, 70.5),
}
"""F1 of statement, content, exact content and characters on polnear-dev, as measured for the project's plan
with the same script."""
MEASURES = ("statement", "content", "exact", "chars")
RECALL = 0.5


def read(options: argparse.Namespace, gold: Sequence[Row]) -> list[Row]:
    """What the reader finds, with all that it is unsure of; or what it found before, from a file."""
    if options.predictions:
        return corpora.rows(options.predictions)
    start = time.perf_counter()
    found = list(corpora.read_all(corpora.everything(options.reader), map(corpora.article, gold)))
    speed = sum(len(row["text"].split()) for row in gold) / (time.perf_counter() - start)
    print(f"Read {speed:.0f} words a second, loading included; benchmarks.stages measures speed.\n")
    return found


def only_sure(found: Iterable[Row], least: float) -> list[Row]:
    return [row | {"statements": [s for s in row["statements"] if is_sure(s, least)]} for row in found]


def outermost(found: Iterable[Row]) -> list[Row]:
    """Without the statements nested in another."""
    return [row | {"statements": [s for s in row["statements"] if not s["within"]]} for row in found]


def report(scorer: Scorer, gold: Sequence[Row], found: Sequence[Row]) -> dict[str, Any]:
    """What the evaluation script says of them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("found.jsonl", "gold.jsonl")]
        for path, rows in zip(paths, (found, gold), strict=True):
            save(rows, path)
        said: dict[str, Any] = scorer.script.score(*map(str, paths))
    return said


def save(rows: Iterable[Row], path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def figures(name: str, said: dict[str, Any]) -> Iterator[Table]:
    """The script's report, beside that of other tools."""
    ours = tuple(said[measure]["f1"] for measure in MEASURES)
    rows = [*PEERS.items(), (name, ours)]
    yield Table("F1", ("", *MEASURES), tuple((peer, *values) for peer, values in rows))
    scores = {what: value for what, value in said.items() if isinstance(value, dict) and "f1" in value}
    yield Table(
        "The script's report",
        ("", "precision", "recall", "F1"),
        tuple((what, value["p"], value["r"], value["f1"]) for what, value in scores.items()),
    )
    forms = tuple((form, *values) for form, values in said["recall by form"].items())
    yield Table("Recall of contents by form", ("", "recall", "annotated"), forms)
    speaker = (("speaker right, where the content is found", said["speaker right"]),)
    yield Table("Speakers", ("", "in 100"), speaker)


def sureness(scorer: Scorer, articles: Sequence[Scored], least: float) -> Iterator[Table]:
    """Calibration, and precision against recall. Nothing for a reader that gives no confidence."""
    judged = confidences(articles)
    if not judged:
        return
    bins = calibration.reliability(judged)
    yield Table(
        "Reliability, in bins of equally many statements",
        ("mean confidence", "right in 100", "statements"),
        tuple((f"{b.confidence:.3f}", 100 * b.right, b.count) for b in bins),
    )
    given = calibration.reliability([pair for pair in judged if pair[0] >= least])
    rows = [("every statement considered", bins), (f"those given by default (from {least})", given)]
    yield Table(
        "Expected calibration error",
        ("", "points of 100", "statements"),
        tuple((what, 100 * calibration.expected_error(b), sum(x.count for x in b)) for what, b in rows),
    )
    yield from tradeoff(scorer, articles)


def tradeoff(scorer: Scorer, articles: Sequence[Scored]) -> Iterator[Table]:
    by_threshold = calibration.by_threshold(scorer, articles)
    best = max(by_threshold, key=lambda least: by_threshold[least].f1)
    rows = [(f"{least:.1f}{' (best F1)' if least == best else ''}", c) for least, c in by_threshold.items()]
    half = calibration.at_recall(scorer, articles, RECALL)
    if half:
        rows.append((f"{half[0]:.3f} (recall of {100 * RECALL:.0f})", half[1]))
    yield Table(
        "With less confident statements left out",
        ("least confidence", "precision", "recall", "F1"),
        tuple((least, *percent(c)) for least, c in rows),
    )


def percent(one: Counts) -> tuple[float, float, float]:
    return 100 * one.precision, 100 * one.recall, 100 * one.f1


def nesting(scorer: Scorer, gold: Sequence[Row], found: Sequence[Row]) -> Table:
    """What statements nested in another cost: PolNeAR annotates none, so each of them counts as invented."""
    rows = [("all", found), ("none nested in another", outermost(found))]
    return Table(
        "Statements nested in another, of which PolNeAR annotates none",
        ("", "statements", "precision", "recall", "F1"),
        tuple(
            (what, sum(len(row["statements"]) for row in part), *percent(counts(scorer.score(gold, part))))
            for what, part in rows
        ),
    )


def mistakes(articles: Sequence[Scored]) -> Table:
    """How many errors of each class."""
    found = Counter(error.kind for error in errors.errors(articles))
    rows = tuple((f"{kind}: {what}", found[kind]) for kind, what in errors.CLASSES.items())
    return Table("Errors by class", ("", "statements"), rows)


def measure(options: argparse.Namespace) -> None:
    there = corpora.corpora(options.corpora)
    gold = corpora.rows(there.file(f"polnear-{options.part}.jsonl.gz"), options.first)
    scorer = Scorer(there.script())
    found = read(options, gold)
    if options.save:
        save(found, options.save)
    if options.outermost:
        found = outermost(found)
    given = only_sure(found, options.min_confidence)
    everything, articles = scorer.score(gold, found), scorer.score(gold, given)
    print(f"polnear-{options.part}: {len(gold)} articles, {sum(len(a.gold) for a in articles)} statements\n")
    name = f"On Record, {options.reader}"
    show(figures(name, report(scorer, gold, given)), markdown=options.markdown)
    show(sureness(scorer, everything, options.min_confidence), markdown=options.markdown)
    show([nesting(scorer, gold, given), mistakes(articles)], markdown=options.markdown)
    for error in errors.spread(errors.errors(articles), options.errors):
        print(errors.describe(error) + "\n")
    if options.figure:
        draw(everything, options.figure)


def draw(articles: Sequence[Scored], path: Path) -> None:
    judged = confidences(articles)
    if not judged:
        print("No diagram: this reader gives no confidence.")
        return
    title = "Reliability of the confidence of statements on PolNeAR's development part"
    path.write_text(figure.diagram(calibration.reliability(judged), judged, title), encoding="utf-8")


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--part", default="dev", choices=["dev", "train"])
    parser.add_argument("--min-confidence", type=float, default=LEAST, metavar="X", help="of what is scored")
    parser.add_argument("--outermost", action="store_true", help="leave out what is nested in another")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors of all classes")
    parser.add_argument("--figure", type=Path, metavar="PATH.svg", help="write a reliability diagram")
    parser.add_argument("--save", type=Path, metavar="PATH.jsonl", help="keep what was read")
    parser.add_argument("--predictions", type=Path, metavar="PATH.jsonl", help="score this, read nothing")
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
