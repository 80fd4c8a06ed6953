"""Pledges as data sets list them: what was promised, allocated and delivered, each apart."""

from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

MONEY = pa.decimal128(20, 2)

PLEDGES = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("row", pa.string(), nullable=False),
        pa.field("row_hash", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("line", pa.int64(), nullable=False),
        pa.field("licence", pa.string()),
        pa.field("donor", pa.string(), nullable=False),
        pa.field("recipient", pa.string()),
        pa.field("announced_since", pa.date32()),
        pa.field("announced_until", pa.date32()),
        pa.field("kind", pa.string()),
        pa.field("form", pa.string()),
        pa.field("promised", MONEY),
        pa.field("promised_from", pa.string()),
        pa.field("promised_at_least", pa.bool_(), nullable=False),
        pa.field("allocated", MONEY),
        pa.field("delivered", MONEY),
        pa.field("delivered_from", pa.string()),
        pa.field("delivered_at_least", pa.bool_(), nullable=False),
        pa.field("amount", MONEY),
        pa.field("currency", pa.string()),
        pa.field(
            "items",
            pa.list_(
                pa.struct(
                    [
                        pa.field("name", pa.string()),
                        pa.field("count", pa.int64()),
                        pa.field("delivered", pa.int64()),
                    ]
                )
            ),
            nullable=False,
        ),
        pa.field("urls", pa.list_(pa.string()), nullable=False),
    ]
)
"""One row for each pledge; a package of several rows of the source is one.

=====================  ============================================================================
``id``                 content id of the row: of source, ``row`` and ``row_hash``; 64 hex digits
``row``                the id that the source gives it
``row_hash``           SHA-256 of the row as read, in hexadecimal
``file``, ``line``     where its first row stood, the line counted from one
``announced_since``    it was announced within ``[since, until)``; null when that bound is unknown
``kind``, ``form``     what sort of help, as the source names it: military; a loan
``promised``           in euros, with ``allocated`` and ``delivered``; null when unknown
``promised_from``      ``source`` when the donor named it, ``prices`` when it was worked out from
                       prices of its items; null when not told; so for ``delivered_from``
``promised_at_least``  some of its items have no price or number, so that the value is a lower
                       bound; so for ``delivered_at_least``
``amount``             what was promised in the currency of the announcement, an ISO 4217 code
``items``              what was promised, with numbers where they are known
``urls``               where the source says it was announced
=====================  ============================================================================
"""


@dataclass(frozen=True)
class DonorPledges:
    """The pledges of one donor, what is unknown being counted and not guessed.

    Attributes:
        donor: as the source names it.
        pledges: how many there are.
        promised: euros of all pledges whose value is known.
        promised_unknown: pledges without a known value.
        promised_at_least: pledges whose known value is only a lower bound.
        allocated: euros of all pledges for which it is known what was set aside.
        allocated_unknown: pledges for which it is not.
        delivered: euros of all pledges for which it is known what arrived.
        delivered_unknown: pledges for which it is not.
        delivered_at_least: pledges for which what is known is only a lower bound.
        compared: pledges of which both what was promised and what arrived is known, with
            ``compared_promised`` and ``compared_delivered`` in euros.
    """

    donor: str
    pledges: int
    promised: Decimal
    promised_unknown: int
    promised_at_least: int
    allocated: Decimal
    allocated_unknown: int
    delivered: Decimal
    delivered_unknown: int
    delivered_at_least: int
    compared: int
    compared_promised: Decimal
    compared_delivered: Decimal

    @property
    def promised_is_all(self) -> bool:
        """Whether ``promised`` is the whole of it; else it is "at least" so much."""
        return not (self.promised_unknown or self.promised_at_least)

    @property
    def delivered_is_all(self) -> bool:
        """Whether ``delivered`` is the whole of it; else it is "at least" so much."""
        return not (self.delivered_unknown or self.delivered_at_least)

    @property
    def share(self) -> Decimal | None:
        """What arrived as a share of what was promised; None unless both are wholly known."""
        if not (self.promised_is_all and self.delivered_is_all) or not self.promised:
            return None
        return self.delivered / self.promised

    @property
    def compared_share(self) -> Decimal | None:
        """The same share over those pledges alone of which both is known; None without any."""
        return self.compared_delivered / self.compared_promised if self.compared_promised else None
