"""Damage of every sort, and whether it is named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.fakes import FakeReader
from troth.errors import RecordError, TrothError, VerifyError
from troth.model import Document, Issue
from troth.record import Ledger, Problem, verify

DOCUMENT = Document(text="Anna said it rains. Bob will go.", file="a.txt")
OTHER = Document(text="Bob said it snows.", file="b.txt", published=date(2025, 3, 28))


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record in which everything holds."""
    monkeypatch.delenv("TROTH_DATABASE_URL", raising=False)
    folder = tmp_path / "record"
    with Ledger.open(folder, create=True) as ledger:
        for document in (DOCUMENT, OTHER):
            ledger.add(FakeReader().read(document))
        ledger.judge(DOCUMENT.id, verdict="accepted", reason="seen", by="Dana")
        ledger.add_issue(Issue("source", "not a text", "c.bin", "Give a text."))
    assert problems(folder) == []
    return folder


def problems(folder: Path) -> list[Problem]:
    with Ledger.open(folder) as ledger:
        return list(verify(ledger))


def path_of(record: Path, document: Document = DOCUMENT) -> Path:
    return record / "documents" / document.id[:2] / f"{document.id}.txt"


def tamper(record: Path, *statements: str) -> None:
    """Change rows behind the back of the triggers, and put the triggers back."""
    with closing(sqlite3.connect(record / "troth.db")) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def test_changed_bytes_are_named_with_the_file(record: Path) -> None:
    path = path_of(record)
    path.write_bytes(path.read_bytes().replace(b"rains", b"reins"))
    found = problems(record)
    assert any("bytes have changed" in item.what and str(path) == item.where for item in found)
    assert {item.document for item in found} == {DOCUMENT.id}


def test_words_that_changed_are_named_with_their_span(record: Path) -> None:
    path = path_of(record)
    path.write_bytes(path.read_bytes().replace(b"rains", b"reins"))
    (span,) = [item for item in problems(record) if item.span]
    assert span.span == (10, 18)
    assert span.record is not None
    assert "'it rains' is not there; the document reads 'it reins'" in span.what


def test_bytes_that_are_no_longer_text_are_named(record: Path) -> None:
    path_of(record).write_bytes(b"\xff\xfe\x00")
    assert any("bytes have changed" in item.what for item in problems(record))


def test_a_missing_file_is_named(record: Path) -> None:
    path_of(record).unlink()
    assert [(item.what, item.where) for item in problems(record)] == [
        ("the file is missing", str(path_of(record)))
    ]


def test_a_folder_in_place_of_a_file_is_named(record: Path) -> None:
    path_of(record).unlink()
    path_of(record).mkdir()
    assert any("cannot be read" in item.what for item in problems(record))


def test_a_surplus_text_is_named(record: Path) -> None:
    extra = Document(text="nobody read this", file="x")
    path = path_of(record, extra)
    path.parent.mkdir(exist_ok=True)
    path.write_text(extra.text, encoding="utf-8")
    (item,) = problems(record)
    assert item.where == str(path)
    assert "knows nothing of this file" in item.what


def test_a_file_that_is_no_text_of_a_record_is_named(record: Path) -> None:
    stranger = record / "documents" / "notes.md"
    stranger.write_text("mine", encoding="utf-8")
    (item,) = problems(record)
    assert item.where == str(stranger)


def test_what_a_killed_run_left_unfinished_is_passed_by(record: Path) -> None:
    (path_of(record).parent / f".{DOCUMENT.id}.abc.tmp").write_bytes(b"Anna sa")
    assert problems(record) == []


def test_a_shifted_span_is_named_with_its_record(record: Path) -> None:
    tamper(record, "UPDATE records SET form = replace(form, '[10,18]', '[11,19]')")
    found = problems(record)
    assert any(item.span == (11, 19) and "'it rains' is not there" in item.what for item in found)
    assert any("words have changed" in item.what for item in found)
    assert len({item.record for item in found}) == 1


def test_a_span_that_is_none_is_named(record: Path) -> None:
    tamper(record, "UPDATE records SET form = replace(form, '[10,18]', '\"x\"')")
    assert any("a span of it is not one" in item.what for item in problems(record))


