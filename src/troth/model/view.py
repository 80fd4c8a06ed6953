"""The read-only view of a ledger, which checks and pages are made from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import pyarrow as pa

from troth.model.document import Document
from troth.model.reading import Issue, Reading


@dataclass(frozen=True)
class Judgement:
    """What a person decided about a record; it stands beside machine output, never in its place.

    Attributes:
        subject: content id of the record, or of the document, that was judged.
        verdict: ``accepted``, ``rejected`` or ``corrected``.
        reason: in the person's words.
        by: who judged.
        at: when, in UTC.
        correction: the form that the person gives instead, as JSON text, when corrected.
    """

    subject: str
    verdict: str
    reason: str
    by: str
    at: datetime
    correction: str | None = None


@dataclass(frozen=True)
class Entry:
    """One document of a ledger with its newest reading.

    Attributes:
        document: as stored.
        reading: the newest one as of the day asked for.
        learned: when the ledger first held the document, in UTC.
        judgements: of this document's records, oldest first.
    """

    document: Document
    reading: Reading
    learned: datetime
    judgements: tuple[Judgement, ...] = ()


class LedgerView(Protocol):
    """A ledger that can be looked at and not changed."""

    def entries(self, *, as_of: datetime | None = None) -> Iterator[Entry]:
        """Every document with its newest reading, ordered by publication day, then by id."""
        ...

    def entry(self, document_id: str, *, as_of: datetime | None = None) -> Entry | None:
        """One document with its newest reading, or None when the ledger did not hold it."""
        ...

    def issues(self, *, as_of: datetime | None = None) -> Iterator[Issue]:
        """Issues of sources that gave no document, oldest first."""
        ...


class EvidenceView(Protocol):
    """The incidents and layers of places of a record, to be looked at and not changed."""

    def batches(self, *, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The table of incidents, by and by, in a stable order.

        Args:
            columns: of ``INCIDENTS``; all of them if not given.
        """
        ...

    def layers(self) -> tuple[str, ...]:
        """Names of the layers of places, sorted."""
        ...

    def layer(self, name: str) -> pa.Table | None:
        """A layer of places as a table of ``LAYER``, or None when there is none of that name."""
        ...

    def events(self) -> Mapping[str, str]:
        """For incidents that people or a rule have joined, the event that each belongs to."""
        ...
