"""The history of the record's tables, as Alembic runs it when a record is opened."""
