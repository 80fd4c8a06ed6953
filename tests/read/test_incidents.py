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


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers led a coup in Mali in 2012.",
        "A mutiny broke out in Mali on Monday.",
        "He became president in 1970 after overthrowing his uncle, Omar Deng.",
    ],
)
def test_taking_power_by_force_is_an_incident(reader: Reader, text: str) -> None:
    assert only(reader, text).kind is IncidentKind.OTHER


def test_a_coup_that_an_overthrow_is_called_is_that_overthrow(reader: Reader) -> None:
    text = (
        "Deng became president in 1970 after overthrowing his uncle. "
        "The overthrow of his uncle was a bloodless British-backed coup."
    )
    incident = only(reader, text)
    assert (incident.killed, incident.injured) == (0, 0)
    assert incident.by != ("United Kingdom",)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The town of Sake fell to the rebels after heavy fighting on Monday.", ("rebels",)),
        ("Rebels took control of the city of Goma on Monday.", ("Rebels",)),
    ],
)
def test_a_place_that_changes_hands_by_arms_is_seized(
    reader: Reader, text: str, by: tuple[str, ...]
) -> None:
    found = reader.read(document(text)).incidents
    assert (found[0].kind, found[0].by) == (IncidentKind.SEIZURE, by)


@pytest.mark.parametrize(
    "text",
    [
        "Support for the government fell to 20 per cent on Monday.",
        "Democrats took control of the House on Monday.",
        "Omar Deng was charged with two counts of murder in Oslo on Monday.",
        "He thanked the veterans who fought on the western front.",
        "A block of flats collapses in Oslo, killing eleven.",
    ],
)
def test_what_is_no_use_of_force_is_no_incident(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).incidents == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police fired live rounds at protesters in Goma on Monday.", IncidentKind.OTHER),
        ("Officers shot and wounded a protester in Goma on Monday.", IncidentKind.OTHER),
        ("Russia renewed its aerial attacks on Odesa on Monday.", IncidentKind.STRIKE),
        ("Three rebels were killed in a firefight in Goma on Monday.", IncidentKind.CLASH),
        ("He was arrested after the 2006 riots in Goma.", IncidentKind.CLASH),
        ("A student was stabbed to death in Goma on Monday.", IncidentKind.KILLING),
    ],
)
def test_means_and_outcome_tell_the_kind(reader: Reader, text: str, kind: IncidentKind) -> None:
    assert only(reader, text).kind is kind


def test_a_year_before_a_noun_is_when(reader: Reader) -> None:
    assert only(reader, "He was arrested after the 2006 riots in Goma.").on == "2006"


@pytest.mark.parametrize(
    "text",
    [
        "Omar Deng was stabbed on Monday, according to government authorities.",
        "Goma was recaptured from the rebels in 2017.",
    ],
)
def test_who_tells_or_loses_is_not_who_did_it(reader: Reader, text: str) -> None:
    assert only(reader, text).by == ()


def test_the_day_of_speaking_is_not_the_day_of_the_deed(reader: Reader) -> None:
    text = "The minister said on Monday that Omar Deng was poisoned with a nerve agent."
    assert only(reader, text).on is None


def test_people_hurt_in_violence_are_an_incident(reader: Reader) -> None:
    text = '"Our citizens have been injured during violent incidents," Ann Lee said.'
    assert only(reader, text).reported_by == ("Ann Lee",)


def test_who_died_of_it_is_who_was_hit(reader: Reader) -> None:
    incident = only(reader, "Omar Deng died in Goma on Monday after being shot in his car.")
    assert (incident.killed, incident.place) == (1, "Goma")
    assert incident.text.text.startswith("Omar Deng died")


