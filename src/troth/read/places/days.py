"""Layers that change from day to day: a file for each day, such as of a front line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from troth.errors import UsageError

_DAY = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")


@dataclass(frozen=True)
class Dated:
    """A file and the days ``[since, until)`` for which it stands."""

    path: Path
    since: date
    until: date


def day_of(path: Path) -> date | None:
    """The one day that a file's name tells, such as ``front_20250301``; None without just one."""
    days = set()
    for match in _DAY.finditer(path.stem):
        try:
            days.add(date(int(match[1]), int(match[2]), int(match[3])))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None


def by_day(paths: Sequence[Path]) -> list[Dated]:
    """Files in the order of their days, each standing until the day of the next.

    The last one stands for its own day only: what holds afterwards, no file tells.

    Raises:
        UsageError: a name tells no day, or two tell the same.
    """
    days: dict[date, Path] = {}
    for path in paths:
        day = day_of(path)
        if day is None:
            raise UsageError(
                "the name of the file does not tell its day",
                where=str(path),
                next_step="Have the day in it once, as 2025-03-01 or 20250301, or give --since.",
            )
        if day in days:
            raise UsageError(
                f"two files are of {day.isoformat()}: {days[day].name!r} and {path.name!r}",
                next_step="Give one file for each day.",
            )
        days[day] = path
    order = sorted(days)
    ends = [*order[1:], *(day + timedelta(days=1) for day in order[-1:])]
    return [Dated(days[day], day, end) for day, end in zip(order, ends, strict=True)]
