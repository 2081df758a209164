"""Which processes there are, for tests that none is left behind."""

from __future__ import annotations

import os
import subprocess


def children(pid: int) -> list[int]:
    """Processes that the one of that id started and that are not gone."""
    with subprocess.Popen(["ps", "-A", "-o", "pid=,ppid="], stdout=subprocess.PIPE, text=True) as ps:  # noqa: S607  wherever it is
        assert ps.stdout
        pairs = [tuple(map(int, line.split())) for line in ps.stdout]
    return [child for child, parent in pairs if parent == pid and child != ps.pid]


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
