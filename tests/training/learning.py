"""How a network learns: the loss, the schedule, the loop."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from rich.progress import track
from torch import Tensor, nn
from torch.optim.lr_scheduler import LambdaLR

from training.examples import Batch, Example, batch_of, batches
from training.network import Network

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
LINK_WEIGHT = 0.5  # of the loss of links beside that of tags


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast.

    Attributes:
        epochs: passes over the examples.
        size: windows in a batch.
        encoder, heads: the highest learning rates; the encoder's falls by `decay` with each layer from the top.
        frozen: layers of the encoder, from the bottom and with the embeddings, that stay as they are.
        gold: share of the annotation beside a teacher's labels.
    """

    epochs: float
    size: int
    encoder: float
    heads: float
    decay: float = 1.0
    frozen: int = 0
    gold: float = 0.4
    warm_up: float = 0.06


def learn(network: Network, examples: list[Example], recipe: Recipe, out: Path, steps: int | None) -> None:
    """Train `network` and keep its weights in `out`. `steps`: stop after so many, to try it out."""
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    rng = random.Random(0)  # noqa: S311  no secret is made of it
    total = steps or int(recipe.epochs * len(batches(examples, recipe.size, random.Random(0))))  # noqa: S311
    optimizer = torch.optim.AdamW(_groups(network, recipe), weight_decay=0.01, fused=True)
    schedule = LambdaLR(optimizer, _linear(total, max(1, int(recipe.warm_up * total))))
    network.to(DEVICE).train()
    waiting: list[list] = []
    for _ in track(range(total), description=out.stem):
        waiting = waiting or batches(examples, recipe.size, rng)
        loss = loss_of(network, batch_of(waiting.pop(), recipe.gold))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    torch.save(network.cpu().state_dict(), out)


def loss_of(network: Network, batch: Batch) -> Tensor:
    """Cross entropy with what is wanted, over the words and over those that belong to a cue."""
    on = on_device(batch)
    scores, arcs = network(on.ids, on.mask, on.facts, on.first)
    of_tags = -(on.tags * scores.log_softmax(-1)).sum(-1)[on.real].mean()
    arcs = arcs.masked_fill(~on.real[:, None, None, :], -1e4)
    of_links = -(on.links * arcs.log_softmax(-1)).sum()
    return of_tags + LINK_WEIGHT * of_links / on.links.sum().clamp(min=1)


def on_device(batch: Batch) -> Batch:
    return Batch(**{field.name: getattr(batch, field.name).to(DEVICE) for field in fields(batch)})


def _groups(network: Network, recipe: Recipe) -> list[dict]:
    """Parameters with their rates; those that are frozen are in none."""
    encoder = network.encoder
    layers = encoder.encoder.layer
    rate = {id(p): recipe.heads for p in network.parameters()}
    rate |= {id(p): recipe.encoder * recipe.decay ** len(layers) for p in encoder.parameters()}
    for number, layer in enumerate(layers):
        rate |= {
            id(p): recipe.encoder * recipe.decay ** (len(layers) - 1 - number) for p in layer.parameters()
        }
    if recipe.frozen:
        for part in (encoder.embeddings, *layers[: recipe.frozen]):
            part.requires_grad_(requires_grad=False)
    return [{"params": [p], "lr": rate[id(p)]} for p in network.parameters() if p.requires_grad]


def _linear(total: int, warm: int):  # noqa: ANN202  a function of the step
    return lambda step: step / warm if step < warm else max(0.0, (total - step) / (total - warm))
