import pytest

from tests.read.texts import contents, document, only_statement
from troth.model import Act, Form, Statement
from troth.read import Reader

LEE = "Ann Lee met the mediators in Geneva. "


def read(reader: Reader, text: str) -> tuple[Statement, ...]:
    return reader.read(document(text)).statements


def only(reader: Reader, text: str) -> Statement:
    return only_statement(reader.read(document(text)))


def cue(statement: Statement) -> str | None:
    return statement.cue.text if statement.cue else None


@pytest.mark.parametrize(
    ("text", "words", "content"),
    [
        ('"The truce holds," Ann Lee said.', "said", '"The truce holds,"'),
        ("“The truce holds,” Ann Lee said.", "said", "“The truce holds,”"),
        ("'The truce holds,' Ann Lee said.", "said", "'The truce holds,'"),
        ('"We are ready for peace," said Ann Lee.', "said", '"We are ready for peace,"'),
        ("Ann Lee said that the truce had held.", "said", "the truce had held"),
        ("According to Ann Lee, the talks were useful.", "According to", "the talks were useful"),
        ("Ann Lee told reporters that the truce had held.", "told", "the truce had held"),
        ("Ann Lee warned that the truce could fail.", "warned", "the truce could fail"),
        ("Truce holds, says Ann Lee\n\nSnow fell in the hills.", "says", "Truce holds"),
    ],
)
def test_speaker_cue_and_content_are_found(
    reader: Reader, text: str, words: str, content: str
) -> None:
    statement = only(reader, text)
    assert statement.speaker == ("Ann Lee",)
    assert (cue(statement), contents(statement)) == (words, [content])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('"The truce holds," Ann Lee said.', Form.DIRECT),
        ("Ann Lee said that the truce had held.", Form.INDIRECT),
        ('Ann Lee said that the talks were "very useful" for both sides.', Form.MIXED),
    ],
)
def test_the_form_tells_how_much_stands_in_quotation_marks(
    reader: Reader, text: str, form: Form
) -> None:
    assert only(reader, text).form is form


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ann Lee accused Russia of breaking the truce.", Act.ACCUSE),
        ("Ann Lee thanked Norway for its help.", Act.APPRAISE),
        ("Ann Lee rejected the proposal.", Act.REJECT),
        ("Ann Lee denied the charge.", Act.REJECT),
        ("Ann Lee said that Russia must accept a ceasefire.", Act.DEMAND),
        ("Ann Lee urged Russia to release all prisoners.", Act.DEMAND),
        ("Norway and Sweden agreed to a ceasefire.", Act.AGREE),
        ("Norway offered a 30-day ceasefire.", Act.OFFER),
        ("Norway announced new sanctions against Russia.", Act.PROMISE),
        ("Ann Lee threatened to attack Norway.", Act.THREATEN),
        ("Ann Lee said that the truce had held.", Act.ASSERT),
    ],
)
def test_the_act_is_what_the_speaker_does(reader: Reader, text: str, act: Act) -> None:
    assert only(reader, text).act is act


def test_a_broken_quotation_is_one_statement_of_two_spans(reader: Reader) -> None:
    statement = only(reader, '"The talks," Ann Lee said, "were useful."')
    assert contents(statement) == ['"The talks,"', '"were useful."']
    assert statement.form is Form.DIRECT


def test_a_quotation_anew_is_a_statement_without_a_cue(reader: Reader) -> None:
    first, second = read(reader, '"The truce holds," Ann Lee said. "It is quiet in the valley."')
    assert (cue(first), cue(second)) == ("said", None)
    assert second.speaker == ("Ann Lee",)
    assert contents(second) == ['"It is quiet in the valley."']


def test_a_further_sentence_of_the_same_quotation_belongs_to_its_statement(reader: Reader) -> None:
    statement = only(reader, 'Ann Lee said: "The truce holds. Nobody fired today."')
    assert contents(statement) == ['"The truce holds. Nobody fired today."']


