"""Zones: the areas of terms as polygons, made wider and narrower by what is not known of a place.

An incident known to within r metres lies in an area for certain when it lies in the area narrowed
by r, and outside of it for certain when it lies outside of the area widened by r. Both are made
once for each area and each step of a ladder of radii, so that the test of ten million incidents is
one join of points with polygons. A radius between two steps counts as the larger one: that widens
what cannot be told, and never makes anything more certain.

Edges of polygons are straight in longitude and latitude, as GeoJSON has it (RFC 7946, 3.1.1).
Metres are measured in an azimuthal equidistant projection around each part; it never makes a
distance shorter, and how far it stretches one at most is made up for.
"""

import math
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from troth.check.grid import Grid
from troth.errors import UsageError
from troth.model.agreement import Area, AreaKind, Side, Target
from troth.model.truth import Truth

LADDER_M = (
    0.0,
    100.0,
    250.0,
    500.0,
    1_000.0,
    2_500.0,
    5_000.0,
    10_000.0,
    25_000.0,
    50_000.0,
    100_000.0,
    250_000.0,
    500_000.0,
)
"""Radii for which zones are made, in metres; of a place known less well nothing can be told."""

CIRCLE_STEPS = 16
"""Steps of a quarter circle in a buffer; its corners lie on the circle, its edges inside of it."""

EDGE_LOSS = 1 / math.cos(math.pi / (4 * CIRCLE_STEPS))
"""By how much a radius must grow for the edges of such a buffer to lie outside of the circle."""

SIMPLER = 100
"""Before a zone is widened or narrowed, corners may go that lie no farther than this part of the
radius from the edges that are left; the radius grows by as much, so that what is certain stays so.
That takes off more than half of the time for radii of 50 kilometres and more."""

LONGEST_EDGE_DEGREES = 0.25
"""Longer edges get more corners before they are projected, so that they stay where they are."""

Array = npt.NDArray[Any]
Project = Callable[[Array], Array]

EARTH_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""

CUT_CORNERS = 256
"""Pieces with more corners are cut in four: a point is then tested against few corners."""


@dataclass(frozen=True)
class Zone:
    """One shape in which something holds, as long as it stands.

    Attributes:
        group: the set of zones that it belongs to; an area is the union of its set.
        shape: WKB of a polygon or several, in WGS 84.
        since, until: first day, and first day no more, on which it stands.
    """

    group: int
    shape: bytes
    since: date | None = None
    until: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it stands for a time only."""
        return self.since is not None or self.until is not None


@dataclass(frozen=True)
class Pieces:
    """The zones for one step of the ladder, cut into pieces that do not overlap within a zone.

    Attributes:
        table: ``geom`` (WKB, as GeoArrow), ``zone`` and ``value``: ``Truth.YES`` for a piece of the
            narrowed zone, ``Truth.UNKNOWN`` for one of the ring around it.
        outer: each zone widened.
        inner: each zone narrowed.
        grid: where the pieces are, roughly.
    """

    table: pa.Table
    grid: Grid
    outer: tuple[BaseGeometry, ...]
    inner: tuple[BaseGeometry, ...]


class ZoneSets:
    """Collects the zones of areas and of layers of targets; the same area is kept once.

    Args:
        layers: each known layer of places, as a table of ``LAYER``.
    """

    def __init__(self, layers: Mapping[str, pa.Table]) -> None:
        self._layers = layers
        self._groups: dict[object, int | None] = {}
        self.zones: list[Zone] = []
        self.missing: dict[str, str] = {}

    def area(self, shapes: tuple[Area, ...]) -> int | None:
        """The set of an area; None when a layer or a place of it is not known."""
        if shapes not in self._groups:
            self._groups[shapes] = self._add([self._features(shape) for shape in shapes])
        return self._groups[shapes]

    def near(self, target: Target) -> int | None:
        """The set of what lies near the places of a target's layer; None when it is not known."""
        shape = Area(AreaKind.LAYER, layer=target.layer, within_m=target.within_m)
        return self.area((shape,))

    def _add(self, shapes: Sequence[list["_Feature"] | None]) -> int | None:
        if any(features is None for features in shapes):
            return None
        group = sum(value is not None for value in self._groups.values())
        features = [feature for found in shapes if found for feature in found]
        still = [feature.shape for feature in features if not feature.is_dated]
        if still or not features:
            self.zones.append(Zone(group, shapely.to_wkb(shapely.union_all(still))))
        self.zones += [
            Zone(group, shapely.to_wkb(feature.shape), feature.since, feature.until)
            for feature in features
            if feature.is_dated
        ]
        return group

    def _features(self, shape: Area) -> list["_Feature"] | None:
        if shape.of in {AreaKind.PLACE, AreaKind.LAYER}:
            return self._from_layer(shape)
        if shape.of is AreaKind.POLYGON:
            bare: BaseGeometry = shapely.Polygon(shape.rings[0], shape.rings[1:])
        elif shape.of is AreaKind.LINE:
            bare = shapely.LineString(shape.line)
        else:
            bare = shapely.Point(shape.line[0])
        return [_Feature(_reaching(bare, shape.within_m, shape.side))]

    def _from_layer(self, shape: Area) -> list["_Feature"] | None:
        name = shape.layer or ""
        if name not in self._layers:
            self.missing[name] = f"the layer of places {name!r} is not in the record"
            return None
        rows = self._layers[name].to_pylist()
        if shape.of is AreaKind.PLACE:
            wanted = (shape.name or "").casefold()
            rows = [row for row in rows if wanted in _names(row)]
            if not rows:
                self.missing[f"{name}/{shape.name}"] = (
                    f"the layer of places {name!r} has no {shape.name!r}"
                )
                return None
        return [
            _Feature(
                _reaching(shapely.from_wkb(row["geometry"]), shape.within_m, shape.side),
                row["since"],
                row["until"],
            )
            for row in rows
        ]


