"""``troth claims``, ``trend``, ``pledges`` and ``incidents``: what the evidence comes to."""

# Annotations stay text: looking one of them up would load what it names.
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from troth.check.duplicates import propose
from troth.check.pledge_findings import by_donor
from troth.checking.claims import check_claims
from troth.checking.evidence import Evidence
from troth.checking.trends import TrendQuestion, trend_of
from troth.cli.console import doubt, note, one_line, results
from troth.cli.output import Format
from troth.errors import SourceError, UsageError
from troth.model.incident_table import INCIDENTS
from troth.model.plain import plain
from troth.publish.claims import claim_lines
from troth.publish.pledges import print_pledges
from troth.publish.trends import trend_lines
from troth.publish.words import counted
from troth.read.pledge_mapping import pledge_mapping
from troth.read.pledges_table import read_pledges
from troth.record import Ledger
from troth.record.incidents import Incidents
from troth.record.joins import Join

RULE = "score, version 1"
"""Name and version of the rule by which duplicates are joined when a person asks for it."""


def claims(
    record: Path, agreements: Sequence[str], *, zone: str, as_of: date | None, output: Format
) -> None:
    """Print every claim of a record that can be checked, with what the evidence says.

    Raises:
        TrothError: the record or an agreement cannot be used.
    """
    found = check_claims(record, agreements, zone=zone, as_of=as_of)
    if output is not Format.TEXT:
        forms = [{"document": entry.document.id, **plain(result)} for entry, result in found]
        _write(forms, output)
        return
    for entry, result in found:
        for line in claim_lines(entry, result):
            sys.stdout.write(one_line(line) + "\n")
        sys.stdout.write("\n")
    note(f"{counted(len(found), 'claim')} that can be checked.")


def trend(record: Path, question: TrendQuestion, *, output: Format) -> None:
    """Print whether the number of incidents changed on a day.

    Raises:
        TrothError: the record cannot be used, or the question asks for what there is not.
    """
    made, counts = trend_of(record, question)
    if output is not Format.TEXT:
        _write([{"trend": plain(made), "counts": plain(counts)}], output)
        return
    for line in trend_lines(made, question.counted):
        sys.stdout.write(one_line(line) + "\n")
    if counts.wide:
        note(f"{counts.wide:,} of them are known to more than a day and count on their first.")
    if counts.undated or counts.untold:
        note(f"Not counted: {counts.undated:,} without a day, {counts.untold:,} without a number.")


def pledges(file: Path, mapping: str, *, output: Format) -> int:
    """Print what each donor of a table promised and delivered; how many issues there were.

    Raises:
        SourceError: the file or the mapping cannot be read.
    """
    own = Path(mapping) if mapping.endswith((".yaml", ".yml")) else mapping
    table, issues = read_pledges(file, pledge_mapping(own))
    donors = by_donor(table)
    if output is Format.TEXT:
        print_pledges(donors, results())
    else:
        _write([plain(donor) for donor in donors], output)
    for issue in issues:
        doubt(str(SourceError(issue.what, where=issue.where, next_step=issue.next_step)))
    return len(issues)


def duplicates(
    record: Path, *, threshold: float, join_above: float | None, by: str | None, output: Format
) -> None:
    """Print pairs of incidents that may be one event; join them only if a person names a rule.

    Raises:
        TrothError: the record cannot be used, or nobody is named who wants them joined.
    """
    if join_above is not None and not by:
        raise UsageError(
            "nobody is named who wants them joined", next_step="Say who decides: --by NAME."
        )
    with Ledger.open(record) as ledger:
        batches = Evidence(ledger).batches()
        table = pa.Table.from_batches(list(batches), schema=INCIDENTS)
    found = propose(table, threshold=threshold)
    if output is Format.TEXT:
        for item in found:
            parts = ", ".join(
                f"{name} {value:.2f}"
                for name in ("time", "distance", "target", "words")
                if (value := getattr(item, name)) is not None
            )
            line = f"{item.score:.2f} {item.first[:12]} {item.second[:12]} ({parts})"
            sys.stdout.write(line + "\n")
    else:
        _write([plain(item) for item in found], output)
    note(f"{counted(len(found), 'pair')} proposed; nothing is joined without a person or a rule.")
    if join_above is not None and by:
        chosen = [item for item in found if item.score >= join_above]
        for item in chosen:
            reason = f"score {item.score:.3f}, at least {join_above}"
            Incidents(record).join(Join(item.first, item.second, by, reason, _now(), RULE))
        note(f"{counted(len(chosen), 'pair')} joined by {by}, by the rule {RULE!r}.")


def join(record: Path, first: str, second: str, *, by: str, reason: str) -> None:
    """Write down that a person takes two incidents for one event.

    Raises:
        TrothError: there are no such incidents.
    """
    with Ledger.open(record) as ledger:
        ids: list[str] = []
        for batch in Evidence(ledger).batches(columns=["id"]):
            ids += batch["id"].to_pylist()
    one, other = (_whole(beginning, ids) for beginning in (first, second))
    Incidents(record).join(Join(one, other, by, reason, _now()))
    note(f"{one[:12]} and {other[:12]} are one event, says {by}.")


def _whole(beginning: str, ids: Sequence[str]) -> str:
    found = sorted({item for item in ids if item.startswith(beginning)})
    if len(beginning) < 8 or len(found) != 1:
        raise UsageError(
            f"{len(found)} incidents can be told by {beginning!r}",
            next_step="Give at least 8 characters of the id of one.",
        )
    return found[0]


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _write(forms: Sequence[object], output: Format) -> None:
    if output is Format.JSON:
        sys.stdout.write(json.dumps(list(forms), ensure_ascii=False, indent=2) + "\n")
        return
    for form in forms:
        sys.stdout.write(json.dumps(form, ensure_ascii=False) + "\n")
