"""Tables of pledges out of CSV files, by a mapping of their columns."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from troth.errors import LimitError, SourceError
from troth.model import Issue, canonical, content_id
from troth.model.pledge import PLEDGES
from troth.read.pledge_dates import UNKNOWN, announced
from troth.read.pledge_mapping import ItemMapping, PledgeMapping
from troth.settings import DEFAULT_LIMITS
from troth.spelling import printable

MOST_DIGITS = 15
"""A sum of more digits than this is a mistake: it is more money than there is."""


@dataclass(frozen=True)
class _Line:
    """One row of the file with the line on which it begins."""

    number: int
    cells: dict[str, str]
    hash: str


@dataclass
class _Package:
    first: _Line
    items: list[_Line]
    valued: bool = True


@dataclass
class _Reading:
    mapping: PledgeMapping
    file: str
    issues: list[Issue] = field(default_factory=list)

    def say(self, code: str, what: str, line: int, next_step: str) -> None:
        self.issues.append(Issue(code, what, f"{self.file}, line {line}", next_step))

    def known(self, line: _Line, column: str | None) -> str | None:
        """What a cell says, or None where there is nothing or a word for what is unknown."""
        cell = " ".join(line.cells[column].split()) if column else ""
        return None if not cell or cell in self.mapping.unknown else cell


def read_pledges(path: Path, mapping: PledgeMapping) -> tuple[pa.Table, tuple[Issue, ...]]:
    """The pledges of a table.

    Args:
        path: the CSV file, in UTF-8 with or without a byte-order mark.
        mapping: which column is what; ``pledge_mapping("kiel")`` is one.

    Returns:
        A table of ``PLEDGES``, one row for each pledge in the order of the file, and an issue for
        each row that cannot be used and each value that cannot be understood. What the table
        calls undisclosed is null, and no issue.

    Raises:
        SourceError: the file cannot be read, or lacks a column of the mapping.
    """
    reading = _Reading(mapping, printable(path.name))
    lines = _lines(_decoded(path, reading.file), reading)
    packages = list(_packages(lines, reading))
    rows = [_row(package, reading) for package in packages]
    return pa.Table.from_pylist(_apart(rows, reading), schema=PLEDGES), tuple(reading.issues)


def _decoded(path: Path, file: str) -> str:
    limit = DEFAULT_LIMITS.source_bytes
    try:
        with path.open("rb") as opened:
            data = opened.read(limit + 1)
        if len(data) > limit:
            raise LimitError(
                f"the file is larger than {limit} bytes", where=file, next_step="Split it."
            )
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"the file cannot be read ({error})",
            where=str(path),
            next_step="Check its name, or save it as CSV in UTF-8.",
        ) from error


def _lines(text: str, reading: _Reading) -> Iterator[_Line]:
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=reading.mapping.delimiter, strict=True
    )
    try:
        header = [cell.strip() for cell in next(rows, [])]
        places = _places(header, reading)
        before = rows.line_num
        for cells in rows:
            number, before = before + 1, rows.line_num
            if not cells:
                continue
            if len(cells) == len(header):
                yield _line(number, cells, places)
            else:
                reading.say(
                    "pledge-row",
                    f"the row has {len(cells)} fields and the header {len(header)}",
                    number,
                    "Mend the row; the file may have been cut.",
                )
    except csv.Error as error:
        raise SourceError(
            f"the table cannot be read ({error})",
            where=f"{reading.file}, line {rows.line_num}",
            next_step="Mend the row, or save the table again as CSV.",
        ) from error


def _line(number: int, cells: list[str], places: dict[str, int]) -> _Line:
    return _Line(
        number,
        {name: cells[place] for name, place in places.items()},
        sha256(canonical(cells)).hexdigest(),
    )


def _places(header: list[str], reading: _Reading) -> dict[str, int]:
    """Where each column of the mapping stands; others may be called what they like."""
    for name in reading.mapping.columns():
        if header.count(name) != 1:
            problem = "twice" if name in header else "missing"
            raise SourceError(
                f"the column {name!r} is {problem}",
                where=reading.file,
                next_step="Use the mapping that goes with this file.",
            )
    return {name: header.index(name) for name in reading.mapping.columns()}


def _packages(lines: Iterator[_Line], reading: _Reading) -> Iterator[_Package]:
    """The rows of each package together: the one with its value, and those of further items."""
    mapping = reading.mapping
    package: _Package | None = None
    for line in lines:
        name = reading.known(line, mapping.row)
        if name is None or reading.known(line, mapping.donor) is None:
            reading.say(
                "pledge-row",
                "the row does not say whose pledge it is, or which",
                line.number,
                f"Fill in {mapping.row!r} and {mapping.donor!r}.",
            )
            continue
        begins = mapping.first is None or line.cells[mapping.first].strip() == "1"
        if package and not begins and package.first.cells[mapping.row] == line.cells[mapping.row]:
            package.items.append(line)
            continue
        if package:
            yield package
        package = _Package(line, [line], begins)
        if not begins:
            reading.say(
                "pledge-value",
                f"no row of {name!r} carries the value of the package; it is unknown",
                line.number,
                f"Mark the row that carries it with 1 in {mapping.first!r}.",
            )
    if package:
        yield package


def _row(package: _Package, reading: _Reading) -> dict[str, Any]:
    mapping, first = reading.mapping, package.first
    key = {
        "source": mapping.source,
        "row": reading.known(first, mapping.row),
        "row_hash": first.hash,
    }
    since, until = _when(first, reading)
    return {
        "id": content_id("pledge", key),
        **key,
        "file": reading.file,
        "line": first.number,
        "licence": mapping.licence,
        "donor": reading.known(first, mapping.donor),
        "recipient": mapping.recipient,
        "announced_since": since,
        "announced_until": until,
        "kind": reading.known(first, mapping.type),
        "form": reading.known(first, mapping.form),
        **_values(package, reading),
        "items": list(_items(package, reading)),
        "urls": [url for url in _told(first, mapping.urls, reading) if url.startswith("http")],
    }


def _values(package: _Package, reading: _Reading) -> dict[str, Any]:
    mapping, first = reading.mapping, package.first
    item = mapping.item or ItemMapping(name=mapping.row)
    columns = ("promised", "allocated", "delivered", "amount")
    names = (mapping.promised, mapping.allocated, mapping.delivered, mapping.amount)
    money = {
        column: _money(first, name, reading) if package.valued else None
        for column, name in zip(columns, names, strict=True)
    }
    promised_from = _origin(first, mapping.promised_from, money["promised"], reading)
    delivered_from = _origin(first, mapping.delivered_from, money["delivered"], reading)
    return {
        **money,
        "currency": _currency(first, reading),
        "promised_from": promised_from,
        "promised_at_least": promised_from == "prices"
        and _incomplete(package, item.promised_value, reading),
        "delivered_from": delivered_from,
        "delivered_at_least": delivered_from == "prices"
        and _incomplete(package, item.delivered_value, reading),
    }


def _money(line: _Line, column: str | None, reading: _Reading) -> Decimal | None:
    cell = reading.known(line, column)
    if cell is None:
        return None
    value = number(cell, decimal=reading.mapping.decimal, thousands=reading.mapping.thousands)
    if value is None:
        reading.say(
            "pledge-number",
            f"{cell[:40]!r} in {column!r} is no sum of money; it is unknown",
            line.number,
            "Write it in digits, or with the word for what is unknown.",
        )
    elif value < 0:
        reading.say(
            "pledge-negative",
            f"{column!r} is below zero: a correction of other rows; it counts as it stands",
            line.number,
            "Nothing, where the source means it so.",
        )
    return value


def number(cell: str, *, decimal: str, thousands: str) -> Decimal | None:
    """A number, exactly, or None when the text is none.

    Groups of thousands must be whole: ``1.234.567`` is one, ``1.23`` is none where the point parts
    thousands. More than two decimals are rounded, half to even.
    """
    whole = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+" if thousands else r"\d+"
    match = re.fullmatch(rf"(-?)({whole})(?:{re.escape(decimal)}(\d{{1,12}}))?", cell, re.ASCII)
    if match is None:
        return None
    digits = match[2].replace(thousands, "") if thousands else match[2]
    if len(digits) > MOST_DIGITS:
        return None
    return Decimal(f"{match[1]}{digits}.{match[3] or '0'}").quantize(Decimal("0.01"))


def _origin(
    line: _Line, column: str | None, value: Decimal | None, reading: _Reading
) -> str | None:
    cell = reading.known(line, column)
    if cell is None or value is None:
        return None
    if cell not in reading.mapping.origins:
        reading.say(
            "pledge-origin",
            f"{cell[:60]!r} in {column!r} is in no list of origins; it is unknown",
            line.number,
            "Add it to the origins of the mapping.",
        )
    return reading.mapping.origins.get(cell)


def _currency(line: _Line, reading: _Reading) -> str | None:
    cell = reading.known(line, reading.mapping.currency)
    if cell is None or re.fullmatch("[A-Z]{3}", cell):
        return cell
    reading.say(
        "pledge-currency",
        f"{cell[:40]!r} is no code of a currency; it is unknown",
        line.number,
        "Write the code of ISO 4217, such as EUR.",
    )
    return None


def _incomplete(package: _Package, column: str | None, reading: _Reading) -> bool:
    """Whether an item of the package has no value of its own."""
    name = reading.mapping.item.name if reading.mapping.item else None
    return any(
        reading.known(line, name) is not None and reading.known(line, column) is None
        for line in package.items
    )


def _items(package: _Package, reading: _Reading) -> Iterator[dict[str, Any]]:
    item = reading.mapping.item
    if item is None:
        return
    for line in package.items:
        name = reading.known(line, item.name)
        if name is not None:
            yield {
                "name": name,
                "count": _count(line, item.count, reading),
                "delivered": _count(line, item.delivered, reading),
            }


def _count(line: _Line, column: str | None, reading: _Reading) -> int | None:
    cell = reading.known(line, column)
    if cell is None:
        return None
    value = number(cell, decimal=reading.mapping.decimal, thousands=reading.mapping.thousands)
    if value is None or value < 0 or value != value.to_integral_value():
        reading.say(
            "pledge-number",
            f"{cell[:40]!r} in {column!r} is no whole number; it is unknown",
            line.number,
            "Write it in digits, or with the word for what is unknown.",
        )
        return None
    return int(value)


def _when(line: _Line, reading: _Reading) -> Any:
    cell = reading.known(line, reading.mapping.announced)
    if cell is None or cell.casefold() == "unspecified":
        return UNKNOWN
    found = announced(cell)
    if found is None:
        reading.say(
            "pledge-date",
            f"{cell[:40]!r} cannot be understood as a day; it is unknown",
            line.number,
            "Write it as 25/02/2022, or as until 2/25/2022.",
        )
    return found or UNKNOWN


def _told(line: _Line, columns: Sequence[str], reading: _Reading) -> Iterator[str]:
    for column in columns:
        cell = reading.known(line, column)
        if cell is not None:
            yield cell


def _apart(rows: list[dict[str, Any]], reading: _Reading) -> list[dict[str, Any]]:
    """The rows without those that repeat another word for word; what is only alike is told."""
    kept: dict[str, dict[str, Any]] = {}
    alike: dict[tuple[Any, ...], int] = {}
    for row in rows:
        told = (row["row"], row["donor"], row["announced_since"], row["promised"])
        if row["id"] not in kept and row["promised"] is not None and told in alike:
            reading.say(
                "pledge-alike",
                f"{row['row']!r} of that day and value also stands in line {alike[told]}; "
                "both count",
                row["line"],
                "See whether they are one pledge, and take one out if they are.",
            )
        alike.setdefault(told, row["line"])
        if row["id"] in kept:
            reading.say(
                "pledge-twice",
                f"the row repeats line {kept[row['id']]['line']} word for word, and counts once",
                row["line"],
                "Take one of the two out of the file.",
            )
        else:
            kept[row["id"]] = row
    return list(kept.values())