@dataclass(frozen=True)
class _Feature:
    shape: BaseGeometry
    since: date | None = None
    until: date | None = None

    @property
    def is_dated(self) -> bool:
        return self.since is not None or self.until is not None


def _names(row: Mapping[str, object]) -> set[str]:
    others = row["names"] if isinstance(row["names"], list) else []
    return {str(name).casefold() for name in (row["name"], *others) if name}


def _reaching(shape: BaseGeometry, metres: float, side: Side) -> BaseGeometry:
    """A shape and what lies within so many metres of it, on the side asked for."""
    if not metres:
        return shape
    if side is Side.BOTH:
        return shapely.union_all([_buffered(part, metres) for part in shapely.get_parts(shape)])
    signed = metres if side is Side.LEFT else -metres
    return _buffered(shape, signed, single_sided=True)


def level_of(precision_m: Array) -> Array:
    """The step of the ladder for each radius; ``len(LADDER_M)`` above the last, or when unknown."""
    found = np.searchsorted(np.asarray(LADDER_M), precision_m, side="left")
    unknown = np.isnan(precision_m) | (precision_m < 0)
    return np.where(unknown, len(LADDER_M), found).astype(np.int8)


def pieces_of(zones: tuple[Zone, ...], level: int) -> Pieces:
    """The pieces of zones for one step of the ladder; made once in each process."""
    with _making:
        return _made(zones, level)


_making = threading.Lock()
"""Else two threads that need the same pieces at the same time would both make them."""


@lru_cache(maxsize=64)
def _made(zones: tuple[Zone, ...], level: int) -> Pieces:
    outer: list[BaseGeometry] = []
    inner: list[BaseGeometry] = []
    shapes: list[BaseGeometry] = []
    owners: list[int] = []
    values: list[int] = []
    for number, zone in enumerate(zones):
        wide, narrow = _widened_and_narrowed(zone.shape, LADDER_M[level])
        outer.append(wide)
        inner.append(narrow)
        ring = shapely.difference(wide, narrow) if level else shapely.Polygon()
        for shape, value in ((narrow, Truth.YES), (ring, Truth.UNKNOWN)):
            cut = list(_cut(shape))
            shapes += cut
            owners += [number] * len(cut)
            values += [int(value)] * len(cut)
    boxes = shapely.bounds(np.asarray(shapes, dtype=object)).reshape(-1, 4)
    grid = Grid.of(boxes, [zones[owner].group for owner in owners])
    return Pieces(_table(shapes, owners, values), grid, tuple(outer), tuple(inner))


