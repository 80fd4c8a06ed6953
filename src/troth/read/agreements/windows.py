"""Windows of time as a file gives them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from troth.model.agreement import Extension, Suspension, Window
from troth.read.agreements.base import Form
from troth.read.agreements.faults import Path, Trouble
from troth.read.agreements.words import Bound, Clock, Day, Id, Zone, problem

ONE_DAY = timedelta(days=1)

_WITH_OFFSET = "Give the moment with its distance from UTC, such as 2025-10-26T03:30+02:00."


class _Ending(Form):
    """What gives its last day, or the first moment after it."""

    through: Day | None = Field(None, description="the last day, inclusive")
    until: Bound | None = Field(None, description="the first day or moment that is outside")

    @property
    def end(self) -> date | datetime | None:
        """The first day or moment outside, however the file gives it."""
        return self.until if self.through is None else self.through + ONE_DAY

    @property
    def end_key(self) -> str:
        """The key that gives it."""
        return "until" if self.through is None else "through"


class ExtensionForm(_Ending):
    """A later end that was agreed."""

    source: Id | None = Field(None, description="id of the source that tells of it")

    @model_validator(mode="after")
    def _has_one_end(self) -> "ExtensionForm":
        if (self.through is None) == (self.until is None):
            raise problem(Trouble((), "needs either “through” or “until”"))
        return self


class SuspensionForm(_Ending):
    """A time within a window in which the term did not hold."""

    since: Bound = Field(alias="from", description="its first day or moment")
    source: Id | None = Field(None, description="id of the source that tells of it")

    @model_validator(mode="after")
    def _has_one_end(self) -> "SuspensionForm":
        if self.through is not None and self.until is not None:
            raise problem(Trouble(("until",), "stands beside “through”: one of them is enough"))
        return self


class WindowForm(_Ending):
    """When a term holds: from its first day or moment, for as long as the file tells."""

    since: Bound | None = Field(None, alias="from", description="its first day or moment")
    for_days: int | None = Field(
        None, ge=1, le=100_000, description="so many whole days from its start"
    )
    zone: Zone = Field("UTC", description="time zone of its days and clock times (IANA name)")
    day_ends: Clock | None = Field(None, description="when a day ends, if not at midnight")
    extensions: tuple[ExtensionForm, ...] = Field((), description="later ends, as agreed")
    suspensions: tuple[SuspensionForm, ...] = Field((), description="times in which it rests")

    @model_validator(mode="after")
    def _is_a_window(self) -> "WindowForm":
        troubles = list(self._ends()) or list(window_troubles(self))
        if troubles:
            raise problem(*troubles)
        return self

    def _ends(self) -> Iterator[Trouble]:
        told = [key for key in ("through", "until", "for_days") if getattr(self, key) is not None]
        if len(told) > 1:
            what = f"stands beside “{told[0]}”: one of them is enough"
            yield Trouble((told[1],), what)
        if self.for_days is not None and self.since is None:
            yield Trouble(("for_days",), "counts from no start", next_step="Add “from”.")

    @property
    def end(self) -> date | datetime | None:
        """The first day or moment outside, without its extensions."""
        if self.for_days is None or self.since is None:
            return super().end
        return self._clock(self.since) + timedelta(days=self.for_days)

    @property
    def end_key(self) -> str:
        """The key that gives it."""
        return super().end_key if self.for_days is None else "for_days"

    def _clock(self, bound: date | datetime) -> date | datetime:
        """The bound on the zone's clocks, where thirty days end at the hour they began."""
        if isinstance(bound, datetime) and bound.tzinfo is not None:
            return bound.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return bound

    def value(self) -> Window:
        """The window itself."""
        return Window(
            start=self.since,
            until=self.end,
            zone=self.zone,
            day_ends=self.day_ends,
            extensions=tuple(
                Extension(item.end, item.source) for item in self.extensions if item.end
            ),
            suspensions=tuple(
                Suspension(item.since, item.end, item.source) for item in self.suspensions
            ),
        )


def window_troubles(form: WindowForm) -> list[Trouble]:
    """Everything that makes a window no window: its ends, its pauses, its clock times."""
    window = form.value()
    return [*_clocks(form, window), *_order(form, window), *_pauses(form, window)]


def _bounds(form: WindowForm) -> Iterator[tuple[Path, date | datetime]]:
    """Every bound that a file gives, where it stands there."""
    if form.since is not None:
        yield ("from",), form.since
    if form.end is not None:
        yield (form.end_key,), form.end
    for number, extension in enumerate(form.extensions):
        if extension.end is not None:
            yield ("extensions", number, extension.end_key), extension.end
    for number, pause in enumerate(form.suspensions):
        yield ("suspensions", number, "from"), pause.since
        if pause.end is not None:
            yield ("suspensions", number, pause.end_key), pause.end


def _clocks(form: WindowForm, window: Window) -> Iterator[Trouble]:
    """Bounds at a clock time that the zone skips or has twice, as its clocks are changed.

    A whole day is never one: it begins with the change where its midnight is skipped, and at the
    first of two midnights.
    """
    zone = ZoneInfo(window.zone)
    for path, bound in _bounds(form):
        told = isinstance(bound, datetime) or window.day_ends is not None
        moment = window.moment(bound)
        if moment is None or not told or (isinstance(bound, datetime) and bound.tzinfo):
            continue
        first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        if first != second:
            again = first is not None and second is not None and first > second
            how = "comes twice" if again else "is skipped"
            what = f"{moment:%Y-%m-%d %H:%M} {how} in {window.zone}, as the clocks are changed"
            yield Trouble(path, what, next_step=_WITH_OFFSET)


def _order(form: WindowForm, window: Window) -> Iterator[Trouble]:
    """A window must end after it starts, and an extension after the end before it."""
    start, end = window.moment(window.start), window.moment(window.until)
    if start is not None and end is not None and end <= start:
        yield Trouble((form.end_key,), "the window ends before it starts, or as it starts")
    ends = [window.until, *(item.until for item in window.extensions)]
    for number, (before, after) in enumerate(pairwise(ends)):
        path: Path = ("extensions", number)
        if before is None:
            yield Trouble(path, "extends a window without an end", next_step="Add its first end.")
        elif _at(window, after) <= _at(window, before):
            yield Trouble(path, "is no later than the end that it extends")


def _pauses(form: WindowForm, window: Window) -> Iterator[Trouble]:
    """A suspension lies within its window and ends after it starts."""
    start, end = window.moment(window.start), window.moment(window.end)
    for number, pause in enumerate(window.suspensions):
        since, until = _at(window, pause.since), window.moment(pause.until)
        path: Path = ("suspensions", number)
        if until is not None and until <= since:
            key = form.suspensions[number].end_key
            yield Trouble((*path, key), "the suspension ends before it starts, or as it starts")
        if (start is not None and since < start) or (end is not None and since >= end):
            yield Trouble((*path, "from"), "the suspension starts outside the window")
        elif until is not None and end is not None and until > end:
            key = form.suspensions[number].end_key
            yield Trouble((*path, key), "the suspension ends after the window")


def _at(window: Window, bound: date | datetime | None) -> datetime:
    moment = window.moment(bound)
    if moment is None:
        raise ValueError("a bound that is told was asked for")
    return moment
