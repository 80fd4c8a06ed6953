import pytest

from tests.read.texts import document
from troth.model import Meeting, MeetingKind, MeetingStatus
from troth.read import Reader


def only(reader: Reader, text: str) -> Meeting:
    (meeting,) = reader.read(document(text)).meetings
    return meeting


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ann Lee met Omar Diaz in Geneva on Monday.", MeetingKind.MEETING, "met"),
        ("Norway and Sweden held talks in Geneva on Monday.", MeetingKind.TALKS, "talks"),
        ("Ann Lee hosted a summit in Geneva on Monday.", MeetingKind.SUMMIT, "a summit"),
        ("Ann Lee held a news conference on Monday.", MeetingKind.BRIEFING, "a news conference"),
        ("Ann Lee spoke by telephone with Omar Diaz.", MeetingKind.CALL, "spoke by telephone"),
        ("Ann Lee will visit Sweden on Friday.", MeetingKind.VISIT, "will visit"),
    ],
)  # fmt: skip
def test_a_contact_has_its_kind_and_the_words_that_name_it(
    reader: Reader, text: str, kind: MeetingKind, words: str
) -> None:
    meeting = only(reader, text)
    assert (meeting.kind, meeting.text.text) == (kind, words)


def test_who_meets_whom_where_and_when(reader: Reader) -> None:
    meeting = only(reader, "Ann Lee met Omar Diaz in Geneva on Monday.")
    assert meeting.participants == ("Ann Lee", "Omar Diaz")
    assert (meeting.place, meeting.on, meeting.until) == ("Geneva", "2025-03-24", None)


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("Norway and Sweden held talks on Monday.", MeetingStatus.HELD, "2025-03-24"),
        (
            "Norway and Sweden will hold talks in Geneva next Tuesday.",
            MeetingStatus.PLANNED,
            "2025-04-01",
        ),
        ("Ann Lee will visit Sweden on Friday.", MeetingStatus.PLANNED, "2025-03-28"),
    ],
)
def test_a_meeting_was_held_or_is_planned(
    reader: Reader, text: str, status: MeetingStatus, day: str
) -> None:
    meeting = only(reader, text)
    assert (meeting.status, meeting.on) == (status, day)


def test_a_place_that_the_text_does_not_tell_stays_unknown(reader: Reader) -> None:
    assert only(reader, "Norway and Sweden held talks on Monday.").place is None


def test_a_contact_mentioned_again_is_one_meeting(reader: Reader) -> None:
    text = "Norway and Sweden held talks in Geneva on Monday. The talks lasted four hours."
    meeting = only(reader, text)
    assert meeting.participants == ("Norway", "Sweden")
    assert (meeting.place, meeting.on) == ("Geneva", "2025-03-24")


def test_a_text_without_contact_has_no_meeting(reader: Reader) -> None:
    assert reader.read(document("Snow fell in the valley during the night.")).meetings == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("On Monday, Ann Lee and Omar Deng spoke on the phone.", {"Ann Lee", "Omar Deng"}),
        ("They noted the intent of Norway and Mali to pursue a dialogue.", {"Norway", "Mali"}),
        ("Norway will host a conference in May.", {"Norway"}),
        ("Omar Deng, who was visiting the town of Goma, survived.", {"Omar Deng"}),
    ],
)
def test_contacts_are_told_in_many_forms(reader: Reader, text: str, people: set[str]) -> None:
    (meeting,) = reader.read(document(text)).meetings
    assert set(meeting.participants) == people


@pytest.mark.parametrize(
    "text",
    ["In Norway, the plan was met with protests.", "Speaking to the Times, Ann Lee praised Mali."],
)
def test_a_figure_of_speech_and_an_interview_are_no_meetings(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).meetings == ()


def test_the_partner_of_a_headlined_call_is_who_the_body_names_first(reader: Reader) -> None:
    text = (
        "Telephone conversation with President of Norway Ann Lee\n\n"
        "Ann Lee thanked the President of Mali for aid. Her grandfather Omar Deng lived there."
    )
    (meeting,) = reader.read(document(text)).meetings
    assert set(meeting.participants) == {"Ann Lee", "President of Mali"}


