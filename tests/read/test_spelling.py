import pytest

from troth.read.spelling import is_variant


@pytest.mark.parametrize(("one", "other"), [("Haddad", "Hadad"), ("Karimi", "Karimy")])
def test_a_letter_changed_or_left_out_is_another_spelling(one: str, other: str) -> None:
    assert is_variant(one, other)
    assert is_variant(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haddad", "Haddad"),
        ("Haddad", "Haddads"),
        ("Marsh", "Harsh"),
        ("Lind", "Lund"),
        ("Haddad", "Hamdan"),
    ],
)
def test_the_same_a_plural_a_short_and_a_further_name_are_none(one: str, other: str) -> None:
    assert not is_variant(one, other)
