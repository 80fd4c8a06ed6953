import csv
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.check.trend import ENOUGH_BINS, trend
from troth.errors import UsageError
from troth.model.trend import Estimate, Trend

FIRST = date(2020, 1, 1)
UCDP = Path("/work/shared/feeds/ucdp_ged_ukraine/UCDP-Ukraine.csv")
MOST_FIELD = 1_000_000


def estimate(before: list[int], after: list[int], *, bin_days: int = 1) -> Trend:
    return trend(
        before + after,
        FIRST,
        FIRST + timedelta(days=len(before)),
        days_before=len(before),
        days_after=len(after),
        bin_days=bin_days,
    )


def warned(found: Trend, words: str) -> bool:
    return any(words in warning for warning in found.warnings)


def near(value: float | None) -> object:
    return None if value is None else pytest.approx(value, rel=1e-6)


def test_the_table_counts_both_sides() -> None:
    found = estimate([4, 2, 3], [1, 0, 2])
    assert (found.before.since, found.before.until) == ("2020-01-01", "2020-01-04")
    assert (found.before.count, found.before.days, found.before.per_day) == (9, 3, 3.0)
    assert (found.after.since, found.after.until) == ("2020-01-04", "2020-01-07")
    assert (found.after.count, found.after.per_day) == (3, 1.0)


@given(st.integers(1, 200), st.integers(1, 200), st.integers(3, 20), st.integers(3, 20))
def test_the_ratio_of_constant_days_is_that_of_their_counts(
    before: int, after: int, left: int, right: int
) -> None:
    found = estimate([before] * left, [after] * right).ratio
    assert found.value == pytest.approx(after / before)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= after / before * (1 + 1e-6)
    assert found.high >= after / before * (1 - 1e-6)


COUNTS = st.lists(st.integers(0, 30), min_size=4, max_size=11)


