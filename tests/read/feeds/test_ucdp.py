import json
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.read.feeds.made import UCDP, codes, read, ucdp
from troth.errors import SourceError
from troth.model import content_id


def test_an_event_is_read(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "ucdp", ucdp({}))
    assert issues == []
    told = {key: value for key, value in row.items() if value is not None}
    assert told.pop("id") == content_id(
        "incident row", {key: row[key] for key in ("source", "row", "row_hash")}
    )
    assert len(told.pop("row_hash")) == 64
    assert told == {
        "source": "ucdp",
        "family": "arda wire",
        "row": "1",
        "file": "feed.csv",
        "line": 2,
        "licence": "CC BY 4.0",
        "act": "force",
        "by": ["Government of Arda", "Grey League"],
        "by_all": False,
        "place": "Osgiliath town",
        "longitude": 37.5,
        "latitude": 48.5,
        "precision_m": 10_000,
        "start": datetime(2020, 7, 27),
        "end": datetime(2020, 7, 28),
        "clock": "local",
        "killed_low": 1,
        "killed_best": 2,
        "killed_high": 5,
        "reported_by": ["Arda Wire"],
        "denied_by": [],
        "machine": False,
        "reported": date(2020, 7, 27),
        "words": "Shots at the bridge",
    }


def test_a_file_without_header_gives_the_same_rows(tmp_path: Path) -> None:
    headed, _ = read(tmp_path, "ucdp", ucdp({}, {}))
    bare, issues = read(tmp_path, "ucdp", ucdp({}, {}, header=False))
    assert issues == []
    assert [row["id"] for row in headed] == [row["id"] for row in bare]
    assert [row["line"] for row in bare] == [1, 2]


def test_geojson_is_read(tmp_path: Path) -> None:
    properties = {name: UCDP[name] for name in UCDP if name not in {"latitude", "longitude"}}
    properties["date_start"] = properties["date_end"] = "2020-07-27T00:00:00"
    feature = {
        "type": "Feature",
        "properties": {**properties, "id": 7, "relid": 0},
        "geometry": {"type": "Point", "coordinates": [37.5, 48.5]},
    }
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}, indent=1)
    (row,), issues = read(tmp_path, "ucdp", data)
    assert issues == []
    assert (row["row"], row["longitude"], row["latitude"]) == ("7", 37.5, 48.5)
    assert (row["start"], row["end"]) == (datetime(2020, 7, 27), datetime(2020, 7, 28))


def test_side_a_does_violence_against_civilians(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "ucdp", ucdp({"type_of_violence": "3", "side_b": "Civilians"}))
    assert row["act"] == "violence_against_civilians"
    assert (row["by"], row["by_all"], row["target"]) == (["Government of Arda"], True, "civilians")


def test_several_offices_are_one_family_of_ucdp(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "ucdp", ucdp({"source_office": "Arda Wire;Bree Post;Arda Wire"}))
    assert (row["family"], row["reported_by"]) == ("ucdp", ["Arda Wire", "Bree Post"])


@pytest.mark.parametrize("code", ["6", "7", "", "9"])
def test_a_country_is_no_location(tmp_path: Path, code: str) -> None:
    (row,), _ = read(tmp_path, "ucdp", ucdp({"where_prec": code}))
    assert (row["longitude"], row["latitude"], row["precision_m"]) == (None, None, None)


def test_a_coarser_place_has_a_larger_radius(tmp_path: Path) -> None:
    changes = [{"where_prec": code} for code in "1234"]
    rows, _ = read(tmp_path, "ucdp", ucdp(*changes))
    radii = [row["precision_m"] for row in rows]
    assert radii == sorted(radii)
    assert radii[1] >= 25_000


def test_an_interval_is_that_of_the_row(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "ucdp", ucdp({"date_prec": "3", "date_end": "2020-08-02"}))
    assert (row["start"], row["end"]) == (datetime(2020, 7, 27), datetime(2020, 8, 3))


def test_one_day_of_a_coarser_precision_is_widened(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "ucdp", ucdp({"date_prec": "2"}))
    assert (row["start"], row["end"]) == (datetime(2020, 7, 22), datetime(2020, 8, 2))


@pytest.mark.parametrize("day", ["1900-01-01", "2099-12-31"])
def test_a_placeholder_for_a_day_is_an_issue_and_no_time(tmp_path: Path, day: str) -> None:
    (row,), issues = read(tmp_path, "ucdp", ucdp({"date_start": day, "date_end": day}))
    assert (row["start"], row["end"]) == (None, None)
    assert codes(issues) == ["date", "date"]
    assert issues[0].where == "feed.csv, line 2"


def test_an_event_that_ends_before_it_starts_has_no_time(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "ucdp", ucdp({"date_end": "2020-07-20"}))
    assert (row["start"], row["end"]) == (None, None)
    assert codes(issues) == ["interval"]


def test_an_event_at_null_island_has_no_location(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "ucdp", ucdp({"latitude": "0", "longitude": "0.0"}))
    assert (row["longitude"], row["latitude"], row["precision_m"]) == (None, None, None)
    assert codes(issues) == ["coordinates"]


def test_swapped_coordinates_are_told_and_not_put_right(tmp_path: Path) -> None:
    rows, issues = read(
        tmp_path, "ucdp", ucdp(*[{}] * 30, {"latitude": "37.5", "longitude": "48.5"})
    )
    assert (rows[-1]["longitude"], rows[-1]["latitude"]) == (None, None)
    assert [(issue.code, issue.where) for issue in issues] == [("coordinates", "feed.csv, line 32")]
    assert "may be swapped" in issues[0].what


def test_a_bad_count_is_an_issue_and_the_rest_is_read(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "ucdp", ucdp({"best": "many"}))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (1, None, 5)
    assert codes(issues) == ["count"]


def test_an_unknown_type_of_violence_is_an_issue(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "ucdp", ucdp({"type_of_violence": "8"}))
    assert row["act"] is None
    assert codes(issues) == ["code"]


def test_batches_do_not_change_the_rows(tmp_path: Path) -> None:
    changes = [
        {"latitude": f"{48 + at / 100}", "best": "x" if at == 7 else "1"} for at in range(30)
    ]
    changes.append({"latitude": "37.4", "longitude": "48.4"})
    one, many = (read(tmp_path, "ucdp", ucdp(*changes), batch_rows=size) for size in (100, 4))
    assert one == many
    assert codes(one[1]) == ["count", "coordinates"]


def test_a_zone_brings_days_to_utc(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "ucdp", ucdp({}), zone="Europe/Kyiv")
    assert row["clock"] == "utc"
    assert (row["start"], row["end"]) == (datetime(2020, 7, 26, 21), datetime(2020, 7, 27, 21))


def test_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no header and 2 columns"):
        read(tmp_path, "ucdp", "a,b\n1,2\n")
    with pytest.raises(SourceError, match="no column"):
        read(tmp_path, "ucdp", "relid,b\n1,2\n")
