"""How a network learns: the loss, the schedule, the loop."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import chain, islice
from pathlib import Path

import torch
from rich.progress import track
from torch import Tensor, nn
from torch.optim import Optimizer

from training.examples import Batch, Example, Window, batch_of, batches
from training.network import Network

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
LINK_WEIGHT = 0.5  # of the loss of links beside that of tags
KEPT = 200
"""Steps after which what was learned so far is kept, so that an interruption costs minutes and not hours."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and how fast.

    Attributes:
        epochs: passes over the examples.
        size: windows in a batch.
        encoder, heads: the highest learning rates; the encoder's falls by `decay` with each layer from the top.
        frozen: layers of the encoder, from the bottom and with the embeddings, that stay as they are.
        gold: share of the annotation beside a teacher's labels.
        warm_up: share of the steps in which the rates rise.
        seed: of the order, the windows and the dropout.
    """

    epochs: float
    size: int
    encoder: float
    heads: float
    decay: float = 1.0
    frozen: int = 0
    gold: float = 0.4
    warm_up: float = 0.06
    seed: int = 0


def learn(network: Network, examples: list[Example], recipe: Recipe, out: Path, steps: int | None) -> None:
    """Train `network` and keep its weights in `out`; go on where that was broken off, or take what is there.

    `steps`: stop after so many, to try it out.
    """
    if out.exists():
        network.load_state_dict(torch.load(out))
        return
    torch.manual_seed(recipe.seed)
    torch.set_flush_denormal(True)
    total = steps or int(recipe.epochs * len(next(_epochs(examples, recipe))))
    network.to(DEVICE).train()
    optimizer = torch.optim.AdamW(_groups(network, recipe), weight_decay=0.01, fused=True)
    part = out.with_suffix(".part.pt")
    done = _restore(part, network, optimizer) if part.exists() else 0
    found = islice(chain.from_iterable(_epochs(examples, recipe)), done, total)
    for step, batch in enumerate(track(found, description=out.stem, total=total, completed=done), done):
        _set_rates(optimizer, _share(step, total, recipe.warm_up))
        loss = loss_of(network, batch_of(batch, recipe.gold))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        if step % KEPT == KEPT - 1:
            _keep(part, network, optimizer, step + 1)
    torch.save(network.cpu().state_dict(), out)
    part.unlink(missing_ok=True)


def _epochs(examples: list[Example], recipe: Recipe) -> Iterator[list[list[Window]]]:
    """The batches of one epoch after the other, without end; always the same."""
    rng = random.Random(recipe.seed)  # noqa: S311  no secret is made of it
    while True:
        yield batches(examples, recipe.size, rng)


def _keep(part: Path, network: Network, optimizer: Optimizer, done: int) -> None:
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(state | {"done": done, "rng": torch.get_rng_state()}, part)


def _restore(part: Path, network: Network, optimizer: Optimizer) -> int:
    """Take up what was kept; gives the steps that are done."""
    state = torch.load(part)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["rng"])
    done: int = state["done"]
    return done


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
    return [
        {"params": [p], "lr": rate[id(p)], "highest": rate[id(p)]}
        for p in network.parameters()
        if p.requires_grad
    ]


def _set_rates(optimizer: Optimizer, share: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = share * group["highest"]


def _share(step: int, total: int, warm_up: float) -> float:
    """Of the highest learning rate: it rises, then falls, both in a straight line."""
    warm = max(1, int(warm_up * total))
    return step / warm if step < warm else (total - step) / (total - warm)
