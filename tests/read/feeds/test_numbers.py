import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.feeds.numbers import PLAIN, Numbers

COMMA = Numbers(",")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1234.5", 1234.5), ("1,234.5", 1234.5), ("1 234.5", 1234.5), (".5", 0.5), ("-3e2", -300)],
)
def test_a_number_with_a_point_is_read(text: str, value: float) -> None:
    assert PLAIN.parse(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", 1234.5), ("1234,5", 1234.5), ("47,35", 47.35), ("1\u00a0234,5", 1234.5)],
)
def test_a_european_number_is_read(text: str, value: float) -> None:
    assert COMMA.parse(text) == value


@pytest.mark.parametrize("text", ["47,35", "1,23,456", "nan", "inf", "1e999", "12a", "", "٣"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert PLAIN.parse(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_as_it_was_written(value: float) -> None:
    assert PLAIN.parse(repr(value)) == value


def test_a_bad_number_of_a_column_is_told_and_the_others_are_read() -> None:
    found = PLAIN.decimals(pa.array(["1.5", "", "x", "nan"]))
    assert found.values.to_pylist() == [1.5, None, None, None]
    assert [place for place, _ in found.bad()] == [2, 3]


def test_counts_are_whole_and_not_negative() -> None:
    found = PLAIN.counts(pa.array(["5.0", "", "NaN", "-1", "5.5", "3000000000", "1,000"]))
    assert found.values.to_pylist() == [5, None, None, None, None, None, 1000]
    assert [place for place, _ in found.bad()] == [3, 4, 5]
