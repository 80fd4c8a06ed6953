"""Three-valued logic."""

from hypothesis import given
from hypothesis import strategies as st

from troth.model.truth import Truth, every, opposite, some

TRUTHS = st.sampled_from(list(Truth))


def test_the_words_of_a_truth() -> None:
    assert [value.word for value in Truth] == ["no", "cannot be told", "yes"]


def test_nothing_at_all_holds_and_no_part_of_it_does() -> None:
    assert every([]) is Truth.YES
    assert some([]) is Truth.NO


@given(st.lists(TRUTHS))
def test_not_every_one_holds_when_some_one_does_not(values: list[Truth]) -> None:
    assert opposite(every(values)) is some(opposite(value) for value in values)


@given(st.lists(TRUTHS), TRUTHS)
def test_what_cannot_be_told_never_makes_the_whole_more_certain(
    values: list[Truth], value: Truth
) -> None:
    whole, less = every([*values, value]), every([*values, Truth.UNKNOWN])
    assert less is whole or less is Truth.UNKNOWN or value is Truth.NO


@given(TRUTHS)
def test_the_opposite_of_the_opposite_is_the_same(value: Truth) -> None:
    assert opposite(opposite(value)) is value
