"""Who read what when, and when it was recorded: PROV-O, in the graph of runs."""

from __future__ import annotations

from pyoxigraph import Quad

from kb.model import Article, Run
from kb.vocab import BASE


def run_quads(run: Run, base: str = BASE) -> list[Quad]:
    """The run, the agent that made it and its times."""
    raise NotImplementedError


def record_quads(
    article: Article, run: Run, recorded_at: str, previous: str | None = None, base: str = BASE
) -> list[Quad]:
    """That `run` read `article` and it was recorded at that moment (UTC, ISO 8601, ending in Z).

    `previous` is the SHA-256 of the earlier text that this one revises, where there is one.
    """
    raise NotImplementedError
