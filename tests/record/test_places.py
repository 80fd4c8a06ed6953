import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from troth.errors import UsageError, VerifyError
from troth.model.incident_table import LAYER
from troth.model.place import place_id
from troth.record.places import Places


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2025, 3, 27, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(hours=1)
        return self.moment


def place(name: str, x: float = 30.0, since: date | None = None) -> dict[str, Any]:
    wkb = shapely.Point(x, 50.0).wkb
    return {
        "id": place_id("a", name, wkb, since),
        "layer": "a",
        "name": name,
        "names": [name],
        "kind": None,
        "since": since,
        "until": None,
        "geometry": wkb,
        "source": "somebody",
        "licence": "CC0-1.0",
    }


def layer(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=LAYER)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path, clock=Clock())


def names(places: Places, as_of: datetime | None = None) -> list[str]:
    found = places.layer("a", as_of)
    return [] if found is None else found["name"].to_pylist()


def test_a_layer_comes_back_as_it_was(places: Places) -> None:
    table = layer(place("Anna"), place("Boris", 31.0))
    assert places.put(table, layer="a", file="a.csv")
    found = places.layer("a")
    assert found is not None
    assert found.equals(table)
    assert places.layers() == ("a",)
    assert list(places.problems()) == []


def test_a_record_without_layers_has_none(places: Places) -> None:
    assert places.layers() == ()
    assert places.layer("a") is None


def test_the_same_import_twice_changes_nothing(places: Places) -> None:
    table = layer(place("Anna"))
    places.put(table, layer="a", file="a.csv")
    before = (places.folder / "layers.jsonl").read_bytes()
    assert not places.put(table, layer="a", file="a.csv")
    assert (places.folder / "layers.jsonl").read_bytes() == before


def test_a_newer_import_of_a_file_takes_the_place_of_the_older(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    places.put(layer(place("Boris")), layer="a", file="a.csv")
    assert names(places) == ["Boris"]


def test_an_older_import_can_be_taken_up_again(places: Places) -> None:
    for name in ("Anna", "Boris", "Anna"):
        assert places.put(layer(place(name)), layer="a", file="a.csv")
    assert names(places) == ["Anna"]


def test_other_files_add_to_the_layer(places: Places) -> None:
    places.put(layer(place("Boris", since=date(2025, 3, 2))), layer="a", file="b.csv")
    places.put(layer(place("Anna", since=date(2025, 3, 1))), layer="a", file="a.csv")
    assert names(places) == ["Anna", "Boris"]


def test_a_place_in_two_files_counts_once(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    places.put(layer(place("Anna"), place("Boris")), layer="a", file="b.csv")
    assert names(places) == ["Anna", "Boris"]


def test_what_was_known_on_a_past_day_can_be_asked(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    places.put(layer(place("Boris")), layer="a", file="a.csv")
    assert names(places, datetime(2025, 3, 27, 13, 30, tzinfo=UTC)) == ["Anna"]
    assert names(places, datetime(2025, 3, 27, tzinfo=UTC)) == []


def test_the_file_says_that_it_is_geoparquet(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    metadata = pq.read_schema(places.path(places.imports()[0])).metadata
    assert json.loads(metadata[b"geo"])["primary_column"] == "geometry"


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "über", "-a", "a" * 65])
def test_a_name_that_is_no_folder_is_wrong_usage(places: Places, name: str) -> None:
    with pytest.raises(UsageError, match="name of a layer"):
        places.put(layer(), layer=name, file="a.csv")


def test_places_of_another_layer_are_wrong_usage(places: Places) -> None:
    with pytest.raises(UsageError, match="'b'"):
        places.put(layer(place("Anna")), layer="b", file="a.csv")


def test_a_changed_file_is_found(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    places.path(places.imports()[0]).write_bytes(b"something else")
    with pytest.raises(VerifyError, match="not what was stored"):
        places.layer("a")
    assert [what for what, _ in places.problems()] == ["a layer of places is not what was stored"]


def test_a_missing_file_is_found(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    places.path(places.imports()[0]).unlink()
    assert any("cannot be read" in what for what, _ in places.problems())


def test_a_false_id_is_found(places: Places) -> None:
    places.put(layer({**place("Anna"), "id": "0" * 64}), layer="a", file="a.csv")
    assert ["1 of its places" in what for what, _ in places.problems()] == [True]


def test_a_stray_file_is_found(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    (places.folder / "a" / "stray.parquet").write_bytes(b"")
    assert ["no import" in what for what, _ in places.problems()] == [True]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"layer": "../../up"}', "null", "\x00", '{"layer":' * 50_000]
)
def test_a_damaged_line_is_found_and_the_rest_stands(places: Places, line: str) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    with (places.folder / "layers.jsonl").open("a", encoding="utf-8") as file:
        file.write(line)
    assert ["line 2" in what for what, _ in places.problems()] == [True]
    places.put(layer(place("Boris")), layer="a", file="b.csv")
    assert names(places) == ["Anna", "Boris"]


def test_a_line_cannot_lead_out_of_the_folder(places: Places) -> None:
    places.put(layer(place("Anna")), layer="a", file="a.csv")
    path = places.folder / "layers.jsonl"
    path.write_text(path.read_text().replace('"layer":"a"', '"layer":"../a"'))
    assert places.layers() == ()
