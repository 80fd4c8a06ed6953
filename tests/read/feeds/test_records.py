import json
from pathlib import Path

import pytest

from tests.read.feeds.made import codes
from troth.errors import SourceError
from troth.model import Issue
from troth.read.feeds import records
from troth.read.feeds.records import Records
from troth.read.feeds.rows import Block
from troth.read.feeds.text import open_text


def blocks(folder: Path, data: str, size: int = 100) -> list[Block]:
    path = folder / "list.json"
    path.write_text(data)
    return list(Records(open_text(path)).blocks(size))


def issues(found: list[Block]) -> list[Issue]:
    return [issue for block in found for issue in block.issues]


def test_records_of_different_keys_are_rows_of_one_table(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, '[\n {"a": 1, "b": null},\n {"b": "x", "c": [true]}\n]')
    assert block.names == ("a", "b", "c")
    assert block.rows == [["1", "", ""], ["", "x", "[true]"]]
    assert block.lines == [2, 3]


def test_the_order_of_keys_does_not_change_the_hash(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, '[{"a": 1, "b": 2}, {"b": 2, "a": 1}]')
    assert block.hashes[0] == block.hashes[1]


def test_records_longer_than_a_stretch_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_CHUNK", 16)
    data = json.dumps([{"a": at, "b": "x" * at} for at in range(50)], indent=1)
    found = blocks(tmp_path, data, size=7)
    assert [row[0] for block in found for row in block.rows] == [str(at) for at in range(50)]
    assert issues(found) == []
    lines = [line for block in found for line in block.lines]
    assert lines == [2 + 4 * at for at in range(50)]


@pytest.mark.parametrize("end", ['{"a": 1', '{"a": "x', '{"a"', "", ",", '{"a": 12},'])
def test_a_list_cut_short_is_an_issue(tmp_path: Path, end: str) -> None:
    found = blocks(tmp_path, '[{"a": 1},\n' + end)
    assert found[0].rows[0] == ["1"]
    assert codes(issues(found)) == ["row-cut"]


def test_an_entry_that_is_no_record_is_an_issue(tmp_path: Path) -> None:
    found = blocks(tmp_path, '[{"a": 1}, 5, "x", {"a": 2}]')
    assert [row for block in found for row in block.rows] == [["1"], ["2"]]
    assert codes(issues(found)) == ["record", "record"]


def test_half_a_character_is_an_issue(tmp_path: Path) -> None:
    found = blocks(tmp_path, '[{"a": "\\ud800"}, {"a": "b"}]')
    assert [row for block in found for row in block.rows] == [["b"]]
    assert codes(issues(found)) == ["record"]


@pytest.mark.parametrize("data", ['{"a": 1}', "[{1}]", "[NaN]", "[" * 100_000])
def test_what_is_no_list_of_records_is_refused(tmp_path: Path, data: str) -> None:
    with pytest.raises(SourceError):
        blocks(tmp_path, data)