def test_a_readout_tells_the_contact_of_its_headline_once(reader: Reader) -> None:
    text = (
        "Readout of Ann Lee’s Meeting with Families of Hostages\n\n"
        "Ann Lee met in Geneva on Monday with families of Norwegian hostages."
    )
    (meeting,) = reader.read(document(text)).meetings
    assert meeting.participants == ("Ann Lee", "families of Norwegian hostages")
    assert (meeting.place, meeting.on) == ("Geneva", "2025-03-24")


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, Ann Lee, together with Omar Deng, co-chaired the third meeting.",
        "On Monday, the third meeting was co-chaired by Ann Lee and Omar Deng.",
    ],
)
def test_who_chairs_a_meeting_takes_part(reader: Reader, text: str) -> None:
    assert set(only(reader, text).participants) == {"Ann Lee", "Omar Deng"}


def test_a_fronted_journey_is_its_subjects(reader: Reader) -> None:
    text = "As part of his visit to Norway and Sweden, Omar Deng praised the weather on Monday."
    assert set(only(reader, text).participants) == {"Omar Deng", "Norway", "Sweden"}


def test_a_relative_clause_tells_where_a_meeting_was(reader: Reader) -> None:
    text = "They weighed the fifth meeting on Mali, which took place in Geneva on Monday."
    assert only(reader, text).place == "Geneva"


def test_needs_that_are_met_are_no_party(reader: Reader) -> None:
    assert reader.read(document("Norway will act quickly to meet urgent needs.")).meetings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee was to meet Omar Deng in Geneva on Friday.",
        "Norway and Mali agreed to hold talks in Geneva.",
        "Ann Lee proposed a summit with Omar Deng.",
        "Ann Lee said that Norway and Mali would hold talks in Geneva.",
        "A second round of talks between Norway and Mali is planned in Geneva.",
        "Ann Lee was to speak to the press later in the day.",
        "Ann Lee invited Omar Deng to visit Norway.",
    ],
)
def test_what_is_arranged_or_due_is_planned(reader: Reader, text: str) -> None:
    assert only(reader, text).status is MeetingStatus.PLANNED


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee refused to meet Omar Deng.",
        "Ann Lee wants to meet Omar Deng.",
        "Ann Lee called for talks between Norway and Mali.",
        "Norway offered to host talks.",
        "Norway rejected talks with Mali.",
        "The talks between Norway and Mali could resume in May.",
        "If the truce holds, Norway and Mali would hold talks.",
        "Ann Lee received 300 votes.",
        "Officials told state media that the road is closed.",
    ],
)
def test_what_is_wanted_refused_or_possible_is_no_meeting(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).meetings == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Delegations from Norway and Mali met on Monday.", {"Norway", "Mali"}),
        ("Norwegian and Malian experts met on Monday.", {"Norway", "Mali"}),
        ("Norway held talks with the Malian delegation.", {"Norway", "Mali"}),
        ("Ann Lee met with the leaders of Norway and Mali.", {"Ann Lee", "Norway", "Mali"}),
        ("Ann Lee arrived in Goma for talks with Omar Deng.", {"Ann Lee", "Omar Deng"}),
        (
            "At a meeting with Omar Deng, Ann Lee said that the road is closed.",
            {"Ann Lee", "Omar Deng"},
        ),
        ("Ann Lee invited Omar Deng to visit Norway.", {"Ann Lee", "Omar Deng"}),
    ],
)
def test_those_who_act_for_a_side_or_come_to_a_contact_take_part(
    reader: Reader, text: str, people: set[str]
) -> None:
    assert set(only(reader, text).participants) == people


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ann Lee received Omar Deng in Oslo.", MeetingKind.MEETING),
        ("Omar Deng was received by Ann Lee in Oslo.", MeetingKind.MEETING),
        ("Ann Lee hosted Omar Deng in Oslo.", MeetingKind.MEETING),
        ("Ann Lee had telephoned Omar Deng.", MeetingKind.CALL),
    ],
)
def test_whoever_is_received_or_telephoned_takes_part(
    reader: Reader, text: str, kind: MeetingKind
) -> None:
    meeting = only(reader, text)
    assert meeting.kind is kind
    assert set(meeting.participants) == {"Ann Lee", "Omar Deng"}


