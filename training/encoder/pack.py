"""Packing a trained network as the pipeline that ships: ``python -m training.encoder.pack``."""

import argparse
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
import onnx
import spacy
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder.data import NAMES, SAID
from training.encoder.network import Batch, Network
from training.encoder.train import load_network
from troth.read import encoder

__all__ = ["main", "pack"]

PACKAGED = Path("src/troth/read/pipeline/en_troth")
INPUTS = ("pieces", "marks", "first", "last", "sentence")
OUTPUTS = ("tags", "arcs", "dep_from", "dep_to", "names", "said")
OPSET = 17
LARGE = ("arc_from", "arc_to", "dep_from", "dep_to")
"""Products behind the blocks that are worth making in eight bits, as those within them are."""


class Graph(nn.Module):
    """A network as it is run: the table of pieces in eight bits, and every head's scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        table = network.piece.weight.detach()
        scale = table.abs().amax(1, keepdim=True) / 127
        self.table = nn.Parameter((table / scale).round().to(torch.int8), requires_grad=False)
        self.scale = nn.Parameter(scale, requires_grad=False)
        self.network = network
        del network.piece
        network.piece = cast(nn.Embedding, self._look_up)

    def _look_up(self, pieces: Tensor) -> Tensor:
        return self.table[pieces].float() * self.scale[pieces]

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """The outputs in the order of `OUTPUTS`, for inputs in that of `INPUTS`."""
        batch = Batch(**dict(zip(INPUTS, inputs, strict=True)))
        words = self.network.encode(batch)
        return (
            self.network.tag(words).argmax(-1),
            self.network.arcs(words, batch.sentence),
            self.network.dep_from(words),
            self.network.dep_to(words),
            self.network.names.score(words),
            self.network.said.score(words),
        )


def main(argv: list[str] | None = None) -> None:
    """Write the pipeline's folder from a trained network and the vocabulary it began with."""
    parser = argparse.ArgumentParser(prog="training.encoder.pack", description=main.__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="MiniLM's folder")
    parser.add_argument("--out", type=Path, default=PACKAGED)
    parser.add_argument("--exact", action="store_true", help="keep 32 bits, to compare")
    options = parser.parse_args(argv)
    pack(options.network, options.start / "vocab.txt", options.out, exact=options.exact)
    size = sum(file.stat().st_size for file in options.out.rglob("*") if file.is_file())
    print(f"{options.out}: {size / 1e6:.1f} million bytes")


def pack(file: Path, vocabulary: Path, out: Path, *, exact: bool = False) -> None:
    """Write the folder that `spacy.load` reads."""
    network, labels = load_network(file)
    network.eval()
    shutil.rmtree(out, ignore_errors=True)
    nlp = spacy.blank("en")
    nlp.add_pipe("encoder")
    nlp.meta |= {
        "name": "troth",
        "version": "0.2.0",
        "description": "Reads who said what in English news",
        "license": "Apache-2.0",
    }
    nlp.to_disk(out)
    shutil.rmtree(out / "vocab", ignore_errors=True)
    nlp.vocab.to_disk(out / "vocab", exclude=["vectors", "lookups"])
    folder = out / "encoder"
    folder.mkdir(exist_ok=True)
    weights = _weights(network)
    _export(network, folder / encoder.MODEL, exact=exact)
    shutil.copyfile(vocabulary, folder / encoder.VOCABULARY)
    np.savez(folder / encoder.WEIGHTS, allow_pickle=False, **weights)
    parts = {"tags": labels.tags, "deps": labels.deps, "names": NAMES, "said": SAID}
    (folder / encoder.LABELS).write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8")


def _weights(network: Network) -> dict[str, np.ndarray]:
    """What the component computes with itself: how labels follow, and the relations."""
    tensors = {
        "dep.root": network.dep_root,
        "dep.weight": network.dep.weight.T,
        "dep.bias": network.dep.bias,
    }
    for name, marker in (("names", network.names), ("said", network.said)):
        tensors |= {f"{name}.start": marker.start, f"{name}.step": marker.step}
    return {name: np.ascontiguousarray(t.detach().numpy()) for name, t in tensors.items()}


def _export(network: Network, file: Path, *, exact: bool) -> None:
    sizes = {"pieces": 12, "marks": 12}
    inputs = tuple(torch.ones(1, sizes.get(name, 7), dtype=torch.int64) for name in INPUTS)
    axes = {name: {1: "pieces" if name in sizes else "words"} for name in INPUTS}
    axes |= {name: {1: "words"} for name in OUTPUTS}
    axes["arcs"][2] = "words"
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Graph(network),
            inputs,
            str(whole),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        if exact:
            shutil.copyfile(whole, file)
        else:
            # Only the large products are worth it; the scores of labels stay exact.
            large = [n.name for n in onnx.load(whole).graph.node if _is_large(n.name)]
            quantize_dynamic(
                whole, file, nodes_to_quantize=large, weight_type=QuantType.QInt8, per_channel=True
            )


def _is_large(node: str) -> bool:
    parts = node.strip("/").split("/")
    return node.endswith("/MatMul") and (len(parts) == 3 or parts[0] in LARGE)


if __name__ == "__main__":
    main()