def test_nothing_inside_quotation_marks_is_a_cue(reader: Reader) -> None:
    statement = only(reader, 'Ann Lee warned: "He said that they agreed to nothing."')
    assert cue(statement) == "warned"


def test_two_cues_of_one_sentence_are_two_statements(reader: Reader) -> None:
    found = read(reader, "Ann Lee welcomed the truce and criticised the delay.")
    assert [(cue(item), contents(item)) for item in found] == [
        ("welcomed", ["the truce"]),
        ("criticised", ["the delay"]),
    ]
    assert {item.speaker for item in found} == {("Ann Lee",)}


def test_joint_speakers_speak_together(reader: Reader) -> None:
    statement = only(reader, "Ann Lee and Omar Diaz said that the truce had held.")
    assert statement.speaker == ("Ann Lee", "Omar Diaz")
    assert statement.speaker_text is not None
    assert statement.speaker_text.text == "Ann Lee and Omar Diaz"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Ann Lee spoke in Geneva. She said that the truce had held.", "She"),
        ("Ann Lee spoke in Geneva. Lee said that the truce had held.", "Lee"),
        ('Ann Lee arrived in Geneva. "The talks were useful," she said.', "she"),
    ],
)
def test_a_mention_is_resolved_and_kept_as_it_stands(
    reader: Reader, text: str, mention: str
) -> None:
    statement = read(reader, text)[-1]
    assert statement.speaker == ("Ann Lee",)
    assert statement.speaker_text is not None
    assert statement.speaker_text.text == mention


def test_a_role_refers_back_to_who_holds_it(reader: Reader) -> None:
    text = (
        "Norwegian Foreign Minister Omar Diaz said that the truce had held. "
        "The minister thanked Sweden for its help."
    )
    assert [item.speaker for item in read(reader, text)] == [("Omar Diaz",), ("Omar Diaz",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A senior Ukrainian official said that the truce had held.", "senior Ukrainian official"),
        ('"The truce holds," an aide said on condition of anonymity.', "aide"),
        (
            "A spokesman for the ministry said that the truce had held.",
            "spokesman for the ministry",
        ),
    ],
)
def test_an_unnamed_source_keeps_its_description(reader: Reader, text: str, name: str) -> None:
    assert only(reader, text).speaker == (name,)


def test_who_cannot_be_told_is_nobody_and_an_issue(reader: Reader) -> None:
    reading = reader.read(document('"The truce holds," she said.'))
    assert only_statement(reading).speaker == ()
    assert "speaker-unknown" in {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee did not say that the truce had held.",
        "Ann Lee never said that the truce had held.",
        "Ann Lee could say that the truce had held.",
        "Ann Lee may say that the truce had held.",
        "Ann Lee would say that the truce had held.",
        "Ann Lee wants a truce.",
        "Snow fell in the valley during the night.",
    ],
)
def test_what_is_not_said_is_no_statement(reader: Reader, text: str) -> None:
    reading = reader.read(document(text))
    assert reading.statements == ()
    assert "no-statement" in {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ('"The truce holds," Ann Lee said on Monday.', "2025-03-24"),
        ('"The truce holds," Ann Lee said on 3 March 2025.', "2025-03-03"),
        ('"The truce holds," Ann Lee said.', None),
    ],
)
def test_the_day_of_saying_is_known_where_the_text_tells(
    reader: Reader, text: str, day: str | None
) -> None:
    assert only(reader, text).on == day


def test_what_somebody_is_asked_to_do_is_not_said_by_him(reader: Reader) -> None:
    text = "Ann Lee demanded that Russia accept the 30-day ceasefire."
    statement = only_statement(reader.read(document(text)))
    assert statement.speaker == ("Ann Lee",)


def test_both_means_the_two_before(reader: Reader) -> None:
    text = "Ann Lee met Omar Diaz in Oslo. Both affirmed their commitment to negotiations."
    assert set(only_statement(reader.read(document(text))).speaker) == {"Ann Lee", "Omar Diaz"}


