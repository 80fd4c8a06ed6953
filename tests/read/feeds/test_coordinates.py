from collections.abc import Iterator, Sequence

import pyarrow as pa
import pytest

from troth.read.feeds.coordinates import Extent, extent, points
from troth.read.feeds.numbers import PLAIN


class Around:
    """A file whose points lie around 48 north and 37 east."""

    def __init__(self, *others: tuple[str, str], size: int = 100) -> None:
        self.rows = [(f"{48 + at % 10 / 10}", f"{37 + at % 7 / 10}") for at in range(size)]
        self.rows += others

    def texts(self, names: Sequence[str]) -> Iterator[Sequence[str]]:
        return iter(self.rows)


def problem(latitude: str, longitude: str, around: Extent | None = None) -> str | None:
    lat, lon = PLAIN.decimals(pa.array([latitude])), PLAIN.decimals(pa.array([longitude]))
    found = points(lat, lon, around)
    text: str | None = found.problems.problems.to_pylist()[0]
    known = found.latitude.null_count == found.longitude.null_count == 0
    assert known == (text is None and latitude != "")
    return text


def around(*others: tuple[str, str], size: int = 100) -> Extent | None:
    return extent(Around(*others, size=size), "lat", "lon", PLAIN)


def test_a_point_is_a_point() -> None:
    assert problem("48.5", "37.5", around()) is None


def test_no_coordinates_are_no_problem() -> None:
    assert problem("", "", around()) is None


@pytest.mark.parametrize("pair", [("0", "0"), ("0.0", "-0.0")])
def test_null_island_is_an_unknown_place(pair: tuple[str, str]) -> None:
    assert "unknown place" in (problem(*pair) or "")


@pytest.mark.parametrize("pair", [("137.5", "48.5"), ("48.5", "181"), ("-91", "0")])
def test_what_lies_outside_the_range_may_be_swapped(pair: tuple[str, str]) -> None:
    assert "may be swapped" in (problem(*pair) or "")


def test_a_pair_whose_swap_lies_among_the_others_may_be_swapped() -> None:
    assert "may be swapped" in (problem("37.5", "48.5", around()) or "")


def test_one_swapped_pair_does_not_hide_another() -> None:
    assert "may be swapped" in (problem("37.5", "48.5", around(("37.2", "48.1"))) or "")


def test_a_point_far_from_the_others_stays() -> None:
    assert problem("-33.9", "18.4", around()) is None


def test_a_few_points_tell_nothing_of_the_others() -> None:
    assert around(size=10) is None
    assert problem("37.5", "48.5", around(size=10)) is None


@pytest.mark.parametrize("pair", [("48.5", ""), ("", "37.5"), ("48.5", "east")])
def test_half_a_point_is_none(pair: tuple[str, str]) -> None:
    lat, lon = PLAIN.decimals(pa.array([pair[0]])), PLAIN.decimals(pa.array([pair[1]]))
    found = points(lat, lon, None)
    assert found.latitude.null_count == 1
    assert found.problems.bad()
