"""The best labels and the best trees, held against every possibility tried in turn."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.decoding import best_labels, heads_of, spans_of

SEEDS = st.integers(0, 2**32 - 1)


def _is_tree(heads: tuple[int, ...]) -> bool:
    roots = [i for i, head in enumerate(heads) if i == head]
    if len(roots) != 1:
        return False
    for word in range(len(heads)):
        at = word
        for _ in heads:
            at = heads[at]
        if at != roots[0]:
            return False
    return True


@given(SEEDS, st.integers(1, 4))
def test_labels_are_the_best_of_all_sequences(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(2, 4, 3)).astype(np.float32)
    start, step = rng.normal(size=3).astype(np.float32), rng.normal(size=(3, 3)).astype(np.float32)

    def total(labels: tuple[int, ...]) -> float:
        alone = sum(float(scores[1, i, label]) for i, label in enumerate(labels))
        pairs = sum(float(step[a, b]) for a, b in pairwise(labels))
        return float(start[labels[0]]) + alone + pairs

    found = best_labels(scores, np.array([4, size]), start, step)[1, :size]
    best = max(total(labels) for labels in product(range(3), repeat=size))
    assert total(tuple(found.tolist())) == pytest.approx(best, abs=1e-4)


@given(SEEDS, st.integers(1, 5), st.integers(1, 4))
def test_every_sentence_of_a_window_is_a_tree_of_its_own(
    seed: int, first: int, second: int
) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(first + second, first + second)).astype(np.float32)
    scores[:first, first:] = scores[first:, :first] = -1e4
    heads = heads_of(scores, np.array([0, first])).tolist()
    assert _is_tree(tuple(heads[:first]))
    assert _is_tree(tuple(head - first for head in heads[first:]))


@given(SEEDS, st.integers(2, 5))
def test_a_tree_under_the_likeliest_root_is_the_heaviest(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(size, size)).astype(np.float32)
    scores[np.diag_indices(size)] = -50.0
    root = int(rng.integers(size))
    scores[root, root] = 50.0

    def total(heads: tuple[int, ...]) -> float:
        return sum(float(scores[i, head]) for i, head in enumerate(heads))

    heads = tuple(heads_of(scores, np.array([0])).tolist())
    best = max(total(h) for h in product(range(size), repeat=size) if _is_tree(h))
    assert total(heads) == pytest.approx(best, abs=1e-3)


def test_stretches_end_where_another_begins_or_the_kind_changes() -> None:
    kinds, begins = np.array([-1, 0, 0, 1]), np.array([False, True, False, True])
    labels = np.array([1, 2, 1, 3, 0, 2])
    assert spans_of(labels, begins, kinds) == [(0, 2, 0), (2, 3, 0), (3, 4, 1), (5, 6, 0)]


def test_nothing_labelled_makes_no_stretch() -> None:
    assert spans_of(np.zeros(4, dtype=np.int64), np.array([False]), np.array([-1])) == []
