from dataclasses import replace

from tests.publish.sample import sample_reading
from troth.model import Commitment, CommitmentKind, Incident, IncidentKind, Standing
from troth.publish.card import Card
from troth.publish.cards import cards, commitment_card, incident_card, meeting_card, statement_card

READING = sample_reading()
AID: Commitment = READING.commitments[1]
STRIKE: Incident = READING.incidents[1]


def told(card: Card, label: str) -> tuple[str, ...] | str:
    fact = next(fact for fact in card.facts if fact.label == label)
    return fact.values or fact.otherwise


def test_cards_are_numbered_by_kind() -> None:
    shown = cards(READING)
    assert [card.id for card in shown["statement"]] == ["s1", "s2", "s3", "s4"]
    assert [card.id for card in shown["incident"]] == ["i1", "i2"]


def test_an_anonymous_source_keeps_its_description() -> None:
    assert cards(READING)["statement"][2].heading == "senior Sudland official"


def test_a_statement_without_a_speaker_says_so() -> None:
    card = statement_card("s1", replace(READING.statements[0], speaker=(), speaker_text=None))
    assert card.heading == "speaker not named in the text"
    assert told(card, "Speaker’s mention") == "none by the cue"


def test_unknown_is_said_as_unknown() -> None:
    meeting = replace(READING.meetings[0], participants=(), place=None, on=None)
    card = meeting_card("m1", meeting)
    assert [told(card, label) for label in ("Participants", "Place", "When")] == [
        "not said in the text"
    ] * 3


def test_a_meeting_with_only_a_last_day_says_that_the_first_is_unknown() -> None:
    card = meeting_card("m1", replace(READING.meetings[0], on=None, until="2031-05-09"))
    assert told(card, "When") == ("until 9 May 2031; first day not said in the text",)


def test_an_incident_is_reported_by_its_source() -> None:
    assert incident_card("i1", STRIKE).heading == "Strike, reported by Sudland's army"


def test_an_incident_without_a_source_is_the_writers() -> None:
    card = incident_card("i1", replace(STRIKE, reported_by=()))
    assert card.heading == "Strike, reported by the writer of the text"


def test_a_denial_says_that_it_is_said_not_to_have_happened() -> None:
    card = cards(READING)["incident"][0]
    assert card.heading == "Strike said not to have happened, reported by senior Sudland official"
    assert told(card, "Not happened") == ("since 5 May 2031; its end is not said in the text",)


def test_a_denial_does_not_name_its_parties_as_doers() -> None:
    card = incident_card("i1", replace(READING.incidents[0], by=("Norland", "Sudland")))
    assert told(card, "Said not to be done by") == ("Norland", "Sudland")
    assert not [fact for fact in card.facts if fact.label == "Said to be done by"]


def test_nobody_killed_is_not_unknown() -> None:
    card = incident_card("i1", STRIKE)
    assert told(card, "Killed") == ("0",)
    assert told(card, "Injured") == "not said in the text"


def test_a_commitment_says_how_far_it_stands() -> None:
    headings = {
        standing: commitment_card("c1", replace(AID, standing=standing)).heading
        for standing in Standing
    }
    assert headings == {
        Standing.AGREED: "Aid, agreed by Norland",
        Standing.PROMISED: "Aid, promised by Norland",
        Standing.OFFERED: "Aid, offered by Norland",
        Standing.DEMANDED: "Aid, demanded of Norland",
        Standing.REJECTED: "Aid, rejected by Norland",
        Standing.DISCUSSED: "Aid, discussed, to be done by Norland",
    }


def test_other_is_named_for_what_it_is() -> None:
    other = commitment_card("c1", replace(AID, kind=CommitmentKind.OTHER))
    force = incident_card("i1", replace(STRIKE, kind=IncidentKind.OTHER))
    assert other.lead.startswith("Other commitment,")
    assert force.lead.startswith("Other use of force,")


def test_an_office_is_given_with_its_day() -> None:
    card = cards(READING)["actor"][0]
    assert told(card, "Offices") == ("Foreign Minister (as of 8 May 2031)",)
    assert told(card, "Acts for") == ("Norland",)


def test_both_parties_of_a_commitment_can_be_filtered_for() -> None:
    assert commitment_card("c1", replace(AID, to=("Sudland", "Norland"))).actors == (
        "Norland",
        "Sudland",
    )
