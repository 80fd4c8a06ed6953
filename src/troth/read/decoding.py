"""From scores to labels and trees: the best sequence of labels, the best tree of heads."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_labels", "heads_of", "spans_of"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

NEVER = np.float32(-1e9)
ROOTS = 3
"""Roots that are tried where the best heads of a sentence do not make a tree."""


def best_labels(scores: Floats, sizes: Ints, start: Floats, step: Floats) -> Ints:
    """The best label of every word, a row a sequence (Viterbi's algorithm).

    Args:
        scores: for every sequence, word and label how likely it is alone.
        sizes: how many words each sequence has; what stands behind them gets any label.
        start: what is added for the first word's label.
        step: what is added for a label (column) behind another (row).
    """
    rows, longest, labels = scores.shape
    best = scores[:, 0] + start
    ways = np.zeros((rows, longest, labels), dtype=np.int64)
    same = np.arange(labels)
    for i in range(1, longest):
        paths = best[:, :, None] + step
        before = paths.argmax(1)
        after = np.take_along_axis(paths, before[:, None], 1)[:, 0] + scores[:, i]
        here = (i < sizes)[:, None]
        ways[:, i] = np.where(here, before, same)
        best = np.where(here, after, best)
    found = np.zeros((rows, longest), dtype=np.int64)
    last = best.argmax(1)
    every = np.arange(rows)
    for i in range(longest - 1, -1, -1):
        found[:, i] = last
        last = ways[every, i, last]
    return found


def spans_of(labels: Ints, begins: Ints, kinds: Ints) -> list[tuple[int, int, int]]:
    """The stretches ``[start, end)`` that labels tell, with their kinds.

    Args:
        labels: a label for every word.
        begins: for every label whether it begins a stretch.
        kinds: for every label its kind; below zero for none.
    """
    kind = kinds[labels]
    first = np.ones(len(kind), dtype=bool)
    first[1:] = kind[1:] != kind[:-1]
    first |= begins[labels].astype(bool)
    cuts = np.flatnonzero(first)
    ends = np.append(cuts[1:], len(kind))
    inside = kind[cuts] >= 0
    return list(
        zip(
            cuts[inside].tolist(),
            ends[inside].tolist(),
            kind[cuts][inside].tolist(),
            strict=True,
        )
    )


def heads_of(scores: Floats, sentences: Ints) -> Ints:
    """The head of every word of a window, so that every sentence is a tree with one root.

    Args:
        scores: for every word (row) how likely each word (column) is its head; its own
            place means that it is a root.
        sentences: where each sentence begins; the first at 0.
    """
    heads: Ints = scores.argmax(1)
    size = len(heads)
    every = np.arange(size)
    rooted = np.add.reduceat((heads == every).astype(np.int64), sentences) == 1
    top = heads
    for _ in range(size.bit_length()):
        top = top[top]
    reached = np.logical_and.reduceat(heads[top] == top, sentences)
    ends = np.append(sentences[1:], size)
    for number in np.flatnonzero(~(rooted & reached)):
        start, end = sentences[number], ends[number]
        heads[start:end] = _best_tree(scores[start:end, start:end]) + start
    return heads


def _best_tree(scores: Floats) -> Ints:
    """The heaviest tree with one root, the root one of the likeliest."""
    likeliest = np.argsort(-scores.diagonal(), kind="stable")[:ROOTS]
    trees = [_tree_from(scores, int(root)) for root in likeliest]
    every = np.arange(len(scores))
    totals = [float(scores[every, tree].sum()) for tree in trees]
    return trees[int(np.argmax(totals))]


def _tree_from(scores: Floats, root: int) -> Ints:
    arcs = scores.astype(np.float64)
    np.fill_diagonal(arcs, NEVER)
    arcs[root] = NEVER
    arcs[root, root] = 0.0
    return _heaviest(arcs, root)


def _heaviest(arcs: NDArray[np.float64], root: int) -> Ints:
    """The heaviest tree over all words (Chu and Liu 1965, Edmonds 1967)."""
    heads: Ints = arcs.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    size = len(arcs)
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    into = arcs[members] - arcs[members, heads[members]][:, None]
    small = np.full((len(outside) + 1, len(outside) + 1), float(NEVER))
    small[:-1, :-1] = arcs[np.ix_(outside, outside)]
    small[:-1, -1] = arcs[np.ix_(outside, members)].max(1)
    small[-1, :-1] = into[:, outside].max(0)
    leaver = members[arcs[np.ix_(outside, members)].argmax(1)]
    entered = members[into[:, outside].argmax(0)]
    new_root = int(np.flatnonzero(outside == root)[0])
    found = _heaviest(small, new_root)
    cycle_head = found[-1]
    tree: Ints = heads.copy()
    for place, word in enumerate(outside):
        if word != root:
            up = found[place]
            tree[word] = leaver[place] if up == len(outside) else outside[up]
    tree[root] = root
    tree[entered[cycle_head]] = outside[cycle_head]
    return tree


def _cycle(heads: Ints, root: int) -> list[int] | None:
    """The words of a cycle among heads, if there is one."""
    state = np.zeros(len(heads), dtype=np.int64)
    for word in range(len(heads)):
        path = []
        at = word
        while state[at] == 0 and at != root:
            state[at] = word + 1
            path.append(at)
            at = int(heads[at])
        if at != root and state[at] == word + 1 and at in path:
            return path[path.index(at) :]
    return None
