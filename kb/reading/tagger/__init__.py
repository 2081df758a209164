"""Attribution by a trained model: a small encoder that tags sources, cues and contents, and links them.

The model was trained on PolNeAR; `model/CARD.md` says how, on what, and how well it does. It runs in
onnxruntime on one or more processor cores, without torch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from kb.errors import ReadingError
from kb.model import Span, Spans
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed
from kb.reading.reader import ArticleReader
from kb.reading.rules import RuleAttributor
from kb.reading.rules.transcripts import turns
from kb.reading.tagger.confidence import Scores, surest
from kb.reading.tagger.decode import Linked, log_softmax
from kb.reading.tagger.features import SIZES, Facts, Words, words_of
from kb.reading.tagger.mend import mend
from kb.reading.tagger.nested import Text, cue_words
from kb.reading.tagger.pieces import FIRST, LAST, MODEL
from kb.reading.tagger.windows import windows

LEAST = 0.35
"""The least confidence of a statement by default: best F1 on articles held out of the training set."""
NESTED = 0.9
"""The least confidence, by itself, of a statement in a statement: the network was trained on none."""
_SOUND = 0.6  # how sure a statement has to be for its content to be read again
_TURN = 0.95  # how sure a transcript's turn is


def trained_reader(min_confidence: float | None = None) -> ArticleReader:
    """The reader whose attribution is by the trained model. Raises ReadingError where it is not 0 to 1."""
    least = LEAST if min_confidence is None else min_confidence
    if not 0 <= least <= 1:
        raise ReadingError(f"A minimum confidence is a number from 0 to 1, and this is {least}.")
    return ArticleReader(TrainedAttributor(least))


class TrainedAttributor:
    """Finds attributions with the model in `model/`, to which the rules' findings are one input.

    `least`: the confidence below which a statement is left out, 0 to 1.
    """

    name = "trained"

    def __init__(self, least: float = LEAST) -> None:
        self._least = least
        self._rules = RuleAttributor()

    @property
    def digest(self) -> str:
        """SHA-256 over the model's files, what the rules depend on, and the least confidence."""
        sha = hashlib.sha256(f"{self._rules.digest} {self._least}".encode())
        for path in sorted(MODEL.glob("*")):
            sha.update(path.name.encode() + b"\0" + path.read_bytes())
        return sha.hexdigest()

    def __call__(self, parsed: Parsed) -> list[Attribution]:
        by_rules = self._rules(parsed)
        words = words_of(parsed, by_rules)
        text = Text(parsed.article.text, words, by_rules, cue_words(parsed))
        found = chain.from_iterable(
            self._read(text, w, words.facts[w.start : w.stop]) for w in windows(words)
        )
        whole = _with_turns(mend(list(found), by_rules, parsed), turns(parsed))
        return sorted(
            {one for one in whole if (one.confidence or 0) >= self._least},
            key=lambda one: (one.content, one.cue),
        )

    def _read(
        self, text: Text, window: Sequence[int], facts: Facts, outer: float = 1.0
    ) -> Iterator[Attribution]:
        """Statements in the words of `window`, and in what each says, which is read by itself again.

        The network cannot see both at once, as it gives each word one tag.
        """
        least = self._least if outer == 1 else max(self._least, NESTED)
        for link, sure in surest(self.scores(text.words, window, facts), least):
            one = attribution_of(link, outer * sure, window, text.words)
            if outer == 1 or text.is_anothers(one):
                yield one
                content = text.said([window[index] for index in link.content_words])
                if content and outer * sure >= _SOUND:
                    yield from self._read(text, content, text.facts_within(one, content), outer * sure)

    def scores(self, words: Words, window: Sequence[int], facts_of: Facts) -> Scores:
        """What the network says of the words at the indices of `window`, read as one text."""
        ids: list[int] = [FIRST]
        facts: list[NDArray[np.int64]] = [np.zeros(len(SIZES), dtype=np.int64)]
        first: list[int] = []
        for index, fact in zip(window, facts_of, strict=True):
            first.append(len(ids))
            ids += words.pieces[index]
            facts += [fact] * len(words.pieces[index])
        ids.append(LAST)
        facts.append(facts[0])
        tags, links = _network().run(
            ["tags", "arcs"],
            {"ids": np.array([ids]), "facts": np.stack(facts)[None], "first": np.array([first])},
        )
        return Scores(
            log_softmax(np.asarray(tags[0], dtype=np.float64)),
            log_softmax(np.asarray(links[0], dtype=np.float64)),
            facts_of,
            [words.paragraph[index] for index in window],
        )


def _with_turns(found: list[Attribution], spoken: list[Attribution]) -> list[Attribution]:
    """`found`, and the turns of a transcript, whose labels leave no doubt who speaks."""
    apart = [o for o in found if not any(a.overlaps(b) for t in spoken for a in t.content for b in o.content)]
    return [*apart, *(replace(turn, confidence=_TURN) for turn in spoken)]


@cache
def _network() -> InferenceSession:
    """The network, loaded once a process. No attributor holds it, so that one can be sent to a process."""
    options = SessionOptions()
    options.intra_op_num_threads = 1  # articles are read side by side, not words
    return InferenceSession(MODEL / "attribution.onnx", options, providers=["CPUExecutionProvider"])


def attribution_of(link: Linked, sure: float, window: Sequence[int], words: Words) -> Attribution:
    """`link`, found in the words at the indices of `window`, as spans of the text."""

    def spans(parts: tuple[range, ...]) -> Spans:
        found: list[Span] = []
        last = None
        for index in sorted(window[index] for part in parts for index in part):
            word = words.spans[index]
            if last is not None and index == last + 1:
                found[-1] = Span(found[-1].start, word.end)
            else:
                found.append(word)
            last = index
        return tuple(found)

    return Attribution(spans(link.sources), spans((link.cue,)), spans(link.contents), round(sure, 4))
