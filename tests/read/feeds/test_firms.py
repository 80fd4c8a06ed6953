from datetime import datetime
from pathlib import Path

import pytest

from tests.read.feeds.made import codes, read

VIIRS = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,"
    "version,bright_ti5,frp,daynight\n"
)
MODIS = VIIRS.replace("bright_ti4", "brightness").replace("bright_ti5", "bright_t31")


def spot(time: str = "12", confidence: str = "n", size: str = "0.6,0.8") -> str:
    return f"48.5,37.5,330,{size},2025-03-19,{time},N20,VIIRS,{confidence},2.0NRT,290,3.1,N\n"


def test_a_hot_spot_is_read(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "firms", VIIRS + spot())
    assert issues == []
    assert (row["act"], row["machine"], row["clock"]) == ("thermal_anomaly", True, "utc")
    assert (row["family"], row["reported_by"]) == ("firms", ["N20"])
    assert row["precision_m"] == pytest.approx(500)


@pytest.mark.parametrize(
    ("time", "hour", "minute"), [("12", 0, 12), ("0", 0, 0), ("930", 9, 30), ("2359", 23, 59)]
)
def test_lost_leading_noughts_are_put_back(
    tmp_path: Path, time: str, hour: int, minute: int
) -> None:
    (row,), _ = read(tmp_path, "firms", VIIRS + spot(time))
    assert row["start"] == datetime(2025, 3, 19, hour, minute)
    assert (row["end"] - row["start"]).seconds == 60


def test_a_lost_nought_does_not_make_another_row(tmp_path: Path) -> None:
    (one,), _ = read(tmp_path, "firms", VIIRS + spot("0012"))
    (other,), _ = read(tmp_path, "firms", VIIRS + spot("12"))
    assert one["row"] == other["row"]


@pytest.mark.parametrize("time", ["2460", "noon", "12345", "-5"])
def test_what_is_no_time_is_an_issue(tmp_path: Path, time: str) -> None:
    (row,), issues = read(tmp_path, "firms", VIIRS + spot(time))
    assert row["start"] is None
    assert codes(issues) == ["date"]


@pytest.mark.parametrize(("word", "chance"), [("l", 0.3), ("n", None), ("h", None), ("high", None)])
def test_a_class_of_viirs_is_a_probability(tmp_path: Path, word: str, chance: float | None) -> None:
    (row,), issues = read(tmp_path, "firms", VIIRS + spot(confidence=word))
    assert row["act_probability"] == (pytest.approx(chance) if chance else None)
    assert issues == []


def test_a_confidence_of_modis_is_a_probability(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "firms", MODIS + spot(confidence="85"))
    assert row["act_probability"] == pytest.approx(0.85)


def test_without_the_size_of_a_pixel_the_largest_is_taken(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "firms", MODIS + spot(confidence="85", size=","))
    assert row["precision_m"] == pytest.approx(2600)


def test_a_country_may_come_first(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "firms", "country_id," + VIIRS + "ARD," + spot())
    assert (row["latitude"], issues) == (48.5, [])
