"""Sets of millions of keys that a record holds, sixteen bytes each."""

from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Keys = npt.NDArray[np.uint64]
"""Two columns of 64 bits: the first 128 bits of a hash. Two different hashes that agree in them
are not to be met: among a thousand million, with a chance of one in 10 to the power of 20."""


def of_ids(ids: pa.Array) -> Keys:
    """The keys of content ids, which are hashes in hexadecimal."""
    data = bytes.fromhex("".join(ids.to_pylist()))
    return np.frombuffer(data, dtype=">u8").reshape(-1, 4)[:, :2].astype(np.uint64)


def of_texts(texts: pa.Array) -> Keys:
    """The keys of any texts."""
    data = b"".join(blake2b(text.encode(), digest_size=16).digest() for text in texts.to_pylist())
    return np.frombuffer(data, dtype=np.uint64).reshape(-1, 2)


def repeated(keys: Keys) -> npt.NDArray[np.bool_]:
    """Which of some keys have already occurred among those before them."""
    found = np.zeros(len(keys), dtype=bool)
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    ordered = keys[order]
    found[order[1:]] = (ordered[1:] == ordered[:-1]).all(axis=1)
    return found


class Held:
    """A set of keys to which more are added in lots.

    The keys lie in sorted runs, each more than twice as long as the next, so that adding n keys
    costs n log n altogether, and looking one up a few binary searches. Sixteen bytes a key.
    """

    def __init__(self) -> None:
        self._runs: list[Keys] = []

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs)

    def add(self, keys: Keys) -> None:
        """Add keys that are not in it."""
        if not len(keys):
            return
        self._runs.append(_sorted(keys))
        while len(self._runs) > 1 and len(self._runs[-2]) <= 2 * len(self._runs[-1]):
            last, before = self._runs.pop(), self._runs.pop()
            self._runs.append(_sorted(np.concatenate((before, last))))

    def has(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of some keys are in it."""
        found = np.zeros(len(keys), dtype=bool)
        for run in self._runs:
            found |= _within(run, keys)
        return found


def _sorted(keys: Keys) -> Keys:
    return keys[np.argsort(keys[:, 0], kind="stable")]


def _within(run: Keys, keys: Keys) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(keys), dtype=bool)
    places = np.searchsorted(run[:, 0], keys[:, 0])
    open_ = np.flatnonzero(places < len(run))
    # Keys that agree in their first half stand side by side; next to always there is only one.
    while len(open_):
        at = places[open_]
        open_ = open_[run[at, 0] == keys[open_, 0]]
        at = places[open_]
        same = run[at, 1] == keys[open_, 1]
        found[open_[same]] = True
        open_ = open_[~same]
        places[open_] += 1
        open_ = open_[places[open_] < len(run)]
    return found
