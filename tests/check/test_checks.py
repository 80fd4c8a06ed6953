"""What agreements ask for."""

from datetime import date, datetime

import pytest

from tests.check.worlds import MARCH, agreement, term
from troth.check.checks import Period, checks_of, days_of
from troth.errors import UsageError
from troth.model.agreement import Condition, Interval, TermKind, TermReading, Window
from troth.model.truth import Truth

LATER = date(2026, 1, 1)


def test_every_bearer_is_asked_about_under_every_reading() -> None:
    early = TermReading("early", "north", window=Window(date(2025, 3, 1), date(2025, 3, 11)))
    late = TermReading("late", "south", window=Window(date(2025, 3, 5), date(2025, 3, 15)))
    found, unchecked = checks_of([agreement(term(readings=(early, late)))], today=LATER)
    assert [(item.reading, item.bearer) for item in found] == [
        ("early", "north"),
        ("early", "south"),
        ("late", "north"),
        ("late", "south"),
    ]
    assert found[0].intervals == (Interval(datetime(2025, 3, 1), datetime(2025, 3, 11)),)
    assert found[2].intervals == (Interval(datetime(2025, 3, 5), datetime(2025, 3, 15)),)
    assert not unchecked


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (
            agreement(term(needs=("north", "south"), accepted_by=("north",))),
            "not accepted by Southl",
        ),
        (agreement(in_force=None), "has not come into force"),
        (agreement(draft=True), "draft"),
        (agreement(term(kind=TermKind.PERMISSION)), "permission"),
    ],
)
def test_what_binds_nobody_is_not_checked_and_said_so(made: object, why: str) -> None:
    found, unchecked = checks_of([made], today=LATER)  # type: ignore[list-item]
    assert not found
    assert why in unchecked[0].why


def test_a_term_whose_condition_is_not_met_binds_nobody_under_that_reading() -> None:
    unmet = (Condition("The other side withdraws.", Truth.NO),)
    found, unchecked = checks_of(
        [agreement(term(readings=(TermReading("one", "north", conditions=unmet),)))], today=LATER
    )
    assert not found
    assert unchecked[0].why == ("its condition is not met (reading one): The other side withdraws.")


def test_a_condition_that_may_not_be_met_leaves_open_whether_a_term_binds() -> None:
    open_ = term(conditions=(Condition("The other side withdraws."),))
    found, _ = checks_of([agreement(open_)], today=LATER)
    assert {item.binds for item in found} == {Truth.UNKNOWN}


def test_a_version_counts_until_the_next_one_came_into_force() -> None:
    second = agreement(version=2, in_force=date(2025, 3, 20))
    found, _ = checks_of([agreement(), second], today=LATER)
    ends = {item.agreement.version: item.intervals[-1].end for item in found}
    assert ends == {1: datetime(2025, 3, 20), 2: datetime(2025, 4, 1)}


def test_a_term_without_a_window_holds_from_the_day_of_its_agreement() -> None:
    found, _ = checks_of([agreement(term(window=None))], today=date(2025, 5, 1))
    assert found[0].intervals == (Interval(datetime(2025, 3, 1), datetime(2025, 5, 2)),)
    assert not found[0].due


def test_days_to_come_are_not_asked_about() -> None:
    found, _ = checks_of([agreement()], today=date(2025, 3, 10))
    assert found[0].intervals[-1].end == datetime(2025, 3, 11)
    assert not found[0].due


def test_a_period_limits_the_days() -> None:
    period = Period(date(2025, 3, 5), date(2025, 3, 6))
    found, _ = checks_of([agreement()], today=LATER, period=period)
    assert found[0].intervals == (Interval(datetime(2025, 3, 5), datetime(2025, 3, 7)),)


def test_a_period_outside_of_the_window_asks_for_nothing_and_says_so() -> None:
    found, unchecked = checks_of([agreement()], today=LATER, period=Period(date(2025, 6, 1)))
    assert not found
    assert "no day of it lies in the time asked about" in unchecked[0].why


def test_the_window_is_told_in_utc_across_a_change_of_the_clocks() -> None:
    found, _ = checks_of([agreement(term(window=MARCH))], today=LATER)
    # Kyiv went to summer time on 30 March 2025.
    assert found[0].intervals_utc() == (
        Interval(datetime(2025, 2, 28, 22), datetime(2025, 3, 31, 21)),
    )


def test_a_reading_that_nobody_has_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="no agreement has a reading 'late'"):
        checks_of([agreement()], today=LATER, reading="late")


def test_days_are_those_that_an_interval_touches() -> None:
    touched = days_of([Interval(datetime(2025, 3, 1, 18), datetime(2025, 3, 3))])
    assert touched == [date(2025, 3, 1), date(2025, 3, 2)]
