import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from troth.errors import SourceError, UsageError
from troth.model.incident_table import LAYER
from troth.read.places import read_layer
from troth.settings import DEFAULT_LIMITS

SQUARE = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 51.0], [30.0, 50.0]]]
BOW_TIE = [[[30.0, 50.0], [31.0, 51.0], [31.0, 50.0], [30.0, 51.0], [30.0, 50.0]]]


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def write(folder: Path, *features: Any, name: str = "a.geojson", **more: Any) -> Path:
    path = folder / name
    form = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(form), encoding="utf-8")
    return path


def codes(path: Path, **options: Any) -> list[str]:
    return [issue.code for issue in read_layer(path, layer="a", **options)[1]]


def table(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_features_become_rows_of_a_layer(tmp_path: Path) -> None:
    path = write(tmp_path, feature("Polygon", SQUARE, shapeName="Anna District"))
    found, issues = read_layer(path, layer="districts", kind="district", licence="CC0-1.0")
    assert found.schema.equals(LAYER)
    row = found.to_pylist()[0]
    assert (row["name"], row["names"]) == ("Anna District", ["Anna District"])
    assert (row["layer"], row["kind"], row["licence"]) == ("districts", "district", "CC0-1.0")
    assert shapely.from_wkb(row["geometry"]).bounds == (30.0, 50.0, 31.0, 51.0)
    assert issues == ()


def test_names_in_every_language_and_in_capitals_are_kept(tmp_path: Path) -> None:
    sea = feature("Polygon", SQUARE, name="GREEN SEA", name_fr="Mer Verte", namealt=None)
    found, _ = read_layer(write(tmp_path, sea), layer="seas")
    assert found["names"].to_pylist() == [["GREEN SEA", "Mer Verte"]]


def test_a_feature_without_a_name_has_none(tmp_path: Path) -> None:
    found, _ = read_layer(write(tmp_path, feature("Point", [30, 50], name=None)), layer="a")
    assert found["name"].to_pylist() == [None]
    assert found["names"].to_pylist() == [[]]


def test_reading_twice_gives_the_same_ids(tmp_path: Path) -> None:
    path = write(tmp_path, feature("Polygon", SQUARE, name="A"), feature("Point", [30, 50]))
    assert read_layer(path, layer="a")[0].equals(read_layer(path, layer="a")[0])


def test_the_days_of_a_layer_are_in_its_rows_and_ids(tmp_path: Path) -> None:
    path = write(tmp_path, feature("Polygon", SQUARE))
    first, _ = read_layer(path, layer="a", since=date(2025, 3, 1), until=date(2025, 3, 2))
    second, _ = read_layer(path, layer="a", since=date(2025, 3, 2), until=date(2025, 3, 3))
    assert first["until"].to_pylist() == [date(2025, 3, 2)]
    assert first["id"].to_pylist() != second["id"].to_pylist()


def test_a_layer_that_ends_before_it_begins_is_wrong_usage(tmp_path: Path) -> None:
    path = write(tmp_path, feature("Polygon", SQUARE))
    with pytest.raises(UsageError, match="before it begins"):
        read_layer(path, layer="a", since=date(2025, 3, 2), until=date(2025, 3, 1))


def test_columns_tell_the_narrowest_kind(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        feature("Point", [30, 50], power="plant", **{"plant:source": "nuclear"}),
        feature("Point", [31, 50], power="plant", **{"plant:source": None}),
        feature("Point", [32, 50], power="substation"),
    )
    found, _ = read_layer(path, layer="energy", kind_columns=("power", "plant:source"))
    assert found["kind"].to_pylist() == ["nuclear_plant", "power_plant", "substation"]


def test_a_value_that_is_no_kind_is_an_issue_and_the_place_stays(tmp_path: Path) -> None:
    path = write(tmp_path, feature("Point", [30, 50], power="unheard-of"))
    found, issues = read_layer(path, layer="a", kind_columns=("power",))
    assert found["kind"].to_pylist() == [None]
    assert [issue.code for issue in issues] == ["place-kind"]


def test_columns_that_contradict_each_other_are_an_issue(tmp_path: Path) -> None:
    path = write(tmp_path, feature("Point", [30, 50], power="substation", primary_fuel="Nuclear"))
    assert codes(path, kind_columns=("power", "primary_fuel")) == ["place-kind"]


def test_an_outline_that_crosses_itself_is_repaired_and_told(tmp_path: Path) -> None:
    found, issues = read_layer(write(tmp_path, feature("Polygon", BOW_TIE, name="A")), layer="a")
    assert shapely.from_wkb(found["geometry"][0].as_py()).is_valid
    assert [(issue.code, "'A'" in issue.what) for issue in issues] == [("place-repaired", True)]
    assert issues[0].where == "a.geojson, feature 1"


def test_a_hole_stays_a_hole(tmp_path: Path) -> None:
    hole = [[30.4, 50.4], [30.6, 50.4], [30.6, 50.6], [30.4, 50.6], [30.4, 50.4]]
    found, issues = read_layer(write(tmp_path, feature("Polygon", [*SQUARE, hole])), layer="a")
    assert not shapely.from_wkb(found["geometry"][0].as_py()).contains(shapely.Point(30.5, 50.5))
    assert issues == ()


def test_heights_are_left_out_and_told(tmp_path: Path) -> None:
    found, issues = read_layer(write(tmp_path, feature("Point", [30, 50, 120])), layer="a")
    assert not shapely.from_wkb(found["geometry"][0].as_py()).has_z
    assert [issue.code for issue in issues] == ["place-height"]


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (None, "place-empty"),
        ({"type": "Polygon", "coordinates": []}, "place-empty"),
        ({"type": "MultiPoint", "coordinates": []}, "place-empty"),
        ({"type": "Point", "coordinates": [0, 0]}, "place-origin"),
        ({"type": "Point", "coordinates": [50.0, 130.0]}, "place-swapped"),
        ({"type": "Point", "coordinates": [500000.0, 5500000.0]}, "place-range"),
        ({"type": "Point", "coordinates": [10**400, 5]}, "place-range"),
        ({"type": "Point", "coordinates": ["30", "50"]}, "place-shape"),
        ({"type": "Point", "coordinates": [True, False]}, "place-shape"),
        ({"type": "Point", "coordinates": [30]}, "place-shape"),
        ({"type": "Polygon", "coordinates": [[[30, 50], [31, 50]]]}, "place-shape"),
        ({"type": "Polygon", "coordinates": [30, 50]}, "place-shape"),
        ({"type": "Circle", "coordinates": [30, 50]}, "place-shape"),
        ({"type": ["Point"], "coordinates": [30, 50]}, "place-shape"),
        ({"type": "LineString", "coordinates": [[170, 50], [190, 51]]}, "place-antimeridian"),
        ({"type": "LineString", "coordinates": [[170, 50], [-170, 51]]}, "place-antimeridian"),
        ("POINT (30 50)", "place-shape"),
    ],
)
def test_a_geometry_that_cannot_be_used_is_an_issue(tmp_path: Path, shape: Any, code: str) -> None:
    path = write(tmp_path, {"type": "Feature", "properties": {}, "geometry": shape})
    found, issues = read_layer(path, layer="a")
    assert found.num_rows == 0
    assert [issue.code for issue in issues] == [code]


