"""Feeds: from a file of incident data to the table of incidents, in constant memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from troth.errors import UsageError
from troth.model import Issue
from troth.read.feeds import acled, firms, gdelt, mapped, ucdp, viina
from troth.read.feeds.batch import FeedBatch, Reader
from troth.read.feeds.clock import to_utc, zone_of
from troth.read.feeds.mapping import Mapping, read_mapping
from troth.read.feeds.opened import Rows, headed_or, json_or, require
from troth.read.feeds.rows import Table
from troth.read.feeds.text import open_text

KINDS = ("ucdp", "acled", "gdelt", "viina", "firms", "csv")
"""The feeds that can be read; ``csv`` is any table or JSON list, with a mapping."""

BATCH_ROWS = 16_384
"""Rows as text take several times the memory of the batch that they become."""


@dataclass(frozen=True)
class Opened:
    """A file of a feed, ready to be read."""

    rows: Rows
    reader: Reader
    issues: tuple[Issue, ...]


def read_feed(  # noqa: PLR0913 - every one is an option of the command
    kind: str,
    path: Path,
    *,
    mapping: Mapping | Path | None = None,
    zone: str | None = None,
    licence: str | None = None,
    batch_rows: int = BATCH_ROWS,
) -> Iterator[FeedBatch]:
    """Read a file of incident data, batch by batch.

    A row that cannot be used is an issue with file and line; a row of which only a part cannot be
    used is an incident without that part, and an issue. How the rows are cut into batches changes
    nothing about them.

    Args:
        kind: one of ``KINDS``.
        path: the file.
        mapping: for ``csv``: what its columns mean.
        zone: of the file's clock times, if the feed itself names none; they become UTC.
        licence: instead of the one that the feed's publisher states.
        batch_rows: the most rows of one batch.

    Raises:
        UsageError: the kind is not known, or a mapping is missing or not wanted.
        SourceError: the file cannot be read, or is not one of this feed.
    """
    if kind not in KINDS:
        raise UsageError(
            f"{kind!r} is no feed", where="kind", next_step=f"Give one of: {', '.join(KINDS)}."
        )
    if batch_rows < 1:
        raise UsageError("a batch has at least one row", where="batch_rows")
    if (mapping is not None) != (kind == "csv"):
        raise UsageError(
            "a mapping goes with the kind csv, and with it only",
            where="mapping",
            next_step="Give --mapping FILE for csv, and leave it out for the other feeds.",
        )
    known = read_mapping(mapping) if isinstance(mapping, Path) else mapping
    if known is not None:
        known = known.model_copy(update={"zone": known.zone or zone})
        zone = known.zone
    place = zone_of(zone) if zone else None
    opened = _csv(path, known, licence) if known else _OPENERS[kind](path, licence)
    return _batches(opened, place, batch_rows)


def _batches(opened: Opened, zone: ZoneInfo | None, size: int) -> Iterator[FeedBatch]:
    issues = opened.issues
    last: FeedBatch | None = None
    for block in opened.rows.blocks(size):
        if last is not None:
            yield last
        found = opened.reader.read(block)
        last = FeedBatch(_in_utc(found.incidents, zone), (*issues, *found.issues), found.rows_read)
        issues = ()
    if last is not None:
        yield replace(last, issues=(*last.issues, *opened.reader.tally.issues()))


def _in_utc(incidents: pa.RecordBatch, zone: ZoneInfo | None) -> pa.RecordBatch:
    if zone is None or not len(incidents) or incidents["clock"][0].as_py() == "utc":
        return incidents
    return to_utc(incidents, zone)


def _csv(path: Path, mapping: Mapping, licence: str | None) -> Opened:
    rows, issues = json_or(
        path, lambda text: Table(text, mapping.delimiter), declared=mapping.encoding
    )
    require(rows, mapping.column_names(), "this mapping")
    return Opened(rows, mapped.reader(rows, mapping, licence), issues)


def _ucdp(path: Path, licence: str | None) -> Opened:
    rows, issues = json_or(path, lambda text: headed_or(Table(text), ucdp.COLUMNS, "relid"))
    require(rows, ucdp.NEEDED, "UCDP GED")
    return Opened(rows, ucdp.reader(rows, licence), issues)


def _acled(path: Path, licence: str | None) -> Opened:
    rows, issues = json_or(
        path, lambda text: headed_or(Table(text), acled.COLUMNS, "event_id_cnty")
    )
    require(rows, acled.NEEDED, "ACLED")
    return Opened(rows, acled.reader(rows, licence), issues)


def _gdelt(path: Path, licence: str | None) -> Opened:
    text = open_text(path)
    tabs = "\t" in next(text.lines(), "")
    table = Table(text, "\t" if tabs else ",", quoted=not tabs, renamed=gdelt.OFFICIAL)
    rows = headed_or(table, gdelt.COLUMNS, "GLOBALEVENTID")
    require(rows, gdelt.NEEDED, "GDELT events")
    return Opened(rows, gdelt.reader(rows, licence), text.issues)


def _viina(path: Path, licence: str | None) -> Opened:
    rows, issues = json_or(path, Table)
    require(rows, viina.NEEDED, "VIINA")
    return Opened(rows, viina.reader(rows, licence), (*issues, *viina.unlabelled(rows)))


def _firms(path: Path, licence: str | None) -> Opened:
    rows, issues = json_or(path, Table)
    require(rows, firms.NEEDED, "FIRMS")
    return Opened(rows, firms.reader(rows, licence), issues)


_OPENERS: dict[str, Callable[[Path, str | None], Opened]] = {
    "ucdp": _ucdp,
    "acled": _acled,
    "gdelt": _gdelt,
    "viina": _viina,
    "firms": _firms,
}
