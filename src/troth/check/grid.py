"""A grid over zones that tells quickly which of them a point cannot lie in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

CELLS = 512
"""Columns, and rows: their bits take two megabytes, which a processor keeps at hand."""

BITS = 64


def bit_of(group: int) -> np.uint64:
    """The bit of a set of zones; two sets may share one, and are then looked at together."""
    return np.uint64(1 << (group % BITS))


@dataclass(frozen=True)
class Grid:
    """For each cell the sets of zones that have a piece whose bounds touch it.

    Attributes:
        bounds: west, south, east and north of all pieces; None when there are none.
        bits: of each cell, by column and row.
    """

    bounds: tuple[float, float, float, float] | None
    bits: Array

    @classmethod
    def of(cls, boxes: Array, groups: Iterable[int]) -> "Grid":
        """The grid of pieces.

        Args:
            boxes: west, south, east and north of each piece.
            groups: the set of zones that each belongs to.
        """
        bits = np.zeros((CELLS, CELLS), dtype=np.uint64)
        if not len(boxes):
            return cls(None, bits)
        west, south = boxes[:, :2].min(axis=0).tolist()
        east, north = boxes[:, 2:].max(axis=0).tolist()
        columns = [_cell(boxes[:, side], west, east).tolist() for side in (0, 2)]
        rows = [_cell(boxes[:, side], south, north).tolist() for side in (1, 3)]
        for left, right, low, high, group in zip(*columns, *rows, groups, strict=True):
            bits[left : right + 1, low : high + 1] |= bit_of(group)
        return cls((west, south, east, north), bits)

    def near(self, x: Array, y: Array) -> Array:
        """For each point the sets of zones that it may lie in, as bits; it lies in no other."""
        if self.bounds is None:
            return np.zeros(len(x), dtype=np.uint64)
        west, south, east, north = self.bounds
        inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        column = _cell(np.clip(x, west, east), west, east)
        row = _cell(np.clip(y, south, north), south, north)
        return np.where(inside, self.bits[column, row], np.uint64(0))


def _cell(values: Array, low: float, high: float) -> Array:
    """The cells of values: of two values the larger one has no smaller cell, whatever rounding."""
    width = (high - low) / (CELLS - 1) or 1.0
    found: Array = np.minimum((values - low) / width, CELLS - 1).astype(np.int32)
    return found
