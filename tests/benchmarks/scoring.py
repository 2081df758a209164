"""Statements beside the annotated ones, paired as the project's evaluation script pairs them.

A statement is right where the script's criterion "statement" pairs it: at least half of its content and an
annotated one's together is in both, and the speaker is the annotated one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from benchmarks.corpora import Row

Side = dict[str, Any]
"""A statement as the script compares it: source, cue and content as sets of places, and `raw`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many statements are right, invented and missed."""

    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.invented)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.invented + self.missed)


@dataclass(frozen=True, slots=True)
class Scored:
    """One article's annotated and found statements, and `pairs` of their indices that are right."""

    id: str
    text: str
    gold: list[Side]
    found: list[Side]
    pairs: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Pairs with the functions of `script`."""

    script: ModuleType

    def score(self, gold: Iterable[Row], found: Iterable[Row]) -> list[Scored]:
        """Every article of `gold` with what was found in it."""
        statements = {row["id"]: row["statements"] for row in found}
        return [self._article(row, statements.get(row["doc_id"], [])) for row in gold]

    def surer(self, articles: Iterable[Scored], least: float) -> list[Scored]:
        """Scored again without the statements of a confidence below `least`."""
        return [
            self._paired(replace(one, found=[f for f in one.found if is_sure(f["raw"], least)]))
            for one in articles
        ]

    def _article(self, row: Row, statements: list[Row]) -> Scored:
        text = row["text"]
        gold = [self._side(text, r, r["source"], r["cue"], r["content"]) for r in row["relations"]]
        found = [
            self._side(text, s, *(self.script.part(s, part) for part in ("speaker", "cue", "content")))
            for s in statements
        ]
        gold, found = ([side for side in sides if side["content"]] for sides in (gold, found))
        return self._paired(Scored(row["doc_id"], text, gold, found, []))

    def _side(self, text: str, raw: Row, source: object, cue: object, content: object) -> Side:
        letters = self.script.letters
        return {
            "source": letters(source, text),
            "cue": letters(cue, text),
            "content": letters(content, text),
            "raw": raw,
        }

    def _paired(self, one: Scored) -> Scored:
        return replace(one, pairs=self.script.pair(one.gold, one.found, self.script.RULES["statement"]))


def is_sure(statement: Row, least: float) -> bool:
    """Whether its confidence is at least that; a reader that does not measure it is taken to be sure."""
    confidence = statement.get("confidence")
    return confidence is None or confidence >= least


def counts(articles: Iterable[Scored]) -> Counts:
    sums = [(len(one.pairs), len(one.found), len(one.gold)) for one in articles]
    right, found, gold = map(sum, zip(*sums, strict=True)) if sums else (0, 0, 0)
    return Counts(right, found - right, gold - right)


def confidences(articles: Iterable[Scored]) -> list[tuple[float, bool]]:
    """Of each statement whose confidence is known: that, and whether it is right."""
    judged = []
    for one in articles:
        right = {j for _, j in one.pairs}
        judged += [
            (f["raw"]["confidence"], j in right)
            for j, f in enumerate(one.found)
            if f["raw"].get("confidence") is not None
        ]
    return judged
