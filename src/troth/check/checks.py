"""What is to be checked: one term, under one reading, for one bearer, in a period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from troth.errors import UsageError
from troth.model.agreement import AS_WRITTEN, Agreement, Interval, Term, TermKind, Window, utc
from troth.model.truth import Truth, every


@dataclass(frozen=True)
class Check:
    """One question to the evidence.

    Attributes:
        agreement: the version that the term is of.
        term: as the reading has it.
        reading: whose reading.
        bearer: id of the party.
        intervals: the times that are asked about, as naive clock times in ``zone``.
        zone: of the term's window; UTC when the term has none.
        due: the term's own time is over, as far as it is known.
    """

    agreement: Agreement
    term: Term
    reading: str
    bearer: str
    intervals: tuple[Interval, ...]
    zone: str = "UTC"
    due: bool = True

    @property
    def binds(self) -> Truth:
        """Whether the term binds: it cannot be told while a condition may not be met."""
        return every(condition.met for condition in self.term.conditions)

    def intervals_utc(self) -> tuple[Interval, ...]:
        """The same times as naive UTC."""
        return utc(self.intervals, self.zone)


@dataclass(frozen=True)
class Unchecked:
    """A term that is not checked, and why, in plain words."""

    agreement: str
    version: int
    term: str
    why: str


@dataclass(frozen=True)
class Period:
    """Days that a check is limited to: from ``since`` to the end of ``until``; None: no limit."""

    since: date | None = None
    until: date | None = None


def checks_of(
    agreements: Sequence[Agreement],
    *,
    reading: str | None = None,
    period: Period | None = None,
    today: date,
) -> tuple[list[Check], list[Unchecked]]:
    """Every check that agreements ask for, in their order, and the terms that ask for none.

    A version counts until the next version of the same agreement came into force. Days that are
    still to come are not asked about. A term that nobody reads differently is checked as written.

    Args:
        agreements: any versions of any agreements.
        reading: only under this reading; under each one if not given.
        period: only about these days.
        today: the last day that anything can be known of.

    Raises:
        UsageError: no agreement has that reading.
    """
    if reading is not None and not any(reading in item.readings for item in agreements):
        known = sorted({name for item in agreements for name in item.readings})
        raise UsageError(
            f"no agreement has a reading {reading!r}",
            next_step=f"There are: {', '.join(known)}." if known else "Name an agreement.",
        )
    _refuse_twins(agreements)
    checks: list[Check] = []
    unchecked: list[Unchecked] = []
    for agreement in agreements:
        if reading is not None and reading not in agreement.readings:
            continue
        end = _end_of_version(agreement, agreements)
        for term in agreement.terms:
            why = _not_checked(agreement, term)
            if why:
                unchecked.append(Unchecked(agreement.id, agreement.version, term.id, why))
                continue
            own = tuple(item.id for item in term.readings) or (AS_WRITTEN,)
            for name in own if reading is None else (reading,):
                read = term.under(name)
                unmet = [item for item in read.conditions if item.met is Truth.NO]
                if unmet:
                    why = f"its condition is not met (reading {name}): {unmet[0].text}"
                    unchecked.append(Unchecked(agreement.id, agreement.version, term.id, why))
                    continue
                bound = _bound(agreement, read, end, period or Period(), today)
                if not bound.intervals:
                    why = f"no day of it lies in the time asked about (reading {name})"
                    unchecked.append(Unchecked(agreement.id, agreement.version, term.id, why))
                    continue
                checks += [replace(bound, reading=name, bearer=bearer) for bearer in term.bearers]
    return checks, unchecked


def _refuse_twins(agreements: Sequence[Agreement]) -> None:
    seen: set[tuple[str, int]] = set()
    for item in agreements:
        if (item.id, item.version) in seen:
            raise UsageError(
                f"version {item.version} of {item.id} is there twice",
                next_step="Take one of the files away, or give it another version.",
            )
        seen.add((item.id, item.version))


def _not_checked(agreement: Agreement, term: Term) -> str | None:
    if agreement.draft:
        return "the agreement is a draft that no person has accepted"
    if agreement.in_force is None:
        return "the agreement has not come into force"
    if term.missing:
        names = ", ".join(agreement.party(party).name for party in term.missing)
        return f"it binds nobody: not accepted by {names}"
    if term.kind is TermKind.PERMISSION:
        return "it is a permission: nothing that its bearer does can breach it"
    return None


def _end_of_version(agreement: Agreement, agreements: Iterable[Agreement]) -> date | None:
    later = [
        other.in_force
        for other in agreements
        if other.id == agreement.id
        and other.version > agreement.version
        and other.in_force
        and not other.draft
    ]
    return min([*later, *([agreement.ended] if agreement.ended else [])], default=None)


def _bound(
    agreement: Agreement, term: Term, end: date | None, period: Period, today: date
) -> Check:
    window = term.window or Window(agreement.in_force, None)
    whole = window.intervals()
    last = window.moment(today + timedelta(days=1))
    limits = Interval(
        window.moment(period.since),
        min(
            moment
            for moment in (
                last,
                window.moment(end),
                window.moment(period.until + timedelta(days=1)) if period.until else None,
            )
            if moment is not None
        ),
    )
    met = tuple(part for interval in whole if (part := _met(interval, limits)))
    over = window.moment(window.end)
    due = over is not None and last is not None and over <= last
    return Check(agreement, term, "", "", met, window.zone, due)


def _met(one: Interval, other: Interval) -> Interval | None:
    """The time that lies in both, or None when there is none."""
    starts = [moment for moment in (one.start, other.start) if moment is not None]
    ends = [moment for moment in (one.end, other.end) if moment is not None]
    met = Interval(max(starts, default=None), min(ends, default=None))
    if met.start is not None and met.end is not None and met.start >= met.end:
        return None
    return met


def days_of(intervals: Iterable[Interval]) -> list[date]:
    """Every day that intervals touch, in order; none of one without a start or an end."""
    found: set[date] = set()
    for interval in intervals:
        if interval.start is None or interval.end is None:
            continue
        day = interval.start.date()
        while datetime.combine(day, time()) < interval.end:
            found.add(day)
            day += timedelta(days=1)
    return sorted(found)
