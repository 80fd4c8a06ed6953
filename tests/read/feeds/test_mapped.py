from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.read.feeds.made import codes, read
from troth.errors import SourceError, UsageError
from troth.model import Issue

BASE = """kind: incidents
source: arda
licence: CC0
"""


def mapped(
    folder: Path, mapping: str, data: str | bytes, **options: Any
) -> tuple[list[dict[str, Any]], list[Issue]]:
    path = folder / "map.yaml"
    path.write_text(BASE + mapping)
    return read(folder, "csv", data, mapping=path, **options)


def one(folder: Path, mapping: str, data: str) -> dict[str, Any]:
    (row,), issues = mapped(folder, mapping, data)
    assert issues == []
    return row


def test_columns_and_constants_are_told_apart(tmp_path: Path) -> None:
    mapping = """columns:
  start: day
  act: {column: what, values: {boom: strike}}
  by: {constant: Arda}
  reported_by: {column: who, split: ;}
"""
    row = one(tmp_path, mapping, "day,what,who\n2025-03-19,boom,Post; Wire;Post\n")
    assert (row["act"], row["by"], row["reported_by"]) == ("strike", ["Arda"], ["Post", "Wire"])
    assert (row["start"], row["end"]) == (datetime(2025, 3, 19), datetime(2025, 3, 20))
    assert (row["source"], row["family"], row["licence"]) == ("arda", "arda", "CC0")


def test_a_row_without_a_name_has_its_line(tmp_path: Path) -> None:
    assert one(tmp_path, "columns: {start: day}\n", "day\n2025-03-19\n")["row"] == "line 2"


def test_several_columns_name_a_row(tmp_path: Path) -> None:
    mapping = "columns: {start: day, row: {column: [day, no], join: /}}\n"
    assert one(tmp_path, mapping, "day,no\n2025-03-19,7\n")["row"] == "2025-03-19/7"


def test_european_tables_are_read(tmp_path: Path) -> None:
    mapping = """delimiter: ;
decimal: ","
columns: {start: day, latitude: lat, longitude: lon, precision_m: r, weapons: n}
"""
    row = one(tmp_path, mapping, "day;lat;lon;r;n\n25.12.2022;48,5;37,25;1.500,5;1.234\n")
    assert (row["latitude"], row["longitude"], row["precision_m"]) == (48.5, 37.25, 1500.5)
    assert (row["weapons"], row["start"]) == (1234, datetime(2022, 12, 25))


def test_a_stated_order_of_day_and_month_is_taken(tmp_path: Path) -> None:
    mapping = "day_first: yes\ncolumns: {start: day}\n"
    assert one(tmp_path, mapping, "day\n03/05/2022\n")["start"] == datetime(2022, 5, 3)


def test_a_date_of_which_the_order_cannot_be_told_is_an_issue(tmp_path: Path) -> None:
    (row,), issues = mapped(tmp_path, "columns: {start: day}\n", "day\n03/05/2022\n")
    assert row["start"] is None
    assert codes(issues) == ["date"]


def test_clock_times_of_a_zone_become_utc(tmp_path: Path) -> None:
    mapping = "zone: Europe/Kyiv\ncolumns: {start: from, end: to}\n"
    row = one(tmp_path, mapping, "from,to\n2025-03-18 18:00,2025-03-19 08:30\n")
    assert row["clock"] == "utc"
    assert (row["start"], row["end"]) == (datetime(2025, 3, 18, 16), datetime(2025, 3, 19, 6, 31))


def test_the_hour_that_a_clock_repeats_is_taken_in_twice(tmp_path: Path) -> None:
    mapping = "zone: Europe/Kyiv\ncolumns: {start: from}\n"
    row = one(tmp_path, mapping, "from\n2025-10-26 03:30\n")
    assert (row["start"], row["end"]) == (
        datetime(2025, 10, 26, 0, 30),
        datetime(2025, 10, 26, 1, 31),
    )


def test_skipped_rows_are_counted(tmp_path: Path) -> None:
    mapping = "skip_when: {source: [missing, none]}\ncolumns: {start: day}\n"
    data = "day,source\n2025-03-19,a\n2025-03-20,missing\n2025-03-21,none\n"
    rows, issues = mapped(tmp_path, mapping, data, batch_rows=1)
    assert len(rows) == 1
    assert [(issue.code, issue.where) for issue in issues] == [
        ("not-an-incident", "feed.csv, line 3")
    ]
    assert issues[0].what.startswith("2 rows ")


def test_days_before_widen_the_interval(tmp_path: Path) -> None:
    mapping = 'columns: {start: day, days_before: {column: hours, values: {"48": "2"}}}\n'
    row = one(tmp_path, mapping, "day,hours\n2025-03-19,48\n")
    assert (row["start"], row["end"]) == (datetime(2025, 3, 17), datetime(2025, 3, 20))


def test_days_before_are_bounded(tmp_path: Path) -> None:
    mapping = "columns: {start: day, days_before: n}\n"
    (row,), issues = mapped(tmp_path, mapping, "day,n\n2025-03-19,2000000000\n")
    assert row["start"] == datetime(2025, 3, 19)
    assert codes(issues) == ["count"]


def test_a_word_that_the_mapping_does_not_list_is_an_issue(tmp_path: Path) -> None:
    mapping = "columns: {start: day, act: {column: what, values: {boom: strike}}}\n"
    (row,), issues = mapped(tmp_path, mapping, "day,what\n2025-03-19,bang\n")
    assert row["act"] is None
    assert [(issue.code, issue.where) for issue in issues] == [("code", "feed.csv, line 2")]


def test_a_list_of_records_is_read(tmp_path: Path) -> None:
    mapping = "columns: {start: day, killed_best: dead}\n"
    row = one(tmp_path, mapping, '[{"day": "2025-03-19", "dead": 3}]')
    assert (row["killed_best"], row["start"]) == (3, datetime(2025, 3, 19))


def test_the_encoding_of_a_mapping_is_used(tmp_path: Path) -> None:
    mapping = "encoding: cp1251\ncolumns: {start: day, place: where}\n"
    rows, issues = mapped(tmp_path, mapping, "day,where\n2025-03-19,Суми\n".encode("cp1251"))
    assert ([row["place"] for row in rows], issues) == (["Суми"], [])


def test_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no column 'day'"):
        mapped(tmp_path, "columns: {start: day}\n", "date\n2025-03-19\n")


def test_a_mapping_goes_with_csv_only(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="mapping"):
        read(tmp_path, "csv", "a\n1\n")
    with pytest.raises(UsageError, match="mapping"):
        read(tmp_path, "ucdp", "a\n1\n", mapping=tmp_path / "map.yaml")


def test_an_unknown_feed_or_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no feed"):
        read(tmp_path, "acledd", "a\n1\n")
    with pytest.raises(UsageError, match="time zone"):
        mapped(tmp_path, "zone: Arda/Osgiliath\ncolumns: {start: a}\n", "a\n1\n")
