"""Geometries of GeoJSON, checked: what comes out is valid, flat, and in WGS 84."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from troth.read.places.raw import UnusableError

DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists lie around a position, for each type of geometry of RFC 7946 that is taken."""

Position = tuple[float, float]
_POLE = 90.0


def geometry_of(form: Any) -> tuple[BaseGeometry, bool, bool]:
    """A geometry, whether it had to be repaired, and whether heights were left out.

    A polygon that crosses itself is repaired by taking it apart where it does
    (``shapely.make_valid`` by structure); its outline stays where the file has it.

    Raises:
        UnusableError: there is none, it is malformed, or it lies nowhere on Earth.
    """
    positions, heights = _checked(form)
    _refuse_origin(positions)
    _refuse_crossing(form)
    if form["type"] == "Point":
        return shapely.Point(positions[0]), False, heights
    shaped = _shaped(form)
    if shaped.is_empty:
        raise _empty()
    if shaped.is_valid:
        return shaped, False, heights
    repaired = shapely.make_valid(shaped, method="structure", keep_collapsed=False)
    if repaired.is_empty:
        raise UnusableError(
            "place-shape",
            f"its shape cannot be repaired ({shapely.is_valid_reason(shaped)})",
            "Mend the shape in the file.",
        )
    return repaired, True, heights


def _shaped(form: Any) -> BaseGeometry:
    try:
        return shapely.force_2d(shape(form))
    except (ValueError, TypeError, AttributeError, IndexError, shapely.GEOSException) as error:
        raise _malformed(str(error)) from error


def _checked(form: Any) -> tuple[list[Position], bool]:
    """Every position of a geometry, and whether any has a height."""
    if form is None:
        raise _empty()
    kind = form.get("type") if isinstance(form, dict) else None
    if not isinstance(kind, str) or kind not in DEPTHS:
        raise _malformed(f"its type is {str(kind)[:40]!r}")
    coordinates = form.get("coordinates")
    if coordinates in (None, []):
        raise _empty()
    positions, heights = [], False
    for position in _positions(coordinates, DEPTHS[kind]):
        heights = heights or len(position) > 2
        positions.append(_position(position))
    if not positions:
        raise _empty()
    return positions, heights


def _positions(value: Any, depth: int) -> Iterator[list[Any]]:
    if not isinstance(value, list):
        raise _malformed("its coordinates are not lists of numbers")
    if depth == 0:
        yield value
        return
    for item in value:
        yield from _positions(item, depth - 1)


def _position(value: list[Any]) -> Position:
    numbers = [item for item in value if isinstance(item, int | float)]
    numbers = [item for item in numbers if not isinstance(item, bool)]
    if len(numbers) != len(value) or not 2 <= len(numbers) <= 4:
        raise _malformed("a position is not two or three numbers")
    longitude, latitude = numbers[0], numbers[1]
    if not (_finite(longitude) and _finite(latitude)):
        raise UnusableError(
            "place-range",
            "a coordinate is no finite number",
            "Give longitude and latitude in degrees.",
        )
    _refuse_outside(longitude, latitude)
    return float(longitude), float(latitude)


def _finite(number: float) -> bool:
    return not isinstance(number, float) or math.isfinite(number)


def _refuse_outside(longitude: float, latitude: float) -> None:
    if abs(longitude) <= 180 and abs(latitude) <= _POLE:
        return
    told = f"{_short(longitude)}, {_short(latitude)}"
    if abs(longitude) <= _POLE and abs(latitude) <= 180:
        raise UnusableError(
            "place-swapped",
            f"longitude and latitude seem to be swapped ({told})",
            "Give the longitude first in GeoJSON, and name the columns rightly in a table.",
        )
    if 180 < abs(longitude) <= 360 and abs(latitude) <= _POLE:
        raise _crossing()
    raise UnusableError(
        "place-range",
        f"a position lies outside of the world ({told})",
        "Give longitude and latitude in degrees of WGS 84, not in metres.",
    )


def _short(number: float) -> str:
    try:
        return f"{float(number):.6g}"
    except OverflowError:
        return "a huge number"


def _refuse_origin(positions: list[Position]) -> None:
    if all(position == (0.0, 0.0) for position in positions):
        raise UnusableError(
            "place-origin",
            "it lies at latitude 0 and longitude 0, which is what unknown places are often given",
            "Look up its coordinates, or take it out of the file.",
        )


def _refuse_crossing(form: Any) -> None:
    if any(_crosses(line) for line in _lines(form["coordinates"], DEPTHS[form["type"]])):
        raise _crossing()


def _lines(coordinates: Any, depth: int) -> Iterator[list[Any]]:
    if depth == 1:
        yield coordinates
    elif depth > 1:
        for item in coordinates:
            yield from _lines(item, depth - 1)


def _crosses(line: list[Any]) -> bool:
    """Whether an edge is longer than half the world: it was meant to go round the other way.

    An edge along a pole, or all along a parallel, is how a flat map closes an area that holds it.
    """
    for (x, y, *_), (next_x, next_y, *_) in pairwise(line):
        step = abs(next_x - x)
        if step > 180 and not (abs(y) == abs(next_y) == _POLE) and step < 359.9:
            return True
    return False


def _crossing() -> UnusableError:
    return UnusableError(
        "place-antimeridian",
        "it crosses the antimeridian, the line of 180 degrees",
        "Split it there into two parts, one on either side (RFC 7946, section 3.1.9).",
    )


def _empty() -> UnusableError:
    return UnusableError(
        "place-empty", "it has no geometry", "Give its coordinates, or take it out of the file."
    )


def _malformed(why: str) -> UnusableError:
    return UnusableError(
        "place-shape",
        f"its geometry cannot be understood ({why[:120]})",
        "Give a point, line or polygon as RFC 7946 has it.",
    )
