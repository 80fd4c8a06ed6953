"""What a trained network thinks of the names in texts: ``python -m training.encoder.silver``.

A network too large to ship reads the texts once; its scores teach a small one wherever no person
has marked the names, and beside the marks where one has (Hinton et al. 2015).
"""

import argparse
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.encoder.data import NAMES, Labels, batches, collected, samples
from training.encoder.network import Network
from training.encoder.texts import Text, load
from training.encoder.train import load_network
from troth.read.wordpieces import WordPieces

__all__ = ["main", "name_scores"]

Scores = NDArray[np.float16]


def main(argv: list[str] | None = None) -> None:
    """Write a network's scores for the names of every text of some corpora."""
    parser = argparse.ArgumentParser(prog="training.encoder.silver", description=main.__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("--data", type=Path, default=Path("build/training/encoder"))
    parser.add_argument("--start", type=Path, required=True, help="has the vocabulary")
    parser.add_argument("--corpora", default="ewt,gum,crossner,re3d,written,polnear,news")
    parser.add_argument("--words", type=int, default=250_000, help="at most, of one corpus")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(argv)
    network, labels = load_network(options.network)
    cut = WordPieces.from_file(options.start / "vocab.txt")
    found = {}
    for name in ("train", "dev", "plain"):
        texts = load(options.data / f"{name}.jsonl")
        chosen = _chosen(texts, options.corpora.split(","), options.words)
        for i in chosen:
            found[f"{name}.{i}"] = name_scores(network.eval(), texts[i], cut, labels)
        print(f"{name}: {len(chosen)} of {len(texts)} texts", flush=True)
    np.savez(options.out, allow_pickle=False, **found)


def _chosen(texts: list[Text], corpora: list[str], most: int) -> list[int]:
    """The numbers of the texts of these corpora, from the front until enough words are read."""
    words = dict.fromkeys(corpora, 0)
    chosen = []
    for i, text in enumerate(texts):
        if words.get(text.corpus, most) < most:
            words[text.corpus] += len(text.words)
            chosen.append(i)
    return chosen


@torch.no_grad()
def name_scores(network: Network, text: Text, cut: WordPieces, labels: Labels) -> Scores:
    """A score for every word and label of `NAMES`."""
    scores = np.zeros((len(text.words), len(NAMES)), dtype=np.float16)
    bare = replace(text, tags=[], heads=[], deps=[], names=[], said=[])
    found = list(samples([bare], cut, labels, None))
    for batch in batches(found, 2048, random.Random(0)):
        read, _ = collected(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read_scores = network.names.score(network.encode(read)).float().numpy()
        for row, sample in zip(read_scores, batch, strict=True):
            window = sample.window
            scores[window.start : window.end] = row[: window.end - window.start]
    return scores


if __name__ == "__main__":
    main()
