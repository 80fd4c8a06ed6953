"""The five tests, over tables."""

from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.reference import plainly
from tests.check.worlds import MARCH, SQUARE, agreement, checks, incident, layer, table, term
from troth.check.match import match, plan
from troth.model.agreement import Area, AreaKind, Side, Suspension, Target, Window
from troth.model.finding import TESTS
from troth.model.truth import Truth

PLANTS = {
    "plants": layer(
        "plants",
        {"name": "Old plant", "shape": shapely.Point(11.0, 51.0)},
        {"name": "New plant", "shape": shapely.Point(11.5, 51.5)},
    ),
    "front": layer(
        "front",
        {"shape": shapely.box(10, 50, 11, 52), "until": date(2025, 3, 11)},
        {"shape": shapely.box(10, 50, 11.5, 52), "since": date(2025, 3, 11)},
    ),
}


def told(row: dict[str, Any], number: int = 0, *terms: Any) -> dict[str, Truth] | None:
    """The tests of one incident against one check, or None where some test is a "no"."""
    made = plan(checks(agreement(*terms)), PLANTS)
    found = [item for item in match(table(row), made).to_pylist() if item["check"] == number]
    return {name: Truth(found[0][name]) for name in TESTS} if found else None


def outcome(test: str, row: dict[str, Any], *terms: Any) -> Truth | None:
    """One test; None where some test is a "no"."""
    found = told(row, 0, *terms)
    return found[test] if found else None


def test_an_incident_that_meets_every_test_matches_for_certain() -> None:
    assert told(incident()) == dict.fromkeys(TESTS, Truth.YES)


def test_an_incident_of_the_other_party_does_not_match() -> None:
    assert told(incident(by=["Southland"])) is None


@pytest.mark.parametrize(
    ("changes", "truth"),
    [
        ({"act": "strike"}, Truth.YES),
        ({"act": "force"}, Truth.UNKNOWN),
        ({"act": None}, Truth.UNKNOWN),
        ({"act": "clash"}, None),
        ({"act": "clash", "act_probability": 0.5}, Truth.UNKNOWN),
        ({"act": "release", "act_probability": 0.5}, None),
        ({"act": "release", "act_probability": 0.1}, Truth.UNKNOWN),
        ({"act": "strike", "act_probability": 0.5}, Truth.UNKNOWN),
        ({"act": "strike", "act_probability": 0.9}, Truth.YES),
        ({"act": "not a code"}, Truth.UNKNOWN),
    ],
)
def test_the_act_is_told_by_the_tree_of_acts(changes: dict[str, Any], truth: Truth | None) -> None:
    assert outcome("act", incident(**changes)) is truth


@pytest.mark.parametrize(
    ("changes", "truth"),
    [
        ({"target": None}, Truth.UNKNOWN),
        ({"target": "infrastructure"}, Truth.UNKNOWN),
        ({"target": "residential"}, None),
        ({"target": "residential", "target_probability": 0.6}, Truth.UNKNOWN),
    ],
)
def test_the_target_is_told_by_the_tree_of_targets(
    changes: dict[str, Any], truth: Truth | None
) -> None:
    assert outcome("target", incident(**changes)) is truth


def test_a_target_of_no_known_class_is_told_by_nearness_to_a_layer() -> None:
    near = term(target=Target(("energy",), layer="plants", within_m=3000))
    assert outcome("target", incident(target=None), near) is Truth.YES
    assert outcome("target", incident(target=None, precision_m=5000.0), near) is Truth.UNKNOWN
    assert outcome("target", incident(target=None, longitude=10.2), near) is Truth.UNKNOWN


def test_far_from_a_complete_layer_is_a_no() -> None:
    near = term(target=Target(layer="plants", within_m=3000, complete=True))
    assert outcome("target", incident(target=None, longitude=10.2), near) is None


def test_a_class_that_is_not_told_is_never_ruled_out_by_a_name_or_a_place() -> None:
    named = term(target=Target(("energy",), names=("Old plant",)))
    assert outcome("target", incident(target=None, target_name="New plant"), named) is Truth.UNKNOWN
    near = term(target=Target(("energy",), layer="plants", within_m=3000, complete=True))
    assert outcome("target", incident(target=None, longitude=10.2), near) is Truth.UNKNOWN


def test_a_target_is_told_by_its_name() -> None:
    named = term(target=Target(names=("Old Plant",)))
    assert outcome("target", incident(target_name="old plant"), named) is Truth.YES
    assert outcome("target", incident(), named) is Truth.UNKNOWN
    assert outcome("target", incident(target_name="a shop"), named) is None


