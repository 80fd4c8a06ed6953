"""An encoder of BERT-base's shape with random weights: the work of any reader that runs one.

The graph is written by hand, so that nothing but ONNX Runtime is needed to run it. There is no
padding in it and no mask, and attention is one fused operator: it is as fast as this runtime can.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession, SessionOptions

PIECES, VECTORS = "pieces", "vectors"
"""The graph's input and output: numbers of word pieces, and a vector for each."""

FUSED = "com.microsoft"
"""ONNX Runtime's own operators."""
OPERATORS, FORMAT = 20, 9
"""Versions of ONNX: the first of them that has Gelu, and the format of files that belongs to it."""
TINY = 1e-12
"""What BERT adds to a variance before it divides by it."""
SPREAD = 0.02
"""Standard deviation of the weights, as BERT begins its training."""


@dataclass(frozen=True)
class Shape:
    """The sizes of an encoder; BERT-base's unless told otherwise."""

    layers: int = 12
    width: int = 768
    heads: int = 12
    inner: int = 3072
    vocabulary: int = 30_522
    places: int = 512


BASE = Shape()


def session(shape: Shape = BASE) -> InferenceSession:
    """An encoder that is ready to run on one thread; it is made in memory only."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(
        graph(shape).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def graph(shape: Shape) -> ModelProto:
    """Embeddings and layers, for any number of texts of one length."""
    made = _Graph()
    found = _embedded(made, shape)
    for _ in range(shape.layers):
        found = _layer(made, shape, found)
    made.add("Identity", found, name=VECTORS)
    body = helper.make_graph(
        made.nodes,
        "encoder",
        [helper.make_tensor_value_info(PIECES, TensorProto.INT64, ["texts", "length"])],
        [helper.make_tensor_value_info(VECTORS, TensorProto.FLOAT, ["texts", "length", "width"])],
        made.weights,
    )
    versions = [helper.make_opsetid("", OPERATORS), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(body, opset_imports=versions, ir_version=FORMAT)


class _Graph:
    """Nodes and weights while they are put together; everything is known by its name."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []
        self._random = np.random.default_rng(0)

    def add(self, kind: str, *inputs: str, name: str | None = None, **options: Any) -> str:
        """A node with one output, whose name is returned."""
        output = name or f"node{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **options))
        return output

    def keep(self, values: NDArray[Any]) -> str:
        """Fixed values."""
        name = f"weight{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def random(self, *size: int) -> str:
        """Random weights."""
        return self.keep(self._random.standard_normal(size, dtype=np.float32) * np.float32(SPREAD))

    def dense(self, given: str, before: int, after: int) -> str:
        """Every vector times a matrix, and a vector added."""
        return self.add(
            "Add", self.add("MatMul", given, self.random(before, after)), self.random(after)
        )

    def norm(self, given: str, width: int) -> str:
        """Every vector brought to mean zero and variance one."""
        gain, bias = self.keep(np.ones(width, np.float32)), self.keep(np.zeros(width, np.float32))
        return self.add("LayerNormalization", given, gain, bias, epsilon=TINY)


def _embedded(made: _Graph, shape: Shape) -> str:
    """A vector for each piece and its place; that of BERT's segments is one with the places'."""
    zero = made.keep(np.zeros(1, np.int64))
    length = made.add("Shape", PIECES, start=1, end=2)
    places = made.add("Slice", made.random(shape.places, shape.width), zero, length, zero)
    pieces = made.add("Gather", made.random(shape.vocabulary, shape.width), PIECES)
    return made.norm(made.add("Add", pieces, places), shape.width)


def _layer(made: _Graph, shape: Shape, given: str) -> str:
    """Attention of every place to every other, then two dense layers, each added to its input."""
    width, inner = shape.width, shape.inner
    asked = [made.dense(given, width, width) for _ in ("queries", "keys", "values")]
    mixed = made.add("MultiHeadAttention", *asked, domain=FUSED, num_heads=shape.heads)
    found = made.norm(made.add("Add", made.dense(mixed, width, width), given), width)
    wide = made.add("Gelu", made.dense(found, width, inner))
    return made.norm(made.add("Add", made.dense(wide, inner, width), found), width)
