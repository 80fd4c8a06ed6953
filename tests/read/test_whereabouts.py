import pytest

from tests.read.texts import document
from troth.model import Incident
from troth.read import Reader


def only(reader: Reader, text: str) -> Incident:
    (incident,) = reader.read(document(text)).incidents
    return incident


def test_a_city_before_the_noun_is_where_and_not_who(reader: Reader) -> None:
    incident = only(reader, "A Kabul car bombing killed five people and wounded 110.")
    assert (incident.place, incident.by) == ("Kabul", ())


def test_a_state_before_the_noun_is_who(reader: Reader) -> None:
    incident = only(reader, "A Turkish airstrike killed five people near Goma on Monday.")
    assert (incident.place, incident.by) == ("Goma", ("Turkey",))


@pytest.mark.parametrize(
    "text",
    [
        "Rebels captured the town of Goma on Monday.",
        "Gunmen killed four soldiers in the city of Goma on Monday.",
        "Gunmen killed four soldiers in the town of Goma, in eastern Congo, on Monday.",
    ],
)
def test_a_place_is_told_with_what_kind_of_place_it_is(reader: Reader, text: str) -> None:
    assert only(reader, text).place == "Goma"


def test_a_place_in_an_aside_is_not_where_it_happened(reader: Reader) -> None:
    text = (
        "Around 300 people were killed in the war, during which Omar Deng served in the Lake Front."
    )
    assert only(reader, text).place is None
