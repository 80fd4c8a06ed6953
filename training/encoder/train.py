"""Training the encoder: ``python -m training.encoder.train``.

Every window teaches whatever its corpus tells: tags and trees, names, who said what. A larger
network that was trained before can teach a smaller one (``--teacher``): the small one is begun
from its weights or from another's (``--begin``), and learns its vectors and its scores beside the
labels (Hinton et al. 2015). For names the scores of a third can be read from a file (``--names``).
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.encoder.data import UNKNOWN, Labels, Sample, batches, collected, samples
from training.encoder.measure import measured
from training.encoder.network import Batch, Network, Shape, starting_shape, starting_weights
from training.encoder.texts import Text, load
from troth.read.wordpieces import WordPieces

__all__ = ["load_network", "main", "save_network"]

WEIGHTS = {"tags": 0.3, "heads": 1.0, "deps": 0.7, "names": 2.0, "politics": 1.0, "said": 1.0}
AS_MEASURED = frozenset({"ewt", "written"})
"""Corpora whose names are marked as they are measured."""
SEED = 7
WARM = 100
"""Steps over which the rate of learning grows to its full height."""


def main(argv: list[str] | None = None) -> None:
    """Train a network and keep the best of its states by the held-out texts."""
    options = _options(argv)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    cut = WordPieces.from_file(options.start / "vocab.txt")
    train, held = _texts(options, "train"), _texts(options, "dev")
    labels = Labels(
        sorted({tag for text in train for tag in text.tags}),
        sorted({dep for text in train for dep in text.deps}),
    )
    teacher = load_network(options.teacher)[0].eval() if options.teacher else None
    begin = load_network(options.begin)[0] if options.begin else teacher
    network = _begun(options, labels, begin)
    plain = _texts(options, "plain") if teacher else []
    if options.all:
        train, held = [*train, *held], []
    again = [text for text in train if text.corpus in AS_MEASURED] * (options.again - 1)
    _run(Run(options, network, teacher, labels, cut, [*train, *again, *plain], held), rng)


def _texts(options: argparse.Namespace, name: str) -> list[Text]:
    found = load(options.data / f"{name}.jsonl", options.names)
    return [text for text in found if text.corpus in options.corpora.split(",")]


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training.encoder.train", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("build/training/encoder"))
    parser.add_argument("--start", type=Path, required=True, help="MiniLM: weights and vocabulary")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--begin", type=Path, help="a network to go on from (the teacher)")
    parser.add_argument("--names", type=Path, help="a larger network's scores for names")
    parser.add_argument("--corpora", default="ewt,gum,crossner,re3d,written,polnear,news")
    parser.add_argument("--layers", help="the layers that are kept (all)")
    parser.add_argument("--inner", type=int, help="the inner width that is kept (all of it)")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--heads-rate", type=float, default=9e-4, help="what is not the encoder")
    parser.add_argument("--frozen", action="store_true", help="leave the table of pieces alone")
    parser.add_argument(
        "--all", action="store_true", help="learn from held-out texts too, and keep the last state"
    )
    parser.add_argument(
        "--again", type=int, default=2, help="times an epoch has UNER's kind of names"
    )
    parser.add_argument("--pieces", type=int, default=2048, help="pieces in a batch")
    parser.add_argument("--minutes", type=float, default=1e9, help="when to be done by the clock")
    return parser.parse_args(argv)


@dataclass
class Run:
    """What a training run is made of."""

    options: argparse.Namespace
    network: Network
    teacher: Network | None
    labels: Labels
    cut: WordPieces
    train: list[Text]
    held: list[Text]
    best: float = -1.0


def _begun(options: argparse.Namespace, labels: Labels, begin: Network | None) -> Network:
    whole = begin.shape if begin else starting_shape(options.start)
    kept = [int(n) for n in options.layers.split(",")] if options.layers else range(whole.layers)
    inner = options.inner or whole.inner
    sizes = {"layers": len(kept), "inner": inner}
    shape = replace(whole, **sizes, tags=len(labels.tags), deps=len(labels.deps))
    network = Network(shape)
    weights = dict(_kept(begin, kept) if begin else starting_weights(options.start, kept))
    for number in range(len(kept)):
        _narrow(weights, f"blocks.{number}", inner)
    network.load_state_dict(weights, strict=begin is not None)
    network.piece.weight.requires_grad = not options.frozen
    return network


def _kept(whole: Network, kept: Sequence[int]) -> dict[str, Tensor]:
    """A network's weights with only some of its layers."""
    weights = {}
    for name, value in whole.state_dict().items():
        if name.startswith("blocks."):
            _, layer, rest = name.split(".", 2)
            if int(layer) in kept:
                weights[f"blocks.{kept.index(int(layer))}.{rest}"] = value.clone()
        else:
            weights[name] = value.clone()
    return weights


