from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.check.duplicates import APART_DAYS, APART_M, propose
from troth.model.duplicate import Proposal
from troth.model.incident_table import INCIDENTS

DAY = datetime(2025, 3, 25)


def incident(name: str, **told: Any) -> dict[str, Any]:
    day = told.pop("day", 0)
    days = told.pop("days", 1)
    start = DAY + timedelta(days=day)
    return {
        "id": name,
        **dict.fromkeys(("source", "family", "row", "row_hash", "file"), name),
        "act": "strike",
        "by": [],
        "by_all": True,
        "longitude": 30.0,
        "latitude": 50.0,
        "precision_m": 1000.0,
        "start": start,
        "end": start + timedelta(days=days),
        "clock": "utc",
        "reported_by": [],
        "denied_by": [],
        "machine": False,
        **told,
    }


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=INCIDENTS)


def pairs(*rows: dict[str, Any], threshold: float = 0.0) -> list[tuple[str, str]]:
    return [(item.first, item.second) for item in propose(table(*rows), threshold=threshold)]


def only(*rows: dict[str, Any]) -> Proposal:
    found = propose(table(*rows), threshold=0.0)
    assert len(found) == 1
    return found[0]


def test_the_same_event_of_two_sources_is_proposed_with_its_parts() -> None:
    found = only(
        incident("a", target="power_plant", words="Drones hit a power plant in Anna"),
        incident("b", target="power_plant", words="Power plant in Anna hit by drones", day=0.25),
    )
    assert (found.first, found.second) == ("a", "b")
    assert found.target == 1.0
    assert found.distance is not None
    assert found.distance > 0.8
    assert found.words is not None
    assert found.words > 0.6
    assert found.apart_m == 0
    assert found.score > 0.8


def test_parts_that_are_unknown_speak_neither_for_nor_against() -> None:
    found = only(incident("a"), incident("b", day=0.5))
    assert (found.target, found.words) == (None, None)
    known = found.time**0.3 * (found.distance or 0) ** 0.3
    assert found.score == pytest.approx(known * 0.5**0.4)


def test_the_highest_score_comes_first() -> None:
    rows = (incident("a"), incident("b", day=0.1), incident("c", latitude=50.2))
    assert pairs(*rows)[0] == ("a", "b")


def test_the_threshold_is_the_smallest_score() -> None:
    rows = (incident("a"), incident("b", latitude=50.3, day=2))
    score = only(*rows).score
    assert pairs(*rows, threshold=score) == [("a", "b")]
    assert pairs(*rows, threshold=score + 1e-9) == []


def test_events_more_than_three_days_apart_are_never_proposed() -> None:
    assert pairs(incident("a"), incident("b", day=1 + APART_DAYS)) == [("a", "b")]
    assert pairs(incident("a"), incident("b", day=1.01 + APART_DAYS)) == []


def test_events_certainly_more_than_fifty_kilometres_apart_are_never_proposed() -> None:
    assert pairs(incident("a"), incident("b", latitude=50.46)) == [("a", "b")]
    assert pairs(incident("a"), incident("b", latitude=50.48)) == []
    assert pairs(incident("a"), incident("b", latitude=50.48, precision_m=10_000)) == [("a", "b")]


def test_an_area_counts_from_its_edge() -> None:
    area = {"longitude": None, "latitude": None, "precision_m": 0.0}
    box = shapely.box(30, 50.5, 31, 51)
    near = incident("b", **area, geometry=shapely.box(30, 50.4, 31, 51).wkb)
    far = incident("b", **area, geometry=box.wkb)
    assert pairs(incident("a"), near) == [("a", "b")]
    assert pairs(incident("a"), far) == []


def test_a_hollow_in_an_area_is_not_the_area() -> None:
    # An L: the point lies within its circle, and far from both of its arms.
    shape = shapely.union(shapely.box(30, 46, 30.1, 52), shapely.box(30, 46, 40, 46.1))
    area = {"longitude": None, "latitude": None, "precision_m": 0.0, "geometry": shape.wkb}
    assert pairs(incident("a", longitude=33.0, latitude=49.0), incident("b", **area)) == []


def test_acts_that_exclude_each_other_are_never_proposed() -> None:
    assert pairs(incident("a"), incident("b", act="protest")) == []


@pytest.mark.parametrize("act", [None, "drone_strike", "force", "of no tree"])
def test_acts_that_may_be_one_are_proposed(act: str | None) -> None:
    assert pairs(incident("a"), incident("b", act=act)) == [("a", "b")]


def test_an_uncertain_act_excludes_nothing() -> None:
    rows = (incident("a"), incident("b", act="protest", act_probability=0.5))
    assert pairs(*rows) == [("a", "b")]


