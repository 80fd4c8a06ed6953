from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.feeds.made import codes
from troth.model import Issue
from troth.read.feeds import rows as rows_module
from troth.read.feeds.rows import Block, Table, row_hash
from troth.read.feeds.text import open_text


def blocks(folder: Path, data: str, size: int = 100) -> list[Block]:
    path = folder / "rows.csv"
    path.write_bytes(data.encode())
    return list(Table(open_text(path)).blocks(size))


def rows(found: list[Block]) -> list[tuple[int, list[str]]]:
    return [
        (line, list(row))
        for block in found
        for line, row in zip(block.lines, block.rows, strict=True)
    ]


def issues(found: list[Block]) -> list[Issue]:
    return [issue for block in found for issue in block.issues]


def test_a_row_knows_the_line_where_it_begins(tmp_path: Path) -> None:
    found = blocks(tmp_path, 'a,b\n1,"x\ny"\n\n2,z\n')
    assert rows(found) == [(2, ["1", "x\ny"]), (5, ["2", "z"])]


def test_line_ends_of_any_kind_are_read(tmp_path: Path) -> None:
    assert rows(blocks(tmp_path, "a,b\r\n1,x\r\n2,y\r\n")) == [(2, ["1", "x"]), (3, ["2", "y"])]
    assert rows(blocks(tmp_path, "a,b\r1,x\r2,y\r")) == [(2, ["1", "x"]), (3, ["2", "y"])]


def test_a_row_of_the_wrong_width_is_an_issue_with_its_line(tmp_path: Path) -> None:
    found = blocks(tmp_path, "a,b\n1\n1,x\n1,x,y\n")
    assert rows(found) == [(3, ["1", "x"])]
    assert [(issue.code, issue.where) for issue in issues(found)] == [
        ("row-width", "rows.csv, line 2"),
        ("row-width", "rows.csv, line 4"),
    ]


def test_a_file_cut_in_the_middle_of_a_row_is_an_issue(tmp_path: Path) -> None:
    found = blocks(tmp_path, "a,b,c\n1,x,y\n2,x")
    assert rows(found) == [(2, ["1", "x", "y"])]
    assert [(issue.code, issue.where) for issue in issues(found)] == [
        ("row-cut", "rows.csv, line 3")
    ]


def test_a_file_cut_within_quotation_marks_is_an_issue(tmp_path: Path) -> None:
    found = blocks(tmp_path, 'a,b\n1,x\n2,"y and')
    assert rows(found) == [(2, ["1", "x"])]
    assert codes(issues(found)) == ["row-cut"]


def test_a_last_line_without_end_is_read_and_told(tmp_path: Path) -> None:
    found = blocks(tmp_path, "a,b\n1,x")
    assert rows(found) == [(2, ["1", "x"])]
    assert codes(issues(found)) == ["line-unfinished"]


def test_a_quotation_mark_that_is_not_closed_costs_one_row(tmp_path: Path) -> None:
    found = blocks(tmp_path, 'a,b\n1,"x\n2,y\n3,"z"\n4,w\n')
    assert rows(found) == [(3, ["2", "y"]), (4, ["3", "z"]), (5, ["4", "w"])]
    assert [(issue.code, issue.where) for issue in issues(found)] == [
        ("row-unclosed", "rows.csv, line 2")
    ]


def test_a_field_that_swallows_the_file_costs_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_module, "MAX_FIELD", 50)
    found = blocks(tmp_path, 'a,b\n1,"x\n' + "2,y\n" * 100)
    assert len(rows(found)) == 100
    assert codes(issues(found)) == ["row-unclosed"]


def test_many_broken_rows_are_read_through(tmp_path: Path) -> None:
    found = blocks(tmp_path, "a,b\n" + '1,"x\n2,y\n3,"z\n' * 2000)
    assert (len(rows(found)), len(issues(found))) == (2000, 4000)


def test_loose_quotation_marks_within_a_line_are_read(tmp_path: Path) -> None:
    found = blocks(tmp_path, 'a,b\n1,"x" and y\n2,z\n3,"x"y,z\n')
    assert rows(found) == [(2, ["1", "x and y"]), (3, ["2", "z"])]
    assert codes(issues(found)) == ["row-width"]


def test_the_cut_into_blocks_changes_nothing(tmp_path: Path) -> None:
    data = 'a,b\n1,"x\n2,y\n3\n4,"z\n\n5,w\n6,"v"\n7,u'
    one, many = blocks(tmp_path, data), blocks(tmp_path, data, size=1)
    assert rows(one) == rows(many) != []
    assert issues(one) == issues(many) != []
    assert sum(block.rows_read for block in one) == sum(block.rows_read for block in many)


@given(st.lists(st.lists(st.text(max_size=5), min_size=2, max_size=2), min_size=2, max_size=2))
def test_two_different_rows_have_different_hashes(two: list[list[str]]) -> None:
    assert (row_hash(two[0]) == row_hash(two[1])) == (two[0] == two[1])


@given(st.text("\x1e\x1fa", max_size=4), st.text("\x1e\x1fa", max_size=4))
def test_the_signs_between_hashed_fields_may_stand_in_them(one: str, other: str) -> None:
    assert row_hash([one, other]) != row_hash([one + "\x1f" + other, ""])
    assert (row_hash([one, ""]) == row_hash([other, ""])) == (one == other)


@settings(max_examples=200, deadline=None)
@given(data=st.text('a1,"\n\r', max_size=60), size=st.integers(1, 4))
def test_any_text_is_read_to_its_end(
    data: str, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    found = blocks(folder, "a,b\n" + data, size)
    lines = [line for line, _ in rows(found)]
    assert lines == sorted(set(lines))
    assert all(len(row) == 2 for _, row in rows(found))
    together = blocks(folder, "a,b\n" + data)
    assert (rows(found), issues(found)) == (rows(together), issues(together))
