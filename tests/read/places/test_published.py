"""The layers that people publish, where they are at hand."""

from collections import Counter
from pathlib import Path

import pytest

from troth.read.places import by_day, read_layer

SHARED = Path(__file__).parents[4] / "shared" / "places"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the published layers are not at hand")


def test_districts() -> None:
    path = SHARED / "geoboundaries_ukr" / "geoBoundaries-UKR-ADM1_simplified.geojson"
    found, issues = read_layer(path, layer="districts", kind="district")
    assert (found.num_rows, issues) == (27, ())
    assert "Kherson Oblast" in found["name"].to_pylist()


def test_an_invalid_country_is_repaired_and_named() -> None:
    path = SHARED / "natural_earth" / "ne_110m_admin_0_countries.json"
    found, issues = read_layer(path, layer="countries")
    assert found.num_rows == 177
    assert [issue.what.split(":")[0] for issue in issues] == ["'Sudan'"]


def test_power_stations() -> None:
    path = SHARED / "osm_power_ukraine" / "power_stations_with_oblasts.geojson"
    found, _ = read_layer(path, layer="energy", kind_columns=("power", "plant:source"))
    assert Counter(found["kind"].to_pylist()) == {
        "power_plant": 664,
        "substation": 330,
        "nuclear_plant": 5,
    }


def test_power_plants_of_a_table() -> None:
    path = SHARED / "gppd_ukraine" / "global_power_plant_database_ukraine.csv"
    found, issues = read_layer(path, layer="plants", kind_columns=("primary_fuel",))
    assert (found.num_rows, issues) == (64, ())
    assert Counter(found["kind"].to_pylist())["nuclear_plant"] == 4


def test_front_lines_by_day() -> None:
    days = by_day(sorted((SHARED / "deepstate_frontline").glob("*.geojson")))
    gap = days[29]
    found, _ = read_layer(gap.path, layer="front", since=gap.since, until=gap.until)
    assert (gap.until - gap.since).days == 3
    assert found["until"].to_pylist() == [gap.until]
