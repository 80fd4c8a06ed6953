"""The graph of an encoder that the reader's speed is compared with."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from onnx import numpy_helper

from benchmarks.encoder import BASE, PIECES, Shape, graph, session

SMALL = Shape(layers=2, width=16, heads=4, inner=32, vocabulary=30, places=12)


def _vectors(texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    (found,) = session(SMALL).run(None, {PIECES: np.array(texts)})
    return np.asarray(found)


def test_every_piece_has_a_vector_for_any_number_of_texts_and_any_length() -> None:
    assert _vectors([[1, 2, 3]]).shape == (1, 3, 16)
    assert _vectors([list(range(12)), list(range(12, 24))]).shape == (2, 12, 16)


def test_every_place_is_read_with_every_other() -> None:
    (one,), (other,) = _vectors([[1, 2, 3, 4]]), _vectors([[1, 2, 3, 5]])
    assert (np.abs(one - other).max(axis=1) > 1e-6).all()


def test_the_same_piece_is_another_at_another_place() -> None:
    ((first, second),) = _vectors([[7, 7]])
    assert np.abs(first - second).max() > 1e-3


def test_a_layer_has_as_many_weights_as_one_of_bert() -> None:
    def weights(layers: int) -> int:
        shape = Shape(layers=layers, vocabulary=2, places=2)
        return sum(numpy_helper.to_array(kept).size for kept in graph(shape).graph.initializer)

    assert weights(1) - weights(0) == 4 * (768 * 768 + 768) + 2 * 768 * 3072 + 3072 + 5 * 768
    assert (BASE.layers, BASE.vocabulary, BASE.places) == (12, 30_522, 512)
