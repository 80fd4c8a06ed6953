import pytest

from tests.read.texts import actor, document
from troth.read import Reader


@pytest.mark.parametrize(
    ("text", "name", "title", "state"),
    [
        ("French President Ann Lee arrived in Geneva.", "Ann Lee", "President", "France"),
        (
            "Norwegian Foreign Minister Omar Diaz said that the truce had held.",
            "Omar Diaz",
            "Foreign Minister",
            "Norway",
        ),
        (
            "Omar Diaz, the foreign minister of Norway, said that the truce had held.",
            "Omar Diaz",
            "foreign minister",
            "Norway",
        ),
    ],
)
def test_an_office_has_its_title_and_state(
    reader: Reader, text: str, name: str, title: str, state: str
) -> None:
    holder = actor(reader.read(document(text)), name)
    (office,) = holder.offices
    assert (office.title, office.of, office.text.text) == (title, state, title)
    assert holder.acts_for == (state,)


def test_an_office_is_known_as_of_the_day_of_publication(reader: Reader) -> None:
    text = "French President Ann Lee arrived in Geneva."
    dated = actor(reader.read(document(text)), "Ann Lee").offices[0]
    undated = actor(reader.read(document(text, published=None)), "Ann Lee").offices[0]
    assert (dated.as_of, undated.as_of) == ("2025-03-27", None)


def test_an_office_without_a_state_belongs_to_none(reader: Reader) -> None:
    holder = actor(reader.read(document("President Ann Lee arrived in Geneva.")), "Ann Lee")
    assert [office.of for office in holder.offices] == [None]


def test_who_represents_a_state_acts_for_it(reader: Reader) -> None:
    text = "Norway was represented by Vice President Omar Diaz."
    assert actor(reader.read(document(text)), "Omar Diaz").acts_for == ("Norway",)


def test_an_office_before_and_belongs_to_its_own_holder(reader: Reader) -> None:
    text = (
        "Vice President Ann Lee met Prime Minister Bo Strand in Geneva. "
        "The Vice President and Prime Minister Strand discussed the truce."
    )
    titles = [office.title for office in actor(reader.read(document(text)), "Bo Strand").offices]
    assert titles == ["Prime Minister"]


def test_a_mayor_is_named_behind_his_town(reader: Reader) -> None:
    text = "Mayor of Oslo Bo Strand said that the truce held."
    assert actor(reader.read(document(text)), "Bo Strand").forms == ("Bo Strand",)