@pytest.mark.parametrize(
    ("changes", "truth"),
    [
        ({"longitude": 10.001, "precision_m": 0.0}, Truth.YES),
        ({"longitude": 10.001, "precision_m": 1000.0}, Truth.UNKNOWN),
        ({"longitude": 9.999, "precision_m": 1000.0}, Truth.UNKNOWN),
        ({"longitude": 9.999, "precision_m": 0.0}, None),
        ({"longitude": None, "latitude": None}, Truth.UNKNOWN),
        ({"precision_m": None}, Truth.UNKNOWN),
        ({"precision_m": 900_000.0}, Truth.UNKNOWN),
    ],
)
def test_what_is_not_known_of_a_place_reaches_the_area(
    changes: dict[str, Any], truth: Truth | None
) -> None:
    assert outcome("area", incident(**changes)) is truth


@pytest.mark.parametrize(
    ("shape", "truth"),
    [
        (shapely.box(10.5, 50.5, 11.5, 51.5), Truth.YES),
        (shapely.box(9.0, 50.5, 11.5, 51.5), Truth.UNKNOWN),
        (shapely.box(5.0, 50.5, 6.0, 51.5), None),
    ],
)
def test_an_incident_known_to_a_district_is_compared_with_the_area(
    shape: shapely.Polygon, truth: Truth | None
) -> None:
    row = incident(longitude=None, latitude=None, geometry=shapely.to_wkb(shape))
    assert outcome("area", row) is truth


@pytest.mark.parametrize("precision", [None, float("nan"), -5.0])
def test_an_area_known_with_no_precision_cannot_be_told(precision: float | None) -> None:
    shape = shapely.to_wkb(shapely.box(10.5, 50.5, 11.5, 51.5))
    row = incident(longitude=None, latitude=None, geometry=shape, precision_m=precision)
    assert outcome("area", row) is Truth.UNKNOWN


def test_a_hole_is_not_part_of_an_area() -> None:
    hole = ((10.9, 50.9), (11.1, 50.9), (11.1, 51.1), (10.9, 51.1), (10.9, 50.9))
    holed = term(area=(Area(AreaKind.POLYGON, rings=(*SQUARE.rings, hole)),))
    assert told(incident(), 0, holed) is None


def test_a_line_reaches_to_the_side_that_is_asked_for() -> None:
    line = ((11.0, 50.0), (11.0, 52.0))
    left = term(area=(Area(AreaKind.LINE, line=line, within_m=15_000, side=Side.LEFT),))
    assert outcome("area", incident(longitude=10.9), left) is Truth.YES
    assert outcome("area", incident(longitude=11.1), left) is None
    both = term(area=(Area(AreaKind.LINE, line=line, within_m=15_000),))
    assert outcome("area", incident(longitude=11.1), both) is Truth.YES
    assert outcome("area", incident(longitude=11.3), both) is None


def test_a_layer_counts_while_it_stands() -> None:
    front = term(area=(Area(AreaKind.LAYER, layer="front"),))
    east = incident(longitude=11.2)
    assert told(east, 0, front) is None
    later = {"start": datetime(2025, 3, 11), "end": datetime(2025, 3, 12)}
    assert outcome("area", {**east, **later}, front) is Truth.YES
    both = {"start": datetime(2025, 3, 10), "end": datetime(2025, 3, 12)}
    assert outcome("area", {**east, **both}, front) is Truth.UNKNOWN


def test_an_area_that_nobody_knows_cannot_be_told() -> None:
    made = plan(checks(agreement(term(area=(Area(AreaKind.LAYER, layer="lakes"),)))), PLANTS)
    assert made.missing == ("the layer of places 'lakes' is not in the record",)
    assert {row["area"] for row in match(table(incident()), made).to_pylist()} == {Truth.UNKNOWN}


@pytest.mark.parametrize(
    ("start", "end", "clock", "truth"),
    [
        (datetime(2025, 3, 1), datetime(2025, 3, 2), "local", Truth.YES),
        (datetime(2025, 2, 28), datetime(2025, 3, 1), "local", None),
        (datetime(2025, 2, 28), datetime(2025, 3, 2), "local", Truth.UNKNOWN),
        (datetime(2025, 2, 28, 22), datetime(2025, 2, 28, 22), "utc", Truth.YES),
        (datetime(2025, 2, 28, 21, 59), datetime(2025, 2, 28, 21, 59), "utc", None),
        (datetime(2025, 3, 31, 21), datetime(2025, 3, 31, 21), "utc", None),
        (datetime(2025, 3, 31, 20, 59), datetime(2025, 3, 31, 20, 59), "utc", Truth.YES),
        (None, None, "local", Truth.UNKNOWN),
        (datetime(2025, 3, 5), None, "local", Truth.UNKNOWN),
        (datetime(2025, 3, 5), datetime(2025, 3, 4), "local", Truth.UNKNOWN),
    ],
)
def test_what_is_not_known_of_a_time_reaches_the_window(
    start: Any, end: Any, clock: str, truth: Truth | None
) -> None:
    assert outcome("window", incident(start=start, end=end, clock=clock)) is truth


