"""How well statements are found and attributed: PolNeAR, scored by the project's evaluation script.

    PYTHONPATH=tests python -m benchmarks.reading [--reader NAME] [--part dev] [--corpora DIR]

The corpora are not part of the project. Their folder is `--corpora` or ONRECORD_CORPORA; the script is
looked for beside it, in `evaluation/`. Without them this says so and measures nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kb.jsonl import to_dict
from kb.model import Article
from kb.reading import DEFAULT_READER, READERS, load_reader

PEERS = {"textacy 0.13": 16.8, "Gender Gap Tracker's extractor": 40.0, "Citron, retrained": 53.8}
"""Statement F1 on polnear-dev, as measured for the project's plan with the same script."""


def articles(path: Path) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(row["doc_id"], row["text"], row.get("title"), row.get("date"))


def predict(path: Path, out: Path, name: str) -> float:
    """Write predictions of the reader of that name for every article of `path`; words read a second."""
    reader = load_reader(name)
    words, start = 0, time.perf_counter()
    with out.open("w", encoding="utf-8") as file:
        for article in articles(path):
            words += len(article.text.split())
            file.write(json.dumps(to_dict(reader.read(article)), ensure_ascii=False) + "\n")
    return words / (time.perf_counter() - start)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", default=os.environ.get("ONRECORD_CORPORA"))
    parser.add_argument("--part", default="dev", choices=["dev", "train"])
    parser.add_argument("--reader", default=DEFAULT_READER, choices=sorted(READERS))
    options = parser.parse_args()
    gold = Path(options.corpora or "no-corpora") / f"polnear-{options.part}.jsonl.gz"
    script = gold.parent.parent / "evaluation" / "score_statements.py"
    if not gold.is_file() or not script.is_file():
        print(
            f"Nothing measured: {gold} or {script} is missing. Set ONRECORD_CORPORA to the corpora's folder."
        )
        return 0
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        speed = predict(gold, predictions, options.reader)
        subprocess.run([sys.executable, script, predictions, gold], check=True)
    print(f"  {speed:.0f} words/s, whole reader")
    print("  statement F1 of peers on dev:", ", ".join(f"{name} {f1}" for name, f1 in PEERS.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
