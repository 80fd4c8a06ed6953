"""Findings: one term, under one reading, held against the evidence, with its proof."""

from dataclasses import dataclass
from enum import StrEnum

from troth.model.agreement import Pledge
from troth.model.truth import Truth, every


class Verdict(StrEnum):
    """What a finding says; the glossary defines each word."""

    KEPT = "kept"
    BREACHED = "breached"
    ALLEGED = "alleged"
    DISPUTED = "disputed"
    UNDETERMINED = "undetermined"
    NOT_OBSERVED = "not_observed"


TESTS = ("act", "target", "area", "window", "party")
"""The five tests of an incident against a term, in the order in which they are told."""


@dataclass(frozen=True)
class FiveTests:
    """The outcome of the five tests."""

    act: Truth
    target: Truth
    area: Truth
    window: Truth
    party: Truth

    @property
    def all(self) -> Truth:
        """Whether the incident falls under the term."""
        return every((self.act, self.target, self.area, self.window, self.party))


@dataclass(frozen=True)
class Evidence:
    """One incident that falls, or may fall, under a term.

    Attributes:
        incident: its content id.
        tests: the five tests.
        source: the feed, with ``row``, ``file`` and ``line`` of the row, or ``document`` and
            ``span`` of the text.
        family: sources of one family are not independent of each other.
        by: who is said to have done it: all of them or, without ``by_all``, one of them.
        reported_by: who says so.
        partial: whether only parties to the conflict, or their voices, say so.
        denied_by: who denies it.
        machine: coded by a machine, and accepted by no person.
        start, end: when it happened, ISO 8601, as the table of incidents has it.
        place: where, as the source names it.
        url: where the report was published.
        event: the incident as which it counts, where people or a rule have joined several.
    """

    incident: str
    tests: FiveTests
    source: str
    row: str
    file: str
    line: int | None
    family: str
    by: tuple[str, ...] = ()
    by_all: bool = True
    reported_by: tuple[str, ...] = ()
    partial: Truth = Truth.NO
    denied_by: tuple[str, ...] = ()
    machine: bool = False
    start: str | None = None
    end: str | None = None
    place: str | None = None
    url: str | None = None
    document: str | None = None
    span: tuple[int, int] | None = None
    event: str | None = None


@dataclass(frozen=True)
class SourceActivity:
    """How much one source told in a period and an area.

    Attributes:
        source: the feed.
        rows: rows of any kind that it has there and then.
        days: days of the period on which it reported anything.
        of_days: days of the period.
        usual_per_day: its rows a day, outside of the period, in the same area; None if unknown.
        first, last: first and last day on which it reported anything at all, ISO 8601.
    """

    source: str
    rows: int
    days: int
    of_days: int
    usual_per_day: float | None
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Coverage:
    """Whether anybody was looking, from the sources' own activity.

    Attributes:
        cells: pairs of a day and a district in the period and area.
        observed: of them, those in which some source that can see such acts was reporting.
        sources: each source's activity.
        gaps: spans of days without any report, as ISO days ``(first, last)``.
        note: what limits the figure, in plain words.
    """

    cells: int
    observed: int
    sources: tuple[SourceActivity, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def share(self) -> float:
        """The observed share of the cells; 0 when there are none."""
        return self.observed / self.cells if self.cells else 0.0


@dataclass(frozen=True)
class Finding:
    """One term, for one bearer, a period and a reading, against the evidence.

    Attributes:
        agreement: id of the agreement, with its ``version`` and the ``agreement_hash`` of its form.
        term: id of the term.
        kind: obligation or prohibition.
        reading: whose reading.
        bearer: id of the party.
        since, until: the period that was checked, ISO 8601, in the zone of the term.
        as_of: what was known by then, ISO 8601.
        verdict: the outcome.
        reasons: codes that say why, for ``explain``.
        evidence: every incident that falls or may fall under the term, ordered by time and id.
        coverage: whether anybody was looking.
        independent: families of sources, apart from the parties, behind what falls under it.
        rules: version of the rules by which the verdict follows from the rest.
        zone: of the clock times of ``since``, ``until`` and ``window``.
        window: the times that were checked, suspensions left out, as pairs of bounds.
        due: the term's own time was over.
        binds: every condition of the term is met, or that cannot be told.
        pledge: for a pledge, what was promised, allocated and delivered.
    """

    agreement: str
    version: int
    agreement_hash: str
    term: str
    kind: str
    reading: str
    bearer: str
    since: str | None
    until: str | None
    as_of: str
    verdict: Verdict
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    coverage: Coverage
    independent: tuple[str, ...] = ()
    rules: str = "1"
    zone: str = "UTC"
    window: tuple[tuple[str | None, str | None], ...] = ()
    due: bool = True
    binds: Truth = Truth.YES
    pledge: Pledge | None = None
