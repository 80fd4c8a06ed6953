"""Trees of kinds."""

import pytest

from troth.model.kinds import Kinds, acts, targets
from troth.model.truth import Truth


@pytest.mark.parametrize("tree", [acts(), targets()], ids=["acts", "targets"])
def test_every_kind_has_a_label_and_a_line_to_its_root(tree: Kinds) -> None:
    for code in tree.codes:
        line = tree.line(code)
        assert line[0] == code
        assert tree[line[-1]].within is None
        assert tree[code].label
    assert len(set(tree.codes)) == len(tree.codes)


def test_a_narrower_kind_is_of_the_wider_one() -> None:
    assert acts().covers("strike", "drone_strike") is Truth.YES
    assert acts().covers("strike", "strike") is Truth.YES


def test_a_wider_kind_may_be_of_the_narrower_one() -> None:
    assert acts().covers("drone_strike", "strike") is Truth.UNKNOWN


def test_a_kind_on_another_branch_is_not() -> None:
    assert acts().covers("strike", "clash") is Truth.NO


@pytest.mark.parametrize("told", [None, "", "shooting"])
def test_what_is_not_told_in_the_words_of_the_tree_cannot_be_told(told: str | None) -> None:
    assert acts().covers("strike", told) is Truth.UNKNOWN


def test_only_a_kind_of_the_tree_can_be_asked_for() -> None:
    with pytest.raises(KeyError):
        acts().covers("shooting", "strike")
