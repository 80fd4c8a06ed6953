"""Who reports an incident."""

import pytest

from tests.check.worlds import NORTH, SOUTH, agreement
from troth.check.reporters import is_partial
from troth.model.agreement import Party
from troth.model.truth import Truth

MONITOR = Party("monitor", "River Mission", ("RM",), ("RM press office",), in_conflict=False)
TRUCE = agreement(parties=(NORTH, SOUTH, MONITOR))


@pytest.mark.parametrize(
    ("reporters", "truth"),
    [
        (("Northland",), Truth.YES),
        (("a senior official of NORTHLAND",), Truth.YES),
        (("Southern News Agency", "Northern forces"), Truth.YES),
        (("Reuters",), Truth.NO),
        (("river mission",), Truth.NO),
        (("Northland", "Reuters"), Truth.NO),
        (("local officials",), Truth.UNKNOWN),
        (("Northland", "local officials"), Truth.UNKNOWN),
        (("Reuters of the hills",), Truth.UNKNOWN),
        (("",), Truth.UNKNOWN),
        (("外交部",), Truth.UNKNOWN),
        (("Ｎｏｒｔｈｌａｎｄ",), Truth.YES),
    ],
)
def test_a_reporter_is_a_party_or_known_to_be_none_or_not_known(
    reporters: tuple[str, ...], truth: Truth
) -> None:
    assert is_partial(reporters, "", TRUCE) is truth


def test_the_family_of_the_source_counts_when_nobody_is_named() -> None:
    assert is_partial((), "Southern News Agency", TRUCE) is Truth.YES
    assert is_partial((), "reuters", TRUCE) is Truth.NO
    assert is_partial((), "a blog", TRUCE) is Truth.UNKNOWN
