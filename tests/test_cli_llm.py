"""``troth read --reader llm``: asked for, told what is missing, and what it cost."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.read.llm.model_servers import KEY, Asked, completion, model
from troth.cli import main
from troth.record import Ledger

TEXT = "Ann Lee met Omar Diaz in Geneva on Monday."
ANSWER = {
    "meetings": [
        {"kind": "meeting", "participants": ["Ann Lee"], "status": "held", "text": "met"},
        {"kind": "summit", "status": "held", "text": "a secret summit"},
    ]
}
Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two texts and an environment that names no server."""
    monkeypatch.chdir(tmp_path)
    for name in ("TROTH_LLM_URL", "TROTH_LLM_MODEL", "TROTH_LLM_KEY", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.txt").write_text(TEXT + " They talked.", encoding="utf-8")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    with model(completion(ANSWER)) as asked:
        monkeypatch.setenv("TROTH_LLM_URL", f"http://127.0.0.1:{asked.port}/v1")
        monkeypatch.setenv("TROTH_LLM_MODEL", "tiny")
        monkeypatch.setenv("TROTH_LLM_KEY", KEY)
        yield asked


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        captured = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int | None)
        return code or 0, captured.out, captured.err

    return run


def test_what_the_model_found_is_printed_with_what_it_cost(run: Run, server: Asked) -> None:
    status, out, err = run("read", "a.txt", "--reader", "llm", "--format", "json")
    form = json.loads(out)
    assert status == 0
    assert form["meetings"][0]["text"] == {"text": "met", "span": [8, 11]}
    assert [item["code"] for item in form["issues"]] == ["llm-span", "llm-cost"]
    assert err == (
        "Language model: requests: 1; retries: 0; refused: 1; tokens in: 100; tokens out: 20.\n"
    )
    assert server.keys == [f"Bearer {KEY}"]


def test_without_the_option_nothing_is_asked(run: Run, server: Asked) -> None:
    status, _, err = run("read", "a.txt", "--format", "json")
    assert (status, server.bodies) == (0, [])
    assert "Language model" not in err


def test_what_asks_is_loaded_only_when_it_is_asked_for() -> None:
    code = "import sys, troth.cli; print('troth.read.llm.client' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_costs_of_several_texts_are_added(run: Run, server: Asked) -> None:
    _, _, err = run("read", "a.txt", "b.txt", "--reader", "llm", "-q")
    assert "requests: 2; retries: 0; refused: 2; tokens in: 200; tokens out: 40" in err


def test_several_processes_ask_as_well(run: Run, server: Asked) -> None:
    status, out, err = run(
        "read", "a.txt", "b.txt", "--reader", "llm", "--jobs", "2", "--format", "jsonl"
    )
    assert status == 0, err
    assert len(out.splitlines()) == 2
    assert "requests: 2" in err


def test_what_the_record_holds_is_not_asked_again_and_costs_nothing(
    run: Run, server: Asked
) -> None:
    run("read", "a.txt", "--reader", "llm", "--record", "r", "-q")
    _, _, err = run("read", "a.txt", "--reader", "llm", "--record", "r", "-q")
    assert len(server.bodies) == 1
    assert "Language model" not in err


def test_a_text_that_was_not_read_is_read_the_next_time(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guards against an outage that a record would keep as an empty reading."""
    monkeypatch.setenv("TROTH_LLM_MODEL", "tiny")
    with model(completion("Sorry."), completion(ANSWER)) as asked:
        monkeypatch.setenv("TROTH_LLM_URL", f"http://127.0.0.1:{asked.port}/v1")
        status, _, err = run("read", "a.txt", "--reader", "llm", "--record", "r", "-q")
        assert status == 1
        assert "not the JSON that was asked for" in err
        assert run("read", "a.txt", "--reader", "llm", "--record", "r", "-q")[0] == 0
    with Ledger.open(Path("r")) as ledger:
        assert ledger.counts()["readings"] == 1


def test_the_key_and_the_address_are_nowhere_in_a_record_or_a_message(
    run: Run, server: Asked
) -> None:
    _, out, err = run("read", "a.txt", "--reader", "llm", "--record", "r", "--format", "json")
    kept = b"".join(file.read_bytes() for file in Path("r").rglob("*") if file.is_file())
    for secret in (KEY, f"127.0.0.1:{server.port}"):
        assert secret not in out + err
        assert secret.encode() not in kept


def test_the_cost_alone_fails_no_strict_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROTH_LLM_MODEL", "tiny")
    with model(completion({"meetings": ANSWER["meetings"][:1]})) as asked:
        monkeypatch.setenv("TROTH_LLM_URL", f"http://127.0.0.1:{asked.port}/v1")
        assert run("read", "a.txt", "--reader", "llm", "--strict", "-q")[0] == 0


def test_refusals_fail_a_strict_run(run: Run, server: Asked) -> None:
    assert run("read", "a.txt", "--reader", "llm", "--strict", "-q")[0] == 1


def test_missing_variables_are_named(run: Run) -> None:
    status, _, err = run("read", "a.txt", "--reader", "llm")
    assert status == 2
    assert "TROTH_LLM_URL and TROTH_LLM_MODEL" in err


def test_a_missing_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "troth.read.llm.reader", None)
    status, _, err = run("read", "a.txt", "--reader", "llm")
    assert status == 1
    assert "pip install 'troth[llm]'" in err


def test_a_language_model_takes_no_pipeline(run: Run, server: Asked) -> None:
    status, _, err = run("read", "a.txt", "--reader", "llm", "--pipeline", "x")
    assert status == 2
    assert "--pipeline" in err
