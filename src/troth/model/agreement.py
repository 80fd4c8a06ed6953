"""Agreements as terms that a program can check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from troth.model.reading import Amount
from troth.model.truth import Truth

AS_WRITTEN = "as_written"
"""The reading of a term that nobody disputes: what its own text says."""


class TermKind(StrEnum):
    """What a term does to its bearers."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"


class AreaKind(StrEnum):
    """How an area is given."""

    PLACE = "place"
    LAYER = "layer"
    POLYGON = "polygon"
    LINE = "line"
    POINT = "point"


class Side(StrEnum):
    """Which side of a line, seen along it from its first point to its last."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Citation:
    """A source of an agreement, a term or a reading.

    Attributes:
        id: the name by which the agreement's file refers to it.
        title: what it is called.
        url: where it was published.
        publisher: who published it.
        published: the day.
        document: content id of the document, when a record holds it.
        span: ``(start, end)`` in code points of that document.
    """

    id: str
    title: str
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    document: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Party:
    """Somebody whom an agreement binds or concerns.

    Attributes:
        id: the name by which terms refer to it.
        name: in full.
        names: every form under which sources know it, its forces among them.
        voices: names of sources that speak for it: ministries, state agencies, officials.
        in_conflict: it fights; what only such a party says is an allegation.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    in_conflict: bool = True


@dataclass(frozen=True)
class Extension:
    """A later end that was agreed. ``until`` is the first moment or day that is no more inside."""

    until: date | datetime
    source: str | None = None


@dataclass(frozen=True)
class Suspension:
    """A time within a window in which the term did not hold: ``[since, until)``."""

    since: date | datetime
    until: date | datetime | None
    source: str | None = None