def _narrow(weights: dict[str, Tensor], block: str, inner: int) -> None:
    """Keep of a block's inner columns those with the largest weights on both sides."""
    up, down = weights[f"{block}.up.weight"], weights[f"{block}.down.weight"]
    if inner >= len(up):
        return
    best = (up.norm(dim=1) * down.norm(dim=0)).topk(inner).indices.sort().values
    weights[f"{block}.up.weight"] = up[best]
    weights[f"{block}.up.bias"] = weights[f"{block}.up.bias"][best]
    weights[f"{block}.down.weight"] = down[:, best]


def _run(run: Run, rng: random.Random) -> None:
    """Train until the epochs or the minutes are over, and keep the best state."""
    options, network = run.options, run.network
    began = time.time()
    first = batches(list(samples(run.train, run.cut, run.labels, rng)), options.pieces, rng)
    steps = round(options.epochs * len(first))
    optimizer = torch.optim.AdamW(
        _groups(network, options.rate, options.heads_rate), weight_decay=0.01, fused=True
    )
    shown = Shown()
    for step, batch in enumerate(islice(_endless(run, rng), steps)):
        gone = max(step / steps, (time.time() - began) / 60 / options.minutes)
        if gone >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["full"] * min(1.0, (step + 1) / WARM) * (1.0 - gone)
        shown.add(_step(run, batch, optimizer))
        if (step + 1) % 50 == 0:
            minutes = (time.time() - began) / 60
            print(f"{step + 1}/{steps} {minutes:.1f} min {shown}", flush=True)
        if (step + 1) % 400 == 0:
            _keep(run)
    _keep(run)


def _endless(run: Run, rng: random.Random) -> Iterator[list[Sample]]:
    """Batches of one epoch after the other, varied anew in each."""
    while True:
        found = list(samples(run.train, run.cut, run.labels, rng))
        yield from batches(found, run.options.pieces, rng)


class Shown:
    """Moving averages of the losses, as a line."""

    def __init__(self) -> None:
        self._totals: dict[str, float] = {}

    def add(self, losses: dict[str, float]) -> None:
        """Take a step's losses into the averages."""
        for name, value in losses.items():
            self._totals[name] = 0.98 * self._totals.get(name, value) + 0.02 * value

    def __str__(self) -> str:
        return " ".join(f"{name} {value:.3f}" for name, value in self._totals.items())


def _groups(network: Network, rate: float, heads: float) -> list[dict[str, object]]:
    """The heads, which begin from nothing, learn faster than the encoder."""
    own = ("piece", "place", "near", "input", "blocks")
    learnt = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    encoder = [p for name, p in learnt if name.split(".")[0] in own]
    others = [p for name, p in learnt if name.split(".")[0] not in own]
    return [{"params": encoder, "full": rate}, {"params": others, "full": heads}]


def _step(run: Run, batch: list[Sample], optimizer: torch.optim.AdamW) -> dict[str, float]:
    network, teacher = run.network.train(), run.teacher
    read, labels = collected(batch)
    words = float((read.sentence >= 0).sum())
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = network.encode(read)
        losses = _losses(network, vectors, read, labels)
        losses |= _scored(network, vectors, labels["scores"])
        if teacher is not None:
            taught = _taught(network, teacher, vectors, read)
            if run.options.names:
                del taught["vectors"], taught["taught names"]
            losses |= taught
    total = torch.stack([WEIGHTS.get(name, 1.0) * loss for name, loss in losses.items()]).sum()
    (total / words).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimizer.step()
    optimizer.zero_grad()
    return {name: float(loss.detach()) / words for name, loss in losses.items()}


