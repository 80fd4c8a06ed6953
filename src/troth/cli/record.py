"""``troth publish``, ``verify``, ``judge`` and ``demo``: what can be done with a record."""

# Annotations stay text: looking one of them up in ``troth`` would load what it names.
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path

import troth
from troth.cli.console import note, one_line
from troth.cli.output import Format
from troth.cli.read import ReadOptions, read
from troth.demo import dispatches
from troth.errors import VerifyError
from troth.spelling import printable

TITLE = "Troth"
DEMO_TITLE = "March 2025: truces, talks and promises"
DEMO_AGREEMENT = "energy-truce-2025"


class Verdict(StrEnum):
    """What a person may decide about a record."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


def publish(folder: Path, *, record: Path, title: str = TITLE, as_of: date | None = None) -> Path:
    """Write the site of a record; the path of its first page.

    Args:
        folder: takes the site.
        record: the folder of the record.
        title: of the site.
        as_of: show what was known at the end of that day, in UTC.

    Raises:
        TrothError: the record cannot be used, or the site cannot be written.
    """
    moment = datetime.combine(as_of, time.max, UTC) if as_of else None
    with troth.Ledger.open(record) as ledger:
        page = troth.publish_site(ledger, folder, title=title, as_of=moment)
    note(f"The site is written. Open {page.resolve()}")
    return page


def verify(record: Path, *, output: Format) -> bool:
    """Check a record again from its bytes, print what does not hold; whether all of it holds.

    Raises:
        RecordError: it is no record, or cannot be opened.
    """
    problems, counts = _verified(record)
    if output is Format.TEXT:
        _print_problems(record, problems, counts)
    else:
        _print_json(record, problems, counts)
    return not problems


def _verified(record: Path) -> tuple[list[troth.Problem], dict[str, int]]:
    try:
        with troth.Ledger.open(record) as ledger:
            problems = [*troth.verify(ledger), *_unproved(record)]
            return problems, {} if problems else ledger.counts()
    except VerifyError as error:
        return [troth.Problem(error.what, error.where)], {}


def _unproved(record: Path) -> Iterator[troth.Problem]:
    """Findings that do not follow from their proof, and agreements that cannot be read.

    Nothing heavy is loaded when there are none.
    """
    if (record / "findings").is_dir() or (record / "agreements").is_dir():
        from troth.checking import agreement_problems, finding_problems  # noqa: PLC0415

        yield from agreement_problems(record)
        yield from finding_problems(record)


def _print_problems(record: Path, problems: list[troth.Problem], counts: dict[str, int]) -> None:
    for problem in problems:
        sys.stdout.write(one_line(str(problem)) + "\n")
    if problems:
        note(f"{record}: {len(problems)} things do not hold. Put back a copy of what is named.")
        return
    names = ("documents", "readings", "records", "judgements")
    told = ", ".join(f"{counts[name]} {name}" for name in names)
    found = len(list((record / "findings").glob("*.json")))
    if found:
        told += f", {found} findings"
    sys.stdout.write(one_line(f"{record}: everything holds ({told}).") + "\n")


def _print_json(record: Path, problems: list[troth.Problem], counts: dict[str, int]) -> None:
    form = {
        "record": printable(str(record)),
        "holds": not problems,
        "counts": counts,
        "problems": [
            {
                "what": problem.what,
                "where": printable(problem.where),
                "document": problem.document,
                "record": problem.record,
                "span": list(problem.span) if problem.span else None,
            }
            for problem in problems
        ],
    }
    sys.stdout.write(json.dumps(form, ensure_ascii=False, indent=2) + "\n")


def judge(  # noqa: PLR0913 - what a judgement consists of
    subject: str, *, verdict: Verdict, reason: str, by: str, correction: str | None, record: Path
) -> None:
    """Write a person's judgement into a record.

    Raises:
        TrothError: there is no such record, or the judgement is not complete.
    """
    with troth.Ledger.open(record) as ledger:
        made = ledger.judge(
            subject, verdict=verdict.value, reason=reason, by=by, correction=correction
        )
    note(f"{made.subject} is {made.verdict} by {made.by}.")


def demo(folder: Path) -> None:
    """Read the embedded dispatches, check a truce against them, publish, and say where to look.

    Raises:
        TrothError: the folder cannot be used.
    """
    from troth.cli.check import CheckOptions, check  # noqa: PLC0415 - heavy

    record = folder / "record"
    with dispatches() as texts:
        read(ReadOptions([str(texts)], record=record, quiet=True))
    note(f"Is {DEMO_AGREEMENT} being kept? This record has no incident data, only these texts:")
    check(CheckOptions([DEMO_AGREEMENT], record=record))
    publish(folder / "site", record=record, title=DEMO_TITLE)
