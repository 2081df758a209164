"""Cases in TOML: a text, and the statements that a careful reader finds in it; and how near a reading comes."""

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.model import Reading, Span, Spans, Statement


@dataclass(frozen=True)
class Listed:
    """One expected statement. `within`: the place of its outer statement in the case's list.

    `actor`: the label of the actor it must resolve to, where that is asked for.
    """

    speaker: str
    cue: str
    content: tuple[str, ...]
    within: int | None = None
    actor: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Every string that must stand in the text."""
        return (*parts(self.speaker), *parts(self.cue), *self.content)


@dataclass(frozen=True)
class Case:
    id: str
    text: str
    statements: tuple[Listed, ...]

    def spans(self, words: Iterable[str]) -> Spans:
        """Where the words stand. Raises ValueError unless each stands, as whole words, exactly once."""
        return tuple(self._span(one) for one in words)

    def _span(self, words: str) -> Span:
        places = found_at(words, self.text)
        if len(places) != 1:
            raise ValueError(f"{self.id}: {words!r} stands {len(places)} times in the text, not once")
        return places[0]


def parts(words: str) -> tuple[str, ...]:
    """Words that stand apart are written with " … " between them."""
    return tuple(words.split(" … ")) if words else ()


def found_at(words: str, text: str) -> list[Span]:
    """Where the words stand in the text, as whole words."""
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def load(path: Path) -> list[Case]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return [Case(row["id"], row["text"], tuple(_listed(one) for one in row["statements"])) for row in rows]


def _listed(row: dict[str, Any]) -> Listed:
    return Listed(**(row | {"content": tuple(row["content"])}))


def likeness(a: Spans, b: Spans, text: str) -> float:
    """Intersection over union of the letters and digits that two lists of spans hold."""
    one, other = _letters(a, text), _letters(b, text)
    return len(one & other) / len(one | other) if one | other else 0.0


def _letters(spans: Spans, text: str) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end) if text[i].isalnum()}


def meet(a: Spans, b: Spans) -> bool:
    """Whether two mentions share a place in the text; two that the text leaves out are the same."""
    return any(one.overlaps(other) for one in a for other in b) if a or b else True


def actors_of(statement: Statement, reading: Reading) -> str:
    actors = [reading.actor(id) for id in statement.speakers]
    labels = ["unstated" if a.unstated else "unnamed" if a.type == "unnamed" else a.label for a in actors]
    return "; ".join(sorted(set(labels)))


def show(lines: Iterable[str]) -> None:
    """Print where `pytest -s` shows it: xdist's workers keep their standard output to themselves."""
    print(*lines, sep="\n", file=sys.stderr)


DEFAULTS = {"mode": "speech", "polarity": "positive", "hedge": "", "condition": ""}
"""What an article's list leaves out of a statement."""


def as_listed(statement: Statement, reading: Reading) -> dict:
    """A statement in the form of the articles' lists."""

    def words(span: Span | None) -> str:
        return span.of(reading.article.text) if span else ""

    actors = [reading.actor(id) for id in statement.speakers]
    labels = ["unstated" if a.unstated else "unnamed" if a.type == "unnamed" else a.label for a in actors]
    return {
        "speaker": reading.words(statement.speaker),
        "actor": "; ".join(sorted(set(labels))),
        "cue": reading.words(statement.cue),
        "content": [words(span) for span in statement.content],
        "form": statement.form.value,
        "mode": statement.mode.value,
        "polarity": statement.polarity.value,
        "tense": statement.tense.value,
        "hedge": words(statement.hedge),
        "condition": words(statement.condition),
        "certainty": statement.certainty.value,
    }
