"""The time that the stages of a reading take, measured around the reader's own functions while it reads."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import kb.reading.reader
import kb.reading.tagger
from kb.model import Article
from kb.reading import Reader
from kb.reading.rules import RuleAttributor
from kb.reading.tagger import TrainedAttributor

TIMED = {
    "parse": (kb.reading.reader, "parse"),
    "rules": (RuleAttributor, "__call__"),
    "features": (kb.reading.tagger, "words_of"),
    "network": (TrainedAttributor, "scores"),
    "tagger": (TrainedAttributor, "__call__"),
}
"""The tagger's time holds that of the rules, the features and the network."""


def stages(reader: Reader, articles: Iterable[Article]) -> dict[str, float]:
    """Seconds of every stage by its name; together they are the time of the whole reading."""
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as stack:
        for stage, (owner, name) in TIMED.items():
            stack.enter_context(patch.object(owner, name, _timed(getattr(owner, name), stage, spent)))
        start = time.perf_counter()
        for article in articles:
            reader.read(article)
        whole = time.perf_counter() - start
    return _apart(whole, spent)


def _timed(work: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return work(*args, **named)
        finally:
            spent[stage] += time.perf_counter() - start

    return timed


def _apart(whole: float, spent: dict[str, float]) -> dict[str, float]:
    found = {"parse": spent["parse"], "rules": spent["rules"]}
    if spent["tagger"]:
        found["model: pieces and features"] = spent["features"]
        found["model: network"] = spent["network"]
        found["model: decoding"] = spent["tagger"] - spent["rules"] - spent["features"] - spent["network"]
    return found | {"actors, events and the rest": whole - sum(found.values())}
