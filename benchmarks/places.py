"""Places for the benchmark of checking: districts, seas, power stations and a front line.

They are read from the shared folder as they are, without the readers of a record: a benchmark of
checking must not wait for those.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from troth.model.incident_table import LAYER
from troth.model.place import place_id

DISTRICTS = "districts"
SEAS = "seas"
FRONT = "front"
POWER = "power "
"""Name of the layer of a district's power stations, before the name of the district."""

SEA_NAMES = ("Black Sea", "Sea of Azov")
LARGEST = 20
"""Layers of power stations: of the districts that have most."""

_FILES = {
    DISTRICTS: "geoboundaries_ukr/geoBoundaries-UKR-ADM1_simplified.geojson",
    SEAS: "natural_earth/ne_10m_geography_marine_polys.json",
    POWER: "osm_power_ukraine/power_stations_with_oblasts.geojson",
    FRONT: "deepstate_frontline/deepstatemap_data_20250318.geojson",
}

Feature = tuple[str | None, BaseGeometry]


def are_there(shared: Path) -> bool:
    """Whether the folder has all the places."""
    return all((shared / "places" / file).is_file() for file in _FILES.values())


def layers(shared: Path) -> dict[str, pa.Table]:
    """Every layer by its name: 27 districts, two seas, 20 of power stations and a front line."""
    districts = [
        (properties["shapeName"], polygon) for properties, polygon in _read(shared, DISTRICTS)
    ]
    seas = [
        (properties["name"].title().replace(" Of ", " of "), polygon)
        for properties, polygon in _read(shared, SEAS)
        if properties["name"] and properties["name"].casefold() in map(str.casefold, SEA_NAMES)
    ]
    held = shapely.union_all([polygon for _, polygon in _read(shared, FRONT)])
    found: dict[str, list[Feature]] = {
        DISTRICTS: districts,
        SEAS: seas,
        FRONT: [(None, shapely.boundary(held))],
        **_stations(shared),
    }
    return {name: _table(name, features) for name, features in found.items()}


def centres(made: Mapping[str, pa.Table]) -> tuple[list[float], list[float]]:
    """Longitudes and latitudes of every power station."""
    shapes = [
        shapely.centroid(shapely.from_wkb(feature))
        for name, table in made.items()
        if name.startswith(POWER)
        for feature in table["geometry"].to_pylist()
    ]
    return [point.x for point in shapes], [point.y for point in shapes]


def _stations(shared: Path) -> dict[str, list[Feature]]:
    found: dict[str, list[Feature]] = {}
    for properties, outline in _read(shared, POWER):
        if properties["oblast_name_en"]:
            name = POWER + properties["oblast_name_en"]
            found.setdefault(name, []).append((properties["name"], outline))
    most = sorted(found, key=lambda name: (-len(found[name]), name))
    return {name: found[name] for name in most[:LARGEST]}


def _read(shared: Path, layer: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    text = (shared / "places" / _FILES[layer]).read_text(encoding="utf-8")
    for feature in json.loads(text)["features"]:
        if feature["geometry"]:
            yield feature["properties"], shapely.make_valid(shape(feature["geometry"]))


def _table(layer: str, features: Iterable[Feature]) -> pa.Table:
    rows: list[dict[str, Any]] = []
    for name, outline in features:
        wkb = shapely.to_wkb(outline)
        rows.append(
            {
                **dict.fromkeys(LAYER.names),
                "id": place_id(layer, name, wkb, None),
                "layer": layer,
                "name": name,
                "names": [],
                "geometry": wkb,
            }
        )
    return pa.Table.from_pylist(rows, LAYER)
