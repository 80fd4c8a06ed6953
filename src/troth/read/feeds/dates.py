"""Days and times as feeds write them, and the order of day and month in a file."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa

from troth.read.feeds.columns import Parsed, Values, by_text

FIRST = date(1900, 1, 2)
"""The first day that is taken for one: 1900-01-01 stands for "unknown" in many tables."""

LAST = date(2098, 12, 31)
"""The last such day: years from 2099 on stand for "never" or "open"."""

Moment = tuple[datetime, timedelta]
"""A time and how long it lasts as the text tells it: a day, a minute or a second."""

DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)

_CLOCK = (
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _CLOCK, re.ASCII)
_PACKED = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_SECONDS = re.compile(r"\d{14}", re.ASCII)
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<year>\d{4})" + _CLOCK, re.ASCII
)
_WORDED = re.compile(
    r"(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]{3,9})\.?[ -](?P<year>\d{4})" + _CLOCK, re.ASCII
)
_NAMES = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november "
        "december".split(),
        start=1,
    )
}


class Orders:
    """Whether day or month comes first in the dates of each column of a file.

    ``25/01/2022`` can only have the day first, ``1/25/2022`` only the month; one such date settles
    its column. Without any, or with both, a date like ``03/05/2022`` cannot be told.

    The whole file is looked through once, when the first such date is met.

    Args:
        rows: gives the named columns again from the start.
        names: of the columns with dates.
        day_first: what somebody states of all of them; None to find out.
    """

    def __init__(
        self,
        rows: Callable[[Sequence[str]], Iterable[Sequence[str]]],
        names: Sequence[str],
        *,
        day_first: bool | None = None,
    ) -> None:
        self._rows = rows
        self._names = tuple(names)
        self._stated = day_first
        self._found: dict[str, Signs] = {}

    def day_first(self, name: str) -> bool | None:
        """The order in a column, or None when it cannot be told."""
        if self._stated is not None:
            return self._stated
        signs = self._signs(name)
        return None if signs.day == signs.month else signs.day

    def why(self, name: str) -> str:
        """Why the order in a column cannot be told."""
        both = self._signs(name).day
        return "both orders occur in the column" if both else "no date of the column tells"

    def _signs(self, name: str) -> "Signs":
        if not self._found:
            self._found = _look(self._rows(self._names), self._names)
        return self._found[name]


@dataclass
class Signs:
    """Whether some date has a day in the first place, and whether some has one in the second."""

    day: bool = False
    month: bool = False


def _look(rows: Iterable[Sequence[str]], names: tuple[str, ...]) -> dict[str, Signs]:
    found = [Signs() for _ in names]
    for row in rows:
        for text, signs in zip(row, found, strict=True):
            if (match := _NUMERIC.match(text.lstrip())) and not (signs.day and signs.month):
                signs.day = signs.day or int(match["a"]) > 12
                signs.month = signs.month or int(match["b"]) > 12
    return dict(zip(names, found, strict=True))


@dataclass(frozen=True)
class Times:
    """How one column of a file writes its days and times.

    Attributes:
        name: of the column.
        orders: of day and month, where both are figures.
        zone: of the clock times; texts that name an offset of their own are brought into it.
    """

    name: str = ""
    orders: Orders | None = None
    zone: ZoneInfo | None = None

    def starts(self, texts: pa.Array) -> Values:
        """When each begins, as naive time stamps; an empty text is no time and no problem."""
        return by_text(texts, pa.timestamp("us"), lambda text: self._bound(text, after=False))

    def ends(self, texts: pa.Array) -> Values:
        """When each is over: the day, minute or second that the text names is still in it."""
        return by_text(texts, pa.timestamp("us"), lambda text: self._bound(text, after=True))

    def days(self, texts: pa.Array) -> Values:
        """The day of each, as ``date32``; its clock time, if any, is left out."""
        return by_text(texts, pa.date32(), self._day)

    def _day(self, text: str) -> Parsed:
        if not text:
            return None, None
        moment, problem = self.parse(text)
        return (moment[0].date() if moment else None), problem

    def _bound(self, text: str, *, after: bool) -> Parsed:
        if not text:
            return None, None
        moment, problem = self.parse(text)
        if moment is None:
            return None, problem
        start, length = moment
        return (start + length if after else start), None

    def parse(self, text: str) -> tuple[Moment | None, str | None]:
        """One text as a time with its length, or what is wrong with it."""
        moment, problem = self._read(text.strip())
        if moment is None:
            return None, problem
        if not FIRST <= moment[0].date() <= LAST:
            return None, f"{moment[0].date().isoformat()} stands for an unknown day, or is none"
        return moment, None

    def _read(self, text: str) -> tuple[Moment | None, str | None]:
        match = _ISO.fullmatch(text) or _PACKED.fullmatch(text)
        if match:
            return self._moment(match, int(match["month"]), int(match["day"]), text)
        if _SECONDS.fullmatch(text):
            return _packed_seconds(text)
        if match := _WORDED.fullmatch(text):
            month = _NAMES.get(match["name"][:3].lower(), 0)
            return self._moment(match, month, int(match["day"]), text)
        if match := _NUMERIC.fullmatch(text):
            return self._numeric(match, text)
        return None, f"{text[:40]!r} is not a day"

    def _numeric(self, match: re.Match[str], text: str) -> tuple[Moment | None, str | None]:
        first, second = int(match["a"]), int(match["b"])
        if first == second:
            return self._moment(match, first, second, text)
        day_first = True if match["sign"] == "." else self._day_first()
        if day_first is None:
            why = self.orders.why(self.name) if self.orders else "no order is stated"
            return None, f"{text[:40]!r} may have the day or the month first: {why}"
        month, day = (second, first) if day_first else (first, second)
        return self._moment(match, month, day, text)

    def _moment(
        self, match: re.Match[str], month: int, day: int, text: str
    ) -> tuple[Moment | None, str | None]:
        parts = {"hour": None, "zone": None, **match.groupdict()}
        try:
            start = datetime(int(match["year"]), month, day)
            if parts["hour"] is None:
                return (start, DAY), None
            start += _clock(parts)
            if parts["zone"]:
                return self._zoned(start, parts, text)
        except (ValueError, OverflowError):
            return None, f"{text[:40]!r} is not a day or time"
        return (start, SECOND if parts["second"] else MINUTE), None

    def _zoned(
        self, start: datetime, parts: dict[str, str | None], text: str
    ) -> tuple[Moment | None, str | None]:
        if self.zone is None:
            return None, f"{text[:40]!r} names a zone, but no zone is stated for the feed"
        zone = (parts["zone"] or "").replace(":", "").replace("Z", "+0000")
        moved = datetime.strptime(f"{start.isoformat()}{zone}", "%Y-%m-%dT%H:%M:%S%z")
        return (
            moved.astimezone(self.zone).replace(tzinfo=None),
            SECOND if parts["second"] else MINUTE,
        ), None

    def _day_first(self) -> bool | None:
        return self.orders.day_first(self.name) if self.orders else None


def _clock(parts: dict[str, str | None]) -> timedelta:
    """The time of day; 24:00 is the end of it.

    Raises:
        ValueError: there is no such time.
    """
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    second, half = int(parts["second"] or 0), parts["half"]
    if half is not None:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and minute + second):
        raise ValueError(parts)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _packed_seconds(text: str) -> tuple[Moment | None, str | None]:
    try:
        return (datetime.strptime(text, "%Y%m%d%H%M%S"), SECOND), None
    except ValueError:
        return None, f"{text!r} is not a time"
