"""Network -> the int8 model that ships, and the confidence that its statements deserve."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from kb.reading.attribution import Attribution
from kb.reading.parse import pipeline
from kb.reading.tagger import TrainedAttributor, attribution_of
from kb.reading.tagger.confidence import FEATURES, WEIGHTS, candidates
from kb.reading.tagger.features import SIZES
from kb.reading.tagger.windows import windows
from training.examples import held_out, read, rows
from training.network import Exported, Network

Floats = NDArray[np.float64]
_RIDGE, _ITERATIONS = 3.0, 30


def export(weights: Path, work: Path, out: Path) -> None:
    """Write the model to `out`, int8 with a scale for each channel."""
    network = Network()
    network.load_state_dict(torch.load(weights))
    whole = work / "attribution.onnx"
    torch.onnx.export(
        Exported(network).eval(),
        (
            torch.randint(1000, 2000, (1, 50)),
            torch.zeros(1, 50, len(SIZES), dtype=torch.long),
            torch.arange(1, 40).unsqueeze(0),
        ),
        str(whole),
        input_names=["ids", "facts", "first"],
        output_names=["tags", "arcs"],
        dynamic_axes={
            "ids": {1: "pieces"},
            "facts": {1: "pieces"},
            "first": {1: "words"},
            "tags": {1: "words"},
            "arcs": {2: "words", 3: "words"},
        },
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(whole).graph
    cubes = {tensor.name for tensor in graph.initializer if len(tensor.dims) == 3}
    # onnxruntime cannot multiply by a three-dimensional int8 tensor with a scale for each channel.
    left = [node.name for node in graph.node if node.op_type == "MatMul" and cubes & set(node.input)]
    quantize_dynamic(
        whole, out / "attribution.onnx", per_channel=True, weight_type=QuantType.QInt8, nodes_to_exclude=left
    )


def calibrate(corpora: Path) -> None:
    """Fit the weights of `kb.reading.tagger.confidence` on the held-out articles, with the model as it ships."""
    attributor, values, right = TrainedAttributor(), [], []
    for row in held_out(list(rows(corpora / "polnear-train.jsonl.gz")))[0]:
        with pipeline().memory_zone():
            _, words = read(row, row["doc_id"])
        for window in windows(words):
            for link, features in candidates(
                attributor.scores(words, window, words.facts[window.start : window.stop])
            ):
                one = attribution_of(link, 0, window, words)
                values.append(features)
                right.append(_is_right(one, row))
    fitted = _logistic(np.array(values), np.array(right, dtype=np.float64))
    lines = [f"{name}\t{weight:.5f}\n" for name, weight in zip(FEATURES, fitted, strict=True)]
    WEIGHTS.write_text("".join(lines), encoding="utf-8")


def _is_right(one: Attribution, row: dict) -> bool:
    """Whether the annotation has a statement of that speaker whose content is at least half the same."""

    def letters(spans: Iterable[Iterable[int]]) -> set[int]:
        return {i for start, end in spans for i in range(start, end) if row["text"][i].isalnum()}

    source, content = (letters((s.start, s.end) for s in spans) for spans in (one.source, one.content))
    for relation in row["relations"]:
        who, what = letters(relation["source"]), letters(relation["content"])
        same = what and len(content & what) / len(content | what) >= 0.5
        if same and (not who or who & source):
            return True
    return False


def _logistic(values: Floats, right: Floats) -> Floats:
    """Weights of a ridge logistic regression by Newton's method; the first feature is the constant."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    mean[0], spread[0] = 0.0, 1.0
    scaled = (values - mean) / spread
    ridge = np.full(len(mean), _RIDGE)
    ridge[0] = 0.0
    weights = np.zeros(len(mean))
    for _ in range(_ITERATIONS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - right) + ridge * weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    plain: Floats = weights / spread
    plain[0] -= (plain * mean)[1:].sum()
    return plain
