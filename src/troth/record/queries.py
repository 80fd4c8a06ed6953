"""What the ledger asks its tables."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select, true

from troth.errors import AnchorError, VerifyError
from troth.model import Document, Entry, Issue, Judgement, Reading
from troth.record.rows import document_of, issue_of, judgement_of, reading_of
from troth.record.schema import (
    documents,
    issues,
    judgements,
    reading_records,
    readings,
    records,
    sightings,
)
from troth.record.texts import Texts


def known(connection: Connection, document: Document, reader: str) -> Any:
    """The reading that makes another one by this reader needless, if there is one.

    A day of publication that was not known before is new, and so is another one; that it is
    not known this time is not.
    """
    query = select(readings.c.number, readings.c.id, readings.c.learned).where(
        readings.c.document_id == document.id, readings.c.reader == reader
    )
    if document.published is not None:
        query = query.where(readings.c.published == document.published)
    return connection.execute(query.order_by(readings.c.number.desc()).limit(1)).first()


def newest(connection: Connection, as_of: datetime | None) -> list[tuple[str, int]]:
    """Document and newest reading, by publication day, then by id; unknown days come last."""
    latest = _latest(as_of).subquery()
    query = (
        select(readings.c.document_id, readings.c.number)
        .join(latest, latest.c.number == readings.c.number)
        .order_by(readings.c.published.is_(None), readings.c.published, readings.c.document_id)
    )
    return [(row.document_id, row.number) for row in connection.execute(query)]


def newest_of(connection: Connection, document_id: str, as_of: datetime | None) -> int | None:
    """The newest reading of one document."""
    query = _latest(as_of).where(readings.c.document_id == document_id)
    row = connection.execute(query).first()
    return row.number if row else None


def id_of(connection: Connection, number: int) -> str:
    """The id of the reading of this number."""
    query = select(readings.c.id).where(readings.c.number == number)
    return str(connection.execute(query).scalar_one())


def history(connection: Connection, document_id: str) -> list[int]:
    """Every reading of a document, oldest first."""
    query = select(readings.c.number).where(readings.c.document_id == document_id)
    return list(connection.execute(query.order_by(readings.c.number)).scalars())


def _latest(as_of: datetime | None) -> Select[tuple[int]]:
    # The newest is the last to come, not the one with the latest time: clocks are set back.
    query = select(func.max(readings.c.number).label("number")).group_by(readings.c.document_id)
    return query.where(_by(readings.c.learned, as_of))


def _by(column: ColumnElement[Any], moment: datetime | None) -> ColumnElement[bool]:
    return true() if moment is None else column <= moment


def entry(connection: Connection, texts: Texts, number: int, as_of: datetime | None) -> Entry:
    """A document with the reading of this number and what people judged by then.

    Raises:
        VerifyError: the text or a record of the reading is not what was stored.
    """
    row = connection.execute(
        select(readings, documents.c.learned.label("first_learned"))
        .join(documents, documents.c.id == readings.c.document_id)
        .where(readings.c.number == number)
    ).one()
    source = connection.execute(select(sightings).where(sightings.c.id == row.sighting_id)).one()
    document = document_of(source, texts.get(row.document_id))
    return Entry(
        document=document,
        reading=reading(connection, row, document),
        learned=row.first_learned,
        judgements=tuple(judged(connection, row.document_id, as_of)),
    )


def reading(connection: Connection, row: Row[Any], document: Document) -> Reading:
    """The reading of a row, rebuilt from its records.

    Raises:
        VerifyError: a record of it does not hold.
    """
    found = records_of(connection, row.id)
    try:
        return reading_of(found, document, row.reader)
    except (AnchorError, KeyError, ValueError, TypeError) as error:
        raise VerifyError(
            f"a reading of document {document.id} does not hold ({error})",
            where=f"reading {row.id}",
            next_step="Run troth verify to see which records; put back a copy of the record.",
        ) from error


def records_of(connection: Connection, reading_id: str) -> list[Row[Any]]:
    """The records of a reading, in its order."""
    query = (
        select(records)
        .join(reading_records, reading_records.c.record_id == records.c.id)
        .where(reading_records.c.reading_id == reading_id)
        .order_by(reading_records.c.position)
    )
    return list(connection.execute(query))


def judged(connection: Connection, document_id: str, as_of: datetime | None) -> Iterator[Judgement]:
    """Judgements of a document and of all its records, oldest first."""
    own = select(records.c.id).where(records.c.document_id == document_id)
    query = select(judgements).where(
        or_(judgements.c.subject == document_id, judgements.c.subject.in_(own)),
        _by(judgements.c.at, as_of),
    )
    for row in connection.execute(query.order_by(judgements.c.number)):
        yield judgement_of(row)


def unread(connection: Connection, as_of: datetime | None) -> list[Issue]:
    """Issues of sources that gave no document and have given none since, oldest first."""
    since = exists().where(
        and_(
            sightings.c.file == issues.c.where,
            sightings.c.learned >= issues.c.learned,
            _by(sightings.c.learned, as_of),
        )
    )
    query = select(issues).where(_by(issues.c.learned, as_of), ~since)
    return [issue_of(row) for row in connection.execute(query.order_by(issues.c.number))]
