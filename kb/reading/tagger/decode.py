"""Scores of a window -> sources, cues and contents, and which belongs to which."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TAGS = 7
_IMPOSSIBLE = -1e9
_DISTANCE = 0.05  # taken off a link's score for each word between
_OTHER_PARAGRAPH = 3.0  # taken off where it crosses a paragraph
_NO_SOURCE = -4.0  # below this a cue without a source stays without
_NOTHING = 0.6  # taken off the score of a word that is part of nothing: training sees too few that are not


@dataclass(slots=True)
class Linked:
    """A cue with its contents and sources, as ranges of word indices in the window.

    `probability`: the geometric mean of the scores of its words' tags, as probabilities.
    """

    cue: range
    contents: list[range] = field(default_factory=list)
    sources: list[range] = field(default_factory=list)
    probability: float = 0.0


def decode(tags: Floats, arcs: Floats, paragraph: list[int]) -> list[Linked]:
    """Every cue that has a content.

    Args:
        tags: [words, 7] scores; see `features.ROLES`.
        arcs: [2, words, words] scores of a source word's and a content word's link to a cue's word.
        paragraph: of each word.
    """
    scores = _log_softmax(tags)
    scores[:, 0] -= _NOTHING
    best = _viterbi(scores)
    found = _runs(best)
    linked = [Linked(cue) for role, cue in found if role == 1]
    if not linked:
        return []
    links = _log_softmax(arcs)

    def score(layer: int, part: range, cue: range) -> float:
        inside = links[layer, part.start : part.stop, cue.start : cue.stop]
        near = float(np.logaddexp.reduce(inside, axis=1).mean())
        apart = max(cue.start - part.stop, part.start - cue.stop, 0)
        crossing = paragraph[part.start] != paragraph[cue.start]
        return near - _DISTANCE * apart - _OTHER_PARAGRAPH * crossing

    for role, part in found:
        if role != 1:
            layer = int(role == 2)
            one = max(linked, key=lambda link: score(layer, part, link.cue))
            (one.contents if layer else one.sources).append(part)
    whole = [link for link in linked if link.contents]
    sources = [part for role, part in found if role == 0]
    for link in whole:
        if not link.sources and sources:
            shared = max(sources, key=lambda part: score(0, part, link.cue))
            link.sources = [shared] if score(0, shared, link.cue) > _NO_SOURCE else []
        words = [i for part in (link.cue, *link.contents, *link.sources) for i in part]
        link.probability = float(np.exp(scores[words, best[words]].mean()))
    return whole


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def _viterbi(scores: Floats) -> NDArray[np.int64]:
    """The best tags in which every rest follows a beginning or a rest of its own kind."""
    allowed = np.zeros((_TAGS, _TAGS))
    for rest in (2, 4, 6):
        allowed[:, rest] = _IMPOSSIBLE
        allowed[[rest - 1, rest], rest] = 0
    total = scores[0].copy()
    total[[2, 4, 6]] = _IMPOSSIBLE
    back = np.zeros(scores.shape, dtype=np.int64)
    for index in range(1, len(scores)):
        paths = total[:, None] + allowed
        back[index] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[index]
    tags = np.zeros(len(scores), dtype=np.int64)
    tags[-1] = total.argmax()
    for index in range(len(scores) - 1, 0, -1):
        tags[index - 1] = back[index, tags[index]]
    return tags


def _runs(tags: NDArray[np.int64]) -> list[tuple[int, range]]:
    """Role and range of each run of words with one role."""
    found: list[tuple[int, range]] = []
    for index, tag in enumerate(tags.tolist()):
        if tag and tag % 2 == 0 and found and found[-1][1].stop == index and found[-1][0] == (tag - 1) // 2:
            found[-1] = (found[-1][0], range(found[-1][1].start, index + 1))
        elif tag:
            found.append(((tag - 1) // 2, range(index, index + 1)))
    return found
