import pytest

from tests.read.texts import document
from troth.model import Incident, IncidentKind
from troth.read import Reader

STRIKE = (
    "Russian drones struck a power plant in Odesa on Monday, "
    "killing three people and injuring seven."
)


def only(reader: Reader, text: str) -> Incident:
    (incident,) = reader.read(document(text)).incidents
    return incident


def test_a_strike_has_its_doer_target_place_day_and_victims(reader: Reader) -> None:
    incident = only(reader, STRIKE)
    assert (incident.kind, incident.by) == (IncidentKind.STRIKE, ("Russia",))
    assert incident.target is not None
    assert incident.target.text.startswith("a power plant")
    assert (incident.place, incident.on) == ("Odesa", "2025-03-24")
    assert (incident.killed, incident.injured) == (3, 7)
    assert (incident.negated, incident.reported_by) == (False, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A drone strike killed two people in Odesa overnight.", IncidentKind.STRIKE),
        ("Soldiers clashed with rebels near Goma on Saturday.", IncidentKind.CLASH),
        ("Gunmen killed four soldiers in Goma on Saturday.", IncidentKind.KILLING),
        ("Rebels captured the town of Sake on Saturday.", IncidentKind.SEIZURE),
    ],
)
def test_force_has_its_kind(reader: Reader, text: str, kind: IncidentKind) -> None:
    assert only(reader, text).kind is kind


def test_victims_who_are_not_told_stay_unknown(reader: Reader) -> None:
    incident = only(reader, "Gunmen killed four soldiers in Goma on Saturday.")
    assert (incident.killed, incident.injured) == (4, None)


def test_who_reports_it_is_kept(reader: Reader) -> None:
    text = "Police said that Russian forces shelled a hospital in Kherson on Monday."
    assert [name.lower() for name in only(reader, text).reported_by] == ["police"]


def test_what_is_said_not_to_have_happened_is_negated_since_its_day(reader: Reader) -> None:
    text = "Ukraine said that Russia had not struck its energy facilities since Tuesday."
    incident = only(reader, text)
    assert (incident.negated, incident.since, incident.on) == (True, "2025-03-25", None)
    assert (incident.by, incident.reported_by) == (("Russia",), ("Ukraine",))
    assert incident.target is not None
    assert incident.target.text == "its energy facilities"


@pytest.mark.parametrize(
    "text", ["The three-year war has changed Europe.", "Ann Lee threatened to attack Norway."]
)
def test_war_in_general_and_threats_are_no_incidents(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).incidents == ()


def test_who_carried_out_an_attack_did_it(reader: Reader) -> None:
    incident = only(reader, "The rebels staged two attacks in Goma on Monday.")
    assert incident.by == ("rebels",)


def test_an_attack_behind_a_preposition_still_points_back(reader: Reader) -> None:
    """Guards against "for the attacks" becoming an incident beside the one it means."""
    text = "Drones struck a refinery on Monday. The rebels claimed responsibility for the attacks."
    assert only(reader, text).by == ("rebels",)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee said that the killing must stop.",
        "The armed groups ceased fighting on Monday.",
        "Ann Lee stressed the importance of fighting terrorism with the army.",
    ],
)
def test_force_that_shall_end_or_is_a_cause_is_no_incident(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).incidents == ()


def test_two_who_strike_in_one_sentence_are_two_incidents(reader: Reader) -> None:
    text = (
        "Mali launched missiles at a base in Chad on Monday in response to the Chadian airstrike."
    )
    assert len(reader.read(document(text)).incidents) == 2


def test_two_who_do_not_hit_each_others_things_need_no_names_that_are_known(
    reader: Reader,
) -> None:
    text = "Norland and Sudland have not hit each other's power plants since Tuesday, Ann Lee said."
    (incident,) = reader.read(document(text)).incidents
    assert incident.negated


def test_persons_of_other_names_are_victims_of_their_own(reader: Reader) -> None:
    text = (
        "Omar Deng was stabbed in Goma on Monday. "
        "Deng is in prison for the assassination of President Ann Lee."
    )
    found = reader.read(document(text)).incidents
    assert [incident.kind for incident in found] == [IncidentKind.OTHER, IncidentKind.KILLING]


def test_a_relative_clause_tells_of_whom_it_follows(reader: Reader) -> None:
    incident = only(reader, "He was the brother of Omar Deng, who was assassinated in 1963.")
    assert incident.target is not None
    assert incident.target.text.startswith("Omar Deng")
    assert incident.killed == 1


def test_the_day_of_a_report_is_not_the_day_of_the_deed(reader: Reader) -> None:
    assert only(reader, "It was reported on Monday that Omar Deng was stabbed.").on is None


def test_what_a_reward_would_lead_to_has_not_happened(reader: Reader) -> None:
    text = "Norway offered a reward for information leading to his capture in Mali."
    assert reader.read(document(text)).incidents == ()
