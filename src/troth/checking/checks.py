"""Agreements held against the evidence of a record, and the findings kept in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from troth.check.checks import Period, Unchecked, checks_of
from troth.check.findings import EVIDENCE_COLUMNS, find, rejudged, says_the_same
from troth.check.gather import COLUMNS, Gathered, gather, rows_of
from troth.check.match import Plan, match, plan
from troth.check.spark import match_with_spark
from troth.check.text_incidents import SOURCE as TEXT
from troth.checking.agreements import find_agreements
from troth.checking.evidence import Evidence
from troth.checking.moments import end_of
from troth.checking.watched import Watched
from troth.errors import RecordError
from troth.model.agreement_form import agreement_hash
from troth.model.finding import Finding
from troth.record import Ledger, Problem
from troth.record.findings import Findings
from troth.record.incidents import Incidents


@dataclass(frozen=True)
class Checked:
    """What a check came to.

    Attributes:
        findings: each with its id, in the order of the agreements.
        unchecked: terms that ask for no finding, and why.
        missing: layers and places that terms name and the record lacks.
    """

    findings: tuple[tuple[str, Finding], ...]
    unchecked: tuple[Unchecked, ...]
    missing: tuple[str, ...]


def check_record(  # noqa: PLR0913 - the options of one run, each with its name
    record: Path,
    names: Sequence[str] = (),
    *,
    reading: str | None = None,
    period: Period | None = None,
    as_of: date | None = None,
    jobs: int = 1,
    spark: str | None = None,
) -> Checked:
    """Hold agreements against the evidence of a record, and keep the findings in it.

    Args:
        record: its folder.
        names: of the agreements, as for ``find_agreements``.
        reading: only under this reading.
        period: only about these days.
        as_of: as known at the end of that day, in UTC; now, if not given.
        jobs: how many batches are worked on at the same time.
        spark: address of a Spark cluster that matches in place of this process.

    Raises:
        TrothError: an agreement or the record cannot be used.
    """
    agreements = find_agreements(names, record)
    today = as_of or datetime.now(UTC).date()
    checks, unchecked = checks_of(agreements, reading=reading, period=period, today=today)
    with Ledger.open(record) as ledger:
        evidence = Evidence(ledger, end_of(as_of))
        made = plan(checks, evidence.all_layers)
        if spark is None:
            found = gather(evidence.batches(columns=COLUMNS), made, jobs=jobs)
        else:
            found = _with_spark(evidence, made, spark)
        watched = Watched(evidence)
        findings = find(
            checks,
            found.matches,
            found.rows,
            coverage=watched.coverage,
            hashes={(item.id, item.version): agreement_hash(item) for item in agreements},
            events=evidence.events(),
            as_of=today,
        )
        kept = Findings(record)
        named = tuple((kept.add(item), item) for item in findings)
    return Checked(named, tuple(unchecked), made.missing)


def _with_spark(evidence: Evidence, made: Plan, master: str) -> Gathered:
    """What Spark matches in the files of feeds, and what is matched here in texts."""
    texts = match(pa.Table.from_batches([evidence.texts()]), made)
    matches = pa.concat_tables([match_with_spark(evidence.files(), made, master=master), texts])
    rows = rows_of(evidence.batches(columns=COLUMNS), matches)
    # The files also hold older versions of rows, which no longer count.
    return Gathered(matches.filter(pc.is_in(matches["incident"], value_set=rows["id"])), rows)


def finding_problems(record: Path) -> Iterator[Problem]:
    """What does not hold of findings: what their proof does not give, and what it did not rest on.

    Each is made again from its own proof by the rules of today, and each row of its evidence is
    compared with the incident of the record that it names. A finding of older rules that comes out
    otherwise is told as such: it was right by them.
    """
    found = list(_findings(record))
    for name, finding in found:
        again = rejudged(finding)
        if (again.verdict, again.reasons) != (finding.verdict, finding.reasons):
            older = f"; it was made by the rules of version {finding.rules}"
            yield Problem(
                f"its proof gives {again.verdict.value!r} and not {finding.verdict.value!r}"
                + (older if finding.rules != again.rules else ""),
                f"finding {name}",
            )
        elif again.independent != finding.independent:
            yield Problem("its independent sources are not those of its proof", f"finding {name}")
        if not 0 <= finding.coverage.observed <= finding.coverage.cells:
            yield Problem("more was observed than there was to observe", f"finding {name}")
    yield from _invented(record, found)


def _findings(record: Path) -> Iterator[tuple[str, Finding]]:
    """Every finding that is what its name says; the others are named already, as changed."""
    kept = Findings(record)
    for name in kept.names():
        try:
            yield kept.get(name)
        except RecordError:
            continue


def _invented(record: Path, found: Sequence[tuple[str, Finding]]) -> Iterator[Problem]:
    """Evidence that does not say what the incident of the record says.

    Incidents of texts are left out: a newer reading takes the place of the one they came from.
    """
    proofs = [(name, item) for name, finding in found for item in finding.evidence]
    wanted = pa.array(sorted({item.incident for _, item in proofs}), pa.string())
    rows: dict[str, dict[str, object]] = {}
    try:
        for batch in Incidents(record).batches(columns=EVIDENCE_COLUMNS):
            named = batch.filter(pc.is_in(batch["id"], wanted))
            rows |= {row["id"]: row for row in named.to_pylist()}
    except RecordError:
        return  # the incidents themselves are damaged, which is told already
    for name, item in proofs:
        row = rows.get(item.incident)
        if row is None and item.source != TEXT:
            yield Problem(f"incident {item.incident} is not in the record", f"finding {name}")
        elif row is not None and not says_the_same(item, row):
            yield Problem(f"incident {item.incident} says something else", f"finding {name}")