def _losses(
    network: Network, vectors: Tensor, read: Batch, labels: dict[str, Tensor]
) -> dict[str, Tensor]:
    """What the labels of the corpora say, summed over words."""
    losses = {}
    known = labels["tags"][:, 0] != UNKNOWN
    if known.any():
        losses["tags"] = _missed(network.tag(vectors[known]), labels["tags"][known])
    known = labels["heads"][:, 0] != UNKNOWN
    if known.any():
        heads = labels["heads"][known]
        scores = network.arcs(vectors[known], read.sentence[known])
        losses["heads"] = _missed(scores, heads)
        scores = network.deps(vectors[known], heads.clamp(min=0))
        losses["deps"] = _missed(scores, labels["deps"][known])
    for name in ("names", "politics", "said"):
        marker = getattr(network, name)
        known = labels[name][:, 0] != UNKNOWN
        if known.any():
            wanted = labels[name][known]
            there = wanted != UNKNOWN
            scores = marker.score(vectors[known])
            losses[name] = marker.loss(scores, wanted.clamp(min=0), there)
    return losses


def _missed(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )


def _taught(network: Network, teacher: Network, vectors: Tensor, read: Batch) -> dict[str, Tensor]:
    """How far the vectors and scores are from the teacher's, summed over words."""
    with torch.no_grad():
        wanted = teacher.encode(read)
        heads = teacher.arcs(wanted, read.sentence)
        best = heads.argmax(-1)
        deps = teacher.deps(wanted, best)
        said = teacher.said.score(wanted)
        names = teacher.names.score(wanted)
    there = read.sentence >= 0
    return {
        "vectors": 2.0 * (vectors.float() - wanted.float())[there].pow(2).mean(-1).sum(),
        "taught heads": _apart(network.arcs(vectors, read.sentence)[there], heads[there]),
        "taught deps": 0.7 * _apart(network.deps(vectors, best)[there], deps[there]),
        "taught said": _apart(network.said.score(vectors)[there], said[there]),
        "taught names": 2.0 * _apart(network.names.score(vectors)[there], names[there]),
    }


def _scored(network: Network, vectors: Tensor, scores: Tensor) -> dict[str, Tensor]:
    """How far the scores for names are from those a larger network gave, summed over words."""
    known = ~scores[:, :, 0].isnan()
    if not known.any():
        return {}
    return {"scored names": 2.0 * _apart(network.names.score(vectors)[known], scores[known])}


def _apart(scores: Tensor, wanted: Tensor) -> Tensor:
    """The divergence of two distributions given by scores (Kullback and Leibler 1951)."""
    return functional.kl_div(
        scores.float().log_softmax(-1),
        wanted.float().log_softmax(-1),
        reduction="sum",
        log_target=True,
    )


def _keep(run: Run) -> None:
    """Measure the network on the held-out texts, and write it if it is the best so far.

    Without such texts it is always written.
    """
    if not run.held:
        save_network(run.options.out, run.network, run.labels)
        return
    figures = measured(run.network, samples(run.held, run.cut, run.labels, None))
    total = figures["LAS"] + figures["names"] + figures["SOURCE"] + 2 * figures["CONTENT"]
    print("held out:", json.dumps(figures), flush=True)
    if total > run.best:
        save_network(run.options.out, run.network, run.labels)
        run.best = total


def save_network(file: Path, network: Network, labels: Labels) -> None:
    """Write weights, shape and labels to one file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    parts = {"shape": asdict(network.shape), "labels": asdict(labels)}
    torch.save(parts | {"weights": network.state_dict()}, file)


def load_network(file: Path) -> tuple[Network, Labels]:
    """The network that `save_network` wrote, and its labels."""
    parts = torch.load(file, weights_only=True)
    network = Network(replace(Shape(), **parts["shape"]))
    network.load_state_dict(parts["weights"])
    return network, Labels(**parts["labels"])


if __name__ == "__main__":
    main()
