"""Windows, readings and acceptance of terms."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.check.worlds import agreement, term
from troth.model.agreement import (
    AS_WRITTEN,
    Extension,
    Interval,
    Suspension,
    TermReading,
    Window,
)

MARCH = Window(date(2025, 3, 1), date(2025, 4, 1), "Europe/Kyiv")


def at(*numbers: int) -> datetime:
    return datetime(*numbers)  # type: ignore[arg-type]


def test_a_day_is_the_whole_of_it() -> None:
    assert MARCH.intervals() == (Interval(at(2025, 3, 1), at(2025, 4, 1)),)


def test_days_that_end_in_the_evening_begin_the_evening_before() -> None:
    window = replace(MARCH, day_ends=time(19, 30))
    assert window.intervals() == (Interval(at(2025, 2, 28, 19, 30), at(2025, 3, 31, 19, 30)),)


def test_a_moment_with_an_offset_is_put_on_the_clock_of_the_zone() -> None:
    window = Window(datetime(2025, 3, 1, 12, tzinfo=UTC), None, "Europe/Kyiv")
    assert window.intervals() == (Interval(at(2025, 3, 1, 14), None),)


def test_the_last_extension_counts() -> None:
    longer = replace(MARCH, extensions=(Extension(date(2025, 5, 1)), Extension(date(2025, 4, 15))))
    assert longer.intervals()[-1].end == at(2025, 4, 15)


def test_a_suspension_is_cut_out() -> None:
    paused = replace(MARCH, suspensions=(Suspension(date(2025, 3, 9), date(2025, 3, 12)),))
    assert paused.intervals() == (
        Interval(at(2025, 3, 1), at(2025, 3, 9)),
        Interval(at(2025, 3, 12), at(2025, 4, 1)),
    )


def test_a_suspension_without_an_end_ends_the_window() -> None:
    paused = replace(MARCH, suspensions=(Suspension(date(2025, 3, 9), None),))
    assert paused.intervals() == (Interval(at(2025, 3, 1), at(2025, 3, 9)),)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2025, 3, 29), 24), (date(2025, 3, 30), 23), (date(2025, 10, 26), 25)]
)
def test_a_day_across_a_change_of_the_clocks_is_as_long_as_people_lived_it(
    day: date, hours: int
) -> None:
    (found,) = Window(day, day + timedelta(days=1), "Europe/Kyiv").intervals_utc()
    assert found.start
    assert found.end
    assert found.end - found.start == timedelta(hours=hours)


DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4))
def test_whatever_is_suspended_intervals_are_in_order_and_apart(
    pauses: list[tuple[date, date | None]],
) -> None:
    cut = tuple(Suspension(since, until) for since, until in pauses if not until or until > since)
    found = replace(MARCH, suspensions=cut).intervals()
    edges = [edge for item in found for edge in (item.start, item.end)]
    assert all(edge is not None for edge in edges)
    assert edges == sorted(edge for edge in edges if edge)


def test_a_reading_changes_what_it_names_and_nothing_else() -> None:
    late = TermReading("late", "south", window=replace(MARCH, start=date(2025, 3, 10)))
    read = term(readings=(late,))
    assert read.under("late").window == late.window
    assert replace(read.under("late"), window=read.window) == read
    assert read.under("nobody's") == read


def test_a_term_binds_when_all_who_must_have_accepted() -> None:
    needed = term(needs=("north", "south"), accepted_by=("north",))
    assert needed.missing == ("south",)
    assert term().missing == ()


def test_an_agreement_that_nobody_reads_differently_has_one_reading() -> None:
    assert agreement().readings == (AS_WRITTEN,)
    assert agreement(term(readings=(TermReading("late", "south"),))).readings == ("late",)
