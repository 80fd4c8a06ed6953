"""Matches of a whole table of incidents, batch by batch, on all cores."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from troth.check.findings import EVIDENCE_COLUMNS
from troth.check.match import MATCH_COLUMNS, MATCHES, Plan, match
from troth.model.incident_table import INCIDENTS

Result = TypeVar("Result")

COLUMNS = tuple(dict.fromkeys((*MATCH_COLUMNS, *EVIDENCE_COLUMNS)))
"""The columns of the table of incidents that a check reads."""

TABLES_PER_JOB = 2
"""Tables under way for each job: one that it works on, one that waits for it."""

ROWS_AT_ONCE = 250_000
"""Small batches are put together to tables of so many rows: each join has its own index."""


@dataclass(frozen=True)
class Gathered:
    """What incidents come to.

    Attributes:
        matches: a table of ``MATCHES``.
        rows: the incidents that it names, with ``EVIDENCE_COLUMNS``.
    """

    matches: pa.Table
    rows: pa.Table


def gather(
    batches: Iterable[pa.RecordBatch],
    made: Plan,
    *,
    jobs: int = 1,
    kept: Sequence[str] = EVIDENCE_COLUMNS,
) -> Gathered:
    """Match every batch, and keep the incidents that match.

    Args:
        batches: of incidents, with ``COLUMNS`` at least.
        made: the plan.
        jobs: how many tables are worked on at the same time.
        kept: the columns of the incidents that are kept.

    Memory holds the matches and a bounded number of tables, however many there are.
    """
    found = list(_in_order(batches, partial(_gathered, made=made, kept=kept), jobs))
    matches = pa.concat_tables([MATCHES.empty_table(), *(item.matches for item in found)])
    empty = pa.schema([INCIDENTS.field(name) for name in kept]).empty_table()
    return Gathered(matches, pa.concat_tables([empty, *(item.rows for item in found)]))


def rows_of(batches: Iterable[pa.RecordBatch], matches: pa.Table) -> pa.Table:
    """The incidents that matches name, with ``EVIDENCE_COLUMNS``."""
    wanted = pc.unique(matches["incident"])
    tables = [_named(pa.Table.from_batches([batch]), wanted, EVIDENCE_COLUMNS) for batch in batches]
    empty = pa.schema([INCIDENTS.field(name) for name in EVIDENCE_COLUMNS]).empty_table()
    return pa.concat_tables([empty, *tables])


def matched(batches: Iterable[pa.RecordBatch], made: Plan, *, jobs: int = 1) -> Iterator[pa.Table]:
    """The matches of every batch, in order, and nothing kept of them.

    Args:
        batches: of incidents, with ``MATCH_COLUMNS`` at least.
        made: the plan.
        jobs: how many tables are worked on at the same time.
    """
    return _in_order(batches, partial(match, made=made), jobs)


def _in_order(
    batches: Iterable[pa.RecordBatch], work: Callable[[pa.Table], Result], jobs: int
) -> Iterator[Result]:
    under_way: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for table in _tables(batches):
            under_way.append(pool.submit(work, table))
            if len(under_way) >= TABLES_PER_JOB * jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _tables(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(item.num_rows for item in held) >= ROWS_AT_ONCE:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _gathered(table: pa.Table, made: Plan, kept: Sequence[str]) -> Gathered:
    matches = match(table, made)
    return Gathered(matches, _named(table, pc.unique(matches["incident"]), kept))


def _named(table: pa.Table, wanted: pa.Array, kept: Sequence[str]) -> pa.Table:
    chosen = table.filter(pc.is_in(table["id"], value_set=wanted))
    return chosen.select(list(kept))
