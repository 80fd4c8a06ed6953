"""A layer of places out of a file, as a table, with what could not be used."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely
from charset_normalizer import from_bytes
from shapely.geometry.base import BaseGeometry

from troth.errors import LimitError, SourceError, UsageError
from troth.model import Issue
from troth.model.incident_table import LAYER
from troth.model.place import place_id
from troth.read.places import geojson, tables
from troth.read.places.kinds import kind_of
from troth.read.places.names import names_of
from troth.read.places.outliers import swapped
from troth.read.places.raw import Raw, UnusableError
from troth.read.places.shapes import geometry_of
from troth.settings import DEFAULT_LIMITS
from troth.spelling import printable

SWAPPED = UnusableError(
    "place-swapped",
    "it lies far from the others, and would lie among them with longitude and latitude swapped",
    "Swap them in the file, or take the place out.",
)


@dataclass(frozen=True)
class _Say:
    """What the caller says of all features of a file."""

    layer: str
    kind: str | None
    kind_columns: Sequence[str]
    name: str | None
    names: Sequence[str]
    since: date | None
    until: date | None
    licence: str | None
    source: str | None


@dataclass(frozen=True)
class _Place:
    where: str
    name: str | None
    shape: BaseGeometry
    row: dict[str, Any]


def read_layer(  # noqa: PLR0913 - each is a fact about the file that the file does not tell
    path: Path,
    *,
    layer: str,
    kind: str | None = None,
    kind_columns: Sequence[str] = (),
    name: str | None = None,
    names: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    licence: str | None = None,
    source: str | None = None,
) -> tuple[pa.Table, tuple[Issue, ...]]:
    """The features of a GeoJSON file, a CSV table of points, or GeoNames' postal codes.

    Args:
        path: the file.
        layer: the name of the layer that its features belong to.
        kind: what they are, where ``kind_columns`` does not tell.
        kind_columns: columns that tell it, by the table ``place_kinds.tsv``.
        name: the column of the main name; the usual ones if not given.
        names: columns of other names; every one that begins with ``name`` if not given.
        since: the first day for which the features stand.
        until: the first day for which they no more do.
        licence: of the source.
        source: who made it, where the file's name is not enough.

    Returns:
        A table of ``LAYER`` with one row for each feature, in the order of the file, and an issue
        for each feature that was left out, repaired or changed.

    Raises:
        SourceError: the file cannot be read as any of these.
        UsageError: the layer has no name, or ``until`` is not after ``since``.
    """
    if not layer.strip():
        raise UsageError("a layer needs a name", next_step="Name it, such as districts.")
    if since and until and until <= since:
        raise UsageError(
            f"the layer would end on {until} before it begins on {since}",
            next_step="Give the first day, and the first day that is no more inside.",
        )
    file = printable(path.name)
    say = _Say(layer, kind, kind_columns, name, names, since, until, licence, source or file)
    issues: list[Issue] = []
    text = _decoded(_content(path), file, issues)
    places = list(_placed(_found(text, path, file), say, issues))
    kept = _without_swapped(places, issues)
    return pa.Table.from_pylist(_without_twins(kept, file, issues), schema=LAYER), tuple(issues)


def _content(path: Path) -> bytes:
    limit = DEFAULT_LIMITS.source_bytes
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SourceError(
            f"the file cannot be read ({error.strerror})",
            where=str(path),
            next_step="Check its name and its rights.",
        ) from error
    if len(data) > limit:
        raise LimitError(
            f"the file is larger than {limit} bytes",
            where=str(path),
            next_step="Take out what is not needed, or split it.",
        )
    return data


def _decoded(data: bytes, file: str, issues: list[Issue]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None:
        raise SourceError(
            "the file is no text in any known encoding",
            where=file,
            next_step="Save it as GeoJSON or CSV in UTF-8.",
        )
    issues.append(
        Issue(
            "place-encoding",
            f"the file is not in UTF-8; it was read as {best.encoding}",
            file,
            "Check the names, or save it in UTF-8.",
        )
    )
    return str(best).removeprefix("\ufeff")


def _found(text: str, path: Path, file: str) -> Iterable[tables.Found]:
    if path.suffix.lower() in {".json", ".geojson"} or text.lstrip()[:1] == "{":
        return geojson.features(text, file)
    if tables.is_postal(text):
        return tables.postal_points(text, file)
    return tables.csv_points(text, file)


def _placed(found: Iterable[tables.Found], say: _Say, issues: list[Issue]) -> Iterator[_Place]:
    for item in found:
        if not isinstance(item, Raw):
            where, error = item
            issues.append(error.issue(where, None))
            continue
        name, names = names_of(item.properties, say.name, say.names)
        try:
            shape, repaired, flattened = geometry_of(item.geometry)
        except UnusableError as error:
            issues.append(error.issue(item.where, name))
            continue
        if repaired:
            issues.append(_REPAIRED.issue(item.where, name))
        if flattened:
            issues.append(_FLATTENED.issue(item.where, name))
        kind = _kind(item, name, say, issues)
        yield _Place(item.where, name, shape, _row(name, names, kind, shape, say))


_REPAIRED = UnusableError(
    "place-repaired",
    "its outline crosses itself and was repaired",
    "Compare it with its source where the outline matters.",
)
_FLATTENED = UnusableError(
    "place-height", "its heights were left out", "Nothing; layers of places are flat."
)


def _kind(item: Raw, name: str | None, say: _Say, issues: list[Issue]) -> str | None:
    try:
        return kind_of(item.properties, say.kind_columns) or say.kind
    except UnusableError as error:
        issues.append(error.issue(item.where, name))
        return say.kind


def _row(
    name: str | None, names: list[str], kind: str | None, shape: BaseGeometry, say: _Say
) -> dict[str, Any]:
    wkb = shape.wkb
    return {
        "id": place_id(say.layer, name, wkb, say.since),
        "layer": say.layer,
        "name": name,
        "names": names,
        "kind": kind,
        "since": say.since,
        "until": say.until,
        "geometry": wkb,
        "source": say.source,
        "licence": say.licence,
    }


def _without_swapped(places: list[_Place], issues: list[Issue]) -> list[_Place]:
    centres = shapely.get_coordinates(shapely.centroid([place.shape for place in places]))
    flags = swapped(centres)
    kept = []
    for place, flag in zip(places, flags, strict=True):
        if flag:
            issues.append(SWAPPED.issue(place.where, place.name))
        else:
            kept.append(place)
    return kept


def _without_twins(places: list[_Place], file: str, issues: list[Issue]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for place in places:
        rows.setdefault(place.row["id"], place.row)
    twins = len(places) - len(rows)
    if twins:
        issues.append(
            Issue(
                "place-twice",
                f"{twins} of its rows repeat the name and the shape of another, and count once",
                file,
                "Nothing, where a place has several rows, such as one for each postal code.",
            )
        )
    return list(rows.values())
