"""Matches of a whole table of incidents, batch by batch, on all cores."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from troth.check.findings import EVIDENCE_COLUMNS
from troth.check.match import MATCH_COLUMNS, MATCHES, Plan, match
from troth.model.incident_table import INCIDENTS

COLUMNS = tuple(dict.fromkeys((*MATCH_COLUMNS, *EVIDENCE_COLUMNS)))
"""The columns of the table of incidents that a check reads."""

BATCHES_PER_JOB = 2
"""Batches under way for each job: one that it works on, one that waits for it."""


@dataclass(frozen=True)
class Gathered:
    """What incidents come to.

    Attributes:
        matches: a table of ``MATCHES``.
        rows: the incidents that it names, with ``EVIDENCE_COLUMNS``.
    """

    matches: pa.Table
    rows: pa.Table


def gather(batches: Iterable[pa.RecordBatch], made: Plan, *, jobs: int = 1) -> Gathered:
    """Match every batch, and keep the incidents that match.

    Args:
        batches: of incidents, with ``COLUMNS`` at least.
        made: the plan.
        jobs: how many batches are worked on at the same time.

    Memory holds the matches and a bounded number of batches, however many there are.
    """
    found = list(_in_order(batches, made, jobs))
    matches = pa.concat_tables([MATCHES.empty_table(), *(item.matches for item in found)])
    empty = pa.schema([INCIDENTS.field(name) for name in EVIDENCE_COLUMNS]).empty_table()
    return Gathered(matches, pa.concat_tables([empty, *(item.rows for item in found)]))


def rows_of(batches: Iterable[pa.RecordBatch], matches: pa.Table) -> pa.Table:
    """The incidents that matches name, with ``EVIDENCE_COLUMNS``."""
    wanted = pc.unique(matches["incident"])
    tables = [_named(pa.Table.from_batches([batch]), wanted) for batch in batches]
    empty = pa.schema([INCIDENTS.field(name) for name in EVIDENCE_COLUMNS]).empty_table()
    return pa.concat_tables([empty, *tables])


def _in_order(batches: Iterable[pa.RecordBatch], made: Plan, jobs: int) -> Iterator[Gathered]:
    under_way: deque[Future[Gathered]] = deque()
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for batch in batches:
            under_way.append(pool.submit(_gathered, batch, made))
            if len(under_way) >= BATCHES_PER_JOB * jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _gathered(batch: pa.RecordBatch, made: Plan) -> Gathered:
    table = pa.Table.from_batches([batch])
    matches = match(table, made)
    return Gathered(matches, _named(table, pc.unique(matches["incident"])))


def _named(table: pa.Table, wanted: pa.Array) -> pa.Table:
    chosen = table.filter(pc.is_in(table["id"], value_set=wanted))
    return chosen.select(list(EVIDENCE_COLUMNS))