def test_an_area_across_the_antimeridian_is_to_be_split(tmp_path: Path) -> None:
    ring = [[[179, 50], [-179, 50], [-179, 51], [179, 51], [179, 50]]]
    _, issues = read_layer(write(tmp_path, feature("Polygon", ring)), layer="a")
    assert "3.1.9" in issues[0].next_step


def test_a_huge_number_is_an_issue(tmp_path: Path) -> None:
    text = '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,5]}}'
    assert codes(table(tmp_path, text, "a.geojson")) == ["place-range"]


def test_a_place_among_the_others_when_swapped_is_an_issue(tmp_path: Path) -> None:
    points = [feature("Point", [30 + step / 2, 48 + step / 4]) for step in range(12)]
    path = write(tmp_path, *points, feature("Point", [49.0, 33.0], name="Turned"))
    found, issues = read_layer(path, layer="a")
    assert found.num_rows == 12
    assert [issue.code for issue in issues] == ["place-swapped"]


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": [NaN]}',
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": 5}',
        '{"type": "FeatureCollection", "features": [',
        '{"a":' * 100_000,
        "{" + f'"type": {"9" * 5000}' + "}",
        '{"type": "FeatureCollection", "features": [], "crs": '
        '{"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}}',
    ],
)
def test_a_file_that_is_no_geojson_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError):
        read_layer(table(tmp_path, text, "a.geojson"), layer="a")