@pytest.mark.parametrize(
    ("text", "day", "until"),
    [
        ("Norway and Mali met from March 3 to March 5.", "2025-03-03", "2025-03-05"),
        ("Norway and Mali met on Monday and Tuesday.", "2025-03-24", "2025-03-25"),
    ],
)
def test_a_meeting_lasts_to_the_second_of_two_days(
    reader: Reader, text: str, day: str, until: str
) -> None:
    meeting = only(reader, text)
    assert (meeting.on, meeting.until) == (day, until)


@pytest.mark.parametrize(
    "text",
    [
        "A round of talks between Norway and Mali will open in Oslo.",
        "Ann Lee attended a donors' conference in Oslo.",
        "The ministers reviewed the ongoing negotiations in Oslo.",
        "Ann Lee stayed in Oslo. Norway and Mali met there on Monday.",
    ],
)
def test_a_meeting_is_where_its_own_verb_or_there_puts_it(reader: Reader, text: str) -> None:
    assert only(reader, text).place == "Oslo"


def test_talks_at_one_place_told_in_two_sentences_are_one(reader: Reader) -> None:
    text = (
        "“The road is open,” said Ann Lee, the mediator, after two days of talks in Oslo. "
        "Delegations from Norway and Mali met there on Monday and Tuesday."
    )
    assert set(only(reader, text).participants) == {"Ann Lee", "Norway", "Mali"}


def test_counterparts_in_a_headline_are_those_whom_the_text_names(reader: Reader) -> None:
    text = (
        "Readout of Minister Lee’s Meeting with Malian Counterparts\n\n"
        "Minister Ann Lee met today with Omar Deng and Ali Diop of Mali.\n"
    )
    assert not any("Counterparts" in name for name in only(reader, text).participants)


CALL = "Readout of President Lee’s Call with Prime Minister Deng\n\n"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Minister of Trade Ann Lee, Secretary of Defense Omar Deng, and General Lena Berg "
            "spoke on Monday with Prime Minister Ravi Das.",
            {"Ann Lee", "Omar Deng", "Lena Berg", "Ravi Das"},
        ),
        (
            "Readout of President Lee’s Call with Asian Leaders\n\nPresident Ann Lee held a call "
            "with Asian leaders. Participants in the call included President Omar Deng of Mali and "
            "Prime Minister Lena Berg of Norway.",
            {"Ann Lee", "Omar Deng", "Lena Berg"},
        ),
        (
            CALL + "President Ann Lee spoke with Prime Minister Omar Deng. President Lena Berg "
            "joined the call at the end.",
            {"Ann Lee", "Omar Deng", "Lena Berg"},
        ),
    ],
)
def test_all_who_are_listed_or_join_take_part(reader: Reader, text: str, people: set[str]) -> None:
    (meeting,) = reader.read(document(text)).meetings
    assert set(meeting.participants) == people


def test_readiness_for_talks_plans_them_with_whose_it_is(reader: Reader) -> None:
    text = "Ministers discussed US readiness to begin negotiations with Mali."
    (meeting,) = reader.read(document(text)).meetings
    assert set(meeting.participants) == {"United States", "Mali"}
    assert meeting.status is MeetingStatus.PLANNED


def test_talks_told_to_go_on_are_under_way_whoever_takes_part(reader: Reader) -> None:
    text = "Ministers discussed the ongoing negotiations on a ceasefire."
    (meeting,) = reader.read(document(text)).meetings
    assert meeting.status is MeetingStatus.UNDER_WAY


def test_a_guest_is_welcomed_and_a_decision_is_not(reader: Reader) -> None:
    text = "President Ann Lee will welcome Prime Minister Omar Deng on Friday."
    (meeting,) = reader.read(document(text)).meetings
    assert (meeting.kind, meeting.status) == (MeetingKind.VISIT, MeetingStatus.PLANNED)
    praise = "President Ann Lee welcomed the decision of Omar Deng."
    assert reader.read(document(praise)).meetings == ()


def test_what_leaders_agree_to_have_done_is_planned(reader: Reader) -> None:
    text = "Ann Lee and Omar Deng agreed to have their teams meet soon in Cairo."
    (meeting,) = reader.read(document(text)).meetings
    assert meeting.status is MeetingStatus.PLANNED
