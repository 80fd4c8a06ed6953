import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.fakes import FakeReader
from tests.reading_run import MOMENTS, read, read_and_be_killed
from troth.errors import PipelineError, SourceError
from troth.model import Document, Issue, Reading
from troth.pipeline import LOT_DOCUMENTS, Outcome, read_sources, read_text
from troth.record import Ledger, verify
from troth.record.schema import metadata
from troth.workers import Reads


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TROTH_DATABASE_URL", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty texts, two of them the same, and two files that are none."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(40):
        write(folder / f"{number:02}.txt", f"Anna said it rains {number}. Bob will go.")
    write(folder / "20-copy.txt", "Anna said it rains 20. Bob will go.")
    (folder / "15.bin").write_bytes(b"\x00\x01\x02\xff" * 50)
    (folder / "99.bin").write_bytes(b"\x00\x03\x02\xff" * 50)
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def run(*sources: Path | str, jobs: int = 1, **options: Any) -> list[Outcome]:
    make_reader = options.pop("make_reader", FakeReader)
    return list(
        read_sources(list(map(str, sources)), make_reader=make_reader, jobs=jobs, **options)
    )


def names(outcomes: list[Outcome]) -> list[str]:
    return [
        Path(
            outcome.result.where
            if isinstance(outcome.result, Issue)
            else outcome.result.document.file
        ).name
        for outcome in outcomes
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_sources(folder: Path, jobs: int) -> None:
    assert names(run(folder, jobs=jobs)) == sorted(path.name for path in folder.iterdir())


def test_a_file_that_is_no_text_costs_the_others_nothing(folder: Path) -> None:
    outcomes = run(folder)
    assert sum(isinstance(outcome.result, Issue) for outcome in outcomes) == 2
    assert sum(isinstance(outcome.result, Reading) for outcome in outcomes) == 41


def test_a_source_that_is_not_there_costs_the_others_nothing(folder: Path) -> None:
    missing, there = run("nowhere.txt", folder / "01.txt")
    assert isinstance(missing.result, Issue)
    assert missing.result.where == "nowhere.txt"
    assert isinstance(there.result, Reading)


def test_a_source_that_is_not_there_is_not_kept(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record", create=True) as ledger:
        run("nowhere.txt", ledger=ledger)
        assert list(ledger.issues()) == []


def test_an_outcome_names_its_source(folder: Path) -> None:
    outcomes = run(folder / "01.txt", folder / "15.bin")
    assert [outcome.source for outcome in outcomes] == [
        str(folder / "01.txt"),
        str(folder / "15.bin"),
    ]


def test_the_day_that_is_given_is_the_day(folder: Path) -> None:
    (outcome,) = run(folder / "01.txt", published=date(2025, 3, 27))
    assert isinstance(outcome.result, Reading)
    assert outcome.result.document.published == date(2025, 3, 27)
    assert outcome.result.statements[0].on == "2025-03-27"


def test_standard_input_is_a_source() -> None:
    (outcome,) = run("-", stdin=BytesIO(b"Anna said it rains."))
    assert isinstance(outcome.result, Reading)
    assert outcome.result.document.file == "-"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_on_which_the_reader_fails_is_an_issue(folder: Path, jobs: int) -> None:
    write(folder / "07.txt", "RAISE. Anna said it rains.")
    issues = [item.result for item in run(folder, jobs=jobs) if isinstance(item.result, Issue)]
    (issue,) = [issue for issue in issues if issue.code == "reader"]
    assert issue.where == str(folder / "07.txt")
    assert "ZeroDivisionError: the parser lost its way" in issue.what


def test_a_document_that_kills_its_worker_is_an_issue(folder: Path) -> None:
    write(folder / "07.txt", "DIE. Anna said it rains.")
    write(folder / "33.txt", "DIE again. Anna said it rains.")
    outcomes = run(folder, jobs=2)
    issues = [item.result for item in outcomes if isinstance(item.result, Issue)]
    assert [Path(issue.where).name for issue in issues if issue.code == "reader"] == [
        "07.txt",
        "33.txt",
    ]
    assert names(outcomes) == sorted(path.name for path in folder.iterdir())


@dataclass(frozen=True)
class Broken(FakeReader):
    """A reader with an error of Troth's own."""

    def read(self, document: Any) -> Reading:
        raise PipelineError("it lacks a parser", where="xx_model", next_step="Add one.")


def test_an_error_of_the_reader_keeps_its_words(folder: Path) -> None:
    (outcome,) = run(folder / "01.txt", make_reader=Broken)
    assert outcome.result == Issue("reader", "it lacks a parser", "xx_model", "Add one.")


def test_a_reader_that_cannot_be_made_is_an_error(folder: Path) -> None:
    def missing() -> Reads:
        raise PipelineError("there is no such pipeline", where="xx_model")

    with pytest.raises(PipelineError, match="no such pipeline"):
        run(folder, make_reader=missing)


def test_reading_twice_changes_nothing_and_says_so(folder: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record", create=True) as ledger:
        first = run(folder, ledger=ledger)
        before = rows(tmp_path / "record")
        second = run(folder, ledger=ledger)
    assert [outcome.known for outcome in first].count(True) == 1  # the copy
    assert all(outcome.known for outcome in second)
    assert names(second) == names(first)
    assert rows(tmp_path / "record") == before


def test_what_the_record_holds_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Once(FakeReader):
        def read_many(self, documents: Any) -> Iterator[Reading]:
            pytest.fail("it was read again")

    with Ledger.open(tmp_path / "record", create=True) as ledger:
        run(folder / "01.txt", ledger=ledger)
        (outcome,) = run(folder / "01.txt", ledger=ledger, make_reader=Once)
    assert isinstance(outcome.result, Reading)
    assert outcome.known


def test_another_version_of_the_reader_reads_again(folder: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record", create=True) as ledger:
        run(folder / "01.txt", ledger=ledger)
        (outcome,) = run(
            folder / "01.txt", ledger=ledger, make_reader=partial(FakeReader, "fake 2")
        )
        assert not outcome.known
        (entry,) = ledger.entries()
    assert entry.reading.reader == "fake 2"


def test_a_copy_is_told_under_its_own_name(folder: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record", create=True) as ledger:
        run(folder / "20.txt", ledger=ledger)
        (copy,) = run(folder / "20-copy.txt", ledger=ledger)
    assert copy.known
    assert names([copy]) == ["20-copy.txt"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_a_bounded_number_of_documents_is_under_way(tmp_path: Path, jobs: int) -> None:
    taken = 0

    class Endless:
        """A stream of feeds' worth of text, counted as it is taken."""

        def __iter__(self) -> Iterator[str]:
            nonlocal taken
            for number in range(10_000):
                taken += 1
                path = tmp_path / f"{number}.txt"
                write(path, f"Anna said it rains {number}.")
                yield str(path)

    outcomes = read_sources(Endless(), make_reader=FakeReader, jobs=jobs)  # type: ignore[arg-type]
    with closing(outcomes):
        for _ in range(100):
            next(outcomes)
        assert taken <= 100 + LOT_DOCUMENTS * (2 * jobs + 2)


def test_breaking_off_keeps_what_was_yielded(folder: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "record", create=True) as ledger:
        outcomes = read_sources([str(folder)], make_reader=FakeReader, ledger=ledger)
        with closing(outcomes):
            for _ in range(5):
                next(outcomes)
        assert ledger.counts()["readings"] == 5
        assert list(verify(ledger)) == []


def test_a_name_that_is_no_text_can_be_read_and_kept(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("Anna said it rains.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    with Ledger.open(tmp_path / "record", create=True) as ledger:
        (outcome,) = run(os.fsdecode(path), ledger=ledger)
        assert isinstance(outcome.result, Reading)
        assert names([outcome]) == ["caf\\xe9.txt"]
        assert list(verify(ledger)) == []


class Absent:
    """A reader whose server is away: it gives an issue in the place of every reading."""

    name = "absent 1"

    def read_many(self, documents: Iterable[Document]) -> Iterator[Issue]:
        for document in documents:
            yield Issue("away", "the server is away", document.file, "Try later.")


def test_a_reader_may_say_why_it_did_not_read_and_reads_the_next_time(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Anna said it rains.")
    with Ledger.open(tmp_path / "record", create=True) as ledger:
        (told,) = run(tmp_path / "a.txt", make_reader=Absent, ledger=ledger)
        (read_now,) = run(tmp_path / "a.txt", ledger=ledger)
    assert isinstance(told.result, Issue)
    assert isinstance(read_now.result, Reading)
    assert not read_now.known


def test_a_text_that_was_not_read_is_an_error() -> None:
    with pytest.raises(SourceError, match="the server is away"):
        read_text("Anna said it rains.", make_reader=Absent)


def test_a_text_can_be_read_alone() -> None:
    reading = read_text(
        "Anna said it rains.", published=date(2025, 3, 27), file="note", make_reader=FakeReader
    )
    assert reading.statements[0].speaker == ("Anna",)
    assert reading.document.published_from == "option"


# A run that is killed


def start(function: Callable[..., None], *args: Any, **options: Any) -> Any:
    """Begin a process; forked, so that it need not import everything again."""
    process = multiprocessing.get_context("fork").Process(
        target=function, args=args, kwargs=options
    )
    process.start()
    return process


def wait_for(told: Path, count: int) -> None:
    """Wait until a run has told of so many outcomes."""
    deadline = time.monotonic() + 60
    while not told.exists() or len(told.read_text(encoding="utf-8").splitlines()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def rows(record: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a record but the times at which it was learned."""
    found = {}
    with Ledger.open(record) as ledger, ledger.database.reading() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != "learned"]
            query = select(*columns).order_by(*table.primary_key.columns)
            found[table.name] = [tuple(row) for row in connection.execute(query)]
        found["files"] = [
            (path.relative_to(record), path.read_bytes())
            for path in sorted((record / "documents").rglob("*"))
            if path.is_file()
        ]
    return found


@pytest.fixture
def undisturbed(folder: Path, tmp_path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Ledger.open(tmp_path / "undisturbed", create=True) as ledger:
        run(folder, ledger=ledger)
    return rows(tmp_path / "undisturbed")


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("count", [1, 2, 30])
def test_a_run_killed_at_a_moment_is_taken_up_where_it_was(
    folder: Path, tmp_path: Path, undisturbed: Any, moment: str, count: int
) -> None:
    record, told = tmp_path / "record", tmp_path / "told"
    killed = start(read_and_be_killed, folder, record, told, moment, count)
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    lines = told.read_text(encoding="utf-8")
    with Ledger.open(record, create=True) as ledger:
        # What it had told as done is there, and is not read again.
        assert ledger.counts()["readings"] == lines.count("Reading False")
        outcomes = run(folder, ledger=ledger)
        assert len([item for item in outcomes if not item.known]) == 42 - lines.count("False")
        assert list(verify(ledger)) == []
    assert rows(record) == undisturbed


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_a_run_killed_from_outside_is_taken_up_where_it_was(
    folder: Path, tmp_path: Path, undisturbed: Any, count: int, jobs: int
) -> None:
    record, told = tmp_path / "record", tmp_path / "told"
    killed = start(read, folder, record, told, jobs=jobs)
    wait_for(told, count)
    killed.kill()
    killed.join(60)
    with Ledger.open(record, create=True) as ledger:
        run(folder, ledger=ledger)
        assert list(verify(ledger)) == []
    assert rows(record) == undisturbed


def test_workers_do_not_outlive_a_run_that_was_killed(folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    killed = start(read, folder, tmp_path / "record", told, jobs=2)
    wait_for(told, 1)
    workers = _children(killed.pid)
    assert workers
    killed.kill()
    killed.join(60)
    deadline = time.monotonic() + 20
    while any(_is_alive(pid) for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell the children of a process")
    return [int(child) for child in children.read_text(encoding="ascii").split()]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
