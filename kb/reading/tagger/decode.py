"""Scores of a window -> sources, cues and contents, and which belongs to which.

Tags are read off by Viterbi's algorithm under the rule that every rest follows a beginning; then each
content and each source goes to the cue that its words point to most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TAGS = 7
_RESTS = (2, 4, 6)
_IMPOSSIBLE = -1e9
_DISTANCE = 0.05  # taken off a link's score for each word between
_OTHER_PARAGRAPH = 3.0  # taken off where it crosses a paragraph
_NO_SOURCE = -4.0  # below this a cue without a source stays without


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with its contents and sources, as ranges of word indices in the window."""

    cue: range
    contents: tuple[range, ...]
    sources: tuple[range, ...]

    @property
    def content_words(self) -> list[int]:
        return [index for part in self.contents for index in part]

    @property
    def source_words(self) -> list[int]:
        return [index for part in self.sources for index in part]


def log_softmax(scores: Floats) -> Floats:
    """Scores as log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def decode(tags: Floats, belong: Links, nothing: float = 0.0) -> list[Linked]:
    """Every cue that has a content.

    Args:
        tags: log probabilities [words, 7]; see `features.ROLES`.
        belong: how much each word belongs to each cue.
        nothing: taken off the score of a word that is part of nothing; the more, the more is found.
    """
    scores = tags.copy()
    scores[:, 0] -= nothing
    found = _runs(_viterbi(scores))
    cues = [part for role, part in found if role == 1]
    if not cues:
        return []
    contents: dict[range, list[range]] = {cue: [] for cue in cues}
    sources: dict[range, list[range]] = {cue: [] for cue in cues}
    for role, part in found:
        if role != 1:
            (contents if role == 2 else sources)[belong.best(int(role == 2), part, cues)].append(part)
    every_source = [part for role, part in found if role == 0]
    return [
        Linked(cue, tuple(contents[cue]), tuple(belong.source(cue, sources[cue], every_source)))
        for cue in cues
        if contents[cue]
    ]


class Links:
    """How much each part of a window belongs to each cue.

    Args:
        links: log probabilities [2, words, words] of a source word's and a content word's link to a cue's.
        paragraph: of each word.
    """

    def __init__(self, links: Floats, paragraph: list[int]) -> None:
        self._links, self._paragraph = links, paragraph
        self._to: dict[tuple[int, range], Floats] = {}

    def score(self, layer: int, part: range, cue: range) -> float:
        if (layer, cue) not in self._to:  # of every word at once: most parts are asked about every cue
            self._to[layer, cue] = np.logaddexp.reduce(self._links[layer, :, cue.start : cue.stop], axis=1)
        near = float(self._to[layer, cue][part.start : part.stop].sum()) / len(part)
        apart = max(cue.start - part.stop, part.start - cue.stop, 0)
        crossing = self._paragraph[part.start] != self._paragraph[cue.start]
        return near - _DISTANCE * apart - _OTHER_PARAGRAPH * crossing

    def best(self, layer: int, part: range, cues: list[range]) -> range:
        return max(cues, key=lambda cue: self.score(layer, part, cue))

    def source(self, cue: range, own: list[range], every: list[range]) -> list[range]:
        """Those of `cue`; where it has none that of another, which it shares ("he said …, and added …")."""
        if own or not every:
            return own
        source = max(every, key=lambda part: self.score(0, part, cue))
        return [source] if self.score(0, source, cue) > _NO_SOURCE else []


def _viterbi(scores: Floats) -> list[int]:
    """The best tags in which every rest follows a beginning or a rest of its own kind."""
    first, *others = scores.tolist()
    total = [_IMPOSSIBLE if tag in _RESTS else score for tag, score in enumerate(first)]
    back: list[list[int]] = []
    for row in others:
        best = max(range(_TAGS), key=total.__getitem__)
        before = [best] * _TAGS
        for rest in _RESTS:
            before[rest] = rest - 1 if total[rest - 1] >= total[rest] else rest
        total = [total[last] + score for last, score in zip(before, row, strict=True)]
        back.append(before)
    tags = [max(range(_TAGS), key=total.__getitem__)]
    for before in reversed(back):
        tags.append(before[tags[-1]])
    return tags[::-1]


def _runs(tags: list[int]) -> list[tuple[int, range]]:
    """Role and range of each run of words with one role."""
    found: list[tuple[int, range]] = []
    for index, tag in enumerate(tags):
        if tag and tag % 2 == 0 and found and found[-1][1].stop == index and found[-1][0] == (tag - 1) // 2:
            found[-1] = (found[-1][0], range(found[-1][1].start, index + 1))
        elif tag:
            found.append(((tag - 1) // 2, range(index, index + 1)))
    return found
