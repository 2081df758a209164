"""How long each step of the path takes for one article, beside a peer in the same run.

    PYTHONPATH=tests python -m benchmarks.speed

Reading is compared with the bare spaCy parse that it stands on, storing with rdflib's graph in memory.
Medians over the articles of the tests; trust ratios rather than milliseconds.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from rdflib import Dataset

from kb.model import Article
from kb.rdf import article_iri, to_quads
from kb.reading import load_reader
from kb.reading.parse import pipeline
from kb.store import open_writer
from kb.validation import validate

ROOT = Path(__file__).parents[2]
ROUNDS = 5


def articles() -> list[Article]:
    paths = [*ROOT.glob("data/articles/miami-talks.txt"), *ROOT.glob("tests/reading/articles/*.txt")]
    return [Article(path.stem, path.read_text(encoding="utf-8")) for path in sorted(paths)]


def seconds(work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def main() -> None:
    texts, reader, nlp = articles(), load_reader(), pipeline()
    words = sum(len(article.text.split()) for article in texts)
    parsing = seconds(lambda: [nlp(article.text) for article in texts])
    reading = seconds(lambda: [reader.read(article) for article in texts])
    readings = [reader.read(article) for article in texts]
    mapped = [to_quads(one) for one in readings]
    mapping = seconds(lambda: [to_quads(one) for one in readings])
    validating = seconds(lambda: [validate(quads) for quads in mapped])
    with tempfile.TemporaryDirectory() as folder, open_writer(Path(folder) / "store") as store:

        def keep() -> None:
            for article, quads in zip(texts, mapped, strict=True):
                store.commit(drop=[article_iri(article.id)], add=quads)

        storing = seconds(keep)
    nquads = [b"".join(f"{quad} .\n".encode() for quad in quads) for quads in mapped]
    peer = seconds(lambda: [Dataset().parse(data=data, format="nquads") for data in nquads])
    count = len(texts)
    triples = sum(map(len, mapped)) / count
    print(f"{count} articles, {words} words, {triples:.0f} triples an article; median of {ROUNDS} rounds")
    print(f"read       {words / reading:8.0f} words/s    (spaCy's parse alone: {words / parsing:.0f})")
    print(f"map        {1000 * mapping / count:8.1f} ms an article")
    print(f"validate   {1000 * validating / count:8.1f} ms an article")
    print(
        f"store      {1000 * storing / count:8.1f} ms an article (rdflib in memory: {1000 * peer / count:.1f})"
    )


if __name__ == "__main__":
    main()
