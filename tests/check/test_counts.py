from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.check.counts import MOST_DAYS, daily
from troth.errors import UsageError

FIRST = date(2024, 2, 27)
MIDNIGHT = datetime(2024, 2, 27)

Times = tuple[datetime | None, datetime | None]


def batch(rows: list[Times]) -> pa.RecordBatch:
    return pa.record_batch(
        {
            "start": pa.array([start for start, _ in rows], pa.timestamp("us")),
            "end": pa.array([end for _, end in rows], pa.timestamp("us")),
        }
    )


def day(number: int, days: int = 1) -> Times:
    start = MIDNIGHT + timedelta(days=number)
    return start, start + timedelta(days=days)


def test_incidents_count_on_the_day_on_which_they_began() -> None:
    found = daily([batch([day(0), day(2), day(2)])], FIRST, FIRST + timedelta(days=4))
    assert found.days == (1, 0, 2, 0)


def test_what_began_outside_of_the_days_is_not_counted() -> None:
    found = daily([batch([day(-1, 3), day(4)])], FIRST, FIRST + timedelta(days=4))
    assert sum(found.days) == 0


def test_what_has_no_day_is_told_of() -> None:
    found = daily([batch([(None, None), day(0)])], FIRST, FIRST + timedelta(days=1))
    assert (found.days, found.undated) == ((1,), 1)


def test_what_may_be_of_a_later_day_is_told_of() -> None:
    rows = [day(0, 2), (MIDNIGHT, None), day(0), (MIDNIGHT, MIDNIGHT + timedelta(hours=2))]
    found = daily([batch(rows)], FIRST, FIRST + timedelta(days=1))
    assert (found.days, found.wide) == ((4,), 2)


def test_days_before_1970_are_days_too() -> None:
    moment = datetime(1943, 7, 11, 23, 59, 59)
    found = daily([batch([(moment, moment)])], date(1943, 7, 10), date(1943, 7, 13))
    assert found.days == (0, 1, 0)


@given(st.lists(st.integers(-3, 9), max_size=30), st.integers(1, 5))
def test_batches_make_no_difference(numbers: list[int], size: int) -> None:
    rows = [day(number) for number in numbers]
    parts = [batch(rows[at : at + size]) for at in range(0, len(rows), size)]
    until = FIRST + timedelta(days=7)
    assert daily(parts, FIRST, until) == daily([batch(rows[::-1])], FIRST, until)


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_days_that_cannot_be_counted_are_refused(days: int) -> None:
    with pytest.raises(UsageError):
        daily([], FIRST, FIRST + timedelta(days=days))
