"""Opening records: new, old, newer, foreign, and several at a time."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from tests.fakes import FakeReader
from tests.record.conftest import OpenLedger
from troth.errors import RecordError
from troth.model import Document
from troth.record import Ledger, database, verify
from troth.record.migrate import newest
from troth.record.schema import HEAD, metadata

DOCUMENT = Document(text="Anna said it rains.", file="a.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TROTH_DATABASE_URL", raising=False)
    return tmp_path / "a record, 100% new?"


def execute(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "troth.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_the_migrations_make_the_tables_that_the_code_names(open_ledger: OpenLedger) -> None:
    with open_ledger() as ledger, ledger.database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_the_code_names() -> None:
    assert newest() == HEAD


def test_a_record_is_one_folder(folder: Path) -> None:
    with Ledger.open(folder, create=True) as ledger:
        ledger.add(FakeReader().read(DOCUMENT))
    assert sorted(path.name for path in folder.iterdir()) == ["documents", "troth.db"]


def test_a_moved_record_is_the_same(folder: Path, tmp_path: Path) -> None:
    with Ledger.open(folder, create=True) as ledger:
        ledger.add(FakeReader().read(DOCUMENT))
    with Ledger.open(folder.rename(tmp_path / "moved")) as ledger:
        assert [entry.document for entry in ledger.entries()] == [DOCUMENT]
        assert list(verify(ledger)) == []


def test_an_older_record_is_brought_to_the_newest_tables(folder: Path) -> None:
    folder.mkdir()
    execute(folder, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    with Ledger.open(folder, create=True) as ledger:
        ledger.add(FakeReader().read(DOCUMENT))
        assert list(verify(ledger)) == []


def test_a_newer_record_is_refused(folder: Path) -> None:
    Ledger.open(folder, create=True).close()
    execute(folder, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match="made by a newer Troth"):
        Ledger.open(folder)


def test_a_migration_that_was_broken_off_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("alembic.operations.Operations.execute", broken)
        with pytest.raises(KeyboardInterrupt):
            Ledger.open(folder, create=True)
    with closing(sqlite3.connect(folder / "troth.db")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    with Ledger.open(folder, create=True) as ledger:
        assert ledger.counts()["documents"] == 0


def test_a_database_of_somebody_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    execute(folder, "CREATE TABLE recipes (name TEXT)")
    before = (folder / "troth.db").read_bytes()
    with pytest.raises(RecordError, match="not made by Troth"):
        Ledger.open(folder, create=True)
    assert (folder / "troth.db").read_bytes() == before


def test_a_folder_that_is_no_record_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear Anna", encoding="utf-8")
    for create in (False, True):
        with pytest.raises(RecordError, match=r"no record here|not a record"):
            Ledger.open(folder, create=create)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_folder_that_is_not_there_is_only_made_when_asked(folder: Path) -> None:
    with pytest.raises(RecordError, match="no record here"):
        Ledger.open(folder)
    assert not folder.exists()


def test_a_file_is_no_record(folder: Path) -> None:
    folder.write_text("x", encoding="utf-8")
    with pytest.raises(RecordError, match="this is a file"):
        Ledger.open(folder, create=True)


def test_a_record_that_lost_its_rows_is_not_started_anew(folder: Path) -> None:
    with Ledger.open(folder, create=True) as ledger:
        ledger.add(FakeReader().read(DOCUMENT))
    (folder / "troth.db").unlink()
    with pytest.raises(RecordError, match="lost its"):
        Ledger.open(folder, create=True)


def test_a_folder_with_agreements_may_become_a_record(folder: Path) -> None:
    (folder / "agreements").mkdir(parents=True)
    (folder / ".git").mkdir()
    Ledger.open(folder, create=True).close()
    assert (folder / "troth.db").exists()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(RecordError, match="cannot be made"):
        Ledger.open(tmp_path / "file" / "record", create=True)


def test_a_record_on_a_medium_that_cannot_be_written_can_be_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(folder, create=True) as ledger:
        ledger.add(FakeReader().read(DOCUMENT))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Ledger.open(folder) as ledger:
        assert list(verify(ledger)) == []
        assert [entry.document for entry in ledger.entries()] == [DOCUMENT]


def test_replacing_a_row_is_refused_like_any_other_change(folder: Path) -> None:
    with Ledger.open(folder, create=True) as ledger:
        ledger.add(FakeReader().read(DOCUMENT))
        with (
            pytest.raises(RecordError, match="append-only"),
            ledger.database.writing() as connection,
        ):
            connection.execute(text("INSERT OR REPLACE INTO records SELECT * FROM records"))


def test_a_writer_that_waits_too_long_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with Ledger.open(folder, create=True) as first, Ledger.open(folder) as second:
        with first.database.writing(), pytest.raises(RecordError, match="another program"):
            second.add(FakeReader().read(DOCUMENT))
        assert second.add(FakeReader().read(DOCUMENT))


def test_a_reader_does_not_wait_for_a_writer(folder: Path) -> None:
    with (
        Ledger.open(folder, create=True) as first,
        Ledger.open(folder) as second,
        first.database.writing(),
    ):
        assert list(second.entries()) == []


def test_several_may_make_the_same_record(open_ledger: OpenLedger) -> None:
    with ThreadPoolExecutor(6) as pool:
        ledgers = list(pool.map(lambda _: open_ledger(), range(6)))
    assert len({ledger.folder for ledger in ledgers}) == 1
    for ledger in ledgers:
        ledger.close()


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("not an address", "not a database address"),
        ("mysql://localhost/x", "cannot be kept in mysql"),
        ("postgresql:///x?host=/nowhere", "cannot be used"),
    ],
)
def test_an_address_of_no_use_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, problem: str
) -> None:
    monkeypatch.setenv("TROTH_DATABASE_URL", address)
    with pytest.raises(RecordError, match=problem):
        Ledger.open(tmp_path / "record", create=True)


def test_a_password_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROTH_DATABASE_URL", "postgresql://me:secret@localhost:1/x")
    with pytest.raises(RecordError) as caught:
        Ledger.open(tmp_path / "record", create=True)
    assert "secret" not in str(caught.value)