def test_a_key_that_stands_twice_is_an_issue(tmp_path: Path) -> None:
    text = (
        '{"type": "Feature", "properties": {"name": "A", "name": "B"},'
        ' "geometry": {"type": "Point", "coordinates": [30, 50]}}'
    )
    assert codes(table(tmp_path, text, "a.geojson")) == ["place-key"]


def test_a_file_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    with path.open("wb") as file:
        file.truncate(DEFAULT_LIMITS.source_bytes + 1)
    with pytest.raises(SourceError, match="larger"):
        read_layer(path, layer="a")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_layer(tmp_path / "none.csv", layer="a")


def test_a_table_of_points_is_a_layer(tmp_path: Path) -> None:
    path = table(tmp_path, "\ufeffname;lat;lon\nA;50,5;30,25\n")
    found, issues = read_layer(path, layer="a")
    assert shapely.from_wkb(found["geometry"][0].as_py()) == shapely.Point(30.25, 50.5)
    assert issues == ()


def test_a_row_that_cannot_be_used_is_an_issue_with_its_line(tmp_path: Path) -> None:
    path = table(tmp_path, 'name,latitude,longitude\n"A\nB",50,30\nC,here,30\nD,,\nE,50\n')
    found, issues = read_layer(path, layer="a")
    assert found["name"].to_pylist() == ["A B"]
    assert [(issue.code, issue.where) for issue in issues] == [
        ("place-range", "a.csv, line 4"),
        ("place-empty", "a.csv, line 5"),
        ("place-row", "a.csv, line 6"),
    ]


def test_a_table_without_coordinates_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="latitude"):
        read_layer(table(tmp_path, "name,place\nA,B\n"), layer="a")


def test_a_field_without_end_is_an_error(tmp_path: Path) -> None:
    text = "name,latitude,longitude\n" + "x" * 200_000 + ",50,30\n"
    with pytest.raises(SourceError, match="line 2"):
        read_layer(table(tmp_path, text), layer="a")


def test_an_old_encoding_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    names = ["Київ", "Харків", "Одеса", "Дніпро", "Запоріжжя", "Львів", "Миколаїв", "Вінниця"]
    rows = "".join(f"{name},50,{30 + number}\n" for number, name in enumerate(names))
    path.write_bytes(f"name,latitude,longitude\n{rows}".encode("cp1251"))
    assert codes(path) == ["place-encoding"]


def test_postal_codes_of_one_settlement_are_one_place(tmp_path: Path) -> None:
    rows = [
        "XX\t01000\tAnna\tNorth\t01\tEast\t\t\t\t50.5\t30.5\t4",
        "XX\t01001\tAnna\tNorth\t01\tEast\t\t\t\t50.5\t30.5\t4",
        "XX\t02000\tAnna\tSouth\t02\t\t\t\t\t48.5\t31.5\t",
    ]
    found, issues = read_layer(table(tmp_path, "\n".join(rows), "XX.txt"), layer="settlements")
    assert found["name"].to_pylist() == ["Anna", "Anna"]
    assert [issue.code for issue in issues] == ["place-twice"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_any_coordinates_give_a_place_or_an_issue(
    tmp_path_factory: pytest.TempPathFactory, coordinates: Any
) -> None:
    text = json.dumps(feature("Polygon", coordinates)).replace("NaN", "1e999")
    text = text.replace("Infinity", "1e999")
    path = tmp_path_factory.getbasetemp() / "any.geojson"
    path.write_text(text, encoding="utf-8")
    found, issues = read_layer(path, layer="a")
    assert found.num_rows + len([item for item in issues if item.code != "place-height"]) >= 1
