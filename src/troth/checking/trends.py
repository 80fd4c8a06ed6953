"""Whether the number of incidents in a record changed on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from troth.check.clocks import on_clocks
from troth.check.counts import Counts, daily
from troth.check.trend import trend
from troth.checking.evidence import Evidence
from troth.checking.moments import end_of
from troth.errors import UsageError
from troth.model.kinds import acts
from troth.model.trend import Trend
from troth.model.truth import Truth
from troth.record import Ledger

COUNTED = {"incidents": None, "killed": "killed_best", "injured": "injured", "weapons": "weapons"}
"""What can be counted, and the column that counts it; None counts rows."""


@dataclass(frozen=True)
class TrendQuestion:
    """What is asked of the incidents of a record.

    Attributes:
        change: the first day after the change.
        days_before, days_after: how many days of each side.
        bin_days: how many days are counted together.
        source: only of this feed.
        act: only what is certainly of this kind of act.
        counted: a key of ``COUNTED``.
        zone: in which days are counted, where a source names the zone of its times.
        as_of: as known at the end of that day, in UTC.
    """

    change: date
    days_before: int
    days_after: int
    bin_days: int = 1
    source: str | None = None
    act: str | None = None
    counted: str = "incidents"
    zone: str = "UTC"
    as_of: date | None = None


def trend_of(record: Path, question: TrendQuestion) -> tuple[Trend, Counts]:
    """Whether incidents changed in number on a day, with the daily counts.

    Raises:
        UsageError: the question asks for what there is not.
        RecordError: it is no record.
    """
    if question.act is not None and question.act not in acts():
        raise UsageError(
            f"{question.act!r} is no act", next_step=f"Give one of: {', '.join(acts().codes)}."
        )
    first = question.change - timedelta(days=question.days_before)
    until = question.change + timedelta(days=question.days_after)
    with Ledger.open(record) as ledger:
        evidence = Evidence(ledger, end_of(question.as_of))
        counts = daily(_chosen(evidence, question), first, until, of=COUNTED[question.counted])
    made = trend(
        counts.days,
        first,
        question.change,
        days_before=question.days_before,
        days_after=question.days_after,
        bin_days=question.bin_days,
    )
    return made, counts


def _chosen(evidence: Evidence, question: TrendQuestion) -> Iterator[pa.RecordBatch]:
    column = COUNTED[question.counted]
    columns = ["source", "act", "start", "end", "clock", *([column] if column else [])]
    wanted = (
        None
        if question.act is None
        else [code for code in acts().codes if acts().covers(question.act, code) is Truth.YES]
    )
    for batch in on_clocks(evidence.batches(columns=columns), question.zone):
        chosen = batch
        if question.source is not None:
            chosen = chosen.filter(pc.equal(chosen["source"], question.source))
        if wanted is not None:
            chosen = chosen.filter(pc.is_in(chosen["act"], value_set=pa.array(wanted)))
        yield chosen
