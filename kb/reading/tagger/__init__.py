"""Attribution by a trained model: a small encoder that tags sources, cues and contents, and links them.

The model was trained on PolNeAR; `model/CARD.md` says how, on what, and how well it does. It runs in
onnxruntime on one or more processor cores, without torch.
"""

from __future__ import annotations

import hashlib
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from kb.model import Span, Spans
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed
from kb.reading.reader import ArticleReader
from kb.reading.rules import RuleAttributor
from kb.reading.tagger.decode import Floats, Linked, decode
from kb.reading.tagger.features import SIZES, Words, words_of
from kb.reading.tagger.mend import mend
from kb.reading.tagger.pieces import FIRST, LAST, MODEL
from kb.reading.tagger.windows import windows

_LEAST = 0.5  # a link less probable than this is no statement; chosen on a held-out part of the training set
_DANGLING = frozenset({",", ";", ":", "-", "–", "—", "but", "and"})


def trained_reader() -> ArticleReader:
    """The reader whose attribution is by the trained model."""
    return ArticleReader(TrainedAttributor())


class TrainedAttributor:
    """Finds attributions with the model in `model/`, to which the rules' findings are one input."""

    name = "trained"

    def __init__(self) -> None:
        self._rules = RuleAttributor()

    @property
    def digest(self) -> str:
        """SHA-256 over the model's files and what the rules depend on."""
        sha = hashlib.sha256(self._rules.digest.encode())
        for path in sorted(MODEL.glob("*")):
            sha.update(path.name.encode() + b"\0" + path.read_bytes())
        return sha.hexdigest()

    def __call__(self, parsed: Parsed) -> list[Attribution]:
        by_rules = self._rules(parsed)
        words = words_of(parsed, by_rules)
        found: list[Attribution] = []
        for window in windows(words):
            tags, arcs = self._scores(words, window)
            paragraph = words.paragraph[window.start : window.stop]
            links = [link for link in decode(tags, arcs, paragraph) if link.probability >= _LEAST]
            found += [_attribution(link, window.start, words, parsed.article.text) for link in links]
        return sorted(set(mend(found, by_rules, parsed)), key=lambda one: (one.content, one.cue))

    @cached_property
    def _session(self) -> InferenceSession:
        options = SessionOptions()
        options.intra_op_num_threads = 1  # articles are read side by side, not words
        return InferenceSession(MODEL / "attribution.onnx", options, providers=["CPUExecutionProvider"])

    def _scores(self, words: Words, window: range) -> tuple[Floats, Floats]:
        """Scores of tags [words, 7] and of links [2, words, words] for one window."""
        ids: list[int] = [FIRST]
        facts: list[NDArray[np.int64]] = [np.zeros(len(SIZES), dtype=np.int64)]
        first: list[int] = []
        for index in window:
            first.append(len(ids))
            ids += words.pieces[index]
            facts += [words.facts[index]] * len(words.pieces[index])
        ids.append(LAST)
        facts.append(facts[0])
        tags, arcs = self._session.run(
            ["tags", "arcs"],
            {"ids": np.array([ids]), "facts": np.stack(facts)[None], "first": np.array([first])},
        )
        return np.asarray(tags[0], dtype=np.float64), np.asarray(arcs[0], dtype=np.float64)


def _attribution(link: Linked, offset: int, words: Words, text: str) -> Attribution:
    def spans(parts: list[range]) -> Spans:
        """The characters of `parts`, without the comma or conjunction that a part may end in."""
        ranges = [range(offset + part.start, offset + part.stop) for part in parts]
        return tuple(
            sorted(Span(words.spans[r[0]].start, words.spans[_end(r, text, words)].end) for r in ranges)
        )

    return Attribution(
        spans(link.sources), spans([link.cue]), spans(link.contents), round(link.probability, 4)
    )


def _end(part: range, text: str, words: Words) -> int:
    """Index of the last word of `part` that says something."""
    last = part[-1]
    while last > part[0] and words.spans[last].of(text).lower() in _DANGLING:
        last -= 1
    return last
