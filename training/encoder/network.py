"""The network: a small transformer over word pieces, with a head for each thing it tells."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from troth.read.windows import MARKS

__all__ = ["Batch", "Marker", "Network", "Shape", "starting_shape", "starting_weights"]

FAR = -1e4
"""What is added to a score that must not win."""


@dataclass(frozen=True)
class Shape:
    """How large a network is; the defaults are those of MiniLM-L6 but for the layers kept.

    ``nearness`` is how many distances between two pieces attention tells apart (none in MiniLM).
    """

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    pieces: int = 30522
    places: int = 512
    nearness: int = 0
    arcs: int = 192
    labels: int = 192
    tags: int = 49
    deps: int = 54
    names: int = 7
    said: int = 7


@dataclass
class Batch:
    """Windows padded to one size: pieces by place, words by number.

    ``mask`` is one where a piece is, zero where nothing is; without it all places hold pieces.
    """

    pieces: Tensor
    marks: Tensor
    first: Tensor
    last: Tensor
    sentence: Tensor
    mask: Tensor | None = None


class Block(nn.Module):
    """One layer: attention and the two products behind it, as BERT has them."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width, inner = shape.width, shape.inner
        self.heads = shape.heads
        self.seen = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.attended = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.done = nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The layer's output; ``mask`` is added to the scores of attention."""
        rows, size, width = x.shape
        query, key, value = (
            part.view(rows, size, self.heads, width // self.heads).transpose(1, 2)
            for part in self.seen(x).chunk(3, dim=-1)
        )
        scores = (query * (width // self.heads) ** -0.5) @ key.transpose(-1, -2)
        scores = scores if mask is None else scores + mask
        drawn = functional.dropout(scores.softmax(-1), self.dropout, self.training) @ value
        drawn = self.out(drawn.transpose(1, 2).reshape(rows, size, width))
        x = self.attended(x + functional.dropout(drawn, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return cast(Tensor, self.done(x + functional.dropout(inner, self.dropout, self.training)))


class Marker(nn.Module):
    """A conditional random field over the labels of a sequence (Lafferty et al. 2001)."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.score = nn.Linear(width, labels)
        self.start = nn.Parameter(torch.zeros(labels))
        self.step = nn.Parameter(torch.zeros(labels, labels))

    def loss(self, scores: Tensor, labels: Tensor, known: Tensor) -> Tensor:
        """How unlikely the labels are, summed; ``known`` words stand at the front of each row."""
        scores = scores.float()
        rows, size, _ = scores.shape
        right = self.start[labels[:, 0]] + scores[:, 0].gather(1, labels[:, :1]).squeeze(1)
        total = self.start + scores[:, 0]
        for i in range(1, size):
            here = known[:, i]
            after = torch.logsumexp(total[:, :, None] + self.step[None], 1) + scores[:, i]
            total = torch.where(here[:, None], after, total)
            taken = self.step[labels[:, i - 1], labels[:, i]]
            taken = taken + scores[torch.arange(rows), i, labels[:, i]]
            right = right + torch.where(here, taken, torch.zeros_like(taken))
        return (torch.logsumexp(total, 1) - right).sum()


class Network(nn.Module):
    """The encoder and its heads. What each head gives is described at `forward`."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        width = shape.width
        self.piece = nn.Embedding(shape.pieces, width)
        self.place = nn.Embedding(shape.places, width)
        self.mark = nn.Embedding(MARKS, width)
        nn.init.zeros_(self.mark.weight)
        self.near = nn.Embedding(shape.nearness, shape.heads) if shape.nearness else None
        self.input = nn.LayerNorm(width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.tag = nn.Linear(width, shape.tags)
        self.arc_from, self.arc_to = nn.Linear(width, shape.arcs), nn.Linear(width, shape.arcs)
        self.arc_base = nn.Linear(width, 1)
        self.root_base = nn.Linear(width, 1)
        self.dep_from, self.dep_to = nn.Linear(width, shape.labels), nn.Linear(width, shape.labels)
        self.dep_root = nn.Parameter(torch.zeros(shape.labels))
        self.dep = nn.Linear(shape.labels, shape.deps)
        self.names = Marker(width, shape.names)
        self.politics = Marker(width, shape.names)
        self.said = Marker(width, shape.said)

    def encode(self, batch: Batch) -> Tensor:
        """A vector for every word: the mean of those of its first and its last piece."""
        x = self.piece(batch.pieces) + self.mark(batch.marks)
        x = x + self.place.weight[: batch.pieces.shape[1]]
        x = functional.dropout(self.input(x), self.dropout, self.training)
        mask = None if batch.mask is None else (1.0 - batch.mask)[:, None, None, :] * FAR
        if self.near is not None:
            near = self.near(_distances(x.shape[1], self.shape.nearness)).permute(2, 0, 1)
            mask = near if mask is None else near + mask
        for block in self.blocks:
            x = block(x, mask)
        index = batch.first[:, :, None].expand(-1, -1, x.shape[2])
        last = batch.last[:, :, None].expand(-1, -1, x.shape[2])
        return (x.gather(1, index) + x.gather(1, last)) * 0.5

    def arcs(self, words: Tensor, sentence: Tensor) -> Tensor:
        """A score for every word (row) and its head (column); a root is its own head."""
        size = words.shape[1]
        scores = self.arc_from(words) @ self.arc_to(words).transpose(1, 2)
        scores = scores / self.shape.arcs**0.5 + self.arc_base(words).transpose(1, 2)
        own = torch.eye(size, dtype=scores.dtype)
        scores = scores * (1.0 - own) + self.root_base(words) * own
        apart = (sentence[:, :, None] != sentence[:, None, :]).to(scores.dtype)
        return scores + apart * FAR

    def deps(self, words: Tensor, heads: Tensor) -> Tensor:
        """A score for every word and relation to its head."""
        to = self.dep_to(words)
        index = heads[:, :, None].expand(-1, -1, to.shape[2])
        own = torch.arange(words.shape[1])[None, :] == heads
        to = torch.where(own[:, :, None], self.dep_root.to(to.dtype), to.gather(1, index))
        return cast(Tensor, self.dep(functional.relu(self.dep_from(words) + to)))


def _distances(size: int, kinds: int, most: int = 128) -> Tensor:
    """Which kind of distance lies between two places, as T5 and MPNet number them.

    Half of the kinds look forward; of either half one half are single steps, the others grow.
    """
    places = torch.arange(size)
    apart = places[:, None] - places[None, :]
    half = kinds // 2
    single = half // 2
    far = apart.abs()
    grown = (far.clamp(min=1) / single).log() / math.log(most / single) * (half - single)
    far = torch.where(far < single, far, (single + grown.long()).clamp(max=half - 1))
    return far + (apart < 0) * half


def starting_shape(folder: Path) -> Shape:
    """The shape of the encoder in a folder: MiniLM's or MPNet's, by its configuration."""
    known = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Shape(
        layers=known["num_hidden_layers"],
        width=known["hidden_size"],
        heads=known["num_attention_heads"],
        inner=known["intermediate_size"],
        nearness=known.get("relative_attention_num_buckets", 0),
    )


def starting_weights(folder: Path, kept: Sequence[int]) -> Mapping[str, Tensor]:
    """The weights of MiniLM or MPNet under this network's names, with the layers that are kept."""
    from safetensors.torch import load_file  # noqa: PLC0415 (only training needs it)

    old = load_file(folder / "model.safetensors")
    near = "encoder.relative_attention_bias.weight"
    new = {
        "piece.weight": old["embeddings.word_embeddings.weight"],
        "place.weight": old["embeddings.position_embeddings.weight"],
        "input.weight": old["embeddings.LayerNorm.weight"],
        "input.bias": old["embeddings.LayerNorm.bias"],
    }
    if near in old:
        new["near.weight"] = old[near]
        new["place.weight"] = new["place.weight"][2:]
        new["piece.weight"] = _berts_pieces(new["piece.weight"])
    else:
        kind = old["embeddings.token_type_embeddings.weight"][0]
        new["place.weight"] = new["place.weight"] + kind
    names = _MPNET if near in old else _BERT
    for number, layer in enumerate(kept):
        for part in ("weight", "bias"):
            for own, theirs in names.items():
                new[f"blocks.{number}.{own}.{part}"] = torch.cat(
                    [old[f"encoder.layer.{layer}.{name}.{part}"] for name in theirs]
                )
    if near in old:
        _make_loud(new, len(kept) - 1)
    return {name: value.float() for name, value in new.items()}


LOUD = 0.65
"""The mean gain of MiniLM's last layer, with which the heads learn as fast as they should."""


def _make_loud(weights: dict[str, Tensor], last: int) -> None:
    """Make the vectors of the last layer as large as MiniLM's; those of MPNet are a fifth of it.

    Heads that begin from nothing hardly learn from small vectors: names of UNER's dev texts
    reached 66.5 after two epochs with MPNet's as they are, and 81.1 after one more when enlarged.
    """
    gain, shift = (f"blocks.{last}.done.{part}" for part in ("weight", "bias"))
    factor = LOUD / weights[gain].abs().mean()
    weights[gain], weights[shift] = weights[gain] * factor, weights[shift] * factor


_BERT = {
    "seen": [f"attention.self.{name}" for name in ("query", "key", "value")],
    "out": ["attention.output.dense"],
    "attended": ["attention.output.LayerNorm"],
    "up": ["intermediate.dense"],
    "down": ["output.dense"],
    "done": ["output.LayerNorm"],
}
_MPNET = _BERT | {
    "seen": [f"attention.attn.{name}" for name in "qkv"],
    "out": ["attention.attn.o"],
    "attended": ["attention.LayerNorm"],
}


def _berts_pieces(table: Tensor) -> Tensor:
    """MPNet's table in the order of BERT's pieces, which stand in it behind four of its own.

    Its own signs for what is unknown and for where a text begins and ends take their places.
    """
    own = {100: 3, 101: 0, 102: 2}
    pieces = table[4:-1].clone()
    for berts, mpnets in own.items():
        pieces[berts] = table[mpnets]
    return pieces
