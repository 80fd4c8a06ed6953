"""Features out of tables of points: CSV with two columns of degrees, and GeoNames' postal codes."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from troth.errors import SourceError
from troth.read.places.raw import Raw, UnusableError

LATITUDES = ("latitude", "lat")
LONGITUDES = ("longitude", "lon", "lng", "long")

POSTAL = (
    "country",
    "postal_code",
    "name",
    "admin1",
    "admin1_code",
    "admin2",
    "admin2_code",
    "admin3",
    "admin3_code",
    "latitude",
    "longitude",
    "accuracy",
)
"""The columns of GeoNames' postal codes (https://download.geonames.org/export/zip/readme.txt)."""

_NUMBER = re.compile(r"[+-]?\d{1,4}(?:[.,]\d{1,20})?")

Found = Raw | tuple[str, UnusableError]

LONGEST_FIELD = 131_072
"""Characters of a field beyond which it is taken for a quotation mark that was never closed."""


def is_postal(text: str) -> bool:
    """Whether a text looks like GeoNames' postal codes: no header, tabs, two numbers in place."""
    cells = text.split("\n", 1)[0].rstrip("\r").split("\t")
    return (
        len(cells) == len(POSTAL)
        and re.fullmatch("[A-Z]{2}", cells[0]) is not None
        and all(_NUMBER.fullmatch(cell) for cell in cells[9:11])
    )


def postal_points(text: str, file: str) -> Iterator[Found]:
    """Every row of GeoNames' postal codes, or where one stands and why it cannot be used."""
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{file}, line {number}"
        cells = line.split("\t")
        if len(cells) != len(POSTAL):
            yield where, _cut(len(cells), len(POSTAL))
        else:
            yield from _points(
                [(where, dict(zip(POSTAL, cells, strict=True)))], "latitude", "longitude"
            )


def csv_points(text: str, file: str) -> Iterator[Found]:
    """Every row of a table with a header, or where one stands and why it cannot be used.

    Raises:
        SourceError: the file is no such table, or a field of it is longer than 128 KiB.
    """
    rows = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        latitude, longitude = _column(header, LATITUDES, file), _column(header, LONGITUDES, file)
        yield from _points(_rows(rows, header, file), latitude, longitude)
    except csv.Error as error:
        raise SourceError(
            f"the table cannot be read ({error})",
            where=f"{file}, line {rows.line_num}",
            next_step="Mend the row, or save the table again as CSV.",
        ) from error


def _rows(rows: Any, header: list[str], file: str) -> Iterator[tuple[str, Any]]:
    before = rows.line_num
    for cells in rows:
        where = f"{file}, line {before + 1}"
        before = rows.line_num
        if max(map(len, cells), default=0) > LONGEST_FIELD:
            # The limit of the csv module is the process's, and others set it.
            raise csv.Error(f"a field has more than {LONGEST_FIELD:,} characters")
        if not cells:
            continue
        if len(cells) != len(header):
            yield where, _cut(len(cells), len(header))
        else:
            yield where, dict(zip(header, cells, strict=True))


def _points(rows: Iterable[tuple[str, Any]], latitude: str, longitude: str) -> Iterator[Found]:
    for where, row in rows:
        if isinstance(row, UnusableError):
            yield where, row
            continue
        try:
            position = [_degrees(row[longitude]), _degrees(row[latitude])]
        except UnusableError as error:
            yield where, error
            continue
        yield Raw(where, row, {"type": "Point", "coordinates": position})


def _degrees(cell: str) -> float:
    cell = cell.strip()
    if not cell:
        raise UnusableError(
            "place-empty", "its coordinates are missing", "Give them, or take the row out."
        )
    if not _NUMBER.fullmatch(cell):
        raise UnusableError(
            "place-range",
            f"{cell[:40]!r} is no number of degrees",
            "Give longitude and latitude as numbers of degrees.",
        )
    return float(cell.replace(",", "."))


def _column(header: list[str], names: tuple[str, ...], file: str) -> str:
    for wanted in names:
        for cell in header:
            if cell.casefold() == wanted:
                return cell
    raise SourceError(
        f"no column is called {names[0]!r}",
        where=file,
        next_step=f"Name it so, or: {', '.join(names[1:])}.",
    )


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, semicolons or tabs: what the header has most of."""
    header = text.split("\n", 1)[0]
    best = max(",;\t", key=header.count)

    class Table(csv.excel):
        delimiter = best

    return Table


def _cut(cells: int, of: int) -> UnusableError:
    return UnusableError(
        "place-row",
        f"the row has {cells} fields and the header {of}",
        "Mend the row; the file may have been cut.",
    )
