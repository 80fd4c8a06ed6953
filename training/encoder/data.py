"""Windows with their labels as numbers, and batches of them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from training.encoder.network import Batch
from training.encoder.texts import Text
from troth.read.windows import PIECES, QUOTES, Window, Words, windows
from troth.read.wordpieces import Case, WordPieces

__all__ = ["NAMES", "SAID", "Labels", "Sample", "batches", "collected", "samples"]

NAMES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
SAID = ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")
OTHER_NAMES = frozenset({"crossner", "re3d"})
"""Corpora whose names follow other rules than UNER's; a head of its own learns them."""
UNKNOWN = -100

CUT = 0.5
"""How often a text of sayings is cut into stretches of a few paragraphs, read each by itself."""
RECASED = 0.08
"""How often a window is read as if written all in capitals, all in small ones or as a title."""


@dataclass
class Labels:
    """The labels of tags and relations by number."""

    tags: list[str]
    deps: list[str]


@dataclass
class Sample:
    """A window and what is known about its words; an empty list where nothing is."""

    window: Window
    tags: list[int]
    heads: list[int]
    deps: list[int]
    names: list[int]
    politics: list[int]
    said: list[int]
    scores: list[list[float]]


def samples(
    texts: Iterable[Text], cut: WordPieces, labels: Labels, rng: random.Random | None
) -> Iterator[Sample]:
    """The windows of texts; with ``rng`` varied, as training wants them."""
    tags = {name: i for i, name in enumerate(labels.tags)}
    deps = {name: i for i, name in enumerate(labels.deps)}
    for text in texts:
        for start, end in _pieces(text, rng):
            part = Words(
                text.words[start:end],
                text.spaced[start:end],
                text.sentences[start:end],
                text.paragraphs[start:end],
            )
            most = PIECES if rng is None or rng.random() < 0.7 else rng.choice((32, 64, 96))
            for window in windows(part, cut, most):
                if rng is not None and rng.random() < RECASED:
                    _recase(window, rng.choice((Case.LOWER, Case.TITLE, Case.UPPER)))
                yield _labelled(window, text, start, tags, deps)


def _pieces(text: Text, rng: random.Random | None) -> list[tuple[int, int]]:
    """A text as a whole, or cut at paragraphs."""
    whole = [(0, len(text.words))]
    if rng is None or not text.said or rng.random() >= CUT:
        return whole
    begins = [i for i, begin in enumerate(text.paragraphs) if begin]
    kept = [0] + [i for i in begins[1:] if rng.random() < 0.7] + [len(text.words)]
    return list(pairwise(kept))


def _recase(window: Window, case: Case) -> None:
    words = {Case.LOWER, Case.TITLE, Case.UPPER, Case.MIXED}
    window.marks = [
        case * QUOTES + mark % QUOTES if mark // QUOTES in words else mark for mark in window.marks
    ]


def _labelled(
    window: Window, text: Text, offset: int, tags: dict[str, int], deps: dict[str, int]
) -> Sample:
    start, end = window.start + offset, window.end + offset
    names = text.names[start:end]
    known = [] if "?" in names else _ids(names, NAMES)
    others = text.corpus in OTHER_NAMES
    heads = [head - start for head in text.heads[start:end]]
    inside = all(0 <= head < end - start for head in heads)
    return Sample(
        window,
        [tags[name] for name in text.tags[start:end]],
        heads if inside else [],
        [deps[name] for name in text.deps[start:end]] if inside else [],
        [] if others else known,
        known if others else [],
        _ids(text.said[start:end], SAID),
        text.scores[start:end],
    )


def _ids(names: Sequence[str], known: Sequence[str]) -> list[int]:
    """Labels as numbers; a stretch that was cut open begins with its first word."""
    mended = [
        f"B-{name[2:]}" if i == 0 and name.startswith("I-") else name
        for i, name in enumerate(names)
    ]
    return [known.index(name) for name in mended]


def batches(found: Sequence[Sample], pieces: int, rng: random.Random) -> list[list[Sample]]:
    """Windows of like size together, ``pieces`` at most in a batch, the batches shuffled."""
    order = sorted(found, key=lambda s: (len(s.window.pieces), rng.random()))
    made: list[list[Sample]] = []
    batch: list[Sample] = []
    for sample in order:
        size = len(sample.window.pieces)
        if batch and size * (len(batch) + 1) > pieces:
            made.append(batch)
            batch = []
        batch.append(sample)
    made.append(batch)
    rng.shuffle(made)
    return made


def collected(batch: Sequence[Sample]) -> tuple[Batch, dict[str, Tensor]]:
    """A batch as tensors; unknown labels are `UNKNOWN`, unknown scores not a number."""
    windows_ = [sample.window for sample in batch]
    pieces = max(len(window.pieces) for window in windows_)
    words = max(len(window.first) for window in windows_)
    read = Batch(
        _padded([w.pieces for w in windows_], pieces, 0),
        _padded([w.marks for w in windows_], pieces, 0),
        _padded([w.first for w in windows_], words, 0),
        _padded([w.last for w in windows_], words, 0),
        _padded([w.sentence for w in windows_], words, -1),
        _padded([[1] * len(w.pieces) for w in windows_], pieces, 0).float(),
    )
    labels = {
        name: _padded([getattr(sample, name) for sample in batch], words, UNKNOWN)
        for name in ("tags", "heads", "deps", "names", "politics", "said")
    }
    labels["scores"] = torch.full((len(batch), words, len(NAMES)), torch.nan)
    for row, sample in zip(labels["scores"], batch, strict=True):
        if sample.scores:
            row[: len(sample.scores)] = torch.tensor(sample.scores)
    return read, labels


def _padded(rows: Sequence[Sequence[int]], size: int, filler: int) -> Tensor:
    return torch.tensor([[*row, *([filler] * (size - len(row)))] for row in rows])
