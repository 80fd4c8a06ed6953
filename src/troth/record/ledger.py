"""The ledger: a record folder that only grows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from troth.errors import UsageError
from troth.model import Document, Entry, Issue, Judgement, Reading
from troth.record import judging, queries, writes
from troth.record.database import Database, open_database
from troth.record.folder import ready
from troth.record.rows import issue_row, judgement_of, judgement_row, sighting_row
from troth.record.schema import documents, issues, judgements, metadata, sightings
from troth.record.texts import Texts
from troth.record.writes import Added, AlreadyThere


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """A record folder, opened: what was read, when it was learned, and what people judged.

    Nothing in it is ever changed or removed. It is a ``troth.model.LedgerView``, and a context
    manager that closes itself. Use :meth:`open`.
    """

    def __init__(self, folder: Path, database: Database, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.database = database
        self.texts = Texts(folder)
        self._clock = clock

    @classmethod
    def open(
        cls, folder: Path, *, create: bool = False, clock: Callable[[], datetime] = now
    ) -> Self:
        """Open a record, its tables brought to the newest.

        Args:
            folder: of the record.
            create: make the record when the folder is missing or empty.
            clock: tells when something is learned.

        Raises:
            RecordError: the folder is no record, or its database cannot be used.
        """
        ready(folder, create=create)
        return cls(folder, open_database(folder, create=create), clock)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # Writing

    def has(self, document: Document, reader: str) -> bool:
        """Whether a reading by this reader would tell nothing new.

        That is so when the record holds one of the same text for the same day of publication,
        or for any day when the document does not tell its own.
        """
        with self.database.reading() as connection:
            return queries.known(connection, document, reader) is not None

    def see(self, document: Document) -> bool:
        """Note where a document of the record was found; whether that is news.

        Its text is stored again if its file has been lost.

        Raises:
            UsageError: the record does not hold the document.
        """
        with self.database.reading() as connection:
            if not writes.holds(connection, documents.c.id, document.id):
                raise UsageError(
                    "the record does not hold this document",
                    where=document.file,
                    next_step="Add a reading of it.",
                )
        self.texts.put(document)
        row = sighting_row(document, self._clock())
        with self.database.reading() as connection:
            if writes.holds(connection, sightings.c.id, row["id"]):
                return False
        with self.database.writing() as connection:
            return writes.add_sighting(connection, row)

    def add(self, reading: Reading) -> Added | AlreadyThere:
        """Store a reading and its document: all of it or, if this is interrupted, nothing.

        Raises:
            RecordError: it cannot be stored.
        """
        # The text comes first: what a transaction names is on the disk before it ends.
        self.texts.put(reading.document)
        with self.database.writing() as connection:
            learned = self._clock()
            sighting = sighting_row(reading.document, learned)
            writes.add_document(connection, reading.document, learned)
            writes.add_sighting(connection, sighting)
            known = queries.known(connection, reading.document, reading.reader)
            if known:
                return AlreadyThere(known.id, known.learned)
            return writes.add_reading(connection, reading, sighting)

    def add_issue(self, issue: Issue) -> bool:
        """Store an issue of a source that gave no document; whether it is news."""
        row = issue_row(issue, self._clock())
        with self.database.writing() as connection:
            return writes.insert_once(connection, issues, row)

    def judge(  # noqa: PLR0913 - what a judgement consists of
        self,
        subject: str,
        *,
        verdict: str,
        reason: str,
        by: str,
        correction: str | None = None,
        at: datetime | None = None,
    ) -> Judgement:
        """Write down what a person decided about a record or a document.

        Args:
            subject: its id, or an unambiguous beginning of it.
            verdict: ``accepted``, ``rejected`` or ``corrected``.
            reason: why, in the person's words.
            by: who judges.
            correction: the right form of the record as JSON, with ``corrected``.
            at: when; now, if not given.

        Raises:
            UsageError: there is no such record, or the judgement is not complete.
        """
        with self.database.writing() as connection:
            judgement = Judgement(
                subject=judging.subject_of(connection, subject),
                verdict=verdict,
                reason=reason,
                by=by,
                at=(_zoned(at) or self._clock()).astimezone(UTC),
                correction=judging.normal(correction),
            )
            judging.check(connection, self.texts, judgement)
            row = judgement_row(judgement)
            writes.insert_once(connection, judgements, row)
            query = select(judgements).where(judgements.c.id == row["id"])
            return judgement_of(connection.execute(query).one())

    # Looking

    def entries(self, *, as_of: datetime | None = None) -> Iterator[Entry]:
        """Every document with its newest reading, ordered by publication day, then by id.

        Documents whose day is not known come last.

        Raises:
            VerifyError: the bytes of a document or a record are not what was stored.
            UsageError: ``as_of`` has no time zone.
        """
        moment = _zoned(as_of)
        with self.database.reading() as connection:
            numbers = queries.newest(connection, moment)
        # One short transaction for each: a slow caller keeps no writer's journal from shrinking.
        for _, number in numbers:
            with self.database.reading() as connection:
                entry = queries.entry(connection, self.texts, number, moment)
            yield entry

    def entry(self, document_id: str, *, as_of: datetime | None = None) -> Entry | None:
        """One document with its newest reading, or None when the ledger did not hold it.

        Raises:
            VerifyError: the bytes of the document or a record are not what was stored.
            UsageError: ``as_of`` has no time zone.
        """
        moment = _zoned(as_of)
        with self.database.reading() as connection:
            number = queries.newest_of(connection, document_id, moment)
            if number is None:
                return None
            return queries.entry(connection, self.texts, number, moment)

    def issues(self, *, as_of: datetime | None = None) -> Iterator[Issue]:
        """Issues of sources that gave no document, and have given none since, oldest first.

        Raises:
            UsageError: ``as_of`` has no time zone.
        """
        with self.database.reading() as connection:
            found = queries.unread(connection, _zoned(as_of))
        yield from found

    def history(self, document_id: str) -> Iterator[Entry]:
        """Every reading of a document, oldest first; the last one is the one that counts."""
        with self.database.reading() as connection:
            for number in queries.history(connection, document_id):
                yield queries.entry(connection, self.texts, number, None)

    def known(self, document: Document, reader: str) -> Reading | None:
        """The stored reading for which :meth:`has` says yes, under the name it has now."""
        with self.database.reading() as connection:
            row = queries.known(connection, document, reader)
            if row is None:
                return None
            entry = queries.entry(connection, self.texts, row.number, None)
        stored = entry.document
        same = replace(document, published=stored.published, published_from=stored.published_from)
        return replace(entry.reading, document=same)

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self.database.reading() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in metadata.sorted_tables
            }


def _zoned(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.tzinfo is None:
        raise UsageError(
            f"{moment.isoformat()} has no time zone",
            next_step="Give one, such as UTC: the record keeps its times in UTC.",
        )
    return moment
