import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

import troth
from tests.fakes import FakeReader
from troth.cli import main
from troth.model import Document, from_form, record_form, to_form
from troth.record import Ledger
from troth.record.rows import record_row

TEXT = "Anna said it rains. Bob will go."


def make_reader(pipeline: str | None = None) -> FakeReader:
    return FakeReader(pipeline or "fake 1")


class Ran:
    """What a command did."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a text, a binary and no environment, and a reader that is quick to load."""
    monkeypatch.chdir(tmp_path)
    for name in ("TROTH_RECORD", "TROTH_DATABASE_URL", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(troth.__dict__, "Reader", make_reader)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.bin").write_bytes(b"\x00\x01\x02\xff" * 50)
    Path("folder").mkdir()
    for number in range(3):
        Path(f"folder/{number}.txt").write_text(f"Anna said it rains {number}.", encoding="utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int | None)
        return Ran(code or 0, captured.out, captured.err)

    return run


Run = Callable[..., Ran]


# read


def test_one_document_is_one_object_in_the_form_of_the_guide(run: Run) -> None:
    ran = run("read", "a.txt", "--format", "json", "--published", "2025-03-27")
    form = json.loads(ran.out)
    reading = from_form(form, Document(text=TEXT, file="a.txt"), "fake 1")
    assert form["document"] == {"file": "a.txt", "published": "2025-03-27"}
    assert (
        reading.statements
        == FakeReader()
        .read(Document(text=TEXT, file="a.txt", published=date(2025, 3, 27)))
        .statements
    )
    assert (ran.status, ran.err) == (0, "")


def test_the_printed_form_is_that_of_the_model(run: Run) -> None:
    form = json.loads(run("read", "a.txt", "--format", "json").out)
    assert form == to_form(FakeReader().read(Document(text=TEXT, file="a.txt")))


@pytest.mark.parametrize("sources", [["folder"], ["a.txt", "folder"], ["folder/0.txt", "a.txt"]])
def test_several_documents_are_an_array(run: Run, sources: list[str]) -> None:
    ran = run("read", *sources, "--format", "json")
    forms = json.loads(ran.out)
    assert len(forms) == sum(3 if source == "folder" else 1 for source in sources)


def test_a_folder_is_an_array_however_little_is_in_it(run: Run) -> None:
    Path("folder/1.txt").unlink()
    Path("folder/2.txt").unlink()
    assert len(json.loads(run("read", "folder", "--format", "json").out)) == 1


def test_no_document_of_several_is_an_empty_array(run: Run) -> None:
    ran = run("read", "b.bin", "nowhere.txt", "--format", "json")
    assert json.loads(ran.out) == []
    assert ran.status == 1


def test_a_feed_of_several_articles_is_an_array(run: Run) -> None:
    items = "".join(
        f"<item><title>Rain {number}</title><description>Anna said it rains {number} and "
        f"it will rain again tomorrow, over the whole of the country.</description></item>"
        for number in range(3)
    )
    Path("feed.xml").write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>{items}</channel></rss>',
        encoding="utf-8",
    )
    assert len(json.loads(run("read", "feed.xml", "--format", "json").out)) == 3


def test_json_lines_are_one_object_a_line(run: Run) -> None:
    lines = run("read", "folder", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["document"]["file"] for line in lines] == [
        "folder/0.txt",
        "folder/1.txt",
        "folder/2.txt",
    ]


def test_text_is_tables_without_colours_where_there_is_no_terminal(run: Run) -> None:
    ran = run("read", "a.txt")
    assert "Anna" in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_quiet_prints_no_reading(run: Run) -> None:
    ran = run("read", "folder", "--quiet")
    assert ran.out == ""
    assert ran.err == "Documents: 3 read, 0 could not be read.\n"


def test_a_source_that_cannot_be_read_is_one_line_and_costs_nothing(run: Run) -> None:
    ran = run("read", "a.txt", "b.bin", "--format", "jsonl")
    assert len(ran.out.splitlines()) == 1
    (error, _) = ran.err.splitlines()
    assert error.startswith("Error: b.bin: ")
    assert ran.status == 1


def test_a_bad_file_among_good_ones_of_a_folder_is_told_and_no_failure(run: Run) -> None:
    Path("b.bin").rename("folder/b.bin")
    ran = run("read", "folder", "-q")
    assert "Error: folder/b.bin: " in ran.err
    assert "3 read, 1 could not be read" in ran.err
    assert ran.status == 0


def test_strict_fails_for_a_bad_file_in_a_folder(run: Run) -> None:
    Path("b.bin").rename("folder/b.bin")
    assert run("read", "folder", "-q", "--strict", "--published", "2025-03-27").status == 1


def test_strict_fails_for_a_doubt(run: Run) -> None:
    assert run("read", "a.txt", "-q").status == 0
    assert run("read", "a.txt", "-q", "--strict").status == 1
    assert run("read", "a.txt", "-q", "--strict", "--published", "2025-03-27").status == 0


def test_a_source_that_is_not_there_is_one_error(run: Run) -> None:
    ran = run("read", "nowhere.txt")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("Error: nowhere.txt: ")


def test_an_empty_folder_is_a_failure(run: Run) -> None:
    Path("empty").mkdir()
    ran = run("read", "empty")
    assert ran.status == 1
    assert "Error: empty: " in ran.err


def test_a_record_says_what_it_held(run: Run) -> None:
    first = run("read", "a.txt", "--record", "rec", "-q")
    assert "1 read, 0 already in the record" in first.err
    second = run("read", "a.txt", "--record", "rec", "--format", "json")
    assert "a.txt: already in the record; nothing was changed." in second.err
    assert json.loads(second.out) == to_form(FakeReader().read(Document(text=TEXT, file="a.txt")))


def test_another_pipeline_is_another_reader(run: Run) -> None:
    run("read", "a.txt", "--record", "rec", "-q")
    run("read", "a.txt", "--record", "rec", "-q", "--pipeline", "fake 2")
    with Ledger.open(Path("rec")) as ledger:
        assert [entry.reading.reader for entry in ledger.entries()] == ["fake 2"]


def test_several_jobs_give_the_same(run: Run) -> None:
    one = run("read", "folder", "--format", "jsonl")
    two = run("read", "folder", "--format", "jsonl", "--jobs", "2")
    assert one.out == two.out


def test_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(TEXT.encode())))
    ran = run("read", "-", "--format", "json")
    assert json.loads(ran.out)["document"]["file"] == "-"


