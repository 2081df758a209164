"""How probable it is that a statement found by the model is right: its content and its speaker.

A logistic regression over what the network says of the statement's words and links, and over whether the
rules see the same. Fitted on articles that the network was not trained on, with the network as it ships:
`tests/training`. The weights are a table beside the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kb.reading.tagger.decode import Floats, Linked, Links, decode
from kb.reading.tagger.features import QUOTED, RULES
from kb.reading.tagger.pieces import MODEL

NOTHING = (0.6, 1.5)
"""What a word that is part of nothing loses in each reading of a window: the second finds more."""

FEATURES = (
    "bias", "cue", "cue begins", "content", "content at least", "content begins", "content ends",
    "source", "source at least", "no source", "content linked", "source linked", "length", "parts",
    "quoted", "partly quoted", "cue by rules", "content by rules", "source by rules",
    "in the first reading", "in the second reading",
)  # fmt: skip
WEIGHTS = MODEL / "confidence.tsv"
_FEWEST = 1e-3  # probabilities closer to 0 or 1 than this say no more
_SOURCE, _CUE, _CONTENT = 0, 1, 2
_SHARED = 0.2  # of a content's words, those that a surer statement may have too


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known of a window's words.

    Attributes:
        tags: log probabilities [words, 7].
        links: log probabilities [2, words, words].
        facts: see `features.Words`.
        paragraph: of each word.
    """

    tags: Floats
    links: Floats
    facts: NDArray[np.int64]
    paragraph: list[int]


@cache
def weights() -> Floats:
    """One for each of FEATURES. Raises ValueError where the table does not fit them."""
    rows = [line.split("\t") for line in WEIGHTS.read_text(encoding="utf-8").splitlines()]
    if tuple(name for name, _ in rows) != FEATURES:
        raise ValueError(f"{WEIGHTS.name} lists other features than the code: fit it again.")
    return np.array([float(weight) for _, weight in rows])


def surest(scores: Scores, least: float) -> list[tuple[Linked, float]]:
    """Statements with their probability, at least `least`, the surest first, none in the words of another."""
    found = candidates(scores)
    if not found:
        return []
    sure = 1 / (1 + np.exp(-np.array([values for _, values in found]) @ weights()))
    taken: set[int] = set()
    kept = []
    for index in np.argsort(-sure, kind="stable"):
        link, probability = found[index][0], float(sure[index])
        words = link.content_words
        if probability >= least and len(taken.intersection(words)) <= _SHARED * len(words):
            taken.update(words)
            kept.append((link, probability))
    return kept


def candidates(scores: Scores) -> list[tuple[Linked, list[float]]]:
    """Every statement in one of the readings of a window, once, with the values of its FEATURES."""
    belong, seen = Links(scores.links, scores.paragraph), _Seen.in_(scores)
    found: dict[Linked, set[float]] = {}
    for nothing in NOTHING:
        for link in decode(scores.tags, belong, nothing):
            found.setdefault(link, set()).add(nothing)
    return [(link, [*_values(link, seen), *(float(n in by) for n in NOTHING)]) for link, by in found.items()]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The words of a window as the features ask about them.

    Attributes:
        begins, rests, role: of each word, how probable it is that it begins a role, goes on with one, or is
            part of one at all [words, 3].
        links: log probabilities [2, words, words].
        quoted: 1 where it is.
        by_rules: its role by the rules, -1 for none.
    """

    begins: Floats
    rests: Floats
    role: Floats
    links: Floats
    quoted: NDArray[np.int64]
    by_rules: NDArray[np.int64]

    @classmethod
    def in_(cls, scores: Scores) -> _Seen:
        chances, facts = np.exp(scores.tags), scores.facts
        begins, rests = chances[:, 1::2], chances[:, 2::2]
        by_rules = (facts[:, RULES] + 1) // 2 - 1
        return cls(begins, rests, begins + rests, scores.links, facts[:, QUOTED], by_rules)


def _values(link: Linked, seen: _Seen) -> Iterator[float]:
    cue, content, source = list(link.cue), link.content_words, link.source_words
    begins, rests, role, links, by_rules = seen.begins, seen.rests, seen.role, seen.links, seen.by_rules
    after = [part.stop for part in link.contents if part.stop < len(role)]
    quoted = float(seen.quoted[content].mean())

    yield 1.0
    yield _odds(role[cue, _CUE].mean())
    yield _log(begins[cue[0], _CUE])
    yield _odds(role[content, _CONTENT].mean())
    yield _log(role[content, _CONTENT].min())
    yield float(np.mean([_log(begins[part.start, _CONTENT]) for part in link.contents]))
    yield float(np.mean([_log(1 - rests[word, _CONTENT]) for word in after])) if after else 0.0
    yield _odds(role[source, _SOURCE].mean()) if source else 0.0
    yield _log(role[source, _SOURCE].min()) if source else 0.0
    yield float(not source)
    yield _odds(np.exp(links[1][np.ix_(content, cue)]).sum(axis=1).mean())
    yield _odds(np.exp(links[0][np.ix_(source, cue)]).sum(axis=1).mean()) if source else 0.0
    yield float(np.log(len(content)))
    yield float(len(link.contents) > 1)
    yield quoted
    yield float(0 < quoted < 1)
    yield float((by_rules[cue] == _CUE).any())
    yield float((by_rules[content] == _CONTENT).mean())
    yield float((by_rules[source] == _SOURCE).any()) if source else 0.0


def _log(chance: float) -> float:
    return float(np.log(max(chance, _FEWEST)))


def _odds(chance: float) -> float:
    """Log odds."""
    inside = min(max(chance, _FEWEST), 1 - _FEWEST)
    return float(np.log(inside / (1 - inside)))
