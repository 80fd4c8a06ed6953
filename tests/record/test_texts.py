from pathlib import Path

import pytest
from hypothesis import given

from tests.strategies import texts
from troth.errors import RecordError, VerifyError
from troth.model import Document
from troth.record.texts import Texts

DOCUMENT = Document(text="Anna said it rains.", file="a.txt")


@given(text=texts())
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    store = Texts(tmp_path_factory.getbasetemp() / "any")
    document = Document(text=text, file="a")
    store.put(document)
    assert store.get(document.id) == text


def test_a_text_lies_under_its_hash(tmp_path: Path) -> None:
    store = Texts(tmp_path)
    store.put(DOCUMENT)
    assert list(store.files()) == [tmp_path / "documents" / DOCUMENT.id[:2] / f"{DOCUMENT.id}.txt"]


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    store = Texts(tmp_path)
    folder = store.path(DOCUMENT.id).parent
    folder.mkdir(parents=True)
    (folder / f".{DOCUMENT.id}.abc.tmp").write_bytes(b"Anna sa")
    store.put(DOCUMENT)
    assert [path.name for path in folder.iterdir()] == [f"{DOCUMENT.id}.txt"]


def test_a_text_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    store = Texts(tmp_path)
    store.put(DOCUMENT)
    before = store.path(DOCUMENT.id).stat().st_mtime_ns
    store.put(DOCUMENT)
    assert store.path(DOCUMENT.id).stat().st_mtime_ns == before


def test_a_missing_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match="cannot be read"):
        Texts(tmp_path).get(DOCUMENT.id)


def test_a_text_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file", encoding="utf-8")
    with pytest.raises(RecordError, match="cannot be stored"):
        Texts(tmp_path).put(DOCUMENT)
