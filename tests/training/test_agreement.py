"""Agreement of readings with annotations, by rules of our own."""

import json
from datetime import date
from pathlib import Path

import pytest

from training import agreement
from training.records import predict
from troth.model import Document, to_form
from troth.read import Reader

TEXT = "Ann Lee said the truce holds. Norway and Mali held talks in Oslo on Monday."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _gold(folder: Path, form: dict[str, object]) -> None:
    (folder / "text").mkdir()
    (folder / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    document = {"file": "a.txt", "published": "2025-03-27"}
    (folder / "a.json").write_text(json.dumps(form | {"document": document}), encoding="utf-8")


def test_a_reading_agrees_wholly_with_itself(tmp_path: Path, reader: Reader) -> None:
    reading = reader.read(Document(TEXT, "a.txt", published=date(2025, 3, 27)))
    form = to_form(reading)
    assert form["statements"]
    _gold(tmp_path, form)
    assert agreement.score(tmp_path) == dict.fromkeys(agreement.KINDS, 100.0)


def test_a_statement_by_somebody_else_is_another(tmp_path: Path, reader: Reader) -> None:
    form = to_form(reader.read(Document(TEXT, "a.txt", published=date(2025, 3, 27))))
    for statement in form["statements"]:
        statement["speaker"] = ["Bob Berg"]
    _gold(tmp_path, form)
    found = agreement.score(tmp_path)
    assert found["statements"] == 0.0
    assert found["meetings"] == 100.0


def test_every_annotated_text_is_read(tmp_path: Path) -> None:
    _gold(tmp_path, {})
    assert predict(tmp_path, tmp_path) == 1
