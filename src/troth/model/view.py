"""The read-only view of a ledger, which checks and pages are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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
