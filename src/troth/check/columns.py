"""Columns of a table as numbers, for tests that are made once for each different value."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from troth.model.truth import Truth

Array = npt.NDArray[Any]

NO, UNKNOWN, YES = (np.int8(value) for value in Truth)

FAR_PAST = int(np.iinfo(np.int64).min)
FAR_FUTURE = int(np.iinfo(np.int64).max)

MOST_CODES = 4_000_000
"""With more possible codes than this, those that occur are found by sorting, not by marking."""


def combinations(columns: Sequence[pa.ChunkedArray]) -> tuple[Array, list[tuple[object, ...]]]:
    """For each row the number of its combination of values, and the combinations."""
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    keys: list[tuple[object, ...]] = [()]
    for column in columns:
        encoded = column.combine_chunks().dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        words = [*encoded.dictionary.to_pylist(), None]
        indices = pc.fill_null(encoded.indices, len(words) - 1).to_numpy(zero_copy_only=False)
        present, codes = dense(codes * len(words) + indices, len(keys) * len(words))
        keys = [(*keys[code // len(words)], words[code % len(words)]) for code in present]
    return codes.astype(np.int32), keys


def dense(codes: Array, limit: int) -> tuple[Array, Array]:
    """The codes that occur, and every code as its place among them."""
    if limit > MOST_CODES:
        present, inverse = np.unique(codes, return_inverse=True)
        return present, inverse.astype(np.int64)
    seen = np.zeros(limit, dtype=bool)
    seen[codes] = True
    present = np.flatnonzero(seen)
    place = np.zeros(limit, dtype=np.int64)
    place[present] = np.arange(len(present))
    return present, place[codes]


def microseconds(column: pa.ChunkedArray, missing: int) -> Array:
    """A column of naive times as microseconds since 1970, with a number for what is missing."""
    numbers = pc.fill_null(column.cast(pa.timestamp("us")).cast(pa.int64()), missing)
    found: Array = numbers.to_numpy()
    return found


def count_of(moment: date | datetime) -> int:
    """A naive time, or the start of a day, as microseconds since 1970."""
    return int(np.datetime64(moment, "us").astype(np.int64))
