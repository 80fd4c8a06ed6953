import pytest

from tests.read.texts import document
from troth.model import Incident, IncidentKind
from troth.read import Reader


def only(reader: Reader, text: str) -> Incident:
    (incident,) = reader.read(document(text)).incidents
    return incident


def test_headline_and_body_that_describe_a_doer_differently_tell_of_one(reader: Reader) -> None:
    text = (
        "Police shoot man dead in Goma\n\n"
        "Thursday, March 27, 2025\n\n"
        "Officers shot a man dead outside a store in Goma on Monday."
    )
    incident = only(reader, text)
    assert incident.text.text.startswith("Officers shot")
    assert incident.killed == 1


def test_a_headline_about_one_town_is_not_about_force_in_another(reader: Reader) -> None:
    text = (
        "Car bomb kills dozens in Sake\n\n"
        "Thursday, March 27, 2025\n\n"
        "Soldiers shelled a school in Bukavu in 2019. A car bomb exploded in Sake on Monday."
    )
    found = reader.read(document(text)).incidents
    assert [incident.place for incident in found] == ["Bukavu", "Sake"]


def test_harm_of_the_same_day_is_that_of_the_attack_before(reader: Reader) -> None:
    text = (
        "Gunmen attacked a market in Goma on Monday, killing six people. "
        "On Monday around twenty more people were injured."
    )
    incident = only(reader, text)
    assert (incident.killed, incident.injured) == (6, 20)


def test_what_he_did_right_then_is_told_with_it(reader: Reader) -> None:
    text = (
        "A man with a knife stabbed people in Goma on Monday. "
        "He injured a woman and two men on Lake Street."
    )
    assert only(reader, text).injured == 3


def test_an_attack_told_by_its_deeds_is_the_one_told_before(reader: Reader) -> None:
    text = (
        "Drones struck a refinery in Mali on Monday. "
        "The agency said that the attack destroyed a tank near Gao."
    )
    assert only(reader, text).on == "2025-03-24"


def test_an_older_assault_beside_the_attack_is_an_incident_of_its_own(reader: Reader) -> None:
    text = (
        "Rebels attacked a base in Goma on Monday. "
        "Monday's attack was the deadliest since a bombing in Sake in August 2018."
    )
    found = reader.read(document(text)).incidents
    assert [(incident.place, incident.on) for incident in found] == [
        ("Goma", "2025-03-24"),
        ("Sake", "2018-08"),
    ]


def test_whoever_did_one_thing_is_no_victim_of_the_same(reader: Reader) -> None:
    text = (
        "Omar Deng was stabbed in prison on Monday. "
        "In 1968 Deng had shot Senator Ann Lee at a hotel in Oslo."
    )
    found = reader.read(document(text)).incidents
    assert [incident.by for incident in found] == [(), ("Omar Deng",)]


def test_a_year_and_a_month_in_it_agree(reader: Reader) -> None:
    text = (
        "He is in prison for the 1968 assassination of Ann Lee. "
        "Lee was killed in June 1968 by a gunman."
    )
    incident = only(reader, text)
    assert (incident.on, incident.by) == ("1968-06", ("gunman",))


@pytest.mark.parametrize(
    "claim",
    [
        "The Lake Army has claimed responsibility.",
        "Officials attributed the bombing to the Lake Army.",
        "Officials blamed the Lake Army for the bombing.",
    ],
)
def test_whom_force_is_laid_to_did_it(reader: Reader, claim: str) -> None:
    text = (
        f"A bombing killed six people in Goma on Monday. {claim} The Lake Army is an armed group."
    )
    assert only(reader, text).by == ("Lake Army",)


def test_who_is_told_to_have_conducted_it_did_it(reader: Reader) -> None:
    text = "Dozens died in a rocket attack conducted by the Lake Army in Goma on Monday."
    assert only(reader, text).by == ("Lake Army",)


def test_seizing_people_in_what_was_captured_is_part_of_it(reader: Reader) -> None:
    text = "In 1979, rebels captured the embassy in Oslo, taking dozens of people hostage."
    assert only(reader, text).kind is IncidentKind.SEIZURE


def test_a_part_of_a_name_means_the_same_victim(reader: Reader) -> None:
    text = (
        "Omar Hasan al-Deng, a journalist, was shot dead in Goma on Monday. "
        "Gunmen attacked al-Deng as he left his home. Omar's murder shocked the town."
    )
    assert only(reader, text).by == ("Gunmen",)


def test_two_things_done_to_people_described_alike_are_two(reader: Reader) -> None:
    text = (
        "Police have used tear gas against protesters before. "
        "On Monday police used water cannons against protesters in Goma."
    )
    assert len(reader.read(document(text)).incidents) == 2