# publish, verify, judge, demo


def test_a_record_is_published_and_the_page_is_named(run: Run) -> None:
    run("read", "folder", "--record", "rec", "-q")
    ran = run("publish", "site", "--record", "rec", "--title", "Weather")
    assert ran.status == 0
    page = Path(ran.err.strip().rpartition("Open ")[2])
    assert page == Path("site/index.html").resolve()
    assert "Weather" in page.read_text(encoding="utf-8")


def test_a_site_can_be_asked_for_a_past_day(run: Run) -> None:
    run("read", "folder", "--record", "rec", "-q")
    run("publish", "site", "--record", "rec", "--as-of", "2020-01-01")
    assert "folder/0.txt" not in Path("site/index.html").read_text(encoding="utf-8")


def test_a_judgement_is_shown_on_the_page_of_its_document(run: Run) -> None:
    """Guards that the ids of the record and those that pages look for are the same."""
    run("read", "a.txt", "--record", "rec", "-q")
    document = Document(text=TEXT, file="a.txt")
    statement = FakeReader().read(document).statements[0]
    subject = record_row("statement", record_form(statement), document.id).id
    options = ["--verdict", "rejected", "--reason", "she was in Rome", "--by", "Dana"]
    ran = run("judge", subject, *options, "--record", "rec")
    assert ran.err == f"{subject} is rejected by Dana.\n"
    run("publish", "site", "--record", "rec")
    pages = [page.read_text(encoding="utf-8") for page in Path("site").rglob("*.html")]
    assert any("she was in Rome" in page for page in pages)


def test_a_judgement_of_nothing_is_wrong_usage(run: Run) -> None:
    run("read", "a.txt", "--record", "rec", "-q")
    options = ["--verdict", "rejected", "--reason", "no", "--by", "Dana"]
    ran = run("judge", "0123456789", *options, "--record", "rec")
    assert ran.status == 2
    assert ran.err.startswith("Error: the id '0123456789' names no record")


def test_a_record_that_holds_is_said_to_hold(run: Run) -> None:
    run("read", "folder", "--record", "rec", "-q")
    ran = run("verify", "rec")
    assert ran.status == 0
    assert ran.out == "rec: everything holds (3 documents, 3 readings, 6 records, 0 judgements).\n"


def test_the_record_can_be_named_by_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("read", "folder", "--record", "rec", "-q")
    monkeypatch.setenv("TROTH_RECORD", "rec")
    assert run("verify").status == 0


def test_what_does_not_hold_is_named_and_fails(run: Run) -> None:
    run("read", "a.txt", "--record", "rec", "-q")
    (text,) = Path("rec/documents").rglob("*.txt")
    text.write_text(TEXT.replace("rains", "snows"), encoding="utf-8")
    ran = run("verify", "rec")
    assert ran.status == 1
    assert f"{text}: the bytes have changed" in ran.out
    assert "[10, 18): 'it rains' is not there" in ran.out


