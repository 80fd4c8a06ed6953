"""Cards: the records of a reading as entries of a page."""

from dataclasses import dataclass

from troth.publish.segments import Mark
from troth.publish.words import NOT_SAID

SHORT_ID = 12
"""Characters of a record's id that a page shows; a ledger takes eight or more for the whole."""


@dataclass(frozen=True)
class Fact:
    """One field of a record in words.

    Attributes:
        label: the field.
        values: what the text tells; empty when it tells nothing.
        otherwise: what is shown in that case.
        quoted: the values are words of the text.
    """

    label: str
    values: tuple[str, ...]
    otherwise: str = NOT_SAID
    quoted: bool = False


@dataclass(frozen=True)
class Card:
    """One record of a reading as a page shows it.

    Attributes:
        id: its letter and number on the page, ``s3``.
        kind: ``statement``, ``meeting``, ``commitment``, ``incident``, ``actor`` or ``issue``.
        sort: the record's own kind or, for a statement, its act.
        lead: the words before the names in its heading.
        names: the names in its heading.
        otherwise: what the heading says when there is no name.
        badges: short words beside the heading.
        quotes: the words of the text that make the record.
        facts: its fields.
        marks: its spans.
        actors: every name that takes part in it.
        record: the id by which a judgement names the record.
    """

    id: str
    kind: str
    sort: str
    lead: str = ""
    names: tuple[str, ...] = ()
    otherwise: str = ""
    badges: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    marks: tuple[Mark, ...] = ()
    actors: tuple[str, ...] = ()
    record: str = ""

    @property
    def label(self) -> str:
        """What a list calls it: ``S3``."""
        return self.id.upper()

    @property
    def short_record(self) -> str:
        """The beginning of its record's id, which is enough to name it."""
        return self.record[:SHORT_ID]

    @property
    def heading(self) -> str:
        """Its heading as one string."""
        return " ".join(
            part for part in (self.lead, ", ".join(self.names) or self.otherwise) if part
        )

    @property
    def anchor(self) -> int | None:
        """Where its main words start in the text; None for a record without a place there."""
        main = [mark for mark in self.marks if mark.role in ("content", "text")]
        return min((mark.span.start for mark in main or self.marks), default=None)
