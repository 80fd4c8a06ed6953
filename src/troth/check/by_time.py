"""The test of the window, made once for each way in which a time stands to the bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from troth.check.checks import Check
from troth.check.columns import FAR_FUTURE, FAR_PAST, Array, count_of, dense, microseconds
from troth.model.agreement import Interval
from troth.model.truth import Truth


@dataclass
class ByTime:
    """The test of the window, for each way in which times of a table stand to its bounds."""

    codes: Array
    count: int
    window: list[Array]

    @classmethod
    def of(cls, table: pa.Table, checks: Sequence[Check]) -> "ByTime":
        """The tests of the rows of a table."""
        local = pc.fill_null(pc.equal(table["clock"], "local"), fill_value=False)
        is_local = local.to_numpy().astype(bool)
        starts = microseconds(table["start"], FAR_PAST)
        ends = microseconds(table["end"], FAR_FUTURE)
        # A time that ends before it starts tells nothing.
        backwards = ends < starts
        starts, ends = np.where(backwards, FAR_PAST, starts), np.where(backwards, FAR_FUTURE, ends)
        # An instant is a very short time: else it would touch nothing.
        ends = np.where(ends == starts, starts + 1, ends)
        asked = [
            [_bounds(interval) for interval in intervals]
            for check in checks
            for intervals in (check.intervals_utc(), check.intervals)
        ]
        bounds = np.array(sorted({edge for item in asked for pair in item for edge in pair}))
        first = np.searchsorted(bounds, starts, side="right")
        last = np.searchsorted(bounds, ends, side="left")
        size = len(bounds) + 1
        mixed = (is_local * size + first) * size + last
        present, codes = dense(mixed, 2 * size * size)
        ways = [divmod(code, size) for code in present]
        places = {edge: place for place, edge in enumerate(bounds.tolist())}
        window = []
        for number in range(len(checks)):
            by_clock = (asked[2 * number], asked[2 * number + 1])
            told = [
                _inside(by_clock[int(way // size)], int(way % size), int(end), places)
                for way, end in ways
            ]
            window.append(np.array(told, dtype=np.int8))
        return cls(codes.astype(np.int32), len(present), window)


def _bounds(interval: Interval) -> tuple[int, int]:
    start = FAR_PAST if interval.start is None else count_of(interval.start)
    end = FAR_FUTURE if interval.end is None else count_of(interval.end)
    return start, end


def _inside(
    intervals: Sequence[tuple[int, int]], first: int, last: int, places: Mapping[int, int]
) -> Truth:
    """Whether a time lies in one of the intervals.

    Args:
        intervals: their bounds.
        first: how many bounds lie at or before its start.
        last: how many bounds lie before its end.
        places: the place of each bound in their order.
    """
    best = Truth.NO
    for start, end in intervals:
        low, high = places[start], places[end]
        if first > low and last <= high:
            return Truth.YES
        if last > low and first <= high:
            best = Truth.UNKNOWN
    return best
