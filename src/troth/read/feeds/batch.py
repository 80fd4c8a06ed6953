"""From a block of a feed's rows to a batch of the table of incidents."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from troth.model import Issue
from troth.model.incident_table import INCIDENTS
from troth.read.feeds.columns import Values, constant, mapped
from troth.read.feeds.coordinates import Extent, Points, points
from troth.read.feeds.numbers import PLAIN
from troth.read.feeds.rows import Block

_EMPTY: dict[str, Any] = {"by": [], "by_all": False, "reported_by": [], "denied_by": []}
"""What stands in columns that take no null, where a feed tells nothing."""

LINE = "line "
"""How a row is named, with the number of its line, when its source gives it no id."""


@dataclass(frozen=True)
class FeedBatch:
    """Some rows of a feed.

    Attributes:
        incidents: of the schema ``INCIDENTS``.
        issues: what could not be read, or only doubtfully.
        rows_read: how many rows of the file this batch was made from.
    """

    incidents: pa.RecordBatch
    issues: tuple[Issue, ...]
    rows_read: int


@dataclass
class Notes:
    """The issues of one block, with the places that they are about."""

    block: Block
    _found: list[tuple[int, Issue]] = field(default_factory=list)

    @property
    def issues(self) -> list[Issue]:
        """The issues, in the order of the rows."""
        return [issue for _, issue in sorted(self._found, key=lambda found: found[0])]

    def say(self, place: int, code: str, what: str, next_step: str) -> None:
        """Add one issue about one row."""
        self._found.append((place, Issue(code, what, self.block.where(place), next_step)))

    def values(self, column: str, code: str, found: Values, next_step: str) -> pa.Array:
        """The values of a column, each bad one being an issue."""
        for place, problem in found.bad():
            self.say(place, code, f"{column}: {problem}", next_step)
        return found.values


@dataclass
class Tally:
    """What is said once of a whole file: how many rows are no incidents, and where the first is."""

    _found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def count(self, what: str, places: Collection[int], block: Block) -> None:
        """Count rows of a block of which the same is to be said."""
        if places:
            count, first = self._found.get(what, (0, block.where(min(places))))
            self._found[what] = (count + len(places), first)

    def issues(self) -> tuple[Issue, ...]:
        """One issue for each thing that is to be said."""
        return tuple(
            Issue("not-an-incident", f"{count:,} rows {what}", first, "Nothing needs to be done.")
            for what, (count, first) in self._found.items()
        )


@dataclass(frozen=True)
class Reader:
    """How the blocks of one file become batches.

    Attributes:
        read: one block after the other.
        tally: what is to be said of the file when all blocks were read.
    """

    read: Callable[[Block], FeedBatch]
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Feed:
    """What is the same for all rows of a feed.

    Attributes:
        source: the column ``source``.
        licence: under which it may be used, as its publisher says; None when unknown.
        machine: coded by a machine.
        clock: ``utc`` or ``local``.
    """

    source: str
    licence: str | None
    machine: bool
    clock: str


def build(feed: Feed, block: Block, rows: pa.Array, columns: dict[str, pa.Array]) -> pa.RecordBatch:
    """A batch of incidents: the columns that a feed tells, and nothing in the others.

    Args:
        feed: what is the same for all rows.
        block: the rows, for their lines and hashes.
        rows: the source's own ids; empty where it gives none.
        columns: by their names in ``INCIDENTS``.
    """
    size = len(block)
    places = pa.array([f"{LINE}{line}" for line in block.lines], pa.string())
    named = pc.if_else(pc.equal(rows, ""), places, rows)
    given: dict[str, Any] = {
        "id": pa.array(_ids(feed.source, named.to_pylist(), block.hashes), pa.string()),
        "source": feed.source,
        "row": named,
        "row_hash": pa.array(block.hashes, pa.string()),
        "file": block.file,
        "line": pa.array(block.lines, pa.int64()),
        "licence": feed.licence,
        "machine": feed.machine,
        "clock": feed.clock,
        "family": feed.source,
        **columns,
    }
    return pa.RecordBatch.from_arrays(
        [_column(given.get(item.name, _EMPTY.get(item.name)), item, size) for item in INCIDENTS],
        schema=INCIDENTS,
    )


def _column(value: Any, item: pa.Field, size: int) -> pa.Array:
    if isinstance(value, pa.ChunkedArray):
        value = value.combine_chunks()
    if not isinstance(value, pa.Array):
        return constant(value, item.type, size)
    return value if value.type == item.type else value.cast(item.type)


def _ids(source: str, rows: list[str], hashes: Any) -> list[str]:
    """``content_id("incident row", {"source", "row", "row_hash"})`` of each row.

    Its bytes are put together by hand, which is several times as fast as from a dict.
    """
    before = '["incident row","",{"row":'
    after = f',"source":{encode_basestring(source)}}}]'
    known: dict[tuple[str, str], str] = {}
    for row, digest in zip(rows, hashes, strict=True):
        if (row, digest) not in known:
            text = f'{before}{encode_basestring(row)},"row_hash":"{digest}"{after}'
            known[row, digest] = sha256(text.encode()).hexdigest()
    return [known[both] for both in zip(rows, hashes, strict=True)]


def point_columns(notes: Notes, found: Points) -> dict[str, pa.Array]:
    """The columns of points, each location that cannot be one being an issue."""
    notes.values("location", "coordinates", found.problems, _LOCATION)
    return {"latitude": found.latitude, "longitude": found.longitude}


def located(
    notes: Notes,
    precision: str,
    radii: Mapping[str, str],
    around: Extent | None,
    *,
    of: tuple[str, str] = ("latitude", "longitude"),
) -> dict[str, pa.Array]:
    """The location of each row of a feed whose points have a code of precision.

    A code that says of no radius, such as the one for a whole country, tells no location: the
    middle of a country is no place where something happened.

    Args:
        notes: takes the issues.
        precision: the column of codes.
        radii: the radius in metres of each code; empty where none is known.
        around: where the file's points lie.
        of: the columns of latitude and longitude.
    """
    block = notes.block
    latitude, longitude = (PLAIN.decimals(block.texts(name)) for name in of)
    found = points(latitude, longitude, around)
    columns = point_columns(notes, found)
    known = {code: float(radius) for code, radius in radii.items() if radius}
    radius = mapped(block.texts(precision), pa.float64(), known)
    both = pc.and_(pc.is_valid(columns["latitude"]), pc.is_valid(radius))
    nothing = pa.scalar(None, pa.float64())
    return {
        "latitude": pc.if_else(both, columns["latitude"], nothing),
        "longitude": pc.if_else(both, columns["longitude"], nothing),
        "precision_m": pc.if_else(both, radius, nothing),
    }


def interval_columns(notes: Notes, start: pa.Array, end: pa.Array) -> dict[str, pa.Array]:
    """The columns of time, an interval that ends before it starts being an issue."""
    wrong = pc.fill_null(pc.less_equal(end, start), False)
    for place in pc.indices_nonzero(wrong).to_pylist():
        notes.say(place, "interval", "it ends before it starts; its time is unknown", _TIME)
    known = pc.and_not(pc.and_(pc.is_valid(start), pc.is_valid(end)), wrong)
    nothing = pa.scalar(None, pa.timestamp("us"))
    return {"start": pc.if_else(known, start, nothing), "end": pc.if_else(known, end, nothing)}


_LOCATION = "Correct the coordinates in a copy of the file; until then its location is unknown."
_TIME = "Correct the dates in a copy of the file; until then its time is unknown."


def day_interval(
    first: pa.Array, last: pa.Array, before: pa.Array, after: pa.Array
) -> tuple[pa.Array, pa.Array]:
    """From the first day to the end of the last one, widened by so many days on either side.

    Args:
        first: days, as ``date32``; null when unknown.
        last: days.
        before: 32-bit numbers of days.
        after: 32-bit numbers of days.
    """
    days = pc.subtract(first.cast(pa.int32()), before)
    ends = pc.add(pc.add(last.cast(pa.int32()), after), pa.scalar(1, pa.int32()))
    stamp = pa.timestamp("us")
    return days.cast(pa.date32()).cast(stamp), ends.cast(pa.date32()).cast(stamp)
