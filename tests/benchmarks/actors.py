"""How well actors are told apart and merged, within an article and across articles.

    PYTHONPATH=tests python -m benchmarks.actors [--reader NAME] [--errors N] [--markdown]

On 100 articles of seesaw-train with 680 mentions annotated (`data/README.md`), stored and compared as `kb add`
does it. The corpus is not part of the project: its folder is `--corpora` or ONRECORD_CORPORA.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from stored import put

from benchmarks import corpora
from benchmarks.corpora import Corpora
from benchmarks.tables import Table, show
from kb.model import ActorType, Reading, Span
from kb.rdf import actor_iri, identities_graph
from kb.reading import Reader, load_reader
from kb.store import Store, open_writer
from kb.vocab import ONR

GOLD = Path(__file__).parent / "data/actors.tsv"
_LOCAL = (ActorType.GROUP, ActorType.UNNAMED)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that the annotation says mean `gold`; `here` is the article's actor at them, `across` its identity."""

    article: str
    text: str
    gold: str
    here: str | None
    across: str | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of mentions that are one actor in the annotation, in ours, in both; and the errors by kind."""

    gold: int
    found: int
    right: int
    wrong: Counter[tuple[str, str]]
    missed: Counter[str]

    @property
    def precision(self) -> float:
        return 100 * self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(1, self.gold)


def annotated() -> dict[str, list[tuple[Span, str]]]:
    """By article, the spans of mentions and whom they mean."""
    found: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            article, start, end, actor = line.split("\t")
            found[article].append((Span(int(start), int(end)), actor))
    return found


def mentions(there: Corpora, reader: Reader) -> list[Mention]:
    """Every mention annotated, with whom the reader and the comparison of articles take it for."""
    gold = annotated()
    rows = corpora.rows(there.file("seesaw-train.jsonl.gz"))
    articles = [corpora.article(row) for row in rows if row["doc_id"] in gold]
    readings = [read for _, read in reader.pipe(articles) if isinstance(read, Reading)]
    with TemporaryDirectory() as folder, open_writer(Path(folder)) as store:
        put(store, readings)
        identity = _identities(store)
        return [
            _mention(reading, span, actor, identity, store.base)
            for reading in readings
            for span, actor in gold[reading.article.id]
        ]


def _identities(store: Store) -> dict[str, str]:
    quads = store.quads(identities_graph(store.base))
    return {q.subject.value: q.object.value for q in quads if q.predicate == ONR.identity}  # type: ignore[union-attr]


def _mention(reading: Reading, span: Span, gold: str, identity: dict[str, str], base: str) -> Mention:
    here = [actor for actor in reading.actors if any(span.overlaps(m) for m in actor.mentions)]
    named = [actor for actor in here if actor.type not in _LOCAL] or here
    article, words = reading.article, span.of(reading.article.text)
    if not named:
        return Mention(article.id, words, gold, None, None)
    iri = actor_iri(named[0], article.id, base).value
    return Mention(article.id, words, gold, iri, identity[iri])


def pairs(judged: Iterable[Mention], who: Callable[[Mention], str | None], *, within: bool) -> Pairs:
    """All pairs of mentions of one article (`within`), or of two."""
    gold = found = right = 0
    wrong: Counter[tuple[str, str]] = Counter()
    missed: Counter[str] = Counter()
    for one, other in combinations(judged, 2):
        if (one.article == other.article) != within:
            continue
        same, merged = one.gold == other.gold, who(one) is not None and who(one) == who(other)
        gold, found, right = gold + same, found + merged, right + (same and merged)
        if merged and not same:
            wrong[min(one.gold, other.gold), max(one.gold, other.gold)] += 1
        if same and not merged:
            missed[one.gold] += 1
    return Pairs(gold, found, right, wrong, missed)


def actors(judged: Iterable[Mention]) -> list[Mention]:
    """One mention for each actor of an article: the one whose annotation is the commonest there."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for one in judged:
        if one.here is not None:
            found[one.here].append(one)
    return [_commonest(same) for same in found.values()]


def _commonest(same: list[Mention]) -> Mention:
    counts = Counter(one.gold for one in same)
    return max(same, key=lambda one: counts[one.gold])


def measure(options: argparse.Namespace) -> None:
    judged = mentions(corpora.corpora(options.corpora), load_reader(options.reader))
    across = pairs(judged, lambda one: one.across, within=False)
    parts = {
        "in one article": pairs(judged, lambda one: one.here, within=True),
        "in two articles": across,
        "each actor of an article once": pairs(actors(judged), lambda one: one.across, within=False),
    }
    rows = [(what, part.precision, part.recall, part.found, part.gold) for what, part in parts.items()]
    rows.append(("bar, in two articles", 97.0, 90.0, None, None))
    columns = ("pairs of mentions", "right of those merged", "merged of those to merge", "merged", "to merge")
    show([Table(f"Actors, {len(judged)} mentions", columns, tuple(rows))], markdown=options.markdown)
    for (one, other), number in across.wrong.most_common(options.errors):
        print(f"{number:4} pairs wrong   {one} is no {other}")
    for one, number in across.missed.most_common(options.errors):
        print(f"{number:4} pairs missed  {one}")


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N commonest errors")
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
