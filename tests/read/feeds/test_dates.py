from datetime import date, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.feeds.dates import Orders, Times


def told(*texts: str) -> Times:
    """Times whose column has these texts, elsewhere in the file."""
    return Times("day", Orders(lambda _: [[text] for text in texts], ["day"]))


@pytest.mark.parametrize(
    "text",
    ["2020-07-27", "20200727", "27 July 2020", "27-Jul-2020", "27.07.2020", "2020-7-27T00:00:00"],
)
def test_a_day_that_can_only_be_one_is_read(text: str) -> None:
    assert Times().days(pa.array([text])).values.to_pylist() == [date(2020, 7, 27)]


def test_the_order_of_day_and_month_is_that_of_the_column() -> None:
    american, european = told("1/22/2014 12:00:00 AM"), told("27/01/2014")
    texts = pa.array(["03/05/2014 00:00"])
    assert american.days(texts).values.to_pylist() == [date(2014, 3, 5)]
    assert european.days(texts).values.to_pylist() == [date(2014, 5, 3)]


@pytest.mark.parametrize("others", [(), ("1/22/2014", "22/1/2014")])
def test_an_order_that_cannot_be_told_is_a_problem(others: tuple[str, ...]) -> None:
    found = told(*others).days(pa.array(["03/05/2014", "05/05/2014"]))
    assert found.values.to_pylist() == [None, date(2014, 5, 5)]
    assert [place for place, _ in found.bad()] == [0]


@pytest.mark.parametrize("text", "1900-01-01 1899-12-31 2099-12-31 2150-01-01 0001-01-01".split())
def test_placeholders_are_no_days(text: str) -> None:
    found = Times().days(pa.array([text]))
    assert found.values.to_pylist() == [None]
    assert found.bad()


@pytest.mark.parametrize(
    "text", ["2020-02-30", "2020-13-01", "tomorrow", "2020-01-01 25:00", "2020-01-01 10:61", "0"]
)
def test_what_is_no_day_is_a_problem(text: str) -> None:
    assert Times().starts(pa.array([text])).bad()


def test_a_day_lasts_until_the_next_and_a_minute_until_the_next() -> None:
    ends = Times().ends(pa.array(["2020-07-27", "2020-07-27 19:30", "2020-07-27 11:59:59 PM"]))
    assert ends.values.to_pylist() == [
        datetime(2020, 7, 28),
        datetime(2020, 7, 27, 19, 31),
        datetime(2020, 7, 28),
    ]


def test_a_text_with_a_zone_needs_a_zone_of_the_feed() -> None:
    texts = pa.array(["2025-03-19T10:00:00Z"])
    assert Times().starts(texts).bad()
    zoned = Times(zone=ZoneInfo("Europe/Kyiv")).starts(texts)
    assert zoned.values.to_pylist() == [datetime(2025, 3, 19, 12)]


@given(st.dates(date(1900, 1, 2), date(2098, 12, 31)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    texts = pa.array([day.isoformat(), day.strftime("%Y%m%d"), f"{day:%d %B} {day.year:04}"])
    assert Times().days(texts).values.to_pylist() == [day] * 3
