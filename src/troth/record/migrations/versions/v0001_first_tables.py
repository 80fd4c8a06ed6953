"""The first tables, and the triggers that keep every row as it was written."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    "documents",
    "sightings",
    "readings",
    "records",
    "reading_records",
    "judgements",
    "issues",
)


def upgrade() -> None:
    """Make the tables, their indexes and their triggers."""
    _documents()
    _readings()
    _judgements_and_issues()
    for table in TABLES:
        _keep(table)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(64), nullable=False, unique=True)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _points_to(name: str, table: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), sa.ForeignKey(f"{table}.id"), nullable=False)


def _documents() -> None:
    op.create_table(
        "documents",
        _number(),
        _id(),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        _moment("learned"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sightings",
        _number(),
        _id(),
        _points_to("document_id", "documents"),
        _text("file"),
        _text("media_type"),
        _text("title", nullable=True),
        _text("url", nullable=True),
        _text("publisher", nullable=True),
        sa.Column("published", sa.Date),
        _text("published_from", nullable=True),
        _moment("retrieved", nullable=True),
        _text("licence", nullable=True),
        _text("language", nullable=True),
        _moment("learned"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sightings_document_id", "sightings", ["document_id"])
    op.create_index("ix_sightings_file", "sightings", ["file"])


def _readings() -> None:
    op.create_table(
        "readings",
        _number(),
        _id(),
        _points_to("document_id", "documents"),
        _points_to("sighting_id", "sightings"),
        _text("reader"),
        sa.Column("published", sa.Date),
        _moment("learned"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_readings_document_id", "readings", ["document_id"])
    op.create_table(
        "records",
        _number(),
        _id(),
        _points_to("document_id", "documents"),
        sa.Column("kind", sa.String(16), nullable=False),
        _text("form"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_records_document_id", "records", ["document_id"])
    op.create_table(
        "reading_records",
        sa.Column("reading_id", sa.String(64), sa.ForeignKey("readings.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _points_to("record_id", "records"),
    )
    op.create_index("ix_reading_records_record_id", "reading_records", ["record_id"])


def _judgements_and_issues() -> None:
    op.create_table(
        "judgements",
        _number(),
        _id(),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        _text("reason"),
        _text("by"),
        _moment("at"),
        _text("correction", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_judgements_subject", "judgements", ["subject"])
    op.create_table(
        "issues",
        _number(),
        _id(),
        _text("code"),
        _text("what"),
        _text("where"),
        _text("next_step"),
        _moment("learned"),
        sqlite_autoincrement=True,
    )


def _keep(table: str) -> None:
    """Refuse every change of a row that was written."""
    if op.get_bind().dialect.name == "postgresql":
        _keep_in_postgresql(table)
    else:
        _keep_in_sqlite(table)


def _keep_in_sqlite(table: str) -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
        )


def _keep_in_postgresql(table: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION troth_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$"
    )
    for change in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION troth_append_only()"
        )