@pytest.mark.parametrize(
    "text",
    [
        "The army struck a deal with the rebels on Monday.",
        "The Senate attacked the bill on Monday.",
        "Norway has long fought against terrorism with its army.",
        "Omar Deng died of a heart attack in Goma on Monday, and the army mourned its general.",
        "The railway workers' strike against the government began on Monday.",
        "Deng condemned the attacks on democracy by armed groups on Monday.",
        "Hackers launched a cyber attack on the parliament of Norway on Monday.",
    ],
)
def test_words_of_force_without_arms_are_no_incidents(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).incidents == ()


@pytest.mark.parametrize(
    "text",
    [
        "A gas explosion in a block of flats in Oslo killed three people on Monday.",
        "An explosion at a gas plant in Oslo killed three workers on Monday.",
    ],
)
def test_accidents_are_no_incidents(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).incidents == ()


def test_strikes_that_could_follow_have_not_happened(reader: Reader) -> None:
    text = "The leaders discussed the strikes on Goma that could follow if the truce ends."
    assert reader.read(document(text)).incidents == ()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Troops opened fire on protesters in Goma on Monday.", "protesters"),
        ("Soldiers fired shots at a bus on Monday.", "a bus"),
        ("Police used tear gas against protesters in Goma on Monday.", "protesters"),
        ("Iran launched missiles at a base on Monday.", "a base"),
    ],
)
def test_what_weapons_are_used_on_is_what_was_hit(reader: Reader, text: str, target: str) -> None:
    incident = only(reader, text)
    assert incident.target is not None
    assert incident.target.text.startswith(target)


def test_strikes_on_workers_are_no_strikes_of_workers(reader: Reader) -> None:
    text = "Ann Lee said that the strikes on aid workers with drones were unacceptable."
    assert only(reader, text).kind is IncidentKind.STRIKE


def test_an_offensive_that_is_only_prepared_or_threatened_is_no_incident(reader: Reader) -> None:
    text = (
        "Mali is preparing a major offensive against the rebels. "
        "Chad threatened to launch a new offensive against Mali unless the truce was kept."
    )
    assert reader.read(document(text)).incidents == ()


@pytest.mark.parametrize(
    "text",
    [
        "They demanded the release of all hostages held by the rebels in the valley.",
        "Ann Lee met families of engineers held hostage by the rebels.",
    ],
)
def test_captives_are_seized_by_those_who_hold_them(reader: Reader, text: str) -> None:
    (incident,) = reader.read(document(text)).incidents
    assert incident.kind is IncidentKind.SEIZURE
    assert incident.by == ("rebels",)


@pytest.mark.parametrize(
    "text",
    [
        "The plane overran the runway and broke through a fence.",
        "Talks on prisoners were held by the rebels.",
    ],
)
def test_what_is_overrun_without_arms_or_held_without_captives_is_no_force(
    reader: Reader, text: str
) -> None:
    assert reader.read(document(text)).incidents == ()


def test_what_force_answers_is_no_part_of_it(reader: Reader) -> None:
    text = "Norway fired missiles at Danish troops in response to the Danish airstrike on Monday."
    first = reader.read(document(text)).incidents[0]
    assert first.text.text == "Norway fired missiles at Danish troops"


def test_two_of_one_surname_who_were_killed_are_two(reader: Reader) -> None:
    text = (
        "Gunmen killed minister Omar Deng in Goma in May 2004. "
        "He was the son of President Paul Deng, who had himself been killed in 1991."
    )
    first, second = reader.read(document(text)).incidents
    assert (first.on, second.on) == ("2004-05", "1991")


def test_a_clause_ends_before_the_quotation_behind_its_colon(reader: Reader) -> None:
    text = (
        "The ministry issued a statement that a guard had been stabbed: "
        '"There was an assault on a guard on Friday, March 3 at Lakeside Prison at 4:10 p.m. '
        'Officers came quickly."'
    )
    (incident,) = reader.read(document(text)).incidents
    assert incident.text.text == "a guard had been stabbed"


def test_what_takes_place_takes_nobody_captive(reader: Reader) -> None:
    text = "Ann Lee discussed the hostage negotiations taking place in Cairo."
    assert reader.read(document(text)).incidents == ()
