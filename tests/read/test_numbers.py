import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.numbers import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("1,000", 1_000),
        ("1,234,567", 1_234_567),
        ("12.5", 12.5),
        ("zero", 0),
        ("Seven", 7),
        ("twenty-one", 21),
        ("ninety nine", 99),
        ("one hundred", 100),
        ("a hundred and five", 105),
        ("two hundred and thirty-four", 234),
        ("two thousand", 2_000),
        ("three hundred thousand", 300_000),
        ("two thousand five hundred", 2_500),
        ("a million", 1_000_000),
        ("2.5 million", 2_500_000),
        ("1.25 billion", 1_250_000_000),
        ("two billion", 2_000_000_000),
        ("2.2bn", 2_200_000_000),
        ("3m", 3_000_000),
        ("1 trillion", 1_000_000_000_000),
    ],
)
def test_a_number_has_its_value(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", " ", "-", "and", "euros", "ten people", "12,34", "1.2.3"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert number(text) is None


@given(st.integers(0, 10**15))
def test_digits_with_and_without_commas_are_the_same_whole_number(value: int) -> None:
    assert number(str(value)) == number(f"{value:,}") == value
    assert isinstance(number(str(value)), int)


@given(st.integers(1, 999), st.sampled_from([("thousand", 3), ("million", 6), ("billion", 9)]))
def test_a_scale_multiplies(value: int, scale: tuple[str, int]) -> None:
    assert number(f"{value} {scale[0]}") == value * 10 ** scale[1]


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = number(text)
    assert value is None or value >= 0
