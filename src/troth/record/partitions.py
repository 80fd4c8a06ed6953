"""GeoParquet files of incidents, by source and year, written under other names until they count."""

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from troth.model.incident_table import GEO_METADATA, INCIDENTS

UNFINISHED = ".tmp"
ROW_GROUP = 65_536
MAX_WAITING = 4 * ROW_GROUP
"""Rows that wait in memory for their row group to be full."""

SCHEMA = INCIDENTS.with_metadata({"geo": json.dumps(GEO_METADATA)})
UNKNOWN_YEAR = "unknown"


def with_points(batch: pa.RecordBatch) -> pa.RecordBatch:
    """With points as WKB in the geometry column, so that any reader of GeoParquet sees them."""
    place = INCIDENTS.get_field_index("geometry")
    points = _wkb(batch["longitude"], batch["latitude"])
    geometry = pc.coalesce(points, batch["geometry"])
    return batch.set_column(place, INCIDENTS.field(place), geometry)


def without_points(batch: pa.RecordBatch) -> pa.RecordBatch:
    """With areas alone in the geometry column, as the table of incidents has it."""
    place = batch.schema.get_field_index("geometry")
    nothing = pa.scalar(None, pa.binary())
    areas = pc.if_else(pc.is_valid(batch["longitude"]), nothing, batch["geometry"])
    return batch.set_column(place, INCIDENTS.field("geometry"), areas)


_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


def _wkb(longitude: pa.Array, latitude: pa.Array) -> pa.Array:
    points = np.zeros(len(longitude), dtype=_POINT)
    points["order"], points["kind"] = 1, 1
    points["x"] = pc.fill_null(longitude, 0.0).to_numpy()
    points["y"] = pc.fill_null(latitude, 0.0).to_numpy()
    fixed = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(_POINT.itemsize), len(points), [None, pa.py_buffer(points.tobytes())]
    )
    known = pc.and_(pc.is_valid(longitude), pc.is_valid(latitude))
    return pc.if_else(known, fixed.cast(pa.binary()), pa.scalar(None, pa.binary()))


def years(batch: pa.RecordBatch) -> pa.Array:
    """The year in which each incident began, as text."""
    return pc.fill_null(pc.cast(pc.year(batch["start"]), pa.string()), UNKNOWN_YEAR)


@dataclass
class _Year:
    writer: pq.ParquetWriter
    path: Path
    waiting: list[pa.RecordBatch] = field(default_factory=list)
    rows: int = 0


@dataclass
class Partitions:
    """The files of one import, a file for each year, while they are written.

    Attributes:
        folder: ``incidents/`` of the record.
        work: the folder for what is not finished.
        source: the feed.
    """

    folder: Path
    work: Path
    source: str
    _years: dict[str, _Year] = field(default_factory=dict)

    def write(self, batch: pa.RecordBatch) -> None:
        """Write some incidents."""
        of = years(batch)
        for name in pc.unique(of).to_pylist():
            self._put(name, batch.filter(pc.equal(of, name)))
        while sum(year.rows for year in self._years.values()) > MAX_WAITING:
            self._flush(max(self._years.values(), key=lambda year: year.rows))

    def _put(self, name: str, batch: pa.RecordBatch) -> None:
        if name not in self._years:
            path = self.work / f"{name}.parquet"
            self._years[name] = _Year(pq.ParquetWriter(path, SCHEMA, compression="zstd"), path)
        year = self._years[name]
        year.waiting.append(with_points(batch))
        year.rows += len(batch)
        if year.rows >= ROW_GROUP:
            self._flush(year)

    def _flush(self, year: _Year) -> None:
        if year.waiting:
            table = pa.Table.from_batches(year.waiting).replace_schema_metadata(SCHEMA.metadata)
            year.writer.write_table(table, row_group_size=ROW_GROUP)
        year.waiting, year.rows = [], 0

    def finish(self) -> dict[str, Path]:
        """Complete the files; gives where each is to lie, below ``incidents/``, and lies now."""
        done = {}
        for name, year in sorted(self._years.items()):
            self._flush(year)
            year.writer.close()
            place = f"source={self.source}/year={name}/{file_hash(year.path)}.parquet"
            done[place] = year.path
        return done

    def close(self) -> None:
        """Let go of the files, finished or not."""
        for year in self._years.values():
            year.writer.close()


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def settle(path: Path) -> None:
    """Have a file, or the names in a folder, outlive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def geo_metadata(schema: pa.Schema) -> Any:
    """The GeoParquet metadata of a file; None where there is none."""
    text = (schema.metadata or {}).get(b"geo")
    return json.loads(text) if text else None
