"""``troth check`` and ``explain``: is it being kept, and why that is the finding."""

# Annotations stay text: looking one of them up would load what it names.
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from rich.text import Text

from troth.check.checks import Period, Unchecked
from troth.checking import Checked, check_record, find_agreements
from troth.cli.console import note, one_line, results
from troth.cli.output import Format
from troth.errors import TrothError
from troth.model.agreement import Agreement
from troth.model.agreement_form import agreement_hash
from troth.model.finding import Finding, Verdict
from troth.model.finding_form import finding_form
from troth.publish.findings import explain, print_findings
from troth.record import Ledger
from troth.record.findings import Findings


@dataclass(frozen=True)
class CheckOptions:
    """What was asked for on the command line.

    Attributes:
        agreements: files or ids; all of the record when there are none.
        record: the folder of the record.
        reading: only under this reading.
        since, until: only about these days.
        as_of: as known on that day.
        format: how findings are printed.
        jobs: how many batches are matched at the same time.
        spark: address of a cluster that matches in place of this process.
    """

    agreements: Sequence[str]
    record: Path
    reading: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    format: Format = Format.TEXT
    jobs: int = 1
    spark: str | None = None


def check(options: CheckOptions) -> set[Verdict]:
    """Hold agreements against the record, print the findings; their verdicts.

    Raises:
        TrothError: an agreement or the record cannot be used.
    """
    found = check_record(
        options.record,
        options.agreements,
        reading=options.reading,
        period=Period(options.since, options.until),
        as_of=options.as_of,
        jobs=options.jobs,
        spark=options.spark,
    )
    if options.format is Format.TEXT:
        _print(found)
    elif options.format is Format.JSON:
        form = {
            "findings": [_form(name, item) for name, item in found.findings],
            "unchecked": [asdict(item) for item in found.unchecked],
            "missing": list(found.missing),
        }
        sys.stdout.write(json.dumps(form, ensure_ascii=False, indent=2) + "\n")
    else:
        for name, item in found.findings:
            sys.stdout.write(json.dumps(_form(name, item), ensure_ascii=False) + "\n")
    return {item.verdict for _, item in found.findings}


def _form(name: str, finding: Finding) -> dict[str, object]:
    return {"id": name, **finding_form(finding)}


def _print(found: Checked) -> None:
    if found.findings:
        print_findings(found.findings, results())
    for item in found.unchecked:
        results().print(Text(one_line(_unchecked(item))), style="dim")
    for words in found.missing:
        note(f"{words}: what depends on it cannot be told. Import it: troth places import.")
    if found.findings:
        note("What a finding rests on: troth explain FINDING.")


def _unchecked(item: Unchecked) -> str:
    return f"Not checked: {item.agreement} v{item.version}: {item.term}: {item.why}."


def explain_finding(beginning: str, *, record: Path, whole: bool, output: Format) -> None:
    """Print a finding with everything that it rests on.

    Raises:
        TrothError: there is no such finding, or the record cannot be used.
    """
    with Ledger.open(record):
        name, finding = Findings(record).get(beginning)
    if output is not Format.TEXT:
        sys.stdout.write(json.dumps(_form(name, finding), ensure_ascii=False, indent=2) + "\n")
        return
    for line in explain(name, finding, _agreement_of(finding, record), whole=whole):
        sys.stdout.write(one_line(line) + "\n")


def _agreement_of(finding: Finding, record: Path) -> Agreement | None:
    """The very version that was checked, if it is still at hand."""
    try:
        known = find_agreements([finding.agreement], record)
    except TrothError:
        return None
    return next((item for item in known if agreement_hash(item) == finding.agreement_hash), None)
