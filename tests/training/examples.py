"""Articles as the network sees them: words, gold tags and links, and what a teacher says of each."""

from __future__ import annotations

import gzip
import json
import pickle
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kb.model import Article, Span
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed, parse, pipeline
from kb.reading.rules import RuleAttributor
from kb.reading.tagger.features import ROLES, SIZES, Words, run, tags, words_of
from kb.reading.tagger.pieces import FIRST, LAST
from kb.reading.tagger.windows import PIECES, windows

TAGS = 2 * len(ROLES) + 1
LINKING = ("source", "content")
"""The roles whose words are linked to a cue, in the order of the network's two layers of links."""
HELD_OUT = 50
"""Articles of the training part that no network is trained on: every choice is made on them."""


@dataclass(slots=True)
class Example:
    """One article.

    Attributes:
        tags, cues: of each word, where the article is annotated: its gold tag, and the first words of the cues
            that it belongs to.
        taught: where a teacher labelled it, the probabilities of tags [words, TAGS]. Its links are not
            learned from: after one epoch they are worse than the small network's own.
    """

    id: str
    words: Words
    tags: list[int] = field(default_factory=list)
    cues: list[list[int]] = field(default_factory=list)
    taught: NDArray[np.float16] | None = None


Window = tuple[Example, range]


def rows(path: Path) -> Iterator[dict]:
    """The articles of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def read(row: dict, id: str) -> tuple[Parsed, Words]:
    """An article as the trained attributor sees it."""
    parsed = parse(Article(id, row["text"]))
    return parsed, words_of(parsed, RuleAttributor()(parsed))


def prepare(corpora: Path, work: Path) -> None:
    """Read both corpora once, with the parser and the rules: one annotated, one only for a teacher to label."""
    work.mkdir(parents=True, exist_ok=True)
    for name, annotated in (("polnear-train", True), ("seesaw-train", False)):
        if (work / f"{name}.pickle").exists():
            continue
        examples = []
        for number, row in enumerate(rows(corpora / f"{name}.jsonl.gz")):
            id = row.get("doc_id") or f"{name}-{number}"
            with pipeline().memory_zone():
                _, words = read(row, id)
            examples.append(_annotated(id, words, row) if annotated else Example(id, words))
        save(work / f"{name}.pickle", examples)


def save(path: Path, examples: list[Example]) -> None:
    path.write_bytes(pickle.dumps(examples))


def load(path: Path) -> list[Example]:
    found: list[Example] = pickle.loads(path.read_bytes())  # noqa: S301  our own file
    return found


def held_out(found: list) -> tuple[list, list]:
    """Those held out, and the rest: always the same."""
    random.Random(1).shuffle(found)  # noqa: S311  no secret is made of it
    return found[:HELD_OUT], found[HELD_OUT:]


def _annotated(id: str, words: Words, row: dict) -> Example:
    gold = [
        Attribution(*(tuple(Span(*span) for span in relation[role]) for role in ROLES))
        for relation in row["relations"]
    ]
    cues: list[list[int]] = [[] for _ in words.spans]
    for relation in gold:
        head = next((i for span in relation.cue for i in run(words.spans, span)), None)
        for span in (*relation.source, *relation.content):
            for index in run(words.spans, span):
                if head is not None and head not in cues[index]:
                    cues[index].append(head)
    return Example(id, words, tags(words.spans, gold), cues)


def batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Window]]:
    """One epoch: windows that begin at another place each time, those of like length together."""
    found = [(e, w) for e in examples for w in windows(e.words, PIECES, rng.randint(40, PIECES))]
    rng.shuffle(found)
    made: list[list[Window]] = []
    for start in range(0, len(found), 8 * size):
        chunk = sorted(found[start : start + 8 * size], key=lambda one: len(one[1]))
        made += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(made)
    return made


@dataclass(slots=True)
class Batch:
    """Padded tensors of some windows.

    Attributes:
        ids, mask, facts: of pieces [windows, pieces]; `first` piece of each word [windows, words].
        real: whether a word is one, and not padding.
        tags: wanted probabilities [windows, words, TAGS].
        links: wanted probabilities [windows, 2, words, words]; a word that belongs to no cue has none.
    """

    ids: Tensor
    mask: Tensor
    facts: Tensor
    first: Tensor
    real: Tensor
    tags: Tensor
    links: Tensor


def batch_of(found: list[Window], gold: float) -> Batch:
    """Tensors of `found`. `gold`: the share that annotation has beside a teacher, 0 to 1."""
    lengths = [2 + sum(len(example.words.pieces[i]) for i in window) for example, window in found]
    size, longest, most = len(found), max(lengths), max(len(window) for _, window in found)
    batch = Batch(
        ids=torch.zeros(size, longest, dtype=torch.long),
        mask=torch.zeros(size, longest),
        facts=torch.zeros(size, longest, len(SIZES), dtype=torch.long),
        first=torch.zeros(size, most, dtype=torch.long),
        real=torch.zeros(size, most, dtype=torch.bool),
        tags=torch.zeros(size, most, TAGS),
        links=torch.zeros(size, len(LINKING), most, most),
    )
    for row, (example, window) in enumerate(found):
        _put_words(batch, row, example.words, window)
        share = 0.0 if not example.tags else 1.0 if example.taught is None else gold
        if share:
            _put_gold(batch, row, example, window, share)
        if example.taught is not None:
            said = torch.from_numpy(example.taught[window.start : window.stop].astype(np.float32))
            batch.tags[row, : len(window)] += (1 - share) * said
    return batch


def _put_words(batch: Batch, row: int, words: Words, window: range) -> None:
    position, batch.ids[row, 0] = 1, FIRST
    for word, index in enumerate(window):
        pieces = words.pieces[index]
        inside = slice(position, position + len(pieces))
        batch.first[row, word] = position
        batch.ids[row, inside] = torch.tensor(pieces)
        batch.facts[row, inside] = torch.from_numpy(words.facts[index].copy())
        position += len(pieces)
    batch.ids[row, position] = LAST
    batch.mask[row, : position + 1] = 1
    batch.real[row, : len(window)] = True


def _put_gold(batch: Batch, row: int, example: Example, window: range, share: float) -> None:
    for word, index in enumerate(window):
        tag = example.tags[index]
        batch.tags[row, word, tag] += share
        heads = [cue - window.start for cue in example.cues[index] if cue in window]
        role = ROLES[(tag - 1) // 2] if tag else ""
        if role in LINKING and heads:
            layer = LINKING.index(role)
            batch.links[row, layer, word, heads] = 1 / len(heads)


def together(parts: Iterable[Path]) -> list[Example]:
    """All examples to train on: those of the first file without the held out, and all of the others."""
    first, *others = parts
    return held_out(load(first))[1] + [example for path in others for example in load(path)]
