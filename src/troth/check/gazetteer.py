"""Where a place lies that a text names, from the layers of places; never a guess."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from troth.model.kinds import targets
from troth.model.reading_kinds import target_of

SAME_PLACE_M = 10_000.0
"""Places of one name that lie no farther apart than this are taken for one."""

TOWN_M = 15_000.0
"""How far from its point a place without an outline may reach: as far as a large town does."""

FACILITY_M = 3_000.0
"""How far from its point a facility without an outline may reach."""

DEGREE_M = 111_320.0
"""Metres of a degree of latitude, and of longitude at the equator (WGS 84, rounded)."""

REGION_WORDS = frozenset("oblast region province governorate prefecture".split())
"""Words for a district that texts use for each other, at the end of its name."""


@dataclass(frozen=True)
class Location:
    """Where something lies: within so many metres of a point, or of an area.

    Attributes:
        longitude: in degrees, with ``latitude``; None for an area.
        precision_m: it lies within so many metres of the point or area.
        geometry: WKB of an area; None for a point.
    """

    longitude: float | None
    latitude: float | None
    precision_m: float
    geometry: bytes | None


@dataclass(frozen=True)
class _Candidate:
    shape: BaseGeometry
    reach: float


class Gazetteer:
    """Looks up names in layers of places.

    Several places of one name are no location, unless one holds the others or all of them lie
    close together. A facility answers only to a name that says that it is one: a power station
    that is named after a town is not the town.
    """

    def __init__(self, layers: Iterable[pa.Table]) -> None:
        self._named: dict[str, dict[bytes, float]] = {}
        for layer in layers:
            self._add(layer)

    def _add(self, layer: pa.Table) -> None:
        columns = [layer[name].to_pylist() for name in ("name", "names", "kind", "geometry")]
        for name, names, kind, geometry in zip(*columns, strict=True):
            facility = kind in targets()
            for form in {name, *names} - {None}:
                if facility and target_of(form) is None:
                    continue
                found = self._named.setdefault(_key(form), {})
                found[geometry] = FACILITY_M if facility else TOWN_M

    def find(self, name: str) -> Location | None:
        """Where the place of that name lies, or None when there is none, or no one such place."""
        named = self._named.get(_key(name))
        if not named:
            return None
        return _location(tuple(sorted(named.items())))


@lru_cache(maxsize=4096)
def _location(named: tuple[tuple[bytes, float], ...]) -> Location | None:
    candidates = [_Candidate(shapely.from_wkb(wkb), reach) for wkb, reach in named]
    widest = max(candidates, key=lambda item: item.shape.area)
    if widest.shape.area > 0:
        return _around(widest.shape, [item.shape for item in candidates])
    return _near([(item.shape.centroid, item.reach) for item in candidates])


def _around(area: BaseGeometry, others: Sequence[BaseGeometry]) -> Location | None:
    """The area, if it holds the others, or all but what lies close around it."""
    if all(area.covers(other) for other in others):
        return Location(None, None, 0.0, area.wkb)
    scale = _scale(area.centroid.y)
    flat = shapely.transform(area, lambda points: points * scale)
    near = flat.buffer(SAME_PLACE_M)
    moved = (shapely.transform(other, lambda points: points * scale) for other in others)
    if all(near.covers(other) for other in moved):
        return Location(None, None, SAME_PLACE_M, area.wkb)
    return None


def _near(points: Sequence[tuple[shapely.Point, float]]) -> Location | None:
    """The middle of points that lie close together."""
    longitude = math.fsum(point.x for point, _ in points) / len(points)
    latitude = math.fsum(point.y for point, _ in points) / len(points)
    scale = _scale(latitude)
    apart = [
        math.dist((a.x * scale[0], a.y * scale[1]), (b.x * scale[0], b.y * scale[1]))
        for a, _ in points
        for b, _ in points
    ]
    if max(apart) > SAME_PLACE_M:
        return None
    reach = max(reach for _, reach in points)
    return Location(longitude, latitude, reach + max(apart), None)


def _scale(latitude: float) -> tuple[float, float]:
    """Metres of a degree of longitude and latitude there: good enough for tens of kilometres."""
    return DEGREE_M * max(math.cos(math.radians(latitude)), 0.01), DEGREE_M


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    plain = unicodedata.normalize("NFC", name).replace("\u2019", "'").casefold()
    words = plain.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1 and words[-1] in REGION_WORDS:
        words[-1] = "region"
    return " ".join(words)