def test_a_form_that_is_not_json_is_named(record: Path) -> None:
    tamper(record, "UPDATE records SET form = '{' WHERE kind = 'statement'")
    assert any("not JSON" in item.what for item in problems(record))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE records SET form = replace(form, 'Anna', 'Inna')", "words have changed"),
        ("UPDATE records SET kind = 'meeting' WHERE kind = 'statement'", "do not give its id"),
        ("UPDATE readings SET reader = 'better 9'", "list of records has changed"),
        ("UPDATE readings SET published = '2025-03-01'", "day of publication is not that"),
        ("UPDATE reading_records SET position = position + 10 WHERE position = 0", "changed"),
        ("DELETE FROM reading_records WHERE position = 0", "it belongs to no reading"),
        ("DELETE FROM readings", "it has no reading"),
        ("DELETE FROM sightings", "is not there"),
        ("UPDATE sightings SET publisher = 'The Other'", "what is noted of the source"),
        ("UPDATE documents SET characters = 5", "its length is noted"),
        ("UPDATE judgements SET reason = 'never seen'", "words have changed"),
        ("UPDATE judgements SET verdict = 'perhaps'", "not a verdict"),
        ("UPDATE judgements SET subject = 'nothing'", "is not in the record"),
        ("UPDATE issues SET what = 'all well'", "words have changed"),
        ("DELETE FROM documents WHERE characters < 20", "points to a row of documents"),
    ],
)
def test_a_changed_row_is_named(record: Path, change: str, what: str) -> None:
    tamper(record, change)
    assert any(what in item.what for item in problems(record))


def test_a_dropped_trigger_is_named(record: Path) -> None:
    with closing(sqlite3.connect(record / "troth.db")) as connection:
        connection.execute("DROP TRIGGER records_no_update")
    (item,) = problems(record)
    assert item == Problem("the trigger that refuses to update rows is gone", "table records")


def test_damaged_pages_are_named_and_the_rest_is_still_checked(record: Path) -> None:
    path_of(record).unlink()
    database = record / "troth.db"
    data = bytearray(database.read_bytes())
    page = _page_of(database, "sqlite_autoindex_records_1")
    data[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
    database.write_bytes(data)
    found = problems(record)
    assert any("damaged" in item.what for item in found)
    assert any("the file is missing" in item.what for item in found)


def _page_of(database: Path, name: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(connection.execute(query, [name]).fetchone()[0])


@pytest.mark.parametrize("length", [100, 4096, 20_000, 60_000])
def test_a_truncated_database_is_an_error_or_a_problem(record: Path, length: int) -> None:
    database = record / "troth.db"
    database.write_bytes(database.read_bytes()[:length])
    try:
        found = problems(record)
    except RecordError as error:
        found = [Problem(error.what, error.where)]
    assert any("troth.db" in item.where for item in found)


@pytest.mark.parametrize("data", [b"not a database at all, but long enough", b"\x00" * 8192])
def test_something_else_in_place_of_the_database_is_an_error(record: Path, data: bytes) -> None:
    (record / "troth.db").write_bytes(data)
    with pytest.raises(VerifyError, match=r"troth\.db: the database is damaged"):
        Ledger.open(record)


def test_an_empty_database_is_an_error(record: Path) -> None:
    (record / "troth.db").write_bytes(b"")
    with pytest.raises(RecordError, match="no record in this database"):
        Ledger.open(record)


def looks(ledger: Ledger) -> Iterator[object]:
    yield from ledger.entries()
    yield from ledger.issues()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records SET form = replace(form, '[10,18]', '[11,19]')",
        "UPDATE records SET form = '{}'",
        "UPDATE records SET form = '{'",
        "UPDATE records SET kind = 'song'",
    ],
)
def test_what_does_not_hold_is_not_shown(record: Path, change: str) -> None:
    tamper(record, change)
    with Ledger.open(record) as ledger, pytest.raises(VerifyError, match="does not hold"):
        list(looks(ledger))


def test_a_text_that_changed_is_not_shown(record: Path) -> None:
    path_of(record).write_text("Anna said it is dry.", encoding="utf-8")
    with Ledger.open(record) as ledger, pytest.raises(VerifyError, match="not what was stored"):
        list(looks(ledger))


def test_no_damage_of_one_byte_in_the_database_gives_a_traceback(record: Path) -> None:
    database = record / "troth.db"
    whole = database.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        data = bytearray(whole)
        data[place] ^= 0xFF
        database.write_bytes(data)
        try:
            problems(record)
        except TrothError:
            continue


def test_a_problem_reads_as_one_line() -> None:
    problem = Problem("it is not there", "record ab", span=(3, 5))
    assert str(problem) == "record ab [3, 5): it is not there"
    assert str(replace(problem, span=None)) == "record ab: it is not there"
