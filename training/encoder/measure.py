"""What a network gets right on held-out texts, while it is trained."""

from collections.abc import Iterable

import numpy as np
import torch

from training.encoder.data import NAMES, SAID, UNKNOWN, Sample, batches, collected
from training.encoder.network import Marker, Network
from troth.read.decoding import best_labels, heads_of, spans_of

__all__ = ["measured"]


class _Count:
    def __init__(self) -> None:
        self.right = self.found = self.wanted = 0

    def f1(self) -> float:
        return round(200 * self.right / max(self.found + self.wanted, 1), 2)


@torch.no_grad()
def measured(network: Network, found: Iterable[Sample], pieces: int = 8192) -> dict[str, float]:
    """Tags, attachment and exact spans, per cent."""
    import random  # noqa: PLC0415

    network.eval()
    tags, arcs, labelled = _Count(), _Count(), _Count()
    spans = {name: _Count() for name in ("names", "SOURCE", "CUE", "CONTENT")}
    for batch in batches(list(found), pieces, random.Random(0)):
        read, labels = collected(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = network.encode(read)
            tagged = network.tag(vectors).float().argmax(-1)
            scores = network.arcs(vectors, read.sentence).float().numpy()
        heads = np.zeros(labels["heads"].shape, dtype=np.int64)
        for row, sample in enumerate(batch):
            size = len(sample.window.first)
            heads[row, :size] = heads_of(scores[row, :size, :size], sample.window.sentences)
        deps = network.deps(vectors.float(), torch.from_numpy(heads)).argmax(-1)
        known = labels["tags"] != UNKNOWN
        _add(tags, (tagged == labels["tags"])[known])
        known = labels["heads"] != UNKNOWN
        same = torch.from_numpy(heads) == labels["heads"]
        _add(arcs, same[known])
        _add(labelled, (same & (deps == labels["deps"]))[known])
        _spans(network.names, NAMES, vectors, labels["names"].numpy(), spans)
        _spans(network.said, SAID, vectors, labels["said"].numpy(), spans)
    figures = {"tags": tags.f1(), "UAS": arcs.f1(), "LAS": labelled.f1()}
    return figures | {name: count.f1() for name, count in spans.items()}


def _add(count: _Count, right: torch.Tensor) -> None:
    count.right += int(right.sum())
    count.found += right.numel()
    count.wanted += right.numel()


def _spans(
    marker: Marker,
    names: tuple[str, ...],
    vectors: torch.Tensor,
    wanted: np.ndarray,
    counts: dict[str, _Count],
) -> None:
    rows = wanted[:, 0] != UNKNOWN
    if not rows.any():
        return
    wanted = wanted[rows]
    sizes = (wanted != UNKNOWN).sum(1)
    found = best_labels(
        marker.score(vectors[rows].float()).numpy(),
        sizes,
        marker.start.numpy(),
        marker.step.numpy(),
    )
    begins = np.array([name.startswith("B-") for name in names])
    kinds = np.array([-1 if name == "O" else names.index(f"B-{name[2:]}") for name in names])
    for row, size in enumerate(sizes):
        told = set(spans_of(found[row, :size], begins, kinds))
        true = set(spans_of(wanted[row, :size], begins, kinds))
        for start, end, kind in told | true:
            count = counts.get(names[kind][2:], counts["names"])
            count.found += (start, end, kind) in told
            count.wanted += (start, end, kind) in true
            count.right += (start, end, kind) in told & true