def test_a_quotation_behind_a_document_is_by_its_author(reader: Reader) -> None:
    text = (
        "King Omar Diaz rules Norway. "
        'The palace issued a statement from the king: "The truce holds, and it will be kept."'
    )
    assert only(reader, text).speaker == ("Omar Diaz",)


def test_what_an_aside_tells_ends_with_the_aside(reader: Reader) -> None:
    text = (
        "Speaker Ann Lee commented on the matter — which the ministry noted as an unusual move — "
        '"However it is dressed up, the truce is over."'
    )
    quoting = [item for item in read(reader, text) if "dressed up" in contents(item)[-1]]
    assert [item.speaker for item in quoting] == [("Ann Lee",)]


@pytest.mark.parametrize(
    "text",
    [
        'Judge Ann Lee decided on Monday "that the truce had been kept and was in force".',
        "Judge Ann Lee ruled that the truce had been kept.",
    ],
)
def test_a_judge_speaks_by_ruling(reader: Reader, text: str) -> None:
    assert only(reader, text).speaker == ("Ann Lee",)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Norway praised the truce, but the villages have stayed empty.", "the truce"),
        ("Norway announced a truce by radio on Friday, despite the storm.", "a truce"),
        (
            "On Monday in Oslo, according to witnesses, a man fired at the guards.",
            "a man fired at the guards",
        ),
        ("Ann Lee wished Karin Lind a safe journey.", "a safe journey"),
    ],
)
def test_what_the_writer_adds_is_not_said(reader: Reader, text: str, content: str) -> None:
    assert contents(only(reader, text)) == [content]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ('Ann Lee called the truce "a brave step".', Act.APPRAISE),
        ("Ann Lee told the envoys to leave.", Act.DEMAND),
        ("Ann Lee announced that two men were in custody.", Act.ASSERT),
        ("Ann Lee announced that two men would be freed.", Act.PROMISE),
        ("Ann Lee noted with deep regret the shelling of the harbour.", Act.APPRAISE),
        ("Ann Lee reaffirmed the commitment of Norway to the truce.", Act.PROMISE),
    ],
)
def test_the_frame_of_a_cue_tells_its_act(reader: Reader, text: str, act: Act) -> None:
    assert only(reader, text).act is act


def test_what_nobody_named_reports_is_a_statement_without_a_speaker(reader: Reader) -> None:
    statement = only(reader, "The ferry is reported to have sunk.")
    assert statement.speaker == ()
    assert contents(statement) == ["The ferry", "to have sunk"]


def only_told(reader: Reader, text: str) -> tuple[tuple[str, ...], list[str], Act]:
    statement = only(reader, text)
    return statement.speaker, contents(statement), statement.act


@pytest.mark.parametrize(
    ("text", "content", "act"),
    [
        ("Judge Ann Lee sentenced Bo Strand to six years in prison.", 0, Act.DEMAND),
        ("Ann Lee sued the harbour office of Bergen.", "the harbour office of Bergen", Act.DEMAND),
        ("Ann Lee overruled the objection.", None, None),
        ("The court overruled the objection.", "the objection", Act.REJECT),
        ("The court issued a stay of the ban.", "a stay of the ban", Act.DEMAND),
        ("The court issued a coin.", None, None),
        ("The judge ordered the release of the papers.", "the release of the papers", Act.DEMAND),
        ("Ann Lee appealed the decision.", "the decision", Act.DEMAND),
        ("Ann Lee filed a lawsuit to stop the dam.", "to stop the dam", Act.DEMAND),
    ],
)
def test_acts_of_courts_and_before_them_are_statements(
    reader: Reader, text: str, content: str | int | None, act: Act | None
) -> None:
    found = read(reader, text)
    if act is None:
        assert not found
        return
    assert found[0].act is act
    wanted = content if isinstance(content, str) else "Bo Strand to six years in prison"
    assert contents(found[0]) == [wanted]


