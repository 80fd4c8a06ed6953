"""Incidents counted by day, from batches of the table of incidents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from troth.errors import UsageError

EPOCH = date(1970, 1, 1)
MICROSECONDS_A_DAY = 86_400_000_000
MOST_DAYS = 100_000
"""Longest series of days, some 270 years: a wrong date must not fill the memory."""

Flags = npt.NDArray[np.bool_]

COLUMNS = ("start", "end")
"""The columns of the table of incidents that are needed."""


@dataclass(frozen=True)
class Counts:
    """Incidents by the day on which they began.

    Attributes:
        first: the day of the first count.
        days: a count for each day from it on.
        undated: incidents of which no day is known; they are in no count.
        wide: incidents in the counts that may also have happened after their first day.
        untold: incidents of these days that do not tell the number that is counted.
    """

    first: date
    days: tuple[int, ...]
    undated: int = 0
    wide: int = 0
    untold: int = 0


def daily(
    batches: Iterable[pa.RecordBatch], first: date, until: date, *, of: str | None = None
) -> Counts:
    """Incidents, or a number that they tell, by the day on which they began, on their own clock.

    An incident known to a longer time counts on its first day and is told of in ``wide``. The
    order of rows and batches makes no difference.

    Args:
        batches: with the columns of ``COLUMNS``.
        first: first day that is asked about.
        until: first day that is not.
        of: a column of numbers that is added up; incidents are counted, if not given.

    Raises:
        UsageError: the days end before they begin, or are too many.
    """
    length = (until - first).days
    if not 0 <= length <= MOST_DAYS:
        raise UsageError(
            f"from {first} to {until} no days can be counted",
            next_step=f"Ask for a first day, a later one, and at most {MOST_DAYS:,} days.",
        )
    total = np.zeros(length, dtype=np.int64)
    undated = wide = untold = 0
    for batch in batches:
        begin, known = days_of_column(batch.column("start"))
        finish, ended = days_of_column(batch.column("end"), last=True)
        place = begin - (first - EPOCH).days
        inside = known & (place >= 0) & (place < length)
        number, told = _numbers(batch, of)
        counted = inside & told
        total += np.bincount(place[counted], number[counted], length).astype(np.int64)
        untold += int((inside & ~told).sum())
        undated += int((~known).sum())
        wide += int((inside & ~(ended & (finish <= begin))).sum())
    return Counts(first, tuple(int(count) for count in total), undated, wide, untold)


def _numbers(batch: pa.RecordBatch, of: str | None) -> tuple[npt.NDArray[np.int64], Flags]:
    if of is None:
        ones = np.ones(batch.num_rows, dtype=np.int64)
        return ones, ones > 0
    column = batch.column(of)
    told = np.asarray(column.is_valid(), dtype=bool)
    return np.asarray(column.cast(pa.int64()).fill_null(0), dtype=np.int64), told


def days_of_column(
    column: pa.Array, *, last: bool = False
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Days since 1970-01-01 of a column of moments or days, and which of them are known.

    Args:
        column: timestamps in microseconds without a zone, or days.
        last: the moments are ends, themselves outside: the day of the last moment before them.
    """
    known = ~np.asarray(column.is_null())
    if pa.types.is_date32(column.type):
        return _whole(column.cast(pa.int32())), known
    moments = _whole(column.cast(pa.timestamp("us")).cast(pa.int64()))
    return (moments - int(last)) // MICROSECONDS_A_DAY, known


def _whole(column: pa.Array) -> npt.NDArray[np.int64]:
    return np.asarray(column.fill_null(0), dtype=np.int64)
