"""Areas as a file gives them, and the geometry that they may have.

Positions are longitude and latitude in degrees, in this order, and a ring ends where it began, as
in GeoJSON (RFC 7946). Whether a ring crosses itself is asked of GEOS, through Shapely.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import shapely
from pydantic import Field, model_validator

from troth.model.agreement import Area, AreaKind, Position, Side
from troth.read.agreements.base import Form
from troth.read.agreements.faults import Path, Trouble
from troth.read.agreements.words import Metres, SideOfLine, Words, problem

Ring = tuple[Position, ...]

_SPLIT = "Split it into one part on each side, as RFC 7946 says in section 3.1.9."
_ORDER = "Write longitude first, then latitude."
_KINDS = "Give one of “place” with “layer”, “layer”, “polygon”, “line”, “point”."


class AreaForm(Form):
    """One shape of an area; several of them in a list are their union."""

    place: Words | None = Field(None, description="name of one feature of the layer")
    layer: Words | None = Field(None, description="a layer of places of the record")
    polygon: Ring | None = Field(None, description="outline: [longitude, latitude], closed")
    holes: tuple[Ring, ...] = Field((), description="rings within the outline that are left out")
    line: Ring | None = Field(None, description="[longitude, latitude] along the line")
    point: Position | None = Field(None, description="[longitude, latitude]")
    within_m: Metres = Field(0.0, description="it reaches so many metres beyond")
    side: SideOfLine | None = Field(
        None, description="of a line, seen along it from its first position"
    )

    @model_validator(mode="after")
    def _is_an_area(self) -> "AreaForm":
        troubles = list(self._keys()) or list(_geometry(self))
        if troubles:
            raise problem(*troubles)
        return self

    def _keys(self) -> Iterator[Trouble]:
        shapes = [key for key in ("polygon", "line", "point") if getattr(self, key) is not None]
        named = [key for key in ("place", "layer") if getattr(self, key) is not None]
        if len(shapes) + bool(named) != 1:
            yield Trouble((), "is not one shape", next_step=_KINDS)
        elif self.place is not None and self.layer is None:
            yield Trouble(("place",), "is of no layer", next_step="Add “layer”.")
        if self.holes and self.polygon is None:
            yield Trouble(("holes",), "are in no polygon")
        if self.side is not None and self.line is None:
            yield Trouble(("side",), "is of no line")
        if shapes in (["line"], ["point"]) and not self.within_m:
            what = f"a {shapes[0]} alone has no area"
            yield Trouble((shapes[0],), what, next_step="Add “within_m”, in metres.")

    @property
    def of(self) -> AreaKind:
        """How the area is given."""
        for kind in (AreaKind.PLACE, AreaKind.POLYGON, AreaKind.LINE, AreaKind.POINT):
            if getattr(self, kind.value) is not None:
                return kind
        return AreaKind.LAYER

    def value(self) -> Area:
        """The area itself."""
        return Area(
            of=self.of,
            layer=self.layer,
            name=self.place,
            rings=(self.polygon, *self.holes) if self.polygon is not None else (),
            line=self.line or ((self.point,) if self.point is not None else ()),
            within_m=self.within_m,
            side=Side(self.side) if self.side is not None else Side.BOTH,
        )


def _geometry(form: AreaForm) -> Iterator[Trouble]:
    found = False
    for path, positions in _parts(form):
        for trouble in _positions(positions):
            found = True
            yield trouble.under(path)
    if form.line is not None and len(form.line) < 2:
        yield Trouble(("line",), "a line has at least two positions")
    if form.polygon is not None and not found:
        yield from _polygon(form.polygon, form.holes)


def _parts(form: AreaForm) -> Iterator[tuple[Path, Sequence[Position]]]:
    if form.polygon is not None:
        yield ("polygon",), form.polygon
    for number, hole in enumerate(form.holes):
        yield ("holes", number), hole
    if form.line is not None:
        yield ("line",), form.line
    if form.point is not None:
        yield ("point",), (form.point,)


def _positions(positions: Sequence[Position]) -> Iterator[Trouble]:
    """The first position that is nowhere, and the first step across the antimeridian."""
    for longitude, latitude in positions:
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            yield _nowhere(longitude, latitude)
            return
    for (before, _), (after, _) in pairwise(positions):
        if abs(after - before) > 180:
            what = f"crosses the antimeridian between longitudes {before:g} and {after:g}"
            yield Trouble((), what, next_step=_SPLIT)
            return


def _nowhere(longitude: float, latitude: float) -> Trouble:
    position = f"[{longitude:g}, {latitude:g}]"
    if abs(latitude) > 90 and abs(longitude) <= 90 and abs(latitude) <= 180:
        what = f"{position} has a latitude beyond 90 degrees: the two look swapped"
        return Trouble((), what, next_step=_ORDER)
    if abs(latitude) <= 90 and abs(longitude) <= 360:
        what = f"{position} lies beyond the antimeridian"
        return Trouble((), what, next_step=_SPLIT)
    return Trouble((), f"{position} is nowhere on the earth", next_step=_ORDER)


def _polygon(outline: Ring, holes: tuple[Ring, ...]) -> list[Trouble]:
    rings: list[tuple[Path, Ring]] = [(("polygon",), outline)]
    rings += [(("holes", number), hole) for number, hole in enumerate(holes)]
    troubles = [trouble.under(path) for path, ring in rings for trouble in _ring(ring)]
    return troubles or list(_holes(outline, holes))


def _ring(ring: Ring) -> Iterator[Trouble]:
    if len(ring) < 4:
        step = "It has at least three corners, and the first stands again at its end."
        yield Trouble((), f"a ring of {len(ring)} positions encloses nothing", next_step=step)
    elif ring[0] != ring[-1]:
        yield Trouble((), "the ring is not closed", next_step="End it with its first position.")
    elif not shapely.LinearRing(ring).is_simple:
        reason = shapely.is_valid_reason(shapely.Polygon(ring))
        yield Trouble((), f"the ring crosses or touches itself ({reason})")
    elif not shapely.Polygon(ring).area:
        yield Trouble((), "the ring encloses nothing")


def _holes(outline: Ring, holes: tuple[Ring, ...]) -> Iterator[Trouble]:
    whole = shapely.Polygon(outline)
    shapely.prepare(whole)
    for number, hole in enumerate(holes):
        if not whole.covers(shapely.Polygon(hole)):
            yield Trouble(("holes", number), "the hole is not inside the outline")
            return
    if not (polygon := shapely.Polygon(outline, holes)).is_valid:
        yield Trouble(("holes",), f"the holes do not fit ({shapely.is_valid_reason(polygon)})")
