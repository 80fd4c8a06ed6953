from datetime import date
from pathlib import Path

import pytest

from troth.errors import UsageError
from troth.read.places import Dated, by_day, day_of


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("front_20250301.geojson", date(2025, 3, 1)),
        ("2025-03-01.json", date(2025, 3, 1)),
        ("front.geojson", None),
        ("front_20251399.geojson", None),
        ("front_20250301_20250302.geojson", None),
        ("id_1202503011.geojson", None),
    ],
)
def test_a_file_name_tells_its_day_or_none(name: str, day: date | None) -> None:
    assert day_of(Path(name)) == day


def test_each_file_stands_until_the_next_and_the_last_for_its_day() -> None:
    later, earlier = Path("f20250305.json"), Path("f20250301.json")
    assert by_day([later, earlier]) == [
        Dated(earlier, date(2025, 3, 1), date(2025, 3, 5)),
        Dated(later, date(2025, 3, 5), date(2025, 3, 6)),
    ]


def test_a_file_without_a_day_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="does not tell its day"):
        by_day([Path("front.json")])


def test_two_files_of_one_day_are_wrong_usage() -> None:
    with pytest.raises(UsageError, match="2025-03-01"):
        by_day([Path("a20250301.json"), Path("b20250301.json")])


def test_no_files_have_no_days() -> None:
    assert by_day([]) == []
