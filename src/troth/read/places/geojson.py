"""Features out of a GeoJSON file (RFC 7946)."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from troth.errors import SourceError
from troth.read.places.raw import Raw, UnusableError

WGS_84 = ("CRS84", "EPSG::4326", "EPSG:4326")
"""How files from before RFC 7946 name the one reference system that it still allows."""


class _Twice(dict[str, Any]):
    """An object of which a key stands twice: which of the two counts cannot be told."""


def features(text: str, file: str) -> Iterator[Raw | tuple[str, UnusableError]]:
    """Every feature of a file, or where one stands and why it cannot be used.

    Raises:
        SourceError: the file is no GeoJSON, or not in degrees of WGS 84.
    """
    form = _parsed(text, file)
    kind = form.get("type") if isinstance(form, dict) else None
    if kind == "Feature":
        form = {"features": [form]}
    elif kind != "FeatureCollection" or not isinstance(form.get("features"), list):
        raise _unusable("it is no collection of GeoJSON features", file)
    _check_reference(form.get("crs"), file)
    for number, item in enumerate(form["features"], start=1):
        where = f"{file}, feature {number}"
        try:
            yield _raw(item, where)
        except UnusableError as error:
            yield where, error


def _raw(item: Any, where: str) -> Raw:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        raise UnusableError(
            "place-feature", "it is no feature", "Give features as RFC 7946 has them."
        )
    properties, geometry = item.get("properties") or {}, item.get("geometry")
    if any(isinstance(part, _Twice) for part in (item, properties, geometry)):
        raise UnusableError(
            "place-key", "a key stands twice in it", "Keep one of the two in the file."
        )
    if not isinstance(properties, dict):
        raise UnusableError(
            "place-feature", "its properties are no object", "Give properties by name."
        )
    return Raw(where, properties, geometry)


def _parsed(text: str, file: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError as error:
        raise _unusable("it is nested too deeply", file) from error
    except ValueError as error:
        raise _unusable(f"it is not JSON ({str(error)[:120]})", file) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Twice(found)


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _check_reference(crs: Any, file: str) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not name.endswith(WGS_84):
        raise _unusable(f"its coordinates are not in WGS 84 (it says {str(name)[:60]!r})", file)


def _unusable(what: str, file: str) -> SourceError:
    return SourceError(
        what, where=file, next_step="Save it as GeoJSON in degrees of WGS 84 (RFC 7946)."
    )
