from pathlib import Path

import pytest

from tests.read.feeds.made import codes
from troth.errors import LimitError, SourceError
from troth.read.feeds import text
from troth.read.feeds.text import open_text

UKRAINIAN = "Вибухи пролунали вночі біля підстанції, повідомила міська влада.\n"


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "text.csv"
    path.write_bytes(data)
    return path


def test_utf_8_is_read_without_a_word(tmp_path: Path) -> None:
    found = open_text(saved(tmp_path, "a\nПідстанція\n".encode()))
    assert (list(found.lines()), found.issues) == (["a\n", "Підстанція\n"], ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, encoding: str) -> None:
    found = open_text(saved(tmp_path, "a,b\n1,2\n".encode(encoding)))
    assert list(found.lines()) == ["a,b\n", "1,2\n"]


def test_windows_1251_is_told_from_the_bytes_and_is_an_issue(tmp_path: Path) -> None:
    found = open_text(saved(tmp_path, ("a\n" + UKRAINIAN * 5).encode("cp1251")))
    assert list(found.lines())[1] == UKRAINIAN
    assert codes(found.issues) == ["encoding-detected"]
    assert found.issues[0].where == "text.csv, line 2"


def test_the_punctuation_of_windows_1252_is_told(tmp_path: Path) -> None:
    found = open_text(saved(tmp_path, "a\nthe town\u2019s bridge\n".encode("cp1252")))
    assert list(found.lines())[1] == "the town\u2019s bridge\n"
    assert codes(found.issues) == ["encoding-detected"]


def test_odd_lines_in_utf_8_are_read_on_their_own_and_are_an_issue(tmp_path: Path) -> None:
    data = "Підстанція\n".encode() + "the town\u2019s bridge\n".encode("cp1252")
    found = open_text(saved(tmp_path, data))
    assert list(found.lines()) == ["Підстанція\n", "the town\u2019s bridge\n"]
    assert codes(found.issues) == ["encoding-mixed"]
    assert found.issues[0].where == "text.csv, line 2"


def test_a_declared_encoding_is_used_where_utf_8_does_not_fit(tmp_path: Path) -> None:
    path = saved(tmp_path, UKRAINIAN.encode("koi8-u"))
    found = open_text(path, declared="koi8-u")
    assert (list(found.lines()), found.issues) == ([UKRAINIAN], ())


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_LINE", 10)
    monkeypatch.setattr(text, "_CHUNK", 4)
    with pytest.raises(LimitError, match="a line has more than 10 bytes"):
        open_text(saved(tmp_path, b"a,b\n" + b"x" * 30))
    assert list(open_text(saved(tmp_path, b"a,b,c\n" * 9)).lines()) == ["a,b,c\n"] * 9


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.csv"):
        open_text(tmp_path / "nowhere.csv")
