"""Kill processes at work on a store, again and again, and count what is lost: nothing may be.

    PYTHONPATH=tests python -m benchmarks.kill --times 100

Half of the times it is a batch of `kb add` and `kb remove`, at any moment; a sixth a batch that publishes
every commit; and the others make the index anew, back up, restore, mend, migrate or ask as of a moment. A
store is used for 25 kills in a row. Whatever is wrong ends the run with what was seen.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from killed import WORK, Expected, go_on, kill_batch, kill_work

_A_STORE = 25
_LONGEST_S = 2.5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--times", type=int, default=100)
    arguments.add_argument("--seed", default=str(time.time_ns()))
    arguments.add_argument("--only", choices=WORK, help="kill nothing else, but the first batch")
    given = arguments.parse_args()
    counts: Counter[str] = Counter()
    for start in range(0, given.times, _A_STORE):
        with TemporaryDirectory() as folder:
            _kill(
                Path(folder), f"{given.seed} {start}", min(_A_STORE, given.times - start), counts, given.only
            )
    print(f"seed {given.seed}")
    for what, number in sorted(counts.items()):
        print(f"{number:7,}  {what}")


def _kill(folder: Path, seed: str, times: int, counts: Counter[str], only: str | None) -> None:
    random, expected, store = Random(seed), Expected(), folder / "store"  # noqa: S311  no secret
    counts["acknowledged steps that were lost"] += 0
    for number in range(times):
        seconds = random.random() * _LONGEST_S
        what = (
            random.choice([only] if only else ["add"] * 6 + ["publish"] * 2 + list(WORK)) if number else "add"
        )
        print(f"{what} {seconds:.3f} s", flush=True)
        if what in WORK:
            kill_work(store, expected, what, folder / "other", seconds)
        else:
            every = 5.0 if what == "add" else 0.0
            done, more = kill_batch(store, expected, f"{seed} {number}", seconds, every)
            counts["steps acknowledged before a kill"] += done
            counts["kills after a commit and before it was acknowledged"] += more
        go_on(store, expected, number)
        counts[f"kills: {what}"] += 1
    counts["articles there in the end"] += len(expected.texts)
    counts["earlier versions kept"] += sum(map(len, expected.before.values()))


if __name__ == "__main__":
    main()
