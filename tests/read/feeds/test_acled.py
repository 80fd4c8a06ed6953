from datetime import datetime
from pathlib import Path

import pytest

from tests.read.feeds.made import acled, codes, read


def test_an_event_is_read_after_a_byte_order_mark(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "acled", b"\xef\xbb\xbf" + acled({}).encode())
    assert issues == []
    assert (row["row"], row["act"], row["place"]) == ("ARD1", "clash", "Osgiliath")
    assert (row["start"], row["end"]) == (datetime(2020, 7, 27), datetime(2020, 7, 28))
    assert (row["latitude"], row["longitude"], row["precision_m"]) == (48.5, 37.5, 10_000)
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (None, 3, None)


def test_which_actor_did_it_is_not_told(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "acled", acled({}))
    assert (row["by"], row["by_all"]) == (["Army of Arda", "Grey League"], False)


def test_the_first_actor_does_violence_against_civilians(tmp_path: Path) -> None:
    change = {
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "actor2": "Civilians (Arda)",
        "civilian_targeting": "Civilian targeting",
    }
    (row,), _ = read(tmp_path, "acled", acled(change))
    assert (row["by"], row["by_all"]) == (["Army of Arda"], True)
    assert (row["act"], row["target"]) == ("violence_against_civilians", "civilians")


def test_the_notes_are_not_kept_and_the_licence_says_why(tmp_path: Path) -> None:
    (row,), _ = read(tmp_path, "acled", acled({}))
    assert row["words"] is None
    assert "must not be passed on" in row["licence"]


def test_sources_are_told_and_one_alone_is_the_family(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, "acled", acled({}, {"source": "Arda Wire"}))
    assert [row["family"] for row in rows] == ["acled", "arda wire"]
    assert rows[0]["reported_by"] == ["Arda Wire", "Bree Post"]


@pytest.mark.parametrize(
    ("sub", "event", "act"),
    [
        ("Air/drone strike", "Explosions/Remote violence", "aerial_strike"),
        ("Shelling/artillery/missile attack", "Explosions/Remote violence", "bombardment"),
        ("", "Explosions/Remote violence", "force"),
        ("Headquarters or base established", "Strategic developments", "military_movement"),
    ],
)
def test_a_type_is_an_act(tmp_path: Path, sub: str, event: str, act: str) -> None:
    (row,), issues = read(tmp_path, "acled", acled({"sub_event_type": sub, "event_type": event}))
    assert (row["act"], issues) == (act, [])


def test_an_unknown_type_is_an_issue(tmp_path: Path) -> None:
    (row,), issues = read(tmp_path, "acled", acled({"sub_event_type": "", "event_type": "Magic"}))
    assert row["act"] is None
    assert codes(issues) == ["code"]


@pytest.mark.parametrize(("code", "days"), [("1", 1), ("2", 15), ("3", 63), ("", 63)])
def test_a_coarser_time_is_a_longer_interval(tmp_path: Path, code: str, days: int) -> None:
    (row,), _ = read(tmp_path, "acled", acled({"time_precision": code}))
    assert (row["end"] - row["start"]).days == days