def test_a_more_general_target_is_nearer_than_another() -> None:
    plant = incident("a", target="power_plant")
    scores = [
        only(plant, incident("b", target=target)).score
        for target in ("power_plant", "energy", "residential")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_an_uncertain_target_is_unknown() -> None:
    rows = (
        incident("a", target="power_plant"),
        incident("b", target="residential", target_probability=0.5),
    )
    assert only(*rows).target is None


def test_words_in_two_scripts_are_not_compared() -> None:
    rows = (incident("a", words="Drones hit Anna"), incident("b", words="Дрони влучили в Анну"))
    assert only(*rows).words is None


def test_without_a_location_the_name_of_a_place_must_be_shared() -> None:
    nowhere = {"longitude": None, "latitude": None, "precision_m": None}
    here = incident("a", place="Anna")
    assert pairs(here, incident("b", **nowhere, place="ANNA")) == [("a", "b")]
    assert pairs(here, incident("b", **nowhere, place="Boris")) == []
    assert pairs(here, incident("b", **nowhere)) == []


def test_a_row_without_a_time_is_in_no_proposal() -> None:
    assert pairs(incident("a"), incident("b", start=None, end=None)) == []


def test_a_row_known_to_the_year_is_in_no_proposal() -> None:
    assert pairs(incident("a"), incident("b", days=365)) == []


def test_equal_rows_are_proposed_with_one_of_them() -> None:
    rows = [incident(name) for name in "cabd"]
    assert pairs(*rows) == [("a", "b"), ("a", "c"), ("a", "d")]


def test_equal_rows_that_say_nothing_are_not_proposed() -> None:
    nowhere = {"longitude": None, "latitude": None, "precision_m": None}
    assert pairs(incident("a", **nowhere), incident("b", **nowhere)) == []


def test_many_equal_rows_make_few_proposals() -> None:
    rows = [incident(f"{number:05}") for number in range(3000)]
    assert len(pairs(*rows)) == 2999


def test_a_row_that_stands_twice_is_one_row() -> None:
    assert pairs(incident("a"), incident("a")) == []


def test_no_rows_have_no_proposals() -> None:
    assert propose(table()) == []


@st.composite
def incidents(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few rows within some days and degrees, with whatever is unknown of them."""
    rows = []
    for number in range(draw(st.integers(0, 8))):
        place: dict[str, Any] = {
            "longitude": draw(st.sampled_from([29.5, 30.0, 30.3, 31.0])),
            "latitude": draw(st.sampled_from([49.4, 49.99, 50.0, 50.5, 51.2])),
            "precision_m": draw(st.sampled_from([0.0, 5_000.0, 40_000.0])),
        }
        if draw(st.booleans()):
            x, y = place["longitude"], place["latitude"]
            place |= {"geometry": shapely.box(x, y, x + 0.3, y + 0.2).wkb, "longitude": None}
            place |= {"latitude": None}
        elif draw(st.booleans()):
            place = {"longitude": None, "latitude": None, "precision_m": None}
        rows.append(
            incident(
                f"{number}",
                day=draw(st.sampled_from([0, 0.5, 2, 4, 4.5, 9])),
                days=draw(st.sampled_from([0.01, 1, 7])),
                act=draw(st.sampled_from([None, "strike", "drone_strike", "protest"])),
                place=draw(st.sampled_from([None, "Anna", "Boris"])),
                words=draw(st.sampled_from([None, "Drones hit Anna", "Shells fell on Boris"])),
                **place,
            )
        )
    return rows


@settings(max_examples=60, deadline=None)
@given(incidents(), st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(rows: list[dict[str, Any]], random: Any) -> None:
    before = propose(table(*rows), threshold=0.0)
    random.shuffle(rows)
    assert propose(table(*rows), threshold=0.0) == before


@settings(max_examples=60, deadline=None)
@given(incidents())
def test_no_proposal_is_far_apart(rows: list[dict[str, Any]]) -> None:
    by_id = {row["id"]: row for row in rows}
    for item in propose(table(*rows), threshold=0.0):
        one, other = by_id[item.first], by_id[item.second]
        gap = max(one["start"], other["start"]) - min(one["end"], other["end"])
        assert gap <= timedelta(days=APART_DAYS, microseconds=1)
        assert item.first < item.second
        assert 0 <= item.score <= 1
        if item.apart_m is not None and not (one.get("geometry") or other.get("geometry")):
            assert item.apart_m <= APART_M + one["precision_m"] + other["precision_m"]


@settings(max_examples=40, deadline=None)
@given(incidents())
def test_bands_and_windows_miss_no_pair_of_points(rows: list[dict[str, Any]]) -> None:
    points = [row for row in rows if row["longitude"] is not None]
    found = {(item.first, item.second) for item in propose(table(*points), threshold=0.0)}
    alone = {
        pair
        for place, one in enumerate(points)
        for other in points[place + 1 :]
        for pair in pairs(one, other)
    }
    assert found <= alone
    equal = {pair for pair in alone - found if _has_equal(points, pair)}
    assert alone - found == equal


def _has_equal(points: list[dict[str, Any]], pair: tuple[str, str]) -> bool:
    compared = ("act", "longitude", "latitude", "precision_m", "start", "end", "words", "place")
    form = {row["id"]: tuple(row[name] for name in compared) for row in points}
    return any(list(form.values()).count(form[name]) > 1 for name in pair)
