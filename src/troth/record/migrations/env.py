"""Run by Alembic: migrate over the connection that the record is opened with."""

from alembic import context

from troth.record.schema import metadata

# SQLite can roll back a change of tables; Alembic assumes that it cannot unless told. One
# transaction for the whole migration is what makes a kill in the middle of it harmless.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