@given(COUNTS, COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_days_on_a_side_makes_no_difference_to_the_level(
    before: list[int], after: list[int], chance: object
) -> None:
    mixed = list(before)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = estimate(before, after), estimate(mixed, after)
    assert one.ratio.value == other.ratio.value
    assert (one.ratio.low, one.ratio.high) == (near(other.ratio.low), near(other.ratio.high))


@given(COUNTS, COUNTS, st.integers(2, 50))
def test_more_of_everything_leaves_the_ratio(
    before: list[int], after: list[int], times: int
) -> None:
    one = estimate(before, after).ratio.value
    other = estimate([n * times for n in before], [n * times for n in after]).ratio.value
    assert other == near(one)


@given(st.lists(st.integers(0, 50), max_size=60), st.lists(st.integers(0, 50), max_size=60))
def test_any_series_gives_an_interval_around_its_estimate_or_none(
    before: list[int], after: list[int]
) -> None:
    found = trend(
        before + after,
        FIRST,
        FIRST + timedelta(days=len(before)),
        days_before=60,
        days_after=60,
    )
    estimates = [found.ratio, found.expected]
    if found.slope:
        estimates += [found.slope.level, found.slope.before, found.slope.turn, found.slope.expected]
    for item in estimates:
        assert (item.low is None) == (item.high is None)
        if item.low is not None and item.high is not None and item.value is not None:
            assert item.low <= item.value * (1 + 1e-6) + 1e-9
            assert item.value <= item.high * (1 + 1e-6) + 1e-9


def test_the_interval_is_the_one_of_the_textbook() -> None:
    # Two groups under a quasi-Poisson model: log ratio, with the variance
    # dispersion * (1/a + 1/b), and t with n - 2 degrees of freedom (2.2281 for 10).
    before, after = [2, 4, 6, 8, 10, 6], [1, 3, 2, 4, 2, 0]
    residuals = sum((n - 6) ** 2 / 6 for n in before) + sum((n - 2) ** 2 / 2 for n in after)
    dispersion = residuals / 10
    reach = 2.2281 * (dispersion * (1 / 36 + 1 / 12)) ** 0.5
    found = estimate(before, after)
    assert found.dispersion == pytest.approx(dispersion, rel=1e-4)
    assert found.ratio.low == pytest.approx(1 / 3 * 2.718281828 ** (-reach), rel=1e-3)
    assert found.ratio.high == pytest.approx(1 / 3 * 2.718281828**reach, rel=1e-3)
    assert found.expected.value == pytest.approx(36)


def test_clustered_counts_make_the_interval_wider() -> None:
    smooth = estimate([5, 5, 5, 5, 5, 5], [2, 2, 2, 2, 2, 2]).ratio
    clustered = estimate([0, 0, 0, 0, 0, 30], [2, 2, 2, 2, 2, 2]).ratio
    assert smooth.high is not None
    assert clustered.high is not None
    assert clustered.high > smooth.high


def test_counts_more_regular_than_chance_make_no_interval_narrower() -> None:
    found = estimate([5] * 6, [2] * 6)
    assert found.dispersion == pytest.approx(0)
    assert found.ratio.low == pytest.approx(
        0.4 * 2.718281828 ** (-2.2281 * (1 / 30 + 1 / 12) ** 0.5), rel=1e-3
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [([0] * 14, [0] * 14), ([0] * 14, [3] * 14)],
)
def test_nothing_before_leaves_the_ratio_unknown(before: list[int], after: list[int]) -> None:
    found = estimate(before, after)
    assert found.ratio == Estimate()
    assert warned(found, "nothing was counted before")


def test_nothing_after_is_a_ratio_of_nought_without_an_interval() -> None:
    found = estimate([3] * 14, [0] * 14)
    assert found.ratio == Estimate(0.0)
    assert found.dispersion is None
    assert found.slope is None
    assert warned(found, "nothing was counted after")


def test_a_short_series_has_a_table_and_no_interval() -> None:
    found = estimate([4, 2], [1, 1])
    assert found.ratio == Estimate(1 / 3)
    assert warned(found, "too short: 2 bins")


def test_a_side_that_was_not_counted_is_unknown() -> None:
    found = trend([1, 2, 3], FIRST, FIRST + timedelta(days=3), days_before=3, days_after=3)
    assert found.ratio == Estimate()
    assert found.expected == Estimate()
    assert warned(found, "counts exist for 0 of the 3 days after")


@pytest.mark.parametrize("offset", [-400, -1, 40, 400])
def test_a_change_far_from_the_counts_is_unknown(offset: int) -> None:
    found = trend([1] * 30, FIRST, FIRST + timedelta(days=offset), days_before=9, days_after=9)
    assert found.ratio == Estimate()


def test_days_that_were_not_counted_are_not_taken_for_nought() -> None:
    found = trend([2] * 10, FIRST, FIRST + timedelta(days=5), days_before=50, days_after=50)
    assert found.before.days == 5
    assert found.ratio.value == pytest.approx(1.0)
    assert warned(found, "counts exist for 5 of the 50 days before")


def test_days_that_fill_no_bin_are_left_out() -> None:
    found = estimate([9, 1, 1, 1, 1, 1, 1, 1], [2] * 7, bin_days=7)
    assert (found.before.days, found.before.count) == (7, 7)
    assert warned(found, "1 days before the change fill no whole bin")


def test_a_course_is_modelled_when_the_series_is_long_enough() -> None:
    enough = [10 - n // 2 for n in range(ENOUGH_BINS)]
    assert estimate(enough, enough).slope is not None
    short = estimate(enough[:-1], enough)
    assert short.slope is None
    assert warned(short, "only the level was modelled")


def test_a_course_that_goes_on_is_no_change_of_level() -> None:
    days = [round(1000 * 0.95**n) for n in range(40)]
    found = estimate(days[:20], days[20:])
    assert found.slope is not None
    assert found.slope.level.value == pytest.approx(1, abs=0.02)
    assert found.slope.before.value == pytest.approx(0.95, abs=0.002)
    assert found.slope.expected.value == pytest.approx(sum(days[20:]), rel=0.02)
    assert found.ratio.high is not None
    assert found.ratio.high < 1


def test_the_course_is_per_day_whatever_the_bins() -> None:
    days = [round(1000 * 0.97**n) for n in range(96)]
    by_day, by_four = estimate(days[:48], days[48:]), estimate(days[:48], days[48:], bin_days=4)
    assert by_day.slope is not None
    assert by_four.slope is not None
    assert by_four.slope.before.value == pytest.approx(by_day.slope.before.value, abs=1e-3)


def test_days_that_go_together_are_warned_of() -> None:
    found = estimate([1] * 10 + [9] * 10, [1] * 10 + [9] * 10)
    assert found.lag_one is not None
    assert found.lag_one > 0.5
    assert warned(found, "neighbouring bins go together")


def test_one_day_that_decides_is_warned_of() -> None:
    assert warned(estimate([1, 1, 90, 1], [2, 2, 2, 2]), "one bin holds 90 of the 93")


def test_few_incidents_are_warned_of() -> None:
    assert warned(estimate([1, 0, 1, 0], [9, 9, 9, 9]), "only 2 counted before")


@pytest.mark.parametrize("days", [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_a_window_without_days_is_refused(days: tuple[int, int, int]) -> None:
    with pytest.raises(UsageError):
        trend([1], FIRST, FIRST, days_before=days[0], days_after=days[1], bin_days=days[2])


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(UsageError, match="negative"):
        trend([-1, 2], FIRST, FIRST, days_before=1, days_after=1)


@pytest.fixture(scope="module")
def ukraine() -> tuple[list[int], date]:
    """UCDP's events for Ukraine by their first day."""
    if not UCDP.exists():
        pytest.skip("UCDP's file is not on this machine")
    csv.field_size_limit(MOST_FIELD)
    with UCDP.open(encoding="cp1252", errors="replace", newline="") as file:
        told = Counter(
            datetime.strptime(row["date_start"].split()[0], "%m/%d/%Y").date()
            for row in csv.DictReader(file)
        )
    length = (max(told) - min(told)).days + 1
    return [told[min(told) + timedelta(days=n)] for n in range(length)], min(told)


@pytest.mark.parametrize(
    ("change", "days", "before", "after", "surely_fewer"),
    [
        (date(2014, 9, 5), 14, 409, 82, False),
        (date(2015, 2, 15), 14, 106, 41, True),
        (date(2020, 7, 27), 60, 32, 13, True),
    ],
)
def test_three_truces_as_ucdp_has_them(
    ukraine: tuple[list[int], date],
    change: date,
    days: int,
    before: int,
    after: int,
    surely_fewer: bool,
) -> None:
    found = trend(*ukraine, change, days_before=days, days_after=days)
    assert (found.before.count, found.after.count) == (before, after)
    assert found.ratio.value == pytest.approx(after / before)
    assert found.ratio.high is not None
    assert (found.ratio.high < 1) is surely_fewer


def test_one_day_decides_about_the_first_of_them(ukraine: tuple[list[int], date]) -> None:
    found = trend(*ukraine, date(2014, 9, 5), days_before=14, days_after=14)
    assert warned(found, "one bin holds 235 of the 409")
