from datetime import date, datetime
from pathlib import Path

import pytest

from tests.read.feeds.made import codes, gdelt, read


def test_a_mention_is_read(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "gdelt", gdelt({}))
    assert issues == []
    assert (row["row"], row["act"], row["by"], row["by_all"]) == ("900", "strike", ["ARDA"], True)
    assert (row["machine"], row["family"], row["reported_by"]) == (
        True,
        "example.org",
        ["example.org"],
    )
    assert (row["latitude"], row["longitude"], row["precision_m"]) == (40.5, 46.5, 25_000)
    assert row["reported"] == date(2020, 11, 13)


def test_the_day_of_an_article_takes_in_the_day_before(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "gdelt", gdelt({}))
    assert (row["start"], row["end"]) == (datetime(2020, 11, 12), datetime(2020, 11, 14))


@pytest.mark.parametrize(
    ("code", "act"),
    [("1823", "killing"), ("182", "violence_against_civilians"), ("194", "bombardment"),
     ("199", "force"), ("0871", None), ("874", "withdrawal"), ("0874", "withdrawal")],
)  # fmt: skip
def test_a_code_is_the_act_of_its_longest_known_beginning(
    tmp_path: Path, code: str, act: str | None
) -> None:
    rows, _ = read(tmp_path, "gdelt", gdelt({"EventCode": code}))
    assert [row["act"] for row in rows] == ([act] if act else [])


def test_rows_of_other_kinds_are_counted_once_for_the_file(tmp_path: Path) -> None:
    data = gdelt({}, *[{"EventCode": "010"}] * 3, {}, {"EventCode": "020"})
    rows, issues = read(tmp_path, "gdelt", data, batch_rows=2)
    assert len(rows) == 2
    assert [(issue.code, issue.where) for issue in issues] == [
        ("not-an-incident", "feed.csv, line 2")
    ]
    assert issues[0].what.startswith("4 rows ")


def test_a_quotation_mark_is_a_character(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, "gdelt", gdelt({}).replace("Osgiliath", '"Osgiliath') + gdelt({}))
    assert [row["place"] for row in rows] == ['"Osgiliath, Arda', "Osgiliath, Arda"]
    assert issues == []


def test_a_renamed_table_with_header_is_read(tmp_path: Path) -> None:
    names = (
        ",Global_Event_ID,Day,Actor_1_Name,Event_Code,Mention_Type,ST_PR_CNTRY,"
        "Lat_Extra,Long_Extra,Date_Added,Source_URL\n"
    )
    data = names + '0,900,20201113,ARDA,195,4,"Osgiliath, Arda",40.5,46.5,20201113001500,x\n'
    (row,), issues = read(tmp_path, "gdelt", data)
    assert issues == []
    assert (row["row"], row["act"], row["place"]) == ("900", "strike", "Osgiliath, Arda")
    assert (row["latitude"], row["family"]) == (40.5, "gdelt")


def test_a_country_is_no_location(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "gdelt", gdelt({"ActionGeo_Type": "1"}))
    assert (row["latitude"], row["precision_m"]) == (None, None)


def test_a_file_cut_in_the_middle_of_a_row_is_an_issue(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, "gdelt", gdelt({}, {})[:-60])
    assert len(rows) == 1
    assert codes(issues) == ["row-cut"]
