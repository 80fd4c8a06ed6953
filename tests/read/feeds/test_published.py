"""The feeds as they are published, where they are at hand; facts of them only."""

from datetime import datetime
from importlib.resources import as_file, files

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.read.feeds.made import codes, published, read_file, whole


def between(table: pa.Table, first: datetime, after: datetime) -> int:
    start = table["start"]
    inside = pc.and_(pc.greater_equal(start, pa.scalar(first)), pc.less(start, pa.scalar(after)))
    return int(pc.sum(inside).as_py())


def test_every_row_of_ucdp_ukraine_is_read() -> None:
    rows, issues = read_file("ucdp", published("ucdp_ged_ukraine/UCDP-Ukraine.csv"))
    assert len(rows) == len({row["row"] for row in rows}) == 3883
    assert codes(issues) == ["encoding-detected"]
    assert all(row["start"] and row["act"] and row["reported"] for row in rows)


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ((datetime(2014, 8, 22), datetime(2014, 9, 5), datetime(2014, 9, 19)), (409, 82)),
        ((datetime(2015, 2, 1), datetime(2015, 2, 15), datetime(2015, 3, 1)), (106, 41)),
        ((datetime(2020, 5, 28), datetime(2020, 7, 27), datetime(2020, 9, 25)), (32, 13)),
    ],
)
def test_ucdp_counts_around_three_truces(
    days: tuple[datetime, datetime, datetime], counts: tuple[int, int]
) -> None:
    table = whole("ucdp", published("ucdp_ged_ukraine/UCDP-Ukraine.csv"))
    before, after = between(table, days[0], days[1]), between(table, days[1], days[2])
    assert (before, after) == counts


def test_ucdp_as_geojson_is_read() -> None:
    rows, issues = read_file("ucdp", published("ged_car_2023/GEDEvent_v23_1.geojson"))
    assert (len(rows), issues) == (1848, [])
    assert all(row["start"] for row in rows)


def test_nine_rows_of_viina_lie_within_the_energy_truce() -> None:
    rows, issues = read_file("viina", published("viina_energy_strikes/VIINA_2025_REBUILD.csv"))
    assert (len(rows), issues) == (325, [])
    told = [row for row in rows if "2025-03-18" <= row["reported"].isoformat() <= "2025-04-30"]
    assert len(told) == 9
    energy = {"energy", "electricity", "oil_gas", "pipeline", "fuel_storage"}
    assert sum(row["target"] in energy for row in told) == 4


@pytest.mark.parametrize(("year", "count"), [(2022, 2060), (2023, 650), (2024, 543)])
def test_other_years_of_viina_are_read(year: int, count: int) -> None:
    rows, issues = read_file("viina", published(f"viina_energy_strikes/VIINA_{year}_REBUILD.csv"))
    assert (len(rows), issues) == (count, [])


def test_candidates_of_viina_are_read() -> None:
    path = published("viina_energy_strikes/viina_deep_strike_candidates.csv")
    rows, issues = read_file("viina", path)
    assert (len(rows), issues) == (5, [])
    assert {row["act_probability"] for row in rows} == {0.5}


def test_gdelt_with_a_header_is_read() -> None:
    rows, issues = read_file("gdelt", published("gdelt_2020_karabakh/20201113.csv"))
    assert len(rows) == 795
    assert codes(issues) == ["coordinates", "not-an-incident"]
    assert all(row["machine"] and row["start"] for row in rows)


def test_missile_attacks_are_read_with_the_shipped_mapping() -> None:
    path = published("missile_attacks/missile_attacks_daily.csv")
    with as_file(files("troth.read.feeds.mappings") / "missile_attacks.yaml") as mapping:
        rows, issues = read_file("csv", path, mapping=mapping)
    assert (len(rows), issues) == (3770, [])
    assert len({row["row"] for row in rows}) == 3770
    told = [row for row in rows if row["weapons"] is not None]
    assert sum(row["weapons"] for row in told) > sum(row["weapons_stopped"] or 0 for row in told)


def test_the_gaza_series_is_read_with_the_shipped_mapping() -> None:
    path = published("gaza_daily/casualties_daily.json")
    with as_file(files("troth.read.feeds.mappings") / "gaza_daily.yaml") as mapping:
        rows, issues = read_file("csv", path, mapping=mapping)
    assert len(rows) == 1051 - 28 - 85
    assert [issue.what.split(" ")[0] for issue in issues] == ["28", "85"]
