from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.agreements.texts import with_term
from troth.model.agreement import Interval, Window
from troth.read.agreements import AgreementError, Fault, loads


def window(keys: str) -> Window:
    found = loads(with_term(f"window: {{{keys}}}")).terms[0].window
    assert found is not None
    return found


def fault(keys: str) -> Fault:
    with pytest.raises(AgreementError) as caught:
        loads(with_term(f"window: {{{keys}}}"))
    (found,) = caught.value.faults
    return found


def hours(found: Window) -> float:
    (interval,) = found.intervals_utc()
    assert interval.start
    assert interval.end
    return (interval.end - interval.start) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("keys", "until"),
    [
        ("from: 2025-03-18, through: 2025-04-16", date(2025, 4, 17)),
        ("from: 2025-03-18, until: 2025-04-17", date(2025, 4, 17)),
        ("from: 2025-03-18, for_days: 30", date(2025, 4, 17)),
        ("from: 2025-03-18", None),
    ],
)
def test_an_end_is_the_first_day_outside(keys: str, until: date | None) -> None:
    assert window(keys) == Window(date(2025, 3, 18), until)


def test_days_may_end_in_the_evening() -> None:
    found = window("from: 2025-03-18, through: 2025-03-18, day_ends: 19:30, zone: UTC")
    assert found.day_ends == time(19, 30)
    assert found.intervals() == (
        Interval(datetime(2025, 3, 17, 19, 30), datetime(2025, 3, 18, 19, 30)),
    )


def test_thirty_days_end_at_the_hour_they_began_whatever_the_clocks_did() -> None:
    found = window("from: 2025-03-18T12:00+02:00, for_days: 30, zone: Europe/Kyiv")
    assert found.until == datetime(2025, 4, 17, 12, 0)
    assert hours(found) == 30 * 24 - 1


@pytest.mark.parametrize(
    ("day", "length"), [("2025-03-30", 23), ("2025-10-26", 25), ("2025-06-01", 24)]
)
def test_a_day_on_which_the_clocks_change_has_its_own_length(day: str, length: int) -> None:
    assert hours(window(f"from: {day}, through: {day}, zone: Europe/Kyiv")) == length


@pytest.mark.parametrize(
    ("moment", "how"),
    [("2025-03-30T03:30", "is skipped"), ("2025-10-26T03:30", "comes twice")],
)
def test_a_clock_time_that_is_none_or_two_is_told(moment: str, how: str) -> None:
    found = fault(f"from: {moment}, zone: Europe/Kyiv")
    assert found.path == "terms[0].window.from"
    assert how in found.what
    assert "distance from UTC" in found.next_step


def test_such_a_clock_time_is_known_by_its_distance_from_utc() -> None:
    early = window("from: 2025-10-26T03:30+03:00, zone: Europe/Kyiv").intervals_utc()[0].start
    late = window("from: 2025-10-26T03:30+02:00, zone: Europe/Kyiv").intervals_utc()[0].start
    assert early == datetime(2025, 10, 26, 0, 30)
    assert late == datetime(2025, 10, 26, 1, 30)


def test_a_day_whose_midnight_is_skipped_begins_with_the_change() -> None:
    (interval,) = window(
        "from: 2018-11-04, through: 2018-11-04, zone: America/Sao_Paulo"
    ).intervals_utc()
    assert interval == Interval(datetime(2018, 11, 4, 3), datetime(2018, 11, 5, 2))


def test_days_that_end_at_a_clock_time_which_is_skipped_are_told() -> None:
    found = fault("from: 2025-03-31, day_ends: 03:30, zone: Europe/Kyiv, through: 2025-05-01")
    # The day of 31 March begins when that of the 30th ends, at a clock time that was skipped.
    assert found.path == "terms[0].window.from"


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ("from: 2025-03-18, through: 2025-03-17", "through"),
        ("from: 2025-03-18, until: 2025-03-18", "until"),
        ("from: 2025-03-18T18:00, until: 2025-03-18T17:00", "until"),
        ("from: 2025-03-18, through: 2025-03-19, until: 2025-03-20", "until"),
        ("from: 2025-03-18, through: 2025-03-19, for_days: 3", "for_days"),
        ("for_days: 3", "for_days"),
        ("from: 2025-03-18, for_days: 0", "for_days"),
        ("from: 2025-03-18, through: 2025-03-19T10:00", "through"),
        ("from: yesterday", "from"),
        ("from: 2025-03-18, day_ends: 25:00", "day_ends"),
        ("from: 2025-03-18, extensions: [{through: 2025-05-01}]", "extensions[0]"),
        (
            "from: 2025-03-18, through: 2025-04-16, extensions: [{through: 2025-04-16}]",
            "extensions[0]",
        ),
        ("from: 2025-03-18, through: 2025-04-16, extensions: [{}]", "extensions[0]"),
        (
            "from: 2025-03-18, suspensions: [{from: 2025-04-02, through: 2025-04-01}]",
            "suspensions[0].through",
        ),
        ("from: 2025-03-18, suspensions: [{from: 2025-03-17}]", "suspensions[0].from"),
        (
            "from: 2025-03-18, through: 2025-04-16, suspensions: [{from: 2025-04-17}]",
            "suspensions[0].from",
        ),
        (
            "from: 2025-03-18, until: 2025-04-01,"
            " suspensions: [{from: 2025-03-20, until: 2025-05-01}]",
            "suspensions[0].until",
        ),
    ],
)
def test_what_is_no_window_is_told(keys: str, path: str) -> None:
    assert fault(keys).path == f"terms[0].window.{path}"


def test_a_suspension_is_cut_out_and_an_extension_counts() -> None:
    found = window(
        "from: 2025-03-01, through: 2025-03-31,"
        " extensions: [{through: 2025-04-30, source: text}],"
        " suspensions: [{from: 2025-04-10, through: 2025-04-11}]"
    )
    assert found.intervals_utc() == (
        Interval(datetime(2025, 3, 1), datetime(2025, 4, 10)),
        Interval(datetime(2025, 4, 12), datetime(2025, 5, 1)),
    )


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_days_across_a_change_of_clocks_are_whole_days(start: date, count: int) -> None:
    found = Window(start, start + timedelta(days=count), "Europe/Kyiv")
    assert abs(hours(found) - 24 * count) in (0, 1)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_a_moment_with_its_distance_is_the_same_in_every_zone(moment: datetime) -> None:
    for zone in ("Europe/Kyiv", "Asia/Gaza", "America/Sao_Paulo", "UTC"):
        (interval,) = Window(moment, None, zone).intervals_utc()
        assert interval.start == moment.replace(tzinfo=None)