def test_a_decision_told_without_a_judge_is_his_who_is_named_with_it_elsewhere(
    reader: Reader,
) -> None:
    text = (
        "Harbour thief sentenced to six years\n\n"
        "On Monday, Judge Ann Lee sentenced Bo Strand to six years in prison."
    )
    head, body = read(reader, text)
    assert head.speaker == body.speaker == ("Ann Lee",)
    assert contents(head) == ["Harbour thief", "to six years"]
    assert head.on == body.on == "2025-03-24"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It was reported on Monday that the ferry had sunk.", ["the ferry had sunk"]),
        ("He was reported to be in good health.", ["He", "to be in good health"]),
    ],
)
def test_what_was_reported_needs_no_speaker(reader: Reader, text: str, content: list[str]) -> None:
    statement = only(reader, text)
    assert (statement.speaker, contents(statement)) == ((), content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Norway announced the cause as a leak.", "the cause as a leak"),
        ("Norway confirmed his identity to several newspapers.", "his identity"),
        ("Ann Lee wished success to the crew.", "success to the crew"),
        (
            'Ann Lee claimed there were "good men on board," meaning the crew of the ferry.',
            'there were "good men on board,"',
        ),
        ("Bo Strand met Ann Lee, who argued the lack of funds.", "the lack of funds"),
        ("Ann Lee sent birthday greetings to Bo Strand.", "birthday greetings"),
        ("Ann Lee reached an arrangement with Norway to share the quota.", "to share the quota"),
        ("The crew received requests for patience from Ann Lee.", "patience"),
    ],
)
def test_a_content_ends_where_others_are_told(reader: Reader, text: str, content: str) -> None:
    assert contents(only(reader, text)) == [content]


def test_a_message_over_several_paragraphs_is_its_senders(reader: Reader) -> None:
    text = (
        "Call with Bo Strand\n\nEarlier, Ann Lee sent greetings to Bo Strand.\n\n"
        "The message reads, in part:\n\n“You have built a harbour.\n\nI thank you for it.”"
    )
    statement = read(reader, text)[-1]
    assert statement.speaker == ("Ann Lee",)
    assert contents(statement) == ["“You have built a harbour.\n\nI thank you for it.”"]


def test_a_statement_that_is_issued_has_the_quotation_that_a_colon_ties_to_it(
    reader: Reader,
) -> None:
    text = 'The Ministry of Fisheries issued a statement that a boat had sunk: "Nobody was hurt."'
    said = " ".join(contents(only(reader, text)))
    assert said.startswith("a boat had sunk")
    assert said.endswith('"Nobody was hurt."')


def test_what_is_done_at_a_request_is_a_demand(reader: Reader) -> None:
    told = only_told(reader, "The harbour was closed at the request of Ann Lee.")
    assert told == (("Ann Lee",), ["The harbour was closed"], Act.DEMAND)


@pytest.mark.parametrize(
    "text", ["The members voted for Ann Lee.", "The members voted to elect her."]
)
def test_a_vote_for_somebody_is_no_statement(reader: Reader, text: str) -> None:
    assert not read(reader, text)


def test_a_commitment_reaffirmed_is_no_statement_of_its_own(reader: Reader) -> None:
    assert len(read(reader, "Ann Lee reaffirmed Norway's commitment to the truce.")) == 1
    assert len(read(reader, "Ann Lee welcomed Norway's commitment to the truce.")) == 2


def test_a_death_is_announced_and_not_promised(reader: Reader) -> None:
    assert only(reader, "Norway announced the death of the king.").act is Act.ASSERT


def test_what_has_been_said_is_of_no_day_of_the_scene(reader: Reader) -> None:
    text = (
        "Ann Lee was elected mayor of Bergen on Monday. Ann Lee said that the harbour was full. "
        "Ann Lee has said that the quay is old."
    )
    assert [statement.on for statement in read(reader, text)] == ["2025-03-24", None]