def test_problems_can_be_had_as_json(run: Run) -> None:
    run("read", "a.txt", "--record", "rec", "-q")
    (text,) = Path("rec/documents").rglob("*.txt")
    text.unlink()
    ran = run("verify", "rec", "--format", "json")
    form = json.loads(ran.out)
    assert not form["holds"]
    assert [problem["where"] for problem in form["problems"]] == [str(text)]


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_database_that_is_none_is_a_problem_of_the_record(run: Run, output: str) -> None:
    run("read", "a.txt", "--record", "rec", "-q")
    Path("rec/troth.db").write_bytes(b"something else altogether" * 100)
    ran = run("verify", "rec", "--format", output)
    assert ran.status == 1
    assert "the database is damaged" in ran.out


def test_a_folder_that_is_no_record_is_an_error(run: Run) -> None:
    ran = run("verify", "folder")
    assert ran.status == 1
    assert ran.err.startswith("Error: folder: there is no record here.")


def test_the_demonstration_does_all_of_it_and_can_be_repeated(run: Run) -> None:
    for _ in range(2):
        ran = run("demo", "shown")
        assert ran.status == 0
        assert ran.err.strip().endswith(str(Path("shown/site/index.html").resolve()))
    assert run("verify", "shown/record").status == 0


# Usage, errors, streams


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "a.txt", "--published", "yesterday"],
        ["read", "a.txt", "--jobs", "0"],
        ["read", "a.txt", "--format", "xml"],
        ["read", "a.txt", "--bogus"],
        ["bogus"],
        ["judge", "0123456789"],
        ["publish"],
    ],
)
def test_wrong_usage_has_status_two(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_the_version_is_told(run: Run) -> None:
    assert re.fullmatch(r"troth \d+\.\d+\.\d+\n", run("--version").out)


@pytest.mark.parametrize("command", ["read", "publish", "verify", "judge", "demo"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert command in ran.out


def test_an_error_of_the_system_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "rec/troth.db")

    monkeypatch.setattr(Ledger, "open", full)
    ran = run("verify", "rec")
    assert ran.err == "Error: rec/troth.db: No space left on device.\n"
    assert ran.status == 1


def test_a_message_cannot_steer_the_terminal(run: Run) -> None:
    ran = run("read", "no\x1b[2J\nwhere.txt")
    assert "\x1b" not in ran.err
    assert ran.err.count("\n") == 1


def troth_command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "troth", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


def test_output_is_utf8_whatever_the_locale(run: Run) -> None:
    run("read", "a.txt", "--record", "Запис 🕊", "-q")
    ran = troth_command("verify", "Запис 🕊", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert ran.stdout.decode("utf-8").startswith("Запис 🕊: everything holds")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["verify", "rec"]])
def test_what_needs_no_model_does_not_load_one(run: Run, arguments: list[str]) -> None:
    run("read", "a.txt", "--record", "rec", "-q")
    ran = troth_command(*arguments, PYTHONPROFILEIMPORTTIME="1")
    loaded = ran.stderr.decode()
    assert ran.returncode == 0
    assert "troth.cli" in loaded
    for heavy in ("spacy", "trafilatura", "httpx", "jinja2"):
        assert not re.search(rf"\| +{heavy}\n", loaded), heavy


def test_a_pipe_that_is_closed_is_no_noise(run: Run) -> None:
    run("read", "folder", "--record", "rec", "-q")
    process = subprocess.Popen(
        [sys.executable, "-m", "troth", "verify", "rec"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    process.wait(60)
    assert errors == b""


def _read_slowly(folder: str, told: str) -> None:
    troth.__dict__["Reader"] = lambda _: FakeReader(seconds=0.05)
    os.dup2(os.open(told, os.O_CREAT | os.O_WRONLY), 1)
    sys.stdout = TextIOWrapper(open(1, "wb", closefd=False))  # noqa: SIM115
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main(["read", folder, "--record", "rec", "--format", "jsonl"])


def test_an_interrupted_run_keeps_what_is_done_and_can_be_taken_up(run: Run) -> None:
    for number in range(100):
        Path(f"folder/{number}.txt").write_text(f"Anna said it rains {number}.", encoding="utf-8")
    process = multiprocessing.get_context("fork").Process(
        target=_read_slowly, args=("folder", "told")
    )
    process.start()
    while not (Path("told").exists() and Path("told").stat().st_size):
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)
    process.join(30)
    assert process.exitcode == 130
    with Ledger.open(Path("rec")) as ledger:
        done = ledger.counts()["readings"]
        assert 0 < done < 100
    again = run("read", "folder", "--record", "rec", "-q")
    assert f"{100 - done} read, {done} already" in again.err
    assert run("verify", "rec").status == 0


def test_everything_public_is_there_and_sorted() -> None:
    assert troth.__all__ == sorted(troth.__all__)
    found: dict[str, Any] = {name: getattr(troth, name) for name in troth.__all__}
    assert all(found.values())
    assert set(troth.__all__) <= set(dir(troth))


def test_what_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = troth.nonsense
