"""The database of a record: opened, brought to the newest tables, its errors put in plain words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from troth import settings
from troth.errors import RecordError, VerifyError
from troth.record.schema import HEAD

BUSY_SECONDS = 30
"""How long a second writer waits for the first."""

SQLITE = "sqlite:///"
LOCK_KEY = 0x74726F7468
"""Names the lock under which PostgreSQL tables are made; "troth" in ASCII."""


class Database:
    """Transactions over one database, each of which ends in a commit or leaves nothing behind."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where

    @property
    def is_sqlite(self) -> bool:
        """Whether the record keeps its rows in its own folder."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the record.

        Raises:
            RecordError: the database cannot be used.
        """
        with told(self.where), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer shares; it waits for them.

        Raises:
            RecordError: the database cannot be used, or another writer holds it for too long.
        """
        with told(self.where), self.engine.connect() as connection:
            # SQLAlchemy reads the option when the transaction begins, in ``_begin`` below.
            connection.execution_options(troth_writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
                    connection.execute(text("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE"))
                yield connection

    def close(self) -> None:
        """Give back every connection; SQLite then folds its journal into ``troth.db``."""
        self.engine.dispose()


def open_database(folder: Path, *, create: bool) -> Database:
    """The database of a record, its tables the newest.

    Raises:
        RecordError: it is missing, unreadable, not a record's, or made by a newer Troth.
    """
    url = _url(folder)
    database = Database(_engine(url), _name(url))
    try:
        with told(database.where):
            _prepare(database, create=create)
    except RecordError:
        database.close()
        raise
    return database


def _url(folder: Path) -> URL:
    named = settings.record_database(folder)
    if named.startswith(SQLITE):
        # Built, not parsed: a folder's name may hold ``?`` or ``%``.
        return _sqlite_url(Path(named.removeprefix(SQLITE)))
    try:
        url = make_url(named)
    except ArgumentError as error:
        raise RecordError(
            "$TROTH_DATABASE_URL is not a database address",
            next_step="Write postgresql://user@host/database, or unset it for SQLite.",
        ) from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise RecordError(
            f"a record cannot be kept in {url.get_backend_name()}",
            where=_name(url),
            next_step="Use a postgresql:// address, or unset $TROTH_DATABASE_URL for SQLite.",
        )
    return url.set(drivername="postgresql+psycopg")


def _sqlite_url(path: Path) -> URL:
    """A record on a medium that cannot be written is opened without journal and locks."""
    if path.exists() and not os.access(path.parent, os.W_OK):
        return URL.create(
            "sqlite", database=f"file:{quote(str(path))}", query={"immutable": "1", "uri": "true"}
        )
    return URL.create("sqlite", database=str(path))


def _name(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return (url.database or "").removeprefix("file:")
    return url.render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url)
        except ModuleNotFoundError as error:
            raise RecordError(
                "a record in PostgreSQL needs psycopg, which is not installed",
                where=_name(url),
                next_step='Install it with: pip install "psycopg[binary]".',
            ) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _connect)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's sqlite3 would begin transactions late and by its own rules; ``_begin`` does it.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # Without it, INSERT OR REPLACE deletes rows and no trigger sees it.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that asks for it halfway can only fail.
    writes = connection.get_execution_options().get("troth_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(database: Database, *, create: bool) -> None:
    revision = _revision(database)
    if revision == HEAD:
        return
    if revision is None and not create:
        raise RecordError(
            "there is no record in this database yet",
            where=database.where,
            next_step="Read something into it first: troth read FILE --record DIR.",
        )
    if revision is None and database.is_sqlite:
        # Kept in the file from then on: readers and one writer do not hinder each other.
        with closing(database.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
    _migrate(database)


def _revision(database: Database) -> str | None:
    """The revision of the tables, or None when there are none at all."""
    with database.engine.begin() as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise RecordError(
            "this database was not made by Troth",
            where=database.where,
            next_step="Name another folder for the record.",
        )
    return None


def _migrate(database: Database) -> None:
    # Alembic is only asked when there is something to do: its import alone takes a tenth of a
    # second, and a record at HEAD, which is nearly every record, needs none of it.
    from troth.record.migrate import upgrade  # noqa: PLC0415

    with database.engine.connect() as connection:
        connection.execution_options(troth_writes=True)
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK_KEY})"))
            upgrade(connection, where=database.where)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the database raises into one clear error.

    Raises:
        RecordError: always in place of an error of the database.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _told(error, where) from error
    except ValueError as error:
        # A day that is none, text that is not UTF-8: values that only damage can have put there.
        raise _damaged(error, where) from error


def _told(error: Exception, where: str) -> RecordError:
    cause = getattr(error, "orig", None) or error
    # The lowest byte is the kind of error; the rest says more than a person needs.
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return _damaged(cause, where)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordError(
            "another program has been writing to the record for too long",
            where=where,
            next_step="Run this again when it has finished; nothing was changed.",
        )
    return RecordError(
        f"the database cannot be used ({str(cause).strip().splitlines()[0]})",
        where=where,
        next_step="Check that it exists, is running and may be written.",
    )


def _damaged(cause: BaseException, where: str) -> VerifyError:
    return VerifyError(
        f"the database is damaged ({cause})",
        where=where,
        next_step="Put back a copy of the record; its documents/ can be read again.",
    )
