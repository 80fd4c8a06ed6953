"""Numbers, sums, days and quotations that are made to break or to stall a reader."""

from datetime import date

import pytest

from tests.read.texts import document
from troth.read import Reader
from troth.read.calendar import times
from troth.read.money import sums
from troth.read.numbers import number
from troth.read.quotes import quotations

PUBLISHED = date(2025, 3, 27)
ENDLESS = "1" * 400


def test_endless_digits_are_no_number() -> None:
    assert number(ENDLESS) is None
    assert times(f"It began {ENDLESS} days ago.", PUBLISHED) == []


def test_endless_digits_cost_a_text_nothing_else(reader: Reader) -> None:
    text = f"Norway announced aid of ${ENDLESS}. Ann Lee said that the truce had held."
    assert len(reader.read(document(text)).statements) >= 1


def test_a_whole_number_keeps_every_digit() -> None:
    assert number("12345678901234567") == 12345678901234567


def test_a_letter_that_only_looks_like_another_names_no_currency() -> None:
    assert sums("aid of 5 dollarſ") == []


@pytest.mark.parametrize("text", ["March 0000", "in 20٢٥"])
def test_only_years_of_this_calendar_are_days(text: str) -> None:
    assert times(text, PUBLISHED) == []


def test_a_day_to_come_lies_ahead() -> None:
    (when,) = times("It will begin on January 5.", PUBLISHED)
    assert when.day == "2026-01-05"


def test_by_telephone_is_no_time_to_come() -> None:
    (when,) = times("She spoke by telephone with him on Wednesday.", PUBLISHED)
    assert when.day == "2025-03-26"


@pytest.mark.parametrize("unit", ["1,", "one hundred ", "two "])
def test_sums_come_out_of_a_text_that_is_one_long_number(unit: str) -> None:
    """A search that starts anew at every place would not end within the hour."""
    assert sums(unit * 50_000) == []


def test_quotations_come_out_of_a_text_of_marks() -> None:
    """Comparing every quotation with every other would not end within the hour."""
    text = "\"'" * 200_000
    assert all(text[q.start] in "\"'" for q in quotations(text, [(0, len(text))]))


def test_a_page_of_marks_is_read(reader: Reader) -> None:
    """Taking off mark after mark of one endless word would not end within the hour."""
    reading = reader.read(document("“" * 50_000 + " Ann Lee said that the truce had held."))
    assert reading.issues or reading.statements
