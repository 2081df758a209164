"""Writers that want one store at once, each commit published, and readers that open it thousands of times.

    PYTHONPATH=tests python -m benchmarks.crowd --opens 2000

No reader may fail or see an index of another state than its snapshot's, and no two may write at once.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from crowded import crowd


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--opens", type=int, default=2000, help="by each of the processes that read")
    given = arguments.parse_args()
    started = time.monotonic()
    with TemporaryDirectory() as folder:
        counts = crowd(Path(folder), writers=2, readers=2, threads=10, times=given.opens)
    print(f"{time.monotonic() - started:7,.0f}  seconds")
    for what, number in sorted(counts.items()):
        print(f"{number:7,}  {what}")


if __name__ == "__main__":
    main()
