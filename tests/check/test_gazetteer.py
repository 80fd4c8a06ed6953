from typing import Any

import pyarrow as pa
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from troth.check.gazetteer import FACILITY_M, SAME_PLACE_M, TOWN_M, Gazetteer
from troth.model.incident_table import LAYER


def place(name: str, shape: BaseGeometry, **more: Any) -> dict[str, Any]:
    row = {"id": "0", "layer": "a", "name": name, "names": [name], "geometry": shape.wkb}
    return {**row, **more}


def gazetteer(*rows: dict[str, Any]) -> Gazetteer:
    return Gazetteer([pa.Table.from_pylist([row], schema=LAYER) for row in rows])


def test_a_town_is_near_its_point() -> None:
    found = gazetteer(place("Anna", shapely.Point(30, 50))).find("ANNA")
    assert found is not None
    assert (found.longitude, found.latitude, found.precision_m) == (30, 50, TOWN_M)
    assert found.geometry is None


def test_a_district_is_its_area() -> None:
    area = shapely.box(30, 50, 31, 51)
    found = gazetteer(place("Anna Oblast", area)).find("the Anna region")
    assert found is not None
    assert (found.longitude, found.precision_m) == (None, 0.0)
    assert found.geometry == area.wkb


@pytest.mark.parametrize("name", ["", "Nowhere", "Ann", "Anna Boris"])
def test_a_name_that_no_layer_has_is_nowhere(name: str) -> None:
    assert gazetteer(place("Anna", shapely.Point(30, 50))).find(name) is None


def test_several_places_of_one_name_far_apart_are_no_location() -> None:
    both = [place("Anna", shapely.Point(30, 50)), place("Anna", shapely.Point(33, 50))]
    assert gazetteer(*both).find("Anna") is None


def test_several_places_close_together_are_one_and_less_precise() -> None:
    both = [place("Anna", shapely.Point(30, 50)), place("Anna", shapely.Point(30, 50.05))]
    found = gazetteer(*both).find("Anna")
    assert found is not None
    assert found.latitude == pytest.approx(50.025)
    assert TOWN_M + 5_000 < found.precision_m < TOWN_M + 6_000


def test_an_area_that_holds_the_others_is_the_place() -> None:
    area = shapely.box(30, 50, 31, 51)
    found = gazetteer(place("Anna", shapely.Point(30.5, 50.5)), place("Anna", area)).find("Anna")
    assert found is not None
    assert (found.geometry, found.precision_m) == (area.wkb, 0.0)


def test_an_area_with_another_beside_it_is_widened() -> None:
    area = shapely.box(30, 50, 31, 51)
    found = gazetteer(place("Anna", shapely.Point(29.95, 50.5)), place("Anna", area)).find("Anna")
    assert found is not None
    assert (found.geometry, found.precision_m) == (area.wkb, SAME_PLACE_M)


def test_an_area_with_another_far_away_is_no_location() -> None:
    area = shapely.box(30, 50, 31, 51)
    both = [place("Anna", shapely.Point(25, 50.5)), place("Anna", area)]
    assert gazetteer(*both).find("Anna") is None


def test_a_facility_named_after_a_town_is_not_the_town() -> None:
    plant = place("Anna", shapely.Point(30, 50), kind="power_plant")
    assert gazetteer(plant).find("Anna") is None


def test_a_facility_that_says_so_is_found() -> None:
    name = "Anna Nuclear Power Plant"
    found = gazetteer(place(name, shapely.Point(30, 50), kind="nuclear_plant")).find(name)
    assert found is not None
    assert found.precision_m == FACILITY_M


def test_other_names_are_looked_up_too() -> None:
    sea = place("GREEN SEA", shapely.box(30, 50, 31, 51), names=["GREEN SEA", "Mer Verte"])
    assert gazetteer(sea).find("mer verte") is not None


def test_a_place_without_a_name_is_never_found() -> None:
    nameless = {**place("", shapely.Point(30, 50)), "name": None, "names": []}
    assert gazetteer(nameless).find("") is None
