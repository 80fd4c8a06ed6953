"""Zones in pieces, and the grid over them: nothing is lost or told twice where pieces meet."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.check.worlds import agreement, checks, incident, layer, table, term
from troth.check.gather import COLUMNS, gather, matched
from troth.check.grid import Grid, bit_of
from troth.check.match import match, plan
from troth.check.zones import CUT_CORNERS, LADDER_M, pieces_of
from troth.model.agreement import Area, AreaKind
from troth.model.truth import Truth

CIRCLE = shapely.Point(11.0, 51.0).buffer(1.0, quad_segs=8 * CUT_CORNERS)
OUTLINE = tuple((x, y) for x, y in shapely.get_coordinates(CIRCLE))
ROUND = Area(AreaKind.POLYGON, rings=(OUTLINE,))
MADE = plan(checks(agreement(term(area=(ROUND,), bearers=("north",)))), {})


def areas(*points: tuple[float, float], precision_m: float = 0.0) -> list[Truth | None]:
    """The test of the area for each point; None where it is a "no"."""
    rows = [
        incident(number, longitude=x, latitude=y, precision_m=precision_m)
        for number, (x, y) in enumerate(points)
    ]
    found = [
        (int(row["incident"], 16), row["area"]) for row in match(table(*rows), MADE).to_pylist()
    ]
    assert len(found) == len({number for number, _ in found})
    told = dict(found)
    return [Truth(told[number]) if number in told else None for number in range(len(points))]


def test_a_large_zone_is_cut_into_pieces_that_cover_it_once() -> None:
    for level in (0, 4):
        made = pieces_of(MADE.zones, level)
        pieces = shapely.from_wkb(made.table["geom"].to_pylist())
        assert len(pieces) > 4
        assert shapely.area(pieces).sum() == pytest.approx(shapely.area(made.outer[0]))
        assert max(shapely.get_num_coordinates(pieces)) <= CUT_CORNERS


def test_points_on_the_lines_of_a_cut_lie_in_the_zone_once() -> None:
    across = [(10.0 + step / 8, 51.0) for step in range(1, 16)]
    along = [(11.0, 50.0 + step / 8) for step in range(1, 16)]
    quarter = [(10.5, 50.5 + step / 8) for step in range(8)]
    points = [*across, *along, *quarter]
    assert areas(*points) == [Truth.YES] * len(points)


def test_corners_of_pieces_lie_in_the_zone_once() -> None:
    pieces = shapely.from_wkb(pieces_of(MADE.zones, 0).table["geom"].to_pylist())
    corners = [(x, y) for x, y in shapely.get_coordinates(pieces)]
    inside = [corner for corner in corners if CIRCLE.intersects(shapely.Point(corner))]
    assert len(inside) > CUT_CORNERS
    assert areas(*inside) == [Truth.YES] * len(inside)


def test_points_on_the_border_of_a_zone_lie_in_it() -> None:
    points = [*OUTLINE[:: CUT_CORNERS // 8]]
    assert areas(*points) == [Truth.YES] * len(points)


def test_a_point_on_the_border_of_the_narrowed_zone_is_told_once() -> None:
    inner = pieces_of(MADE.zones, LADDER_M.index(1_000.0)).inner[0]
    points = [(x, y) for x, y in shapely.get_coordinates(inner)[::8]]
    assert areas(*points, precision_m=1_000.0) == [Truth.YES] * len(points)


def test_a_layer_without_places_is_nowhere() -> None:
    empty = {"lakes": layer("lakes")}
    made = plan(checks(agreement(term(area=(Area(AreaKind.LAYER, layer="lakes"),)))), empty)
    assert match(table(incident()), made).num_rows == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_small_batches_give_the_matches_of_one_table(jobs: int) -> None:
    rows = table(*(incident(number, longitude=9.5 + number / 50) for number in range(150)))
    batches = rows.select(list(COLUMNS)).to_batches(max_chunksize=7)
    expected = match(rows, MADE)
    assert gather(batches, MADE, jobs=jobs).matches.equals(expected)
    assert [item.num_rows for item in matched(batches, MADE, jobs=jobs)] == [expected.num_rows]


DEGREES = st.floats(-180, 180)
BOXES = st.tuples(DEGREES, DEGREES, DEGREES, DEGREES).map(
    lambda box: (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
)


@given(st.lists(BOXES, min_size=1, max_size=5), st.data())
def test_the_grid_leaves_out_no_zone_that_a_point_lies_in(
    boxes: list[tuple[float, float, float, float]], data: st.DataObject
) -> None:
    grid = Grid.of(np.array(boxes), range(len(boxes)))
    for group, (west, south, east, north) in enumerate(boxes):
        x, y = data.draw(st.floats(west, east)), data.draw(st.floats(south, north))
        xs, ys = np.array([west, east, x]), np.array([south, north, y])
        assert (grid.near(xs, ys) & bit_of(group)).all()


def test_the_grid_leaves_out_what_lies_far_from_every_zone() -> None:
    grid = Grid.of(np.array([[0.0, 0.0, 1.0, 1.0], [9.0, 9.0, 10.0, 10.0]]), [0, 1])
    assert grid.near(np.array([0.5, 5.0, 11.0]), np.array([0.5, 5.0, 0.5])).tolist() == [1, 0, 0]


def test_a_grid_of_nothing_is_near_nothing() -> None:
    assert Grid.of(np.empty((0, 4)), []).near(np.array([1.0]), np.array([1.0])).tolist() == [0]
