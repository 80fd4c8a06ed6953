import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from troth.check.counts import MOST_DAYS
from troth.check.coverage import Activity, activity, coverage, districts_of, together
from troth.errors import UsageError
from troth.model.feeds import Feed, feed
from troth.model.finding import Coverage
from troth.model.incident_table import LAYER

FIRST = date(2025, 3, 1)
VIINA = Path("/work/shared/feeds/viina_energy_strikes/VIINA_2025_REBUILD.csv")


@dataclass(frozen=True)
class Row:
    """An incident as coverage sees it: days from ``FIRST``, None for unknown."""

    day: int | None
    days: int = 1
    told: int | None = None
    source: str = "press"
    district: str | None = None
    precision_m: float | None = 0.0
    longitude: float | None = None
    latitude: float | None = None


def at(number: int) -> datetime:
    return datetime.combine(FIRST, time()) + timedelta(days=number)


def batch(rows: list[Row]) -> pa.RecordBatch:
    def column(values: list[Any], kind: pa.DataType) -> pa.Array:
        return pa.array(values, kind)

    return pa.record_batch(
        {
            "source": column([row.source for row in rows], pa.string()),
            "start": column(
                [None if row.day is None else at(row.day) for row in rows], pa.timestamp("us")
            ),
            "end": column(
                [None if row.day is None else at(row.day + row.days) for row in rows],
                pa.timestamp("us"),
            ),
            "clock": column(["local"] * len(rows), pa.string()),
            "reported": column(
                [None if row.told is None else at(row.told).date() for row in rows], pa.date32()
            ),
            "longitude": column([row.longitude for row in rows], pa.float64()),
            "latitude": column([row.latitude for row in rows], pa.float64()),
            "precision_m": column([row.precision_m for row in rows], pa.float64()),
            "district": column([row.district for row in rows], pa.string()),
        }
    )


def seeing(name: str) -> Feed:
    """What is known of a feed; here those that are not listed see all acts."""
    return replace(feed(name), sees="all") if feed(name).sees == "unknown" else feed(name)


def of(rows: list[Row], since: int, until: int, **options: Any) -> Coverage:
    return coverage(
        activity([batch(rows)]),
        since=FIRST + timedelta(days=since),
        until=FIRST + timedelta(days=until),
        **{"feeds": seeing, **options},
    )


def daily(count: int, *, start: int = 0) -> list[Row]:
    return [Row(number) for number in range(start, start + count)]


# --- when ----------------------------------------------------------------------------------------


def test_days_with_reports_are_observed() -> None:
    found = of(daily(10), 2, 7)
    assert (found.cells, found.observed, found.share, found.gaps) == (5, 5, 1.0, ())


def test_nothing_is_known_before_the_first_report_and_after_the_last() -> None:
    found = of(daily(10), -3, 12)
    assert found.observed == 10
    assert found.gaps == (("2025-02-26", "2025-02-28"), ("2025-03-11", "2025-03-12"))


def test_a_pause_that_the_usual_rate_allows_is_observed() -> None:
    rows = [Row(number) for number in range(0, 60, 4)]
    assert of(rows, 10, 40).share == 1.0


def test_a_silence_that_the_usual_rate_does_not_allow_is_not_observed() -> None:
    found = of([*daily(60), *daily(60, start=66)], 55, 70)
    assert found.gaps == (("2025-04-30", "2025-05-05"),)
    assert found.observed == 9


def test_a_silence_does_not_make_itself_look_usual() -> None:
    assert of([*daily(5), *daily(5, start=400)], 5, 400).observed == 0


def test_what_is_usual_in_quiet_times_is_not_what_is_usual() -> None:
    # A gap of three days is ordinary at the rate of all the days, not at that of the days before.
    rows = [*daily(60), *(Row(number) for number in range(60, 361, 4))]
    assert of(rows, 60, 361).observed == 76


def test_two_reports_say_nothing_of_the_days_between() -> None:
    assert of([Row(0), Row(20)], 0, 21).observed == 2


def test_a_report_of_an_unknown_day_shows_activity_on_its_own_day() -> None:
    assert of([Row(None, told=3)], 0, 5).observed == 1
    assert of([Row(1, days=9, told=3)], 0, 5).observed == 1


def test_a_row_known_to_a_month_shows_no_activity() -> None:
    found = of([Row(0, days=31)], 0, 31)
    assert (found.observed, found.sources[0].rows, found.sources[0].first) == (0, 1, None)


def test_a_wrong_year_does_not_cover_the_time_up_to_it() -> None:
    rows = [*daily(10), Row(27_000)]
    found = of(rows, 0, 40)
    assert found.observed == 10


