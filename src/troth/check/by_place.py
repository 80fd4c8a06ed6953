"""The test of the area, and of nearness to a layer of targets: a join of points with zones."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import sedonadb
import shapely
from shapely.geometry.base import BaseGeometry

from troth.check.columns import (
    FAR_FUTURE,
    FAR_PAST,
    NO,
    UNKNOWN,
    YES,
    Array,
    count_of,
    microseconds,
)
from troth.check.zones import LADDER_M, Pieces, Zone, level_of, pieces_of

CELLS = 256
"""Columns, and rows, of the grid by which points are put in order: their product is 16 bits."""


def zoned(table: pa.Table, zones: tuple[Zone, ...], asked: Array) -> Array:
    """For each set of zones and each row, whether the row lies in it.

    Args:
        table: incidents.
        zones: of all sets, which are counted from zero.
        asked: for each row the sets that it is asked about, as ``bit_of`` has them; it may be told
            of others too, and is left at NO in the rest.

    Returns:
        Values of ``Truth``, one row for each set and one column for each row of the table.
    """
    ground = _Ground.of(table, zones)
    if not zones or not asked.any():
        return ground.found
    x = table["longitude"].to_numpy()
    y = table["latitude"].to_numpy()
    levels = level_of(table["precision_m"].to_numpy())
    located = ~(np.isnan(x) | np.isnan(y)) & (levels < len(LADDER_M))
    for level in np.unique(levels[located & (asked != 0)]):
        pieces = pieces_of(zones, int(level))
        rows = np.flatnonzero(located & (levels == level))
        rows = rows[(pieces.grid.near(x[rows], y[rows]) & asked[rows]) != 0]
        if len(rows):
            row, zone, value = _joined(x[rows], y[rows], pieces)
            ground.note(rows[row], zone, value)
    _areas(ground, table, zones, np.flatnonzero((asked != 0) & ~located))
    return ground.found


@dataclass(frozen=True)
class _Ground:
    """What is known of rows and zones, and the times of both.

    Attributes:
        found: for each set of zones and each row, what is known so far.
        groups: the set of each zone.
        since, until: of each zone, in microseconds.
        starts, ends: of each row.
    """

    found: Array
    groups: Array
    since: Array
    until: Array
    starts: Array
    ends: Array

    @classmethod
    def of(cls, table: pa.Table, zones: Sequence[Zone]) -> "_Ground":
        groups = np.array([zone.group for zone in zones], dtype=np.int64)
        sets = 1 + int(groups.max(initial=-1))
        return cls(
            np.zeros((sets, table.num_rows), dtype=np.int8),
            groups,
            np.array([FAR_PAST if zone.since is None else count_of(zone.since) for zone in zones]),
            np.array(
                [FAR_FUTURE if zone.until is None else count_of(zone.until) for zone in zones]
            ),
            microseconds(table["start"], FAR_PAST),
            microseconds(table["end"], FAR_FUTURE),
        )

    def note(self, row: Array, zone: Array, value: Array) -> None:
        """Set what is known of rows, which are named in one call; the highest of several counts."""
        value = self._while_it_stands(row, zone, value)
        for truth in (UNKNOWN, YES):
            chosen = np.flatnonzero(value == truth)
            self.found[self.groups[zone[chosen]], row[chosen]] = truth

    def _while_it_stands(self, row: Array, zone: Array, value: Array) -> Array:
        """The values, no higher than the time of the zone allows.

        Days of a layer are taken as days of the clock that the row is told by.
        """
        since, until = self.since[zone], self.until[zone]
        dated = (since != FAR_PAST) | (until != FAR_FUTURE)
        if not dated.any():
            return value
        start, end = self.starts[row], self.ends[row]
        inside = (start >= since) & (end <= until)
        outside = (np.maximum(end, start + 1) <= since) | (start >= until)
        stands = np.where(inside, YES, np.where(outside, NO, UNKNOWN))
        return np.where(dated, np.minimum(value, stands), value)


def _areas(ground: _Ground, table: pa.Table, zones: tuple[Zone, ...], rows: Array) -> None:
    """Rows without a point: those with an area are compared with it, the others cannot be told."""
    without = table["geometry"].is_null().to_numpy()[rows]
    ground.found[:, rows[without]] = UNKNOWN
    rows = rows[~without]
    shapes = table["geometry"].take(pa.array(rows)).to_pylist()
    precision = table["precision_m"].take(pa.array(rows)).to_numpy(zero_copy_only=False)
    levels = level_of(precision.astype(float))
    told: dict[tuple[bytes, int], list[int]] = {}
    for row, shape, level in zip(rows, shapes, levels, strict=True):
        if level == len(LADDER_M):
            ground.found[:, row] = UNKNOWN
        else:
            told.setdefault((shape, int(level)), []).append(int(row))
    numbers = np.arange(len(zones))
    for (shape, level), those in told.items():
        value = _area_in(shapely.from_wkb(shape), pieces_of(zones, level))
        ground.note(
            np.repeat(those, len(zones)), np.tile(numbers, len(those)), np.tile(value, len(those))
        )


def _area_in(shape: BaseGeometry, pieces: Pieces) -> Array:
    inside = [inner.covers(shape) for inner in pieces.inner]
    touched = [outer.intersects(shape) for outer in pieces.outer]
    return np.where(inside, YES, np.where(touched, UNKNOWN, NO))


_contexts = threading.local()


def _joined(x: Array, y: Array, pieces: Pieces) -> tuple[Array, Array, Array]:
    """Which points lie in which pieces: places of the points, zones and values of the pieces."""
    context = _context()
    order = _neighbours(x, y)
    points = pa.table({"i": order.astype(np.int32), "x": x[order], "y": y[order]})
    context.create_data_frame(points).to_view("points", overwrite=True)
    context.create_data_frame(pieces.table).to_view("pieces", overwrite=True)
    found = context.sql(
        "SELECT points.i, pieces.zone, pieces.value FROM points JOIN pieces"
        " ON ST_Intersects(ST_Point(points.x, points.y), pieces.geom)"
    )
    joined = pa.RecordBatchReader.from_stream(found).read_all()
    row, zone, value = (joined[name].to_numpy() for name in ("i", "zone", "value"))
    return row, zone, value


def _neighbours(x: Array, y: Array) -> Array:
    """An order in which points near to each other come together.

    They are then tested against the same pieces one after the other, which are still at hand in the
    processor: that takes half the time of testing them as they come.
    """
    column, row = (_cell(values) for values in (x, y))
    found: Array = np.argsort(column * np.uint16(CELLS) + row, kind="stable")
    return found


def _cell(values: Array) -> Array:
    low, high = values.min(initial=np.inf), values.max(initial=-np.inf)
    width = (high - low) / (CELLS - 1) or 1.0
    found: Array = ((values - low) / width).astype(np.uint16)
    return found


def _context() -> Any:
    """This thread's connection to SedonaDB, which has no state but the views of one join."""
    if not hasattr(_contexts, "connection"):
        _contexts.connection = sedonadb.connect()
    return _contexts.connection
