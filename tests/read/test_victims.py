import pytest

from tests.read.texts import document
from troth.model import Incident
from troth.read import Reader


def only(reader: Reader, text: str) -> Incident:
    (incident,) = reader.read(document(text)).incidents
    return incident


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Gunmen killed a teacher and two drivers in Goma on Monday.", 3),
        ("Gunmen killed a woman in Goma on Monday.", 1),
        ("Soldiers shot a driver dead in Goma on Monday.", 1),
        ("Gunmen killed dozens of soldiers in Goma on Monday.", None),
        ("Gunmen killed mayor and party leader Omar Deng in Goma on Monday.", 1),
        ("Gunmen killed a teacher and Omar Deng in Goma on Monday.", 2),
        ("Five of the twelve hostages were killed in Goma on Monday.", 5),
    ],
)
def test_victims_told_one_by_one_are_counted(reader: Reader, text: str, killed: int | None) -> None:
    assert only(reader, text).killed == killed


def test_one_person_who_was_stabbed_is_injured(reader: Reader) -> None:
    incident = only(reader, "Omar Deng was stabbed with a knife in Goma on Monday.")
    assert (incident.killed, incident.injured) == (None, 1)


def test_a_victim_is_named_with_the_office(reader: Reader) -> None:
    incident = only(reader, "Norway's security minister Omar Deng was stabbed in Goma on Monday.")
    assert incident.target is not None
    assert incident.target.text == "Norway's security minister Omar Deng"


def test_all_who_were_hit_are_the_target(reader: Reader) -> None:
    incident = only(reader, "Gunmen killed a teacher and two drivers in Goma on Monday.")
    assert incident.target is not None
    assert incident.target.text.startswith("a teacher and two drivers")