def test_no_rows_at_all_are_no_coverage() -> None:
    found = coverage(activity([]), since=FIRST, until=FIRST + timedelta(days=3))
    assert (found.cells, found.observed, found.share) == (3, 0, 0.0)
    assert found.gaps == (("2025-03-01", "2025-03-03"),)
    assert "no source here" in found.note


def test_no_days_have_no_cells() -> None:
    assert of(daily(3), 1, 1).cells == 0


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_days_that_are_none_are_refused(days: int) -> None:
    with pytest.raises(UsageError):
        coverage(activity([]), since=FIRST, until=FIRST + timedelta(days=days))


# --- where ---------------------------------------------------------------------------------------


def test_a_district_counts_where_the_source_has_ever_reported_from_it() -> None:
    rows = [*daily(10), Row(-40, district="north")]
    found = of(rows, 0, 10, districts={"north", "south"})
    assert (found.cells, found.observed) == (20, 10)


def test_districts_add_up_over_sources() -> None:
    rows = [
        *(replace(row, district="north") for row in daily(10)),
        *(replace(row, district="south", source="monitors") for row in daily(5)),
    ]
    assert of(rows, 0, 10, districts={"north", "south"}).observed == 15


@pytest.mark.parametrize("precision", [None, 50_000.0])
def test_a_row_that_may_lie_elsewhere_covers_no_district(precision: float | None) -> None:
    rows = [replace(row, district="north", precision_m=precision) for row in daily(10)]
    assert of(rows, 0, 10, districts={"north"}).observed == 0
    assert of(rows, 0, 10).observed == 10


def test_a_source_shows_what_it_told_of_the_districts_asked_about() -> None:
    rows = [*daily(4), *(replace(row, district="north") for row in daily(3))]
    (shown,) = of(rows, 0, 10, districts={"north"}).sources
    assert (shown.rows, shown.days, shown.of_days) == (3, 3, 10)
    assert (shown.first, shown.last) == ("2025-03-01", "2025-03-04")


def test_a_report_shows_as_of_its_own_day_whatever_it_tells_of() -> None:
    (shown,) = of([Row(-9, days=12, told=2), Row(None, told=9)], 0, 5).sources
    assert (shown.rows, shown.days) == (1, 1)


# --- who -----------------------------------------------------------------------------------------


FEEDS = {
    "graves": Feed("graves", sees="fatal", note="only deaths"),
    "heat": Feed("heat", sees="heat", machine=True),
    "mentions": Feed("mentions", machine=True),
}


@pytest.mark.parametrize("source", FEEDS)
def test_a_source_that_cannot_see_such_acts_is_shown_and_not_counted(source: str) -> None:
    rows = [replace(row, source=source) for row in daily(10)]
    found = of(rows, 0, 10, feeds=lambda name: FEEDS.get(name, Feed(name)))
    assert found.observed == 0
    assert [item.days for item in found.sources] == [10]
    assert f"shown but not counted: {source}" in found.note


def test_the_silence_of_a_feed_of_which_nothing_is_known_says_nothing() -> None:
    found = of(daily(10), 0, 10, feeds=feed)
    assert (found.cells, found.observed) == (10, 0)
    assert "what it sees is not known" in found.note


def test_a_source_with_a_report_a_month_covers_its_days_alone() -> None:
    rows = [Row(number * 30) for number in range(12)]
    assert of(rows, 60, 120).observed == 2


def test_whoever_asks_about_deaths_may_count_a_source_that_sees_them() -> None:
    rows = [replace(row, source="graves") for row in daily(10)]
    found = of(
        rows,
        0,
        10,
        feeds=FEEDS.__getitem__,
        sees=lambda source: source.sees in {"all", "fatal"},
    )
    assert found.share == 1.0


def test_a_gap_is_one_that_no_source_fills() -> None:
    rows = [*daily(3), *(replace(row, source="monitors") for row in daily(3, start=4))]
    assert of(rows, 0, 7).gaps == (("2025-03-04", "2025-03-04"),)


# --- laws ----------------------------------------------------------------------------------------


ROWS = st.lists(
    st.builds(
        Row,
        day=st.none() | st.integers(-40, 60),
        days=st.sampled_from([1, 1, 1, 2, 30]),
        told=st.none() | st.integers(-40, 60),
        source=st.sampled_from(["press", "monitors", "ucdp"]),
        district=st.sampled_from([None, "north", "south"]),
        precision_m=st.sampled_from([None, 0.0, 100.0, 1e5]),
    ),
    max_size=40,
)


def counted(told: Activity) -> Counter[tuple[object, ...]]:
    rows = told.table.to_pylist()
    found = Counter({tuple(row.values())[:-1]: row["rows"] for row in rows})
    assert len(found) == len(rows)
    return found


