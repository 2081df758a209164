"""Damage the files of a store by chance, and count what is noticed, what is harmless, and what is mended.

    PYTHONPATH=tests python -m benchmarks.damage --times 200

Whatever is no error of ours, or has more than one line, ends the run. `wrong` are answers that were other than
before, without an error; where the doctor named the damage that counts as `doctor`, else as `silent`.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from damaged import DAMAGE, KINDS, ask, copy, make_store, mend, troubles

import kb

_COLUMNS = ("times", "error", "doctor", "wrong", "silent", "mended", "not mended", "harmless")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--seed", default=str(time.time_ns()))
    given = arguments.parse_args()
    random = Random(given.seed)  # noqa: S311  no secret
    counts: Counter[tuple[str, str]] = Counter()
    with TemporaryDirectory() as folder:
        whole, store = Path(folder) / "whole", Path(folder) / "store"
        make_store(whole)
        copy(whole, store)
        right = ask(kb.open(store)).answers
        for number in range(given.times):
            kind = list(KINDS)[number % len(KINDS)]
            copy(whole, store)
            for column in _try(store, kind, random, right):
                counts[kind, column] += 1
    print(f"seed {given.seed}\n{'':30}" + "".join(f"{column:>11}" for column in _COLUMNS))
    for kind in KINDS:
        print(f"{kind:30}" + "".join(f"{counts[kind, column]:11}" for column in _COLUMNS))


def _try(store: Path, kind: str, random: Random, right: dict[str, object]) -> set[str]:
    files = sorted(file for file in store.glob(KINDS[kind]) if file.stat().st_size)
    if not files:
        return set()
    file, base = random.choice(files), kb.open(store)
    how = random.choice(DAMAGE)(file, random)
    print(f"{file.relative_to(store)}: {how}", flush=True)
    seen, found = ask(base), troubles(base)
    wrong = {name for name, answer in seen.answers.items() if answer != right[name]}
    columns = {"times"} | ({"error"} if seen.errors else set()) | ({"doctor"} if found else set())
    if wrong:
        columns.add("wrong")
    for line in (*seen.errors.items(), *found.items()):
        print(f"    {line}")
    if wrong and not found and not seen.errors:
        columns.add("silent")
        print(f"    SILENT {wrong}")
    if not columns & {"error", "doctor", "wrong"}:
        return columns | {"harmless"}
    cannot = mend(base)
    after = ask(base)
    sound = not cannot and not after.errors and not troubles(base) and after.answers == right
    if not sound:
        print(f"    NOT MENDED {cannot or troubles(base)}")
    return columns | {"mended" if sound else "not mended"}


if __name__ == "__main__":
    main()
