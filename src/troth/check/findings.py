"""Findings: the matches of a check put together, with everything that the verdict rests on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from troth.check.checks import Check
from troth.check.pledge_findings import pledge_verdict
from troth.check.reporters import is_partial
from troth.check.verdicts import RULES, verdict
from troth.model.agreement import Agreement, Interval, TermKind
from troth.model.finding import TESTS, Coverage, Evidence, Finding, FiveTests, Verdict
from troth.model.truth import Truth

EVIDENCE_COLUMNS = (
    "id",
    "source",
    "family",
    "row",
    "file",
    "line",
    "by",
    "by_all",
    "start",
    "end",
    "place",
    "reported_by",
    "denied_by",
    "machine",
    "url",
    "document",
    "span_start",
    "span_end",
)
"""The columns of the table of incidents that a proof shows."""


def find(  # noqa: PLR0913 - what findings are made from
    checks: Sequence[Check],
    matches: pa.Table,
    rows: pa.Table,
    *,
    coverage: Callable[[Check], Coverage],
    hashes: Mapping[tuple[str, int], str],
    events: Mapping[str, str],
    as_of: date,
) -> list[Finding]:
    """One finding for each check, in their order.

    Args:
        checks: what was asked.
        matches: as ``troth.check.match`` gives them; the column ``check`` counts into ``checks``.
        rows: the incidents that the matches name, with the columns of ``EVIDENCE_COLUMNS``.
        coverage: whether anybody was looking, for a check.
        hashes: of each agreement, by id and version.
        events: for joined incidents, the event of each.
        as_of: the day up to which anything was known.

    The order of matches and rows makes no difference.
    """
    told = {row["id"]: row for row in rows.select(list(EVIDENCE_COLUMNS)).to_pylist()}
    grouped: dict[int, list[Evidence]] = {}
    for match in matches.to_pylist():
        check = checks[match["check"]]
        item = _evidence(match, told[match["incident"]], check.agreement, events)
        grouped.setdefault(match["check"], []).append(item)
    return [
        _finding(check, grouped.get(index, []), coverage(check), hashes, as_of)
        for index, check in enumerate(checks)
    ]


def rejudged(finding: Finding) -> Finding:
    """The finding with its verdict made, or made again, from its own proof.

    A pledge is judged by what is known of its amounts: no incident tells of a delivery.
    """
    if finding.pledge:
        made, reasons = pledge_verdict(finding.pledge, date.fromisoformat(finding.as_of))
        if finding.binds is not Truth.YES and made is not Verdict.UNDETERMINED:
            made, reasons = Verdict.UNDETERMINED, ("condition_unknown", *reasons)
    else:
        kind = TermKind(finding.kind)
        made, reasons = verdict(
            kind, finding.evidence, finding.coverage, due=finding.due, binds=finding.binds
        )
    return replace(
        finding,
        verdict=made,
        reasons=reasons,
        independent=independent(finding.evidence),
        rules=RULES,
    )


def says_the_same(item: Evidence, row: Mapping[str, object]) -> bool:
    """Whether evidence tells of an incident what its row in the table tells.

    A row that a newer import has changed is no more in the table, and so not compared.

    Args:
        item: of a finding.
        row: with the columns of ``EVIDENCE_COLUMNS``.
    """
    told = _told(row)
    return all(getattr(item, name) == value for name, value in told.items())


def independent(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The families of sources, apart from parties and machines, behind what surely falls in."""
    return tuple(
        sorted(
            {
                item.family
                for item in evidence
                if item.tests.all is Truth.YES and item.partial is Truth.NO and not item.machine
            }
        )
    )


def _finding(
    check: Check,
    evidence: list[Evidence],
    coverage: Coverage,
    hashes: Mapping[tuple[str, int], str],
    as_of: date,
) -> Finding:
    agreement = check.agreement
    ordered = tuple(sorted(evidence, key=lambda item: (item.start or "", item.incident)))
    found = Finding(
        agreement=agreement.id,
        version=agreement.version,
        agreement_hash=hashes[agreement.id, agreement.version],
        term=check.term.id,
        kind=check.term.kind.value,
        reading=check.reading,
        bearer=check.bearer,
        since=_written(check.intervals[0].start),
        until=_written(check.intervals[-1].end),
        as_of=as_of.isoformat(),
        verdict=Verdict.UNDETERMINED,
        reasons=(),
        evidence=() if check.term.pledge else ordered,
        coverage=coverage,
        zone=check.zone,
        window=tuple(_pair(interval) for interval in check.intervals),
        due=check.due,
        binds=check.binds,
        pledge=check.term.pledge,
    )
    return rejudged(found)


def _pair(interval: Interval) -> tuple[str | None, str | None]:
    return _written(interval.start), _written(interval.end)


def _evidence(
    match: Mapping[str, int],
    row: Mapping[str, object],
    agreement: Agreement,
    events: Mapping[str, str],
) -> Evidence:
    identity = str(row["id"])
    told = _told(row)
    reporters, family = _names(row["reported_by"]), str(row["family"])
    return Evidence(
        incident=identity,
        tests=FiveTests(**{name: Truth(match[name]) for name in TESTS}),
        partial=is_partial(reporters, family, agreement),
        event=events.get(identity),
        **told,
    )


def _told(row: Mapping[str, object]) -> dict[str, Any]:
    """What a row of the table tells, as evidence has it."""
    return {
        "source": str(row["source"]),
        "row": str(row["row"]),
        "file": str(row["file"]),
        "line": _whole(row["line"]),
        "family": str(row["family"]),
        "by": _names(row["by"]),
        "by_all": bool(row["by_all"]),
        "reported_by": _names(row["reported_by"]),
        "denied_by": _names(row["denied_by"]),
        "machine": bool(row["machine"]),
        "start": _written(row["start"]),
        "end": _written(row["end"]),
        "place": _text(row["place"]),
        "url": _text(row["url"]),
        "document": _text(row["document"]),
        "span": _span(row["span_start"], row["span_end"]),
    }


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _span(start: object, end: object) -> tuple[int, int] | None:
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _written(moment: object) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else None