@given(ROWS, st.integers(1, 7), st.randoms(use_true_random=False))
def test_order_and_batches_make_no_difference(rows: list[Row], size: int, chance: Any) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    batches = [batch(mixed[n : n + size]) for n in range(0, len(mixed), size)]
    whole = counted(activity([batch(rows)]))
    assert counted(activity(batches)) == whole
    assert counted(together(activity([item]) for item in batches)) == whole


def widened(row: Row, how: str) -> Row:
    if how == "time" and row.day is not None:
        return replace(row, day=row.day - 1, days=row.days + 3)
    if how == "no time":
        return replace(row, day=None)
    if how == "place":
        return replace(row, precision_m=1e6)
    return replace(row, precision_m=None, district=None)


@given(
    ROWS,
    st.data(),
    st.sampled_from(["time", "no time", "place", "no place"]),
    st.sampled_from([None, frozenset({"north"}), frozenset({"north", "south"})]),
)
def test_what_is_known_less_well_never_raises_coverage(
    rows: list[Row], data: st.DataObject, how: str, districts: frozenset[str] | None
) -> None:
    chosen = data.draw(st.sets(st.integers(0, max(len(rows) - 1, 0))))
    wide = [widened(row, how) if n in chosen else row for n, row in enumerate(rows)]
    before = of(rows, 0, 20, districts=districts)
    after = of(wide, 0, 20, districts=districts)
    assert after.observed <= before.observed


@given(ROWS)
def test_observed_cells_are_never_more_than_there_are(rows: list[Row]) -> None:
    found = of(rows, 0, 20, districts={"north", "south"})
    assert 0 <= found.observed <= found.cells == 40


# --- districts -----------------------------------------------------------------------------------


def layer(**shapes: shapely.Geometry) -> pa.Table:
    rows = [
        {"id": name, "layer": "districts", "names": [], "geometry": shapely.to_wkb(shape)}
        for name, shape in shapes.items()
    ]
    return pa.Table.from_pylist(rows, schema=LAYER)


TWO = layer(west=shapely.box(30, 48, 31, 49), east=shapely.box(31, 48, 32, 49))


def test_a_point_has_the_district_that_it_lies_in() -> None:
    found = districts_of([30.5, 31.5, 40.0, np.nan], [48.5, 48.5, 48.5, 48.5], TWO)
    assert found.to_pylist() == ["west", "east", None, None]


def test_a_circle_has_a_district_only_when_it_lies_in_it_whole() -> None:
    # One hundredth of a degree of longitude at 48.5 degrees north is some 740 metres.
    place = [30.99, 30.99, 30.99], [48.5, 48.5, 48.5]
    found = districts_of(*place, TWO, precision_m=[0.0, 500.0, 800.0])
    assert found.to_pylist() == ["west", "west", None]


def test_a_circle_of_unknown_size_has_no_district() -> None:
    assert districts_of([30.5], [48.5], TWO, precision_m=[np.inf]).to_pylist() == [None]


def test_a_point_in_a_hole_has_no_district() -> None:
    ring = shapely.box(30, 48, 32, 50).difference(shapely.box(30.5, 48.5, 31.5, 49.5))
    assert districts_of([31.0], [49.0], layer(ring=ring)).to_pylist() == [None]


def test_where_districts_overlap_the_first_is_taken() -> None:
    both = layer(one=shapely.box(0, 0, 2, 2), other=shapely.box(0, 0, 2, 2))
    assert districts_of([1.0], [1.0], both).to_pylist() == ["one"]


@pytest.mark.parametrize("places", [TWO, LAYER.empty_table()])
def test_no_points_have_no_districts(places: pa.Table) -> None:
    assert districts_of([], [], places).to_pylist() == []


def test_districts_can_be_found_on_the_way() -> None:
    rows = [replace(row, longitude=30.5, latitude=48.5, precision_m=100.0) for row in daily(5)]
    told: Activity = activity([batch(rows)], districts=TWO)
    found = coverage(
        told, since=FIRST, until=FIRST + timedelta(days=5), districts={"west", "east"}, feeds=seeing
    )
    assert (found.cells, found.observed) == (10, 5)


# --- a real feed ---------------------------------------------------------------------------------


def test_the_thin_energy_rows_of_viina_leave_the_truce_mostly_unobserved() -> None:
    if not VIINA.exists():
        pytest.skip("VIINA's rows are not on this machine")
    with VIINA.open(encoding="utf-8", newline="") as file:
        days = [datetime.strptime(row["date"], "%Y%m%d").date() for row in csv.DictReader(file)]
    rows = [Row(None, told=(day - FIRST).days, source="viina") for day in days]
    found = of(rows, (date(2025, 3, 18) - FIRST).days, (date(2025, 5, 1) - FIRST).days)
    assert found.cells == 44
    assert found.share < 0.5
    assert [(item.rows, item.days) for item in found.sources] == [(9, 7)]
    assert ("2025-03-26", "2025-04-09") in found.gaps
