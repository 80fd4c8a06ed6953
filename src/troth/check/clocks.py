"""Times of incidents on the clocks of one zone, so that a day is the day that people lived."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

UTC = "UTC"


def on_clocks(batches: Iterable[pa.RecordBatch], zone: str) -> Iterator[pa.RecordBatch]:
    """Batches of incidents with every time as a clock time of a zone.

    Times in UTC become clock times of the zone. Those of a source that names no zone are clock
    times of the place already, and stay as they are.

    Args:
        batches: with the columns ``start``, ``end`` and ``clock``.
        zone: name of a time zone of the IANA data base.
    """
    for batch in batches:
        yield batch if zone == UTC else _moved(batch, zone)


def _moved(batch: pa.RecordBatch, zone: str) -> pa.RecordBatch:
    is_utc = pc.equal(batch["clock"], "utc")
    moved = {name: _on_clock(batch[name], zone) for name in ("start", "end")}
    columns = [
        pc.if_else(is_utc, moved[name], batch[name]) if name in moved else batch[name]
        for name in batch.schema.names
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _on_clock(times: pa.Array, zone: str) -> pa.Array:
    there = pc.assume_timezone(times, UTC).cast(pa.timestamp("us", zone))
    return pc.local_timestamp(there).cast(times.type)
