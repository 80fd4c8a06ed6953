"""How rows come into the tables: each once, and in an order that foreign keys allow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, insert, select

from troth.model import Document, Reading
from troth.record import queries
from troth.record.rows import RecordRow, Values, reading_id, record_rows
from troth.record.schema import (
    documents,
    reading_records,
    readings,
    records,
    sightings,
)


@dataclass(frozen=True)
class Added:
    """A reading that the record did not hold.

    Attributes:
        reading_id: its content hash.
        supersedes: the reading that was the newest of its document until now.
    """

    reading_id: str
    supersedes: str | None = None


@dataclass(frozen=True)
class AlreadyThere:
    """A reading that the record held, so that nothing was changed.

    Attributes:
        reading_id: the one that it holds.
        learned: since when.
    """

    reading_id: str
    learned: datetime


def holds(connection: Connection, column: Column[Any], value: str) -> bool:
    """Whether a row has this value."""
    return connection.execute(select(column).where(column == value)).first() is not None


def insert_once(connection: Connection, table: Table, row: Values) -> bool:
    """Insert a row unless its id is there; the one writer there is cannot be overtaken."""
    if holds(connection, table.c.id, row["id"]):
        return False
    connection.execute(insert(table), row)
    return True


def add_document(connection: Connection, document: Document, learned: datetime) -> bool:
    """Note a text; whether it is news."""
    row = {
        "id": document.id,
        "characters": len(document.text),
        "bytes": len(document.text.encode("utf-8")),
        "learned": learned,
    }
    return insert_once(connection, documents, row)


def add_sighting(connection: Connection, row: Values) -> bool:
    """Note where a text was found; whether it is news."""
    return insert_once(connection, sightings, row)


def add_reading(connection: Connection, reading: Reading, sighting: Values) -> Added:
    """Store a reading, which now is the newest of its document, with its records."""
    document_id = reading.document.id
    found = record_rows(reading)
    before = queries.newest_of(connection, document_id, None)
    published = reading.document.published
    row = {
        "id": reading_id(document_id, reading.reader, published, (item.id for item in found)),
        "document_id": document_id,
        "sighting_id": sighting["id"],
        "reader": reading.reader,
        "published": published,
        "learned": sighting["learned"],
    }
    superseded = queries.id_of(connection, before) if before else None
    connection.execute(insert(readings), row)
    _add_records(connection, document_id, row["id"], found)
    return Added(row["id"], superseded)


def _add_records(
    connection: Connection, document_id: str, reading: str, found: list[RecordRow]
) -> None:
    if not found:
        return
    query = select(records.c.id).where(records.c.document_id == document_id)
    there = set(connection.execute(query).scalars())
    new = {item.id: item for item in found if item.id not in there}
    if new:
        connection.execute(
            insert(records),
            [
                {"id": item.id, "document_id": document_id, "kind": item.kind, "form": item.form}
                for item in new.values()
            ],
        )
    connection.execute(
        insert(reading_records),
        [
            {"reading_id": reading, "position": position, "record_id": item.id}
            for position, item in enumerate(found)
        ],
    )
