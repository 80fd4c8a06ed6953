import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.model import Amount
from troth.read.money import sums


def amounts(text: str) -> list[tuple[str, float, str]]:
    return [
        (text[item.start : item.end], item.amount.value, item.amount.currency)
        for item in sums(text)
    ]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("two billion euros", 2_000_000_000, "EUR"),
        ("$2.2 billion", 2_200_000_000, "USD"),
        ("€50m", 50_000_000, "EUR"),
        ("£3.5bn", 3_500_000_000, "GBP"),
        ("US$ 5 million", 5_000_000, "USD"),
        ("$1,000", 1_000, "USD"),
        ("1 euro", 1, "EUR"),
        ("a million dollars", 1_000_000, "USD"),
        ("1.5 billion pounds", 1_500_000_000, "GBP"),
        ("100 million hryvnias", 100_000_000, "UAH"),
        ("ten rubles", 10, "RUB"),
    ],
)
def test_a_sum_has_its_value_and_currency(text: str, value: float, currency: str) -> None:
    assert amounts(f"It gave {text} to the town.") == [(text, value, currency)]


def test_a_converted_sum_is_a_sum_of_its_own() -> None:
    assert amounts("It is worth two billion euros ($2.2 billion).") == [
        ("two billion euros", 2_000_000_000, "EUR"),
        ("$2.2 billion", 2_200_000_000, "USD"),
    ]


@pytest.mark.parametrize(
    "text", ["", "5 million people", "euros", "$", "2 eurosceptics", "30 days"]
)
def test_what_is_no_sum_is_not_found(text: str) -> None:
    assert sums(text) == []


def test_a_sum_outside_the_asked_part_is_not_found() -> None:
    text = "$5 here, $6 there"
    assert [item.amount for item in sums(text, 8)] == [Amount(6, "USD")]
    assert [item.amount for item in sums(text, 0, 8)] == [Amount(5, "USD")]


@given(st.integers(1, 10**9), st.sampled_from([("$", "USD"), ("€", "EUR"), ("£", "GBP")]))
def test_a_sign_before_digits_is_a_sum(value: int, sign: tuple[str, str]) -> None:
    (found,) = sums(f"about {sign[0]}{value:,} more")
    assert found.amount == Amount(value, sign[1])
