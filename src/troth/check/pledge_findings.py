"""Whether pledges are kept, and what each donor promised and delivered, as far as is known."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from troth.model.agreement import Pledge
from troth.model.finding import Verdict
from troth.model.pledge import DonorPledges

NOTHING = Decimal("0.00")
COLUMNS = (
    "donor",
    "promised",
    "promised_at_least",
    "allocated",
    "delivered",
    "delivered_at_least",
)


def by_donor(table: pa.Table) -> list[DonorPledges]:
    """What each donor promised and delivered, the largest promise first.

    A sum counts only what is known; how many pledges it leaves out stands beside it.

    Args:
        table: of ``PLEDGES``.
    """
    donors: dict[str, list[dict[str, Any]]] = {}
    for row in table.select(COLUMNS).to_pylist():
        donors.setdefault(row["donor"], []).append(row)
    totals = [_total(donor, rows) for donor, rows in donors.items()]
    return sorted(totals, key=lambda total: (-total.promised, total.donor))


def _total(donor: str, rows: list[dict[str, Any]]) -> DonorPledges:
    both = [row for row in rows if None not in (row["promised"], row["delivered"])]
    return DonorPledges(
        donor=donor,
        pledges=len(rows),
        promised=_sum(rows, "promised"),
        promised_unknown=_unknown(rows, "promised"),
        promised_at_least=sum(row["promised_at_least"] for row in rows),
        allocated=_sum(rows, "allocated"),
        allocated_unknown=_unknown(rows, "allocated"),
        delivered=_sum(rows, "delivered"),
        delivered_unknown=_unknown(rows, "delivered"),
        delivered_at_least=sum(row["delivered_at_least"] for row in rows),
        compared=len(both),
        compared_promised=_sum(both, "promised"),
        compared_delivered=_sum(both, "delivered"),
    )


def _sum(rows: Iterable[Mapping[str, Any]], column: str) -> Decimal:
    return sum((row[column] for row in rows if row[column] is not None), NOTHING)


def _unknown(rows: Iterable[Mapping[str, Any]], column: str) -> int:
    return sum(row[column] is None for row in rows)


def pledge_verdict(pledge: Pledge, today: date) -> tuple[Verdict, tuple[str, ...]]:
    """Whether a pledge is kept, and the codes of the reasons.

    Kept when all that was promised is known to have arrived; breached when the last day for it
    has passed and less is known to have arrived; else undetermined. What is unknown is never taken
    for nothing: that no delivery is known is no breach.

    Args:
        pledge: of a term.
        today: the day for which it is asked.
    """
    if pledge.promised is None:
        return Verdict.UNDETERMINED, ("promised_unknown",)
    if pledge.delivered is None:
        return Verdict.UNDETERMINED, ("delivered_unknown", *_open(pledge.deadline, today))
    if pledge.delivered.currency != pledge.promised.currency:
        return Verdict.UNDETERMINED, ("currencies_differ",)
    if pledge.delivered.value >= pledge.promised.value:
        return Verdict.KEPT, ("delivered_in_full",)
    if still_open := _open(pledge.deadline, today):
        return Verdict.UNDETERMINED, still_open
    return Verdict.BREACHED, ("delivered_short", "deadline_passed")


def _open(deadline: date | None, today: date) -> tuple[str, ...]:
    """Why a pledge may still be kept; nothing when its last day has passed."""
    if deadline is None:
        return ("no_deadline",)
    return ("not_due",) if today <= deadline else ()
