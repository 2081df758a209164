"""Train the attribution model, step by step or all of it. See README.md.

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

ROUNDS = (1, 2)
"""The teacher learns, labels and is learned from twice: the second time it goes on from where it was."""
STEPS = (
    "prepare",
    "train",
    *(f"{step}-{number}" for number in ROUNDS for step in ("teach", "label", "distil")),
    "export",
    "calibrate",
)
TRAIN = Recipe(epochs=2.5, size=8, encoder=2.5e-4, heads=1e-3)
DISTIL = Recipe(epochs=2, size=8, encoder=2e-4, heads=6e-4)
CORPORA = ("polnear-train", "seesaw-train")
"""The annotated one, and one whose articles only the teacher labels."""


def run(step: str, corpora: Path, work: Path, steps: int | None) -> None:
    """Do one step, with what the steps before it left in `work`; what it has made already stays."""
    what, _, number = step.partition("-")
    match what:
        case "prepare":
            prepare(corpora, work)
        case "train":
            learn(Network(), together([work / f"{CORPORA[0]}.pickle"]), TRAIN, work / "network-0.pt", steps)
        case "teach":
            _teach(work, int(number), steps)
        case "label":
            _label(work, int(number))
        case "distil":
            _distil(work, int(number), steps)
        case "export":
            export(work / f"network-{ROUNDS[-1]}.pt", work, MODEL)
        case "calibrate":
            calibrate(corpora)


def _teach(work: Path, number: int, steps: int | None) -> None:
    network = Network(teacher.encoder(work))
    if number > 1:
        network.load_state_dict(torch.load(work / f"teacher-{number - 1}.pt"))
    examples = together([work / f"{CORPORA[0]}.pickle"])
    learn(network, examples, teacher.RECIPES[number - 1], work / f"teacher-{number}.pt", steps)


def _label(work: Path, number: int) -> None:
    network = Network(teacher.encoder(work))
    network.load_state_dict(torch.load(work / f"teacher-{number}.pt"))
    for name in CORPORA:
        labelled = work / f"{name}.taught-{number}.pickle"
        if not labelled.exists():
            examples = load(work / f"{name}.pickle")
            teacher.label(network, examples)
            save(labelled, examples)


def _distil(work: Path, number: int, steps: int | None) -> None:
    network = Network()
    network.load_state_dict(torch.load(work / f"network-{number - 1}.pt"))
    examples = together([work / f"{name}.taught-{number}.pickle" for name in CORPORA])
    learn(network, examples, DISTIL, work / f"network-{number}.pt", steps)


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
