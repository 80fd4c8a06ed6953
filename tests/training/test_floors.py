"""The reader is as good as it ever was, on data that is small enough to ship."""

import pytest

from training.floors import Floor, below, floors, raised

FLOOR = Floor("ud", "some.conllu", {"LAS": 84.0, "UAS": 86.0})


@pytest.mark.parametrize("floor", floors("shipped"), ids=lambda floor: f"{floor.form}")
def test_no_figure_is_below_its_floor(floor: Floor) -> None:
    assert not below(floor, floor.figures())


def test_what_falls_is_named() -> None:
    assert below(FLOOR, {"LAS": 83.9, "UAS": 86.0}) == [
        "ud some.conllu: LAS is 83.90, the floor 84.00"
    ]


def test_a_floor_is_raised_to_what_was_reached_and_never_lowered() -> None:
    assert raised(FLOOR, {"LAS": 88.24, "UAS": 80.0}) == {"LAS": 87.7, "UAS": 86.0}