def _table(shapes: list[BaseGeometry], owners: list[int], values: list[int]) -> pa.Table:
    geometry = pa.field(
        "geom",
        pa.binary(),
        metadata={b"ARROW:extension:name": b"geoarrow.wkb", b"ARROW:extension:metadata": b"{}"},
    )
    schema = pa.schema([geometry, pa.field("zone", pa.int32()), pa.field("value", pa.int8())])
    columns = [
        pa.array(list(shapely.to_wkb(np.asarray(shapes, dtype=object))), pa.binary()),
        pa.array(owners, pa.int32()),
        pa.array(values, pa.int8()),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _widened_and_narrowed(shape: bytes, metres: float) -> tuple[BaseGeometry, BaseGeometry]:
    bare = shapely.from_wkb(shape)
    if not metres:
        return bare, bare
    parts = shapely.get_parts(bare)
    wide = shapely.union_all([_buffered(part, metres, safe=True) for part in parts])
    narrow = shapely.union_all([_buffered(part, -metres, safe=True) for part in parts])
    return wide, narrow


def _buffered(
    part: BaseGeometry, metres: float, *, safe: bool = False, single_sided: bool = False
) -> BaseGeometry:
    """A shape widened by metres, or narrowed by negative ones.

    Args:
        part: one connected shape.
        metres: to each side, or to one.
        safe: at least so many, whatever projection and rounding of corners take away.
        single_sided: of a line, left of it for positive metres and right of it for negative ones.

    Raises:
        UsageError: the shape would reach across the antimeridian or a pole.
    """
    west, south, east, north = part.bounds
    there, back = _projection(round((west + east) / 2, 1), round((south + north) / 2, 1))
    corners = shapely.segmentize(part, LONGEST_EDGE_DEGREES)
    flat = shapely.transform(corners, there)
    if safe:
        # What lies within a metre of a simpler shape lies within a metre and ``spare`` of this one.
        spare = abs(metres) / SIMPLER
        flat = shapely.simplify(flat, spare)
        metres += math.copysign(spare, metres)
        reach = float(np.max(np.hypot(*shapely.get_coordinates(flat).T))) + abs(metres)
        metres *= EDGE_LOSS * _stretch(reach)
    wider = shapely.buffer(flat, metres, quad_segs=CIRCLE_STEPS, single_sided=single_sided)
    result = shapely.transform(wider, back)
    if not result.is_empty and result.bounds[2] - result.bounds[0] > 180:
        raise UsageError(
            f"an area near {west:.1f}, {south:.1f} reaches across the antimeridian",
            next_step="Split it there into two polygons (RFC 7946, section 3.1.9).",
        )
    return result if result.is_valid else shapely.make_valid(result)


def _stretch(reach_m: float) -> float:
    """How much longer than on the sphere a length may be, so far from the middle of the map."""
    angle = min(reach_m / EARTH_M, 3.0)
    return angle / math.sin(angle) if angle > 1e-9 else 1.0


@cache
def _projection(longitude: float, latitude: float) -> tuple[Project, Project]:
    flat = Proj(proj="aeqd", lat_0=latitude, lon_0=longitude, datum="WGS84", units="m")

    def project(points: Array) -> Array:
        return np.column_stack(flat(points[:, 0], points[:, 1]))

    def unproject(points: Array) -> Array:
        return np.column_stack(flat(points[:, 0], points[:, 1], inverse=True))

    return project, unproject


def _cut(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    """The polygons of a shape, large ones cut into four again and again; they share only edges."""
    for part in shapely.get_parts(shape):
        if part.geom_type not in {"Polygon", "MultiPolygon"} or part.is_empty:
            continue
        if shapely.get_num_coordinates(part) <= CUT_CORNERS:
            yield part
            continue
        west, south, east, north = part.bounds
        middle, centre = (west + east) / 2, (south + north) / 2
        for corners in (
            (west, south, middle, centre),
            (middle, south, east, centre),
            (west, centre, middle, north),
            (middle, centre, east, north),
        ):
            yield from _cut(_clipped(part, corners))


def _clipped(part: BaseGeometry, corners: tuple[float, float, float, float]) -> BaseGeometry:
    """What of a shape lies in a rectangle; a quick way is taken, and a slow one where it fails."""
    quick = shapely.clip_by_rect(part, *corners)
    return quick if quick.is_valid else shapely.intersection(part, shapely.box(*corners))
