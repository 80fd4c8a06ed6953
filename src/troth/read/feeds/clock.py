"""Clock times of a zone brought to UTC."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyarrow as pa

from troth.errors import UsageError


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its name in the IANA database.

    Raises:
        UsageError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"there is no time zone {name!r}",
            where="zone",
            next_step="Give a name such as Europe/Kyiv or UTC.",
        ) from error


def to_utc(incidents: pa.RecordBatch, zone: ZoneInfo) -> pa.RecordBatch:
    """Incidents whose clock times are of a zone, in UTC.

    Where a change of the clock gives a time two meanings, or none, the interval takes in both.
    """
    clock = pa.repeat(pa.scalar("utc"), len(incidents))
    columns = {
        "start": _moved(incidents["start"], zone, min),
        "end": _moved(incidents["end"], zone, max),
        "clock": clock,
    }
    for name, column in columns.items():
        place = incidents.schema.get_field_index(name)
        incidents = incidents.set_column(place, incidents.schema.field(place), column)
    return incidents


def _moved(
    times: pa.Array, zone: ZoneInfo, choose: Callable[[datetime, datetime], datetime]
) -> pa.Array:
    coded = times.dictionary_encode()
    moved = pa.array(
        [
            choose(_in_utc(moment, zone, 0), _in_utc(moment, zone, 1))
            for moment in coded.dictionary.to_pylist()
        ],
        times.type,
    )
    return moved.take(coded.indices)


def _in_utc(moment: datetime, zone: ZoneInfo, fold: int) -> datetime:
    return moment.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None)
