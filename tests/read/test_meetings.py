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
