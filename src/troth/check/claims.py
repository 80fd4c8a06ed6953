"""Claims held against the table of incidents: supported, contradicted, or cannot be told.

A claim becomes a prohibition of what it says did not happen (or of what it counts), and is matched
as the terms of an agreement are; there is no second implementation of the tests. Words leave open
when exactly: "since Tuesday" may or may not have the Tuesday in it, and a text of Thursday does
not tell its hour. So a claim is asked about twice, in the longest time that its words can mean and
in the time that they mean in any case.

- **Contradicted**: a row certainly falls under it in the narrowest time, told by a source that is
  independent of the claimant and of the parties, and nobody denies it.
- **Supported**: no row falls, or may fall, under it in the longest time, and the sources were
  looking on at least ``ENOUGH_COVERAGE`` of the days. Silence alone supports nothing.
- **Cannot be told**: everything else.

A counted claim is held against the figures of each source: what its rows certainly come to, and
what they may come to. Every independent source must agree for it to be supported, and every one
must differ for it to be contradicted; where there is none, other figures can only support it, and
the result says when they are the claimant's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pyarrow as pa

from troth.check.checks import Check
from troth.check.findings import EVIDENCE_COLUMNS, find
from troth.check.reporters import is_partial
from troth.check.verdicts import ENOUGH_COVERAGE
from troth.model.agreement import (
    AS_WRITTEN,
    Agreement,
    Interval,
    Party,
    Target,
    Term,
    TermKind,
    TermReading,
    Window,
)
from troth.model.claim import (
    ClaimKind,
    ClaimOutcome,
    ClaimQuery,
    ClaimResult,
    ClaimRow,
    Quantity,
    Total,
)
from troth.model.document import Document
from troth.model.finding import Coverage, Evidence
from troth.model.reading import Actor, Incident
from troth.model.reading_kinds import act_of, target_of
from troth.model.truth import Truth, every
from troth.model.vocabulary import IncidentKind

CLAIM = "claim"
WIDEST = "widest"
NARROWEST = "narrowest"
ANYBODY = "anybody"

CLAIM_COLUMNS = (*EVIDENCE_COLUMNS, "weapons", "weapons_stopped")
"""The columns of the table of incidents that a result shows."""

UNDERSTOOD = frozenset({IncidentKind.STRIKE, IncidentKind.CLASH, IncidentKind.BOMBING})
"""Kinds of incident whose act says what they are; the others are asked about more broadly."""

EACH_OTHER = ("each other", "one another")


def negated_claim(
    incident: Incident, document: Document, *, actors: Sequence[Actor] = (), zone: str = "UTC"
) -> ClaimQuery:
    """The question that an incident which is said not to have happened asks.

    Args:
        incident: of a reading, negated.
        document: that it was read in; its day of publication ends the time of the claim.
        actors: of the reading; the state that an unnamed claimant acts for is taken from them.
        zone: in which its days are counted.

    Raises:
        ValueError: the incident is not negated.
    """
    if not incident.negated:
        raise ValueError("only what is said not to have happened is a negated claim")
    words = incident.target.text if incident.target else None
    target = target_of(words) if words else target_of(incident.text.text)
    widest, narrowest = _times(incident.since, incident.until, document.published)
    return ClaimQuery(
        kind=ClaimKind.NEGATED,
        act=act_of(incident.kind),
        text=incident.text,
        document=document.id,
        claimant=_claimant(incident.reported_by, actors),
        parties=incident.by,
        target=target,
        widest=widest,
        narrowest=narrowest,
        reciprocal=any(form in incident.text.text.casefold() for form in EACH_OTHER),
        open=tuple(_left_open(incident, target, widest)),
        zone=zone,
    )


def claim_term(query: ClaimQuery, parties: Iterable[Party] = ()) -> Agreement:
    """A claim in the form of an agreement: one prohibition, with a reading for each time it means.

    Args:
        query: the claim.
        parties: known ones, with the names of their forces and their voices.
    """
    bound = _bound(query, tuple(parties))
    term = Term(
        id=CLAIM,
        kind=TermKind.PROHIBITION,
        bearers=tuple(party.id for party in bound.bearers),
        act=query.act,
        text=query.text.text,
        target=Target(classes=(query.target,)) if query.target else None,
        window=_window(query.widest, query.zone),
        readings=tuple(
            TermReading(name, "", window=_window(times, query.zone))
            for name, times in _readings(query)
        ),
    )
    return Agreement(
        id=CLAIM,
        version=1,
        title=query.text.text,
        in_force=None,
        parties=bound.named,
        sources=(),
        terms=(term,),
    )


def claim_checks(query: ClaimQuery, parties: Iterable[Party] = ()) -> list[Check]:
    """What is to be matched for a claim: each time that it can mean, for each of its parties."""
    agreement = claim_term(query, parties)
    (term,) = agreement.terms
    return [
        Check(
            agreement, term.under(name), name, bearer, (times or Interval(None, None),), query.zone
        )
        for name, times in _readings(query)
        for bearer in term.bearers
    ]


def claim_days(query: ClaimQuery) -> tuple[date, date] | None:
    """The days of which the coverage counts: the first, and the first that is outside.

    None when the claim has no beginning or no end.
    """
    times = query.widest
    if times is None or times.start is None or times.end is None:
        return None
    last = (times.end - timedelta(microseconds=1)).date()
    return times.start.date(), last + timedelta(days=1)


def check_claim(  # noqa: PLR0913 - what a result is made from
    query: ClaimQuery,
    matches: pa.Table,
    rows: pa.Table,
    *,
    coverage: Coverage,
    parties: Iterable[Party] = (),
    events: Mapping[str, str] | None = None,
) -> ClaimResult:
    """What the evidence says of a claim.

    The order of matches and rows makes no difference.

    Args:
        query: the claim.
        matches: what ``troth.check.match`` gives for ``claim_checks(query, parties)``.
        rows: the incidents that the matches name, with the columns of ``CLAIM_COLUMNS``.
        coverage: of the days of ``claim_days``, by sources that can see such acts.
        parties: the same as for the checks.
        events: for joined incidents, the event of each.
    """
    known = tuple(parties)
    told = _rows(query, matches, rows, known, events or {})
    if query.kind is ClaimKind.COUNTED:
        return _counted(query, told, coverage, known)
    outcome, reasons = _negated(query, told, coverage)
    return ClaimResult(query, outcome, (*reasons, *_open_reasons(query)), told, coverage)


# --- the question --------------------------------------------------------------------------------


def _left_open(incident: Incident, target: str | None, widest: Interval | None) -> list[str]:
    """Parts of the claim that are asked more broadly than its words say."""
    parts = []
    if incident.kind not in UNDERSTOOD:
        parts.append("act")
    if target is None and incident.kind is not IncidentKind.CLASH:
        parts.append("target")
    if incident.place is not None:
        parts.append("place")
    if widest is None or widest.start is None or widest.end is None:
        parts.append("time")
    return parts


def _claimant(names: Sequence[str], actors: Sequence[Actor]) -> tuple[str, ...]:
    """Who claims it, and the states or bodies that they act for."""
    behind = [state for actor in actors if actor.name in names for state in actor.acts_for]
    return tuple(dict.fromkeys([*names, *behind]))


def _times(
    since: str | None, until: str | None, published: date | None
) -> tuple[Interval | None, Interval | None]:
    """The longest time that the words can mean, and the time that they mean in any case.

    The day that "since" or "until" names may or may not belong to it, and the day of publication
    does so only in part. One day, or month, in which it did not happen is meant whole.
    """
    first, last = _span(since), _span(until)
    if first is None and last is None:
        return None, None
    told = _midnight(published)
    if first is not None and first == last:
        widest, start, stop = first, first.start, _earlier(first.end, told)
    else:
        end = last.end if last else _midnight(published, after=1)
        widest = Interval(first.start if first else None, end)
        start, stop = (first.end if first else None), _earlier(last.start if last else None, told)
    if start is None or stop is None or start >= stop:
        return widest, None
    return widest, Interval(start, stop)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _span(day: str | None) -> Interval | None:
    """The time of a day, a month or a year; None for what is none of them."""
    parts = [int(part) for part in (day or "").split("-") if part.isdecimal()]
    try:
        match parts:
            case [year]:
                start, end = date(year, 1, 1), date(year + 1, 1, 1)
            case [year, month]:
                start = date(year, month, 1)
                end = date(year + month // 12, month % 12 + 1, 1)
            case [year, month, number]:
                start = date(year, month, number)
                end = start + timedelta(days=1)
            case _:
                return None
    except (ValueError, OverflowError):
        return None
    return Interval(datetime.combine(start, time()), datetime.combine(end, time()))


def _midnight(day: date | None, *, after: int = 0) -> datetime | None:
    return None if day is None else datetime.combine(day, time()) + timedelta(days=after)


def _readings(query: ClaimQuery) -> list[tuple[str, Interval | None]]:
    if query.widest == query.narrowest:
        return [(AS_WRITTEN, query.widest)]
    if query.narrowest is None:
        return [(WIDEST, query.widest)]
    return [(WIDEST, query.widest), (NARROWEST, query.narrowest)]


def _window(times: Interval | None, zone: str) -> Window | None:
    return None if times is None else Window(times.start, times.end, zone)


@dataclass(frozen=True)
class _Bound:
    """The parties of a claim: those that it is about, and everybody whose name is to be known."""

    bearers: tuple[Party, ...]
    named: tuple[Party, ...]


def _bound(query: ClaimQuery, parties: tuple[Party, ...]) -> _Bound:
    """Names of a claim as parties; one that nobody knows is a party of that one name.

    A claim about anybody has a bearer whom no row can name, so that none is ruled out.
    """
    if not query.parties:
        anybody = Party(ANYBODY, ANYBODY, in_conflict=False)
        return _Bound((anybody,), (anybody,))
    bearers = tuple(dict.fromkeys(_party(name, parties) for name in query.parties))
    return _Bound(bearers, tuple(dict.fromkeys((*parties, *bearers))))


def _party(name: str, parties: Iterable[Party]) -> Party:
    wanted = name.casefold()
    for party in parties:
        if wanted in {form.casefold() for form in (party.id, party.name, *party.names)}:
            return party
    return Party(name, name)


# --- the rows ------------------------------------------------------------------------------------


def _rows(
    query: ClaimQuery,
    matches: pa.Table,
    rows: pa.Table,
    parties: tuple[Party, ...],
    events: Mapping[str, str],
) -> tuple[ClaimRow, ...]:
    """Every row that falls or may fall under the claim in the longest time that it can mean."""
    checks = claim_checks(query, parties)
    found = find(
        checks,
        matches,
        rows,
        coverage=lambda _: Coverage(0, 0),
        hashes={(CLAIM, 1): ""},
        events=events,
        as_of=date.min,
    )
    last = _readings(query)[-1][0]
    surely = {
        (finding.bearer, item.incident)
        for finding in found
        if finding.reading == last and query.narrowest is not None
        for item in finding.evidence
        if _falls(query, item) is Truth.YES
    }
    voices = _voices(query, parties)
    numbers = _numbers(rows)
    told = [
        ClaimRow(
            bearer=finding.bearer if query.parties else None,
            evidence=evidence,
            certain=(finding.bearer, item.incident) in surely,
            independent=_is_independent(query, evidence, voices),
            weapons=numbers[item.incident][0],
            stopped=numbers[item.incident][1],
        )
        for finding in found
        if finding.reading == checks[0].reading
        for item in finding.evidence
        for evidence in [replace(item, partial=_is_partial(item, voices.parties))]
    ]
    told.sort(key=lambda row: (row.evidence.start or "", row.evidence.incident, row.bearer or ""))
    return tuple(told)


def _falls(query: ClaimQuery, item: Evidence) -> Truth:
    """Whether a row falls under the claim; who did it is not asked where the claim names nobody."""
    tests = item.tests
    if query.parties:
        return tests.all
    return every((tests.act, tests.target, tests.area, tests.window))


def _numbers(rows: pa.Table) -> dict[str, tuple[int | None, int | None]]:
    columns = (rows.column(name).to_pylist() for name in ("id", "weapons", "weapons_stopped"))
    return {row: (weapons, stopped) for row, weapons, stopped in zip(*columns, strict=True)}


@dataclass(frozen=True)
class _Voices:
    """Whose word is not independent: the parties', and the claimant's with whom it speaks for."""

    parties: Agreement
    claimant: Agreement


def _voices(query: ClaimQuery, parties: tuple[Party, ...]) -> _Voices:
    named = _bound(query, parties).named if query.parties else parties
    own = [Party(name, name) for name in query.claimant]
    for party in named:
        alone = _agreement((replace(party, in_conflict=True),))
        if any(is_partial((name,), "", alone) is Truth.YES for name in query.claimant):
            own.append(replace(party, in_conflict=True))
    return _Voices(_agreement(named), _agreement(tuple(own)))


def _agreement(parties: tuple[Party, ...]) -> Agreement:
    return Agreement(CLAIM, 1, CLAIM, None, parties, (), ())


def _is_partial(item: Evidence, parties: Agreement) -> Truth:
    return is_partial(item.reported_by, item.family, parties)


def _is_independent(query: ClaimQuery, item: Evidence, voices: _Voices) -> bool:
    return not (
        item.machine
        or item.partial is not Truth.NO
        or item.denied_by
        or item.document == query.document
        or _is_partial(item, voices.claimant) is Truth.YES
    )


# --- what did not happen -------------------------------------------------------------------------


def _negated(
    query: ClaimQuery, rows: tuple[ClaimRow, ...], coverage: Coverage
) -> tuple[ClaimOutcome, tuple[str, ...]]:
    certain = [row for row in rows if row.certain]
    if any(row.independent for row in certain) and not query.open:
        return ClaimOutcome.CONTRADICTED, ("independent_report",)
    if rows:
        return ClaimOutcome.CANNOT_BE_TOLD, _doubts(rows, certain)
    if coverage.share < ENOUGH_COVERAGE:
        code = "nobody_looking" if coverage.observed == 0 else "gaps_in_coverage"
        return ClaimOutcome.CANNOT_BE_TOLD, (code,)
    return ClaimOutcome.SUPPORTED, ("no_incident_with_coverage",)


def _doubts(rows: Sequence[ClaimRow], certain: Sequence[ClaimRow]) -> tuple[str, ...]:
    codes = []
    if any(not row.independent for row in certain):
        codes.append("no_independent_report")
    if len(certain) < len(rows):
        codes.append("rows_that_may_fall_in")
    return tuple(codes)


def _open_reasons(query: ClaimQuery) -> tuple[str, ...]:
    return tuple(f"open_{part}" for part in query.open)


# --- what was counted ----------------------------------------------------------------------------


def _counted(
    query: ClaimQuery,
    rows: tuple[ClaimRow, ...],
    coverage: Coverage,
    parties: tuple[Party, ...],
) -> ClaimResult:
    voices = _voices(query, parties)
    others = [row for row in rows if row.evidence.document != query.document]
    totals = tuple(_totals(others, voices))
    outcome, reasons, own = _of_figures(query, others, totals)
    codes = (*reasons, *_open_reasons(query))
    return ClaimResult(query, outcome, codes, rows, coverage, totals, own)


def _of_figures(
    query: ClaimQuery, rows: Sequence[ClaimRow], totals: Sequence[Total]
) -> tuple[ClaimOutcome, tuple[str, ...], bool]:
    asked = [total for total in totals if total.independent] or list(totals)
    told = {_agrees(query, total) for total in asked}
    why = _not_comparable(query, rows, asked)
    if why is None and told == {Truth.YES}:
        own = all(total.own for total in asked)
        return ClaimOutcome.SUPPORTED, ("own_figures_only" if own else "figures_agree",), own
    if why is None and told == {Truth.NO} and asked[0].independent:
        return ClaimOutcome.CONTRADICTED, ("figures_differ",), False
    same = ("one_row_agrees",) if any(_is_same(query, row) for row in rows) else ()
    return ClaimOutcome.CANNOT_BE_TOLD, (why or _undecided(told), *same), False


def _is_same(query: ClaimQuery, row: ClaimRow) -> bool:
    """Whether a row alone certainly tells the very figures of the claim."""
    pairs = ((query.weapons, row.weapons), (query.stopped, row.stopped))
    asked = [(claimed, figure) for claimed, figure in pairs if claimed is not None]
    return row.certain and all(
        figure is not None and claimed.holds(figure) for claimed, figure in asked
    )


def _not_comparable(
    query: ClaimQuery, rows: Sequence[ClaimRow], asked: Sequence[Total]
) -> str | None:
    """Why figures cannot be held against the claim; None when they can."""
    if query.open:
        return "words_not_understood"
    if not query.parties and not _one_doer(rows):
        return "doer_not_told"
    return None if asked else "no_figures"


def _undecided(told: set[Truth]) -> str:
    if Truth.UNKNOWN in told:
        return "figures_uncertain"
    return "sources_differ" if len(told) > 1 else "no_independent_figures"


def _one_doer(rows: Sequence[ClaimRow]) -> bool:
    """Whether all rows name one doer, the same: else the figures of several would be added up."""
    return all(len(row.evidence.by) == 1 for row in rows) and (
        len({row.evidence.by[0].casefold() for row in rows if row.evidence.by}) <= 1
    )


def _totals(rows: Sequence[ClaimRow], voices: _Voices) -> list[Total]:
    """The figures of each source; a text is a source of its own, the rows of a feed add up."""
    groups: dict[tuple[str, str, str], list[ClaimRow]] = {}
    for row in rows:
        item = row.evidence
        alone = item.incident if item.document else ""
        groups.setdefault((item.source, item.family, alone), []).append(row)
    totals = []
    for (source, family, _), members in sorted(groups.items()):
        weapons = _range([(row.weapons, row.certain) for row in members])
        stopped = _range([(row.stopped, row.certain) for row in members])
        if weapons is None and stopped is None:
            continue
        own = all(_is_partial(row.evidence, voices.claimant) is Truth.YES for row in members)
        independent = all(row.independent for row in members)
        totals.append(Total(source, family, weapons, stopped, own, independent))
    return totals


def _range(figures: Sequence[tuple[int | None, bool]]) -> tuple[int, int | None] | None:
    """The fewest and the most that figures come to; a row without one may stand for any number.

    Where no row is certain to be of the claim's time, what they come to cannot be told at all.
    """
    known = [(figure, certain) for figure, certain in figures if figure is not None]
    if not known:
        return None
    if not any(certain for _, certain in known):
        return 0, None
    low = sum(figure for figure, certain in known if certain)
    high = sum(figure for figure, _ in known) if len(known) == len(figures) else None
    return low, high


def _agrees(query: ClaimQuery, total: Total) -> Truth:
    pairs = ((query.weapons, total.weapons), (query.stopped, total.stopped))
    return every(_as_claimed(claimed, found) for claimed, found in pairs if claimed is not None)


def _as_claimed(claimed: Quantity, found: tuple[int, int | None] | None) -> Truth:
    """Whether figures are as claimed: certainly, certainly not, or it cannot be told."""
    if found is None:
        return Truth.UNKNOWN
    low, high = found
    if claimed.high is not None and low > claimed.high:
        return Truth.NO
    if high is not None and claimed.low is not None and high < claimed.low:
        return Truth.NO
    at_least = claimed.low is None or low >= claimed.low
    at_most = claimed.high is None or (high is not None and high <= claimed.high)
    return Truth.YES if at_least and at_most else Truth.UNKNOWN
