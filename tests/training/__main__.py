"""Train the attribution model: prepare, teach, label, train, distil, export, calibrate. See README.md.

PYTHONPATH=tests python -m training all --corpora DIR --work build/training
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from kb.reading.tagger.pieces import MODEL
from training import teacher
from training.examples import load, prepare, save, together
from training.export import calibrate, export
from training.learning import Recipe, learn
from training.network import Network

STEPS = ("prepare", "teach", "label", "train", "distil", "export", "calibrate")
TRAIN = Recipe(epochs=2.5, size=8, encoder=2.5e-4, heads=1e-3)
DISTIL = Recipe(epochs=2, size=8, encoder=2e-4, heads=6e-4)


def run(step: str, corpora: Path, work: Path, steps: int | None) -> None:
    annotated, plain = work / "polnear-train.pickle", work / "seesaw-train.pickle"
    match step:
        case "prepare":
            prepare(corpora, work)
        case "teach":
            network, examples = Network(teacher.encoder(work)), together([annotated])
            learn(network, examples, teacher.FIRST, work / "teacher-1.pt", steps)
            learn(network, examples, teacher.SECOND, work / "teacher.pt", steps)
        case "label":
            network = Network(teacher.encoder(work))
            network.load_state_dict(torch.load(work / "teacher.pt"))
            for path in (annotated, plain):
                examples = load(path)
                teacher.label(network, examples)
                save(path.with_suffix(".taught.pickle"), examples)
        case "train":
            learn(Network(), together([annotated]), TRAIN, work / "first.pt", steps)
        case "distil":
            network = Network()
            network.load_state_dict(torch.load(work / "first.pt"))
            examples = together([path.with_suffix(".taught.pickle") for path in (annotated, plain)])
            learn(network, examples, DISTIL, work / "network.pt", steps)
        case "export":
            export(work / "network.pt", work, MODEL)
        case "calibrate":
            calibrate(corpora)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=["all", *STEPS])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--steps", type=int, help="stop learning after so many, to try it out")
    options = parser.parse_args()
    for step in STEPS if options.step == "all" else (options.step,):
        run(step, options.corpora, options.work, options.steps)


if __name__ == "__main__":
    main()
