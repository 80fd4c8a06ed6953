"""Bring the tables of a record to the newest revision."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from troth.errors import RecordError


def upgrade(connection: Connection, *, where: str) -> None:
    """Run what is missing of the migrations, inside the transaction that is open.

    Raises:
        RecordError: the record is newer than this Troth.
    """
    settings = config()
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, "head")
    except CommandError as error:
        raise RecordError(
            "this record was made by a newer Troth",
            where=where,
            next_step="Install the newest Troth and run this again; nothing was changed.",
        ) from error


def config() -> Config:
    """Where Alembic finds the migrations: inside the installed package."""
    settings = Config()
    settings.set_main_option("script_location", "troth.record:migrations")
    settings.set_main_option("path_separator", "os")
    return settings


def newest() -> str | None:
    """The newest revision that there is a migration for."""
    return ScriptDirectory.from_config(config()).get_current_head()
