"""Points on the Earth as feeds give them, and what cannot be one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from troth.read.feeds.columns import Values
from troth.read.feeds.numbers import Numbers

SAMPLE = 10_000
"""Rows from the start of a file that tell where its points lie."""

ENOUGH = 20
"""Points without which nothing is said of where a file's points lie."""


class Source(Protocol):
    """Rows of which some columns can be read again from the start."""

    def texts(self, names: Sequence[str]) -> Iterator[Sequence[str]]:
        """Some columns of the whole file, row by row."""
        ...


@dataclass(frozen=True)
class Extent:
    """Where nearly all points of a file lie, in degrees, with room around it."""

    south: float
    north: float
    west: float
    east: float

    def looks_swapped(self, latitude: float, longitude: float) -> bool:
        """Whether the point lies outside, and with its two numbers swapped inside."""
        return not self._holds(latitude, longitude) and self._holds(longitude, latitude)

    def _holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def extent(source: Source, latitude: str, longitude: str, numbers: Numbers) -> Extent | None:
    """Where the points at the start of a file lie; None when there are too few to tell.

    The middle eight tenths of each coordinate, so that a few wrong points do not count, and as far
    again on each side, at least one degree. Where latitudes and longitudes are nearly the same
    numbers, a true point may be suspected; its location is then unknown, and that is told.
    """
    rows = islice(source.texts((latitude, longitude)), SAMPLE)
    points = [(numbers.parse(lat), numbers.parse(lon)) for lat, lon in rows]
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    if len(known) < ENOUGH:
        return None
    south, north = _middle([lat for lat, _ in known])
    west, east = _middle([lon for _, lon in known])
    return Extent(south, north, west, east)


def _middle(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    aside = len(ordered) // 10
    low, high = ordered[aside], ordered[-1 - aside]
    room = max(high - low, 1.0)
    return low - room, high + room


@dataclass(frozen=True)
class Points:
    """Points of a block: null where the location is unknown, with what is wrong there."""

    latitude: pa.Array
    longitude: pa.Array
    problems: Values


def points(latitude: Values, longitude: Values, around: Extent | None) -> Points:
    """Take what can be a point and say what is wrong with the rest. Nothing is put right.

    Null island, (0, 0), is what programs write for an unknown place; numbers outside the range
    are no place; and a pair whose swap lies among the file's other points may be swapped. In each
    case the location is unknown.
    """
    lat, lon = latitude.values, longitude.values
    told = pc.and_(pc.is_valid(lat), pc.is_valid(lon))
    half = pc.xor(pc.is_valid(lat), pc.is_valid(lon))
    broken = pc.or_(pc.is_valid(latitude.problems), pc.is_valid(longitude.problems))
    zero = _sure(pc.and_(pc.equal(lat, 0), pc.equal(lon, 0)))
    out = _sure(pc.or_(pc.greater(pc.abs(lat), 90), pc.greater(pc.abs(lon), 180)))
    suspect = _swapped(lat, lon, pc.and_not(told, out), around)
    text = pa.scalar(None, pa.string())
    for mask, words in (
        (suspect, _SUSPECT),
        (out, _OUT),
        (zero, _ZERO),
        (half, _HALF),
    ):
        text = pc.if_else(mask, pa.scalar(words), text)
    own = pc.coalesce(latitude.problems, longitude.problems)
    text = pc.if_else(broken, own, text)
    good = pc.and_(told, pc.is_null(text))
    nothing = pa.scalar(None, pa.float64())
    return Points(
        pc.if_else(good, lat, nothing),
        pc.if_else(good, lon, nothing),
        Values(good, text),
    )


def _sure(mask: pa.Array) -> pa.Array:
    return pc.fill_null(mask, False)


def _swapped(lat: pa.Array, lon: pa.Array, usable: pa.Array, around: Extent | None) -> pa.Array:
    if around is None:
        return pa.repeat(pa.scalar(False), len(lat))
    outside = pc.or_(
        pc.or_(pc.less(lat, around.south), pc.greater(lat, around.north)),
        pc.or_(pc.less(lon, around.west), pc.greater(lon, around.east)),
    )
    inside = pc.and_(
        pc.and_(pc.greater_equal(lon, around.south), pc.less_equal(lon, around.north)),
        pc.and_(pc.greater_equal(lat, around.west), pc.less_equal(lat, around.east)),
    )
    return pc.and_(_sure(pc.and_(outside, inside)), usable)


_ZERO = "latitude and longitude are both 0, which stands for an unknown place"
_OUT = "the coordinates are outside the range of latitude and longitude; they may be swapped"
_SUSPECT = "latitude and longitude may be swapped: swapped, they lie where the file's others do"
_HALF = "only one of latitude and longitude is given"
