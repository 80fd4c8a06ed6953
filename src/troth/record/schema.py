"""The tables of a record; the migrations make them, this module names them for queries."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0001"
"""The newest migration; a record at this revision is opened without asking Alembic."""


class Moment(TypeDecorator[datetime]):
    """A point in time: UTC going in, UTC coming out, whatever the database makes of time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring a time to UTC before it is stored."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give a stored time its zone: SQLite keeps none, PostgreSQL answers in the session's."""
        if value is None:
            return None
        moment: datetime = value
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


metadata = MetaData()


def _number() -> Column[int]:
    """The order in which rows came; clocks go back, this does not."""
    return Column("number", Integer, primary_key=True)


def _id() -> Column[str]:
    """The content hash of the row."""
    return Column("id", String(64), nullable=False, unique=True)


documents = Table(
    "documents",
    metadata,
    _number(),
    _id(),
    Column("characters", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("learned", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""Texts, whose bytes lie in ``documents/``."""

sightings = Table(
    "sightings",
    metadata,
    _number(),
    _id(),
    Column("document_id", String(64), ForeignKey("documents.id"), nullable=False, index=True),
    Column("file", Text, nullable=False, index=True),
    Column("media_type", Text, nullable=False),
    Column("title", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("published", Date),
    Column("published_from", Text),
    Column("retrieved", Moment),
    Column("licence", Text),
    Column("language", Text),
    Column("learned", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""Where a text was found, and what its source says about it."""

readings = Table(
    "readings",
    metadata,
    _number(),
    _id(),
    Column("document_id", String(64), ForeignKey("documents.id"), nullable=False, index=True),
    Column("sighting_id", String(64), ForeignKey("sightings.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("published", Date),
    Column("learned", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""What one version of a reader made of a text, given its day of publication."""

records = Table(
    "records",
    metadata,
    _number(),
    _id(),
    Column("document_id", String(64), ForeignKey("documents.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("form", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Statements, meetings and so on; two readings that say the same share the row."""

reading_records = Table(
    "reading_records",
    metadata,
    Column("reading_id", String(64), ForeignKey("readings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("record_id", String(64), ForeignKey("records.id"), nullable=False),
    Index("ix_reading_records_record_id", "record_id"),
)
"""Which records a reading holds, in its order."""

judgements = Table(
    "judgements",
    metadata,
    _number(),
    _id(),
    Column("subject", String(64), nullable=False, index=True),
    Column("verdict", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("correction", Text),
    sqlite_autoincrement=True,
)
"""What people decided about a record or a document."""

issues = Table(
    "issues",
    metadata,
    _number(),
    _id(),
    Column("code", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("where", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("learned", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""Sources that gave no document, and why."""
