"""The day of publication comes from the source's own words, or stays unknown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.sources.published import (
    dateline_day,
    day_in,
    front_matter_day,
    leading_day,
    published,
)

DAY = date(2025, 3, 27)


@pytest.mark.parametrize(
    "line",
    [
        "Thursday, March 27, 2025",
        "Thursday, March 27, 2025\u00a0",
        "March 27, 2025",
        "27 March 2025",
        "Thu 27 Mar 2025",
        "2025-03-27",
        "(March 27, 2025)",
        "Brussels, 27 March 2025",
        "Published: 27 March 2025, 14:05 GMT",
        "Published on March 27th, 2025 at 2:05 p.m. EST",
        "PARIS, March 27, 2025 — The envoys met.",
        "PARIS, March 27, 2025 (Wire) - The envoys met.",
        "WASHINGTON (March 27, 2025) – The envoys met.",
        "Kyiv, Ukraine, 27 March 2025 — The envoys met.",
        "(March 27, 2025) — The envoys met.",
        "Sept-Îles, March 27, 2025 -- The envoys met.",
    ],
)
def test_a_dateline_tells_the_day(line: str) -> None:
    assert dateline_day(f"A headline\n\n{line}\n\nThe text.") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "On March 27, 2025 - the day of the vote - they met.",
        "The attack on March 27, 2025 — the worst so far — was denied.",
        "The outcome of talks in the capital, March 23-25, 2025",
        "PARIS, March 27 — The envoys met.",
        "Last updated: 27 March 2025",
        "March 27, 2025 was a day of mourning.",
        "February 30, 2025",
        "27.03.2025",
        "2025",
    ],
)
def test_other_dates_are_not_datelines(line: str) -> None:
    assert dateline_day(f"A headline\n\n{line}\n\nThe text.") is None


def test_a_date_further_down_is_no_dateline() -> None:
    assert dateline_day("A line.\n" * 10 + "March 27, 2025\n") is None


def test_a_weekday_that_contradicts_its_date_leaves_the_date() -> None:
    assert dateline_day("Headline\n\nMonday, March 27, 2025\n") == DAY


@pytest.mark.parametrize(
    "start", ["date 2025-03-27 The", " date 2025-03-27 The", "Date: 2025-03-27\n"]
)
def test_a_leading_date_tells_the_day(start: str) -> None:
    assert leading_day(start) == DAY


def test_a_date_in_the_first_sentence_is_no_leading_date() -> None:
    assert leading_day("The date 2025-03-27 was set.") is None


@pytest.mark.parametrize("key", ["date", "published", "pubDate"])
def test_front_matter_tells_the_day(key: str) -> None:
    assert front_matter_day(f'---\ntitle: A\n{key}: "2025-03-27"\n---\n\nText') == DAY


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    assert front_matter_day("Text\n\n---\ndate: 2025-03-27\n---\n") is None


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-27",
        "2025-03-27T23:30:00-04:00",
        "20250327",
        "Thu, 27 Mar 2025 23:30:00 -0400",
        "March 27, 2025",
        "27 March 2025",
    ],
)
def test_metadata_keeps_the_day_of_its_own_time_zone(value: str) -> None:
    assert day_in(value) == DAY


@pytest.mark.parametrize("value", ["", "yesterday", "27.03.2025", "2025-13-40", "1743120000"])
def test_an_unclear_value_tells_no_day(value: str) -> None:
    assert day_in(value) is None


def test_precedence() -> None:
    text = "date 2025-03-01 The text.\n\nMarch 2, 2025\n"
    option, metadata = date(2025, 3, 4), date(2025, 3, 3)
    assert published(option=option, metadata=metadata, text=text) == (option, "option")
    assert published(option=None, metadata=metadata, text=text) == (metadata, "metadata")
    assert published(option=None, metadata=None, text=text) == (date(2025, 3, 1), "text")
    text = "Headline\n\nMarch 2, 2025\n"
    assert published(option=None, metadata=None, text=text) == (date(2025, 3, 2), "dateline")
    assert published(option=None, metadata=None, text="No day here.") == (None, None)


@given(st.text())
def test_no_text_upsets_it(text: str) -> None:
    published(option=None, metadata=day_in(text), text=text)
    front_matter_day(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert day_in(day.isoformat()) == day
    assert dateline_day(f"Headline\n\n{day:%A, %B} {day.day}, {day.year}\n") == day
