"""Small files of feeds to test with, written here."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from troth.model import Issue
from troth.read.feeds import read_feed
from troth.read.feeds.codes import names

FEEDS = Path(__file__).parents[3].parent / "shared" / "feeds"

UCDP = {
    "id": "1",
    "type_of_violence": "1",
    "side_a": "Government of Arda",
    "side_b": "Grey League",
    "source_office": "Arda Wire;Arda Wire",
    "source_date": "2020-07-28;2020-07-27",
    "source_headline": "Shots at the bridge",
    "where_prec": "1",
    "where_coordinates": "Osgiliath town",
    "latitude": "48.5",
    "longitude": "37.5",
    "country": "Arda",
    "date_prec": "1",
    "date_start": "2020-07-27",
    "date_end": "2020-07-27",
    "best": "2",
    "high": "5",
    "low": "1",
}

ACLED = {
    "event_id_cnty": "ARD1",
    "event_date": "27 July 2020",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Army of Arda",
    "actor2": "Grey League",
    "location": "Osgiliath",
    "latitude": "48.5",
    "longitude": "37.5",
    "geo_precision": "1",
    "source": "Arda Wire; Bree Post",
    "notes": "Somebody shot at somebody.",
    "fatalities": "3",
}

GDELT = {
    "GLOBALEVENTID": "900",
    "SQLDATE": "20201113",
    "Actor1Name": "ARDA",
    "EventCode": "195",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Osgiliath, Arda",
    "ActionGeo_Lat": "40.5",
    "ActionGeo_Long": "46.5",
    "DATEADDED": "20201113001500",
    "SOURCEURL": "https://www.example.org/a",
}


def table(columns: Sequence[str], *rows: Mapping[str, str], delimiter: str = ",") -> str:
    """A table as text, without a header."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    for row in rows:
        writer.writerow([row.get(name, "") for name in columns])
    return text.getvalue()


def ucdp(*changes: Mapping[str, str], header: bool = True) -> str:
    """A file of UCDP with one row for each of some changes to a usual one."""
    columns = names("ucdp_columns")
    rows = table(columns, *({**UCDP, "id": str(at), **row} for at, row in enumerate(changes, 1)))
    return (",".join(columns) + "\n" if header else "") + rows


def acled(*changes: Mapping[str, str]) -> str:
    """A file of ACLED with one row for each of some changes to a usual one."""
    columns = names("acled_columns")
    return ",".join(columns) + "\n" + table(columns, *({**ACLED, **row} for row in changes))


def gdelt(*changes: Mapping[str, str]) -> str:
    """A file of GDELT events, without header, with one row for each change."""
    return table(names("gdelt_columns"), *({**GDELT, **row} for row in changes), delimiter="\t")


def read(
    folder: Path, kind: str, data: str | bytes, **options: Any
) -> tuple[list[dict[str, Any]], list[Issue]]:
    """The rows and issues of a file with this content."""
    path = folder / "feed.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(kind, path, **options)


def read_file(kind: str, path: Path, **options: Any) -> tuple[list[dict[str, Any]], list[Issue]]:
    """The rows and issues of a file."""
    batches = list(read_feed(kind, path, **options))
    rows = [row for batch in batches for row in batch.incidents.to_pylist()]
    return rows, [issue for batch in batches for issue in batch.issues]


def codes(issues: Sequence[Issue]) -> list[str]:
    """The codes of issues, in their order."""
    return [issue.code for issue in issues]


def published(name: str) -> Path:
    """A real file of a feed; skips where it is not."""
    path = FEEDS / name
    if not path.exists():
        pytest.skip(f"the published file {name} is not here")
    return path


def whole(kind: str, path: Path, **options: Any) -> pa.Table:
    """All rows of a file."""
    return pa.Table.from_batches([batch.incidents for batch in read_feed(kind, path, **options)])
