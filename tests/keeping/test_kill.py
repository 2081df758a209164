"""A process that is killed at work loses nothing that it said was done. The texts are our own.

`python -m benchmarks.kill` does it some hundred times.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from killed import WORK, Expected, go_on, kill_batch, kill_work


@pytest.mark.parametrize("publish_every_s", [5.0, 0.0])
def test_all_that_was_acknowledged_is_there_after_a_batch_was_killed_and_nothing_half(
    tmp_path: Path, publish_every_s: float
) -> None:
    store, expected, random = tmp_path / "store", Expected(), Random()  # noqa: S311  no secret
    done = 0
    for number in range(2):
        done += kill_batch(store, expected, f"kill {number}", random.random(), publish_every_s)[0]
        go_on(store, expected, number)
    assert done >= 2


def test_whatever_else_is_killed_the_store_is_as_it_was_and_it_can_be_done_again(tmp_path: Path) -> None:
    store, expected, random = tmp_path / "store", Expected(), Random()  # noqa: S311  no secret
    kill_batch(store, expected, "a batch", 0.3)
    for what in ("back up", "mend", random.choice(sorted(set(WORK) - {"back up", "mend"}))):
        kill_work(store, expected, what, tmp_path / "other", random.random() / 2)
    go_on(store, expected, 0)
