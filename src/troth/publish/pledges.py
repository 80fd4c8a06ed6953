"""Pledges in plain words: promised against delivered, what is unknown being told as unknown."""

from collections.abc import Iterable
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from troth.model.pledge import DonorPledges
from troth.publish.visible import one_line

MILLION = 1_000_000


def print_pledges(donors: Iterable[DonorPledges], console: Console) -> None:
    """A line for each donor, in millions of euros; what leaves something out is "at least"."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("donor", overflow="fold")
    for name in ("pledges", "promised", "value unknown", "delivered", "delivery unknown", "share"):
        table.add_column(name, justify="right")
    for donor in donors:
        table.add_row(
            Text(one_line(donor.donor)),
            f"{donor.pledges:,}",
            _sum(donor, donor.promised, donor.promised_unknown, whole=donor.promised_is_all),
            f"{donor.promised_unknown:,}",
            _sum(donor, donor.delivered, donor.delivered_unknown, whole=donor.delivered_is_all),
            f"{donor.delivered_unknown:,}",
            "unknown" if donor.share is None else f"{donor.share:.0%}",
        )
    console.print(table)
    console.print("In millions of euros. ≥: a lower bound, because something is unknown.")


def _sum(donor: DonorPledges, amount: Decimal, unknown: int, *, whole: bool) -> str:
    """A sum, a lower bound, or, where no part of it is known, that it is unknown."""
    if unknown == donor.pledges:
        return "unknown"
    return f"{'' if whole else '≥ '}{amount / MILLION:,.1f}"
