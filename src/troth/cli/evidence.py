"""``troth import`` and ``places``: incident data and places into a record."""

# Annotations stay text: looking one of them up would load what it names.
from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from troth.cli.console import doubt, messages, note, one_line
from troth.cli.output import Format
from troth.cli.progress import progress
from troth.errors import SourceError
from troth.model import Issue
from troth.read.feeds import FeedBatch, Mapping, mappings, read_feed
from troth.read.places import by_day, read_layer
from troth.record import Ledger
from troth.record.incidents import Incidents
from troth.record.places import Places

SHOWN_ISSUES = 10
"""Issues of one file that are printed; the record keeps all of them."""


@dataclass(frozen=True)
class ImportOptions:
    """What was asked for on the command line.

    Attributes:
        kind: the feed.
        files: of incident data.
        record: the folder that takes them.
        mapping: what the columns mean, for any CSV or JSON.
        zone: of the file's clock times, if the feed names none.
        licence: instead of the one that the feed's publisher states.
        format: how the outcome is printed.
    """

    kind: str
    files: Sequence[Path]
    record: Path
    mapping: str | None = None
    zone: str | None = None
    licence: str | None = None
    format: Format = Format.TEXT


def import_incidents(options: ImportOptions) -> int:
    """Take files of incident data into a record; how many issues there were.

    Raises:
        TrothError: a file or the record cannot be used. Files before it have been taken in.
    """
    mapping = mappings.named(options.mapping) if options.mapping else None
    source = mapping.source if mapping else options.kind
    with Ledger.open(options.record, create=True):
        return sum(_import(file, source, mapping, options) for file in options.files)


def _import(file: Path, source: str, mapping: Mapping | None, options: ImportOptions) -> int:
    batches = read_feed(
        options.kind, file, mapping=mapping, zone=options.zone, licence=options.licence
    )
    shown: list[Issue] = []
    with progress(messages(), total=0, results_on_it=False) as step:
        done = Incidents(options.record).add(
            _watched(batches, shown, step), file=file, source=source
        )
    if options.format is not Format.TEXT:
        form = {
            "file": str(file),
            "source": source,
            "rows": done.rows,
            "new": done.new,
            "duplicates": done.duplicates,
            "issues": done.issues,
        }
        sys.stdout.write(json.dumps(form, ensure_ascii=False) + "\n")
        return done.issues
    for issue in shown:
        doubt(str(SourceError(issue.what, where=issue.where, next_step=issue.next_step)))
    if done.issues > len(shown):
        note(f"… and {done.issues - len(shown):,} more issues; the record keeps all of them.")
    note(
        f"{file.name}: {done.rows:,} rows, {done.new:,} new incidents, {done.issues:,} issues."
        f" The record is in {options.record}."
    )
    return done.issues


def _watched(
    batches: Iterable[FeedBatch], shown: list[Issue], step: Callable[[], None]
) -> Iterator[FeedBatch]:
    """The batches as they come, the first issues being kept to be shown."""
    for batch in batches:
        shown += batch.issues[: SHOWN_ISSUES - len(shown)]
        yield batch
        step()


@dataclass(frozen=True)
class LayerOptions:
    """What was asked for on the command line.

    Attributes:
        files: GeoJSON, CSV of points, or GeoNames' postal codes.
        layer: the layer that they belong to.
        record: the folder that takes it.
        kind: what the places are; or ``kind_columns``, which tell it.
        name: the column of the main name.
        since, until: the days for which they stand.
        by_day: each file stands for the day in its name, until the day of the next.
        source, licence: who made them, and under which terms.
    """

    files: Sequence[Path]
    layer: str
    record: Path
    kind: str | None = None
    kind_columns: Sequence[str] = ()
    name: str | None = None
    since: date | None = None
    until: date | None = None
    by_day: bool = False
    source: str | None = None
    licence: str | None = None


def import_places(options: LayerOptions) -> int:
    """Take files of places into a layer of a record; how many issues there were.

    Raises:
        TrothError: a file or the record cannot be used. Files before it have been taken in.
    """
    problems = 0
    with Ledger.open(options.record, create=True):
        places = Places(options.record)
        for file, since, until in _dated(options):
            table, issues = read_layer(
                file,
                layer=options.layer,
                kind=options.kind,
                kind_columns=options.kind_columns,
                name=options.name,
                since=since,
                until=until,
                licence=options.licence,
                source=options.source,
            )
            is_new = places.put(table, layer=options.layer, file=file.name)
            for issue in issues[:SHOWN_ISSUES]:
                doubt(str(SourceError(issue.what, where=issue.where, next_step=issue.next_step)))
            problems += len(issues)
            told = "taken in" if is_new else "already in the record; nothing was changed"
            note(
                f"{file.name}: {table.num_rows:,} places in the layer {options.layer},"
                f" {len(issues):,} issues; {told}."
            )
    return problems


def _dated(options: LayerOptions) -> list[tuple[Path, date | None, date | None]]:
    if options.by_day:
        return [(item.path, item.since, item.until) for item in by_day(options.files)]
    return [(file, options.since, options.until) for file in options.files]


def list_places(record: Path, *, output: Format) -> None:
    """Print the layers of a record: name, places, files, source and licence.

    Raises:
        RecordError: it is no record.
    """
    with Ledger.open(record):
        newest = {(item.layer, item.file): item for item in Places(record).imports()}
    for item in newest.values():
        if output is Format.TEXT:
            rights = item.licence or "licence not stated"
            line = f"{item.layer}: {item.features:,} places from {item.file} ({rights})"
        else:
            line = json.dumps(asdict(item), ensure_ascii=False)
        sys.stdout.write(one_line(line) + "\n")
