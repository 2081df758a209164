"""The most memory that a process of its own ever held for reading, in MB.

    PYTHONPATH=tests python -m benchmarks.memory [--reader NAME] [--first N]

A child's largest size as the operating system hands it to the parent counts the parent's own before the child's
program begins, so that the child has to say it.
"""

from __future__ import annotations

import argparse
import resource
import sys
from pathlib import Path

from benchmarks import corpora
from kb.reading import load_reader

_STATUS = Path("/proc/self/status")


def most() -> float:
    """MB that this process held at most since its program began."""
    if _STATUS.exists():
        lines = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


def measure(options: argparse.Namespace) -> None:
    path = corpora.corpora(options.corpora).file("polnear-dev.jsonl.gz")
    reader = load_reader(options.reader)
    for row in corpora.rows(path, options.first):
        reader.read(corpora.article(row))
    print(round(most()))


if __name__ == "__main__":
    sys.exit(corpora.run(measure, corpora.parser(__doc__).parse_args()))
