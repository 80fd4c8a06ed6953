from hashlib import sha256

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from troth.record.held import Held, Keys, of_ids, of_texts, repeated

SMALL = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30)


def keys(pairs: list[tuple[int, int]]) -> Keys:
    return np.array(pairs, dtype=np.uint64).reshape(-1, 2)


@given(st.lists(SMALL, max_size=8), SMALL)
def test_it_holds_what_was_added_and_nothing_else(
    lots: list[list[tuple[int, int]]], asked: list[tuple[int, int]]
) -> None:
    held, plain = Held(), set[tuple[int, int]]()
    for lot in lots:
        new = [pair for pair in dict.fromkeys(lot) if pair not in plain]
        held.add(keys(new))
        plain |= {*new}
    assert len(held) == len(plain)
    assert held.has(keys(asked)).tolist() == [pair in plain for pair in asked]


@given(SMALL)
def test_what_occurs_again_is_told_from_its_first_time(pairs: list[tuple[int, int]]) -> None:
    expected = [pair in pairs[:at] for at, pair in enumerate(pairs)]
    assert repeated(keys(pairs)).tolist() == expected


def test_ids_and_texts_have_keys() -> None:
    ids = pa.array([sha256(name).hexdigest() for name in (b"a", b"b", b"a")])
    assert repeated(of_ids(ids)).tolist() == [False, False, True]
    assert repeated(of_texts(pa.array(["a", "b", "a"]))).tolist() == [False, False, True]
    assert len(of_ids(pa.array([], pa.string()))) == len(of_texts(pa.array([], pa.string()))) == 0