def test_a_suspension_is_outside_of_the_window() -> None:
    pause = Suspension(date(2025, 3, 9), date(2025, 3, 12))
    window = Window(MARCH.start, MARCH.until, MARCH.zone, suspensions=(pause,))
    assert told(incident(), 0, term(window=window)) is None


@pytest.mark.parametrize(
    ("by", "by_all", "truth"),
    [
        ([], True, Truth.UNKNOWN),
        (["Northern forces"], True, Truth.YES),
        (["north", "south"], True, Truth.YES),
        (["north", "south"], False, Truth.UNKNOWN),
        (["gunmen"], True, Truth.UNKNOWN),
        (["Southland", "gunmen"], False, Truth.UNKNOWN),
        (["SOUTHERN FORCES"], True, None),
        (["north", ""], False, Truth.UNKNOWN),
        (["x\x1fNorthland"], True, Truth.UNKNOWN),
    ],
)
def test_who_did_it_is_told_by_the_names_of_the_parties(
    by: list[str], by_all: bool, truth: Truth | None
) -> None:
    assert outcome("party", incident(by=by, by_all=by_all)) is truth


# Laws

DAYS = st.integers(0, 40).map(lambda day: datetime.fromordinal(date(2025, 2, 24).toordinal() + day))


@st.composite
def incidents(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.none() | DAYS)
    hours = draw(st.integers(0, 100))
    end = None if start is None else datetime.fromtimestamp(start.timestamp() + hours * 3600)
    placed = draw(st.booleans())
    return incident(
        draw(st.integers(0, 10**9)),
        act=draw(st.sampled_from([None, "force", "strike", "drone_strike", "clash", "aid"])),
        act_probability=draw(st.sampled_from([None, 0.1, 0.5, 0.8, 1.0])),
        by=draw(st.lists(st.sampled_from(["north", "Southland", "gunmen"]), max_size=2)),
        by_all=draw(st.booleans()),
        target=draw(st.sampled_from([None, "energy", "power_plant", "infrastructure", "people"])),
        target_probability=draw(st.sampled_from([None, 0.1, 0.9])),
        target_name=draw(st.sampled_from([None, "Old plant", "a shop"])),
        longitude=draw(st.floats(9.5, 12.5)) if placed else None,
        latitude=draw(st.floats(49.5, 52.5)) if placed else None,
        precision_m=draw(st.sampled_from([None, 0.0, 10.0, 1000.0, 30_000.0, 1e6])),
        start=start,
        end=end,
        clock=draw(st.sampled_from(["utc", "local"])),
    )


TERMS = (
    term(),
    term(id="near", target=Target(("energy",), layer="plants", within_m=20_000), area=()),
    term(id="far", target=Target(layer="plants", within_m=20_000, complete=True)),
    term(id="named", target=Target(names=("old plant",)), area=(), window=None),
    term(id="front", target=None, area=(Area(AreaKind.LAYER, layer="front"),), act="force"),
    term(
        id="paused",
        act="drone_strike",
        target=None,
        area=(Area(AreaKind.PLACE, layer="plants", name="New plant", within_m=30_000.0), SQUARE),
        window=Window(
            datetime(2025, 3, 1, 18),
            date(2025, 3, 30),
            "Europe/Kyiv",
            suspensions=(Suspension(date(2025, 3, 9), date(2025, 3, 12)),),
        ),
    ),
)
WORLD = plan(checks(agreement(*TERMS)), PLANTS)


@given(st.lists(incidents(), max_size=12, unique_by=lambda row: row["id"]))
@settings(max_examples=150)
def test_it_says_what_the_plain_tests_say(rows: list[dict[str, Any]]) -> None:
    found = {
        (row["incident"], row["check"]): {name: Truth(row[name]) for name in TESTS}
        for row in match(table(*rows), WORLD).to_pylist()
    }
    expected = {}
    for row in rows:
        for number in range(len(WORLD.checks)):
            tests = plainly(row, WORLD, number)
            if min(tests.values()) is not Truth.NO:
                expected[row["id"], number] = tests
    assert found == expected


@given(st.lists(incidents(), max_size=12, unique_by=lambda row: row["id"]), st.integers(0, 12))
@settings(max_examples=50)
def test_batches_make_no_difference(rows: list[dict[str, Any]], cut: int) -> None:
    def told(*tables: pa.Table) -> list[Any]:
        found = [row for item in tables for row in match(item, WORLD).to_pylist()]
        return sorted(found, key=lambda row: (row["incident"], row["check"]))

    assert told(table(*rows)) == told(table(*rows[cut:][::-1]), table(*rows[:cut]))


def test_an_empty_table_has_no_matches() -> None:
    assert match(table(), WORLD).num_rows == 0