@dataclass(frozen=True)
class Interval:
    """Time from ``start`` to before ``end``; None is without limit. Naive: clock of a zone."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True)
class Window:
    """When a term holds.

    A bound given as a day means the whole of it, in ``zone``; the day D of an agreement whose days
    end at 19:30 is the time from 19:30 of the day before to 19:30 of D.

    Attributes:
        start: first day or moment; None when it has held without a known beginning.
        until: first day or moment that is outside; None when no end was agreed.
        zone: name of a time zone of the IANA data base.
        day_ends: when a day ends, as clock time in the zone; None at midnight.
        extensions: later ends, in the order in which they were agreed.
        suspensions: times in which it did not hold.
    """

    start: date | datetime | None
    until: date | datetime | None
    zone: str = "UTC"
    day_ends: time | None = None
    extensions: tuple[Extension, ...] = ()
    suspensions: tuple[Suspension, ...] = ()

    def moment(self, bound: date | datetime | None) -> datetime | None:
        """The clock time in the zone, naive, at which a bound lies: a day counts from its start."""
        if bound is None:
            return None
        if isinstance(bound, datetime):
            return self._clock(bound)
        midnight = datetime.combine(bound, time())
        if self.day_ends is None:
            return midnight
        return datetime.combine(bound - timedelta(days=1), self.day_ends)

    def _clock(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            return moment
        return moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    @property
    def end(self) -> date | datetime | None:
        """The end with every extension counted: the last one agreed is the one that counts."""
        return self.extensions[-1].until if self.extensions else self.until

    def intervals(self) -> tuple[Interval, ...]:
        """The times in which the term holds, suspensions cut out, in order, as naive clock times.

        They are clock times of the zone, so that a day across a change of the clocks is the day
        that people lived through, of 23 or 25 hours.
        """
        whole = [Interval(self.moment(self.start), self.moment(self.end))]
        for pause in self.suspensions:
            cut = Interval(self.moment(pause.since), self.moment(pause.until))
            whole = [part for interval in whole for part in _without(interval, cut)]
        return tuple(whole)

    def intervals_utc(self) -> tuple[Interval, ...]:
        """The same times as naive UTC.

        A clock time that the zone skips counts from the change on, one that it has twice from its
        first occurrence, as PEP 495 has it for ``fold=0``.
        """
        return utc(self.intervals(), self.zone)


def utc(intervals: Iterable[Interval], zone: str) -> tuple[Interval, ...]:
    """Naive clock times of a zone as naive UTC."""
    there = ZoneInfo(zone)
    return tuple(Interval(_utc(item.start, there), _utc(item.end, there)) for item in intervals)


def _utc(clock: datetime | None, zone: ZoneInfo) -> datetime | None:
    if clock is None:
        return None
    return clock.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def _without(interval: Interval, cut: Interval) -> list[Interval]:
    parts = []
    if cut.start is not None and (interval.start is None or interval.start < cut.start):
        end = cut.start if interval.end is None else min(interval.end, cut.start)
        parts.append(Interval(interval.start, end))
    if cut.end is not None and (interval.end is None or cut.end < interval.end):
        start = cut.end if interval.start is None else max(interval.start, cut.end)
        parts.append(Interval(start, interval.end))
    return parts


Position = tuple[float, float]
"""Longitude and latitude in degrees, in this order, as GeoJSON has it (RFC 7946)."""


@dataclass(frozen=True)
class Area:
    """A part of the world: one shape. An area of several is a tuple of them, their union.

    Attributes:
        of: how it is given.
        layer: the layer of places that it is taken from, for a place or a layer.
        name: of the one feature of the layer, for a place.
        rings: of a polygon: its outline and then its holes, each closed; in degrees.
        line: of a line or, with one position, a point.
        within_m: it reaches so many metres beyond; for a line, to each side asked for.
        side: of a line.
    """

    of: AreaKind
    layer: str | None = None
    name: str | None = None
    rings: tuple[tuple[Position, ...], ...] = ()
    line: tuple[Position, ...] = ()
    within_m: float = 0.0
    side: Side = Side.BOTH


@dataclass(frozen=True)
class Target:
    """What an act is done to: of a class, or named, or near a place of a layer.

    Attributes:
        classes: kinds of target; any of them.
        names: names of single targets; any of them.
        layer: a layer of places.
        within_m: how near to a place of the layer, in metres, counts as at it.
        complete: the layer holds all such places, so that far from all of them is a "no". Else
            it cannot be told.
    """

    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    layer: str | None = None
    within_m: float = 0.0
    complete: bool = False


@dataclass(frozen=True)
class Condition:
    """What a term depends on, and whether it is met as far as its writer knows."""

    text: str
    met: Truth = Truth.UNKNOWN
    source: str | None = None


@dataclass(frozen=True)
class Pledge:
    """An amount of money or goods, of which promised, allocated and delivered are apart.

    Attributes:
        promised: what was announced.
        allocated: what was set aside; None when unknown.
        delivered: what arrived; None when unknown.
        deadline: the last day for it; None when none was named.
    """

    promised: Amount | None
    allocated: Amount | None = None
    delivered: Amount | None = None
    deadline: date | None = None


@dataclass(frozen=True)
class TermReading:
    """How one holder understands a term, where it differs from what is written.

    Attributes:
        id: its name; checks are asked for by it.
        holder: whose reading it is.
        source: the citation that shows it.
        note: in the writer's own plain words, what differs.
        act, target, area, window, conditions: in place of the term's own, where not None.
    """

    id: str
    holder: str
    source: str | None = None
    note: str | None = None
    act: str | None = None
    target: Target | None = None
    area: tuple[Area, ...] | None = None
    window: Window | None = None
    conditions: tuple[Condition, ...] | None = None


@dataclass(frozen=True)
class Term:
    """One thing that an agreement says somebody must, must not or may do.

    Attributes:
        id: unique in its agreement.
        kind: obligation, prohibition or permission.
        bearers: ids of the parties whose doing it is about.
        beneficiaries: ids of the parties to whom it is owed.
        act: a kind of act.
        target: what the act is done to; None for anything.
        area: the union of shapes where it holds; empty for everywhere.
        window: when it holds; None when the text says nothing of time.
        conditions: what it depends on.
        needs: ids of the parties who must have accepted for it to bind anybody.
        accepted_by: ids of the parties who have.
        pledge: amounts and deadline, for a pledge.
        text: what it says, in the writer's own plain words.
        sources: ids of citations.
        readings: where holders differ.
    """

    id: str
    kind: TermKind
    bearers: tuple[str, ...]
    act: str
    text: str
    beneficiaries: tuple[str, ...] = ()
    target: Target | None = None
    area: tuple[Area, ...] = ()
    window: Window | None = None
    conditions: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    accepted_by: tuple[str, ...] = ()
    pledge: Pledge | None = None
    sources: tuple[str, ...] = ()
    readings: tuple[TermReading, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Parties who would have to accept and have not; nobody is bound while there are any."""
        return tuple(party for party in self.needs if party not in self.accepted_by)

    def under(self, reading: str) -> "Term":
        """The term as one reading has it; as it is written where that reading says nothing."""
        for item in self.readings:
            if item.id == reading:
                changed = {
                    name: value
                    for name in ("act", "target", "area", "window", "conditions")
                    if (value := getattr(item, name)) is not None
                }
                return replace(self, **changed)
        return self


@dataclass(frozen=True)
class Agreement:
    """A version of an agreement.

    Attributes:
        id: its name, the same for all its versions.
        version: counted from one.
        title: what it is called.
        in_force: the day on which this version came into force; None when it never has.
        ended: the first day on which it was no more in force, when that is known.
        parties: whom it binds or concerns.
        sources: what it was written from.
        terms: what it says.
        draft: it was proposed by a program and no person has accepted it yet.
        accepted: who accepted it and when, for one that was a draft.
    """

    id: str
    version: int
    title: str
    in_force: date | None
    parties: tuple[Party, ...]
    sources: tuple[Citation, ...]
    terms: tuple[Term, ...]
    ended: date | None = None
    draft: bool = False
    accepted: tuple[str, date] | None = None

    def party(self, party_id: str) -> Party:
        """The party of that id.

        Raises:
            KeyError: there is none.
        """
        for party in self.parties:
            if party.id == party_id:
                return party
        raise KeyError(party_id)

    def term(self, term_id: str) -> Term:
        """The term of that id.

        Raises:
            KeyError: there is none.
        """
        for term in self.terms:
            if term.id == term_id:
                return term
        raise KeyError(term_id)

    @property
    def readings(self) -> tuple[str, ...]:
        """Every reading under which it can be checked; ``as_written`` when nobody differs."""
        return reading_ids(self.terms)


def reading_ids(terms: Sequence[Term]) -> tuple[str, ...]:
    """The readings that terms carry, in the order of the text, or only ``as_written``."""
    found = dict.fromkeys(item.id for term in terms for item in term.readings)
    return tuple(found) or (AS_WRITTEN,)
