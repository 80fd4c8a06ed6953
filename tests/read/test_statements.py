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


def test_every_member_of_a_list_speaks(reader: Reader) -> None:
    statement = only(reader, "Norway, Sweden, and Denmark pledged to send troops.")
    assert statement.speaker == ("Norway", "Sweden", "Denmark")


def test_a_state_spelt_like_a_pronoun_speaks(reader: Reader) -> None:
    assert only(reader, "The US said no support will come.").speaker == ("United States",)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("He was told by Ann Lee that the road was closed.", ("Ann Lee",), "the road was closed"),
        ("The king was warned by Ann Lee of a flood.", ("Ann Lee",), "a flood"),
        (
            'The king was told by General Ann Lee of "at least ten dead".',
            ("Ann Lee",),
            '"at least ten dead"',
        ),
        ("Residents were told the road was closed.", (), "the road was closed"),
    ],
)
def test_a_passive_of_telling_governs_what_is_told(
    reader: Reader, text: str, speaker: tuple[str, ...], content: str
) -> None:
    statement = only(reader, text)
    assert (statement.speaker, contents(statement)) == (speaker, [content])


def test_whoever_is_told_to_act_is_part_of_what_is_told(reader: Reader) -> None:
    statement = only(reader, "Residents were told by the police to leave their homes.")
    assert contents(statement) == ["Residents", "to leave their homes"]


def test_a_source_is_called_as_it_was_described_before(reader: Reader) -> None:
    text = "A tax source told AFP the law had failed. The source said more would follow."
    assert [s.speaker for s in read(reader, text)] == [("tax source",)] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An anonymous source said the road was closed.", "anonymous source"),
        ("An anonymous tax official said the road was closed.", "tax official"),
        ("One news site, Lakenews.com, said the road was closed.", "Lakenews.com"),
        ("According to his publicist, Berg died of a stroke.", "his publicist"),
    ],
)
def test_a_speaker_is_called_by_what_tells_most(reader: Reader, text: str, name: str) -> None:
    assert only(reader, text).speaker == (name,)


def test_a_site_that_was_named_speaks_again_as_the_site(reader: Reader) -> None:
    text = "Lakenews.com said the road was closed. The website added that a bridge had fallen."
    assert [s.speaker for s in read(reader, text)] == [("Lakenews.com",)] * 2


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ann Lee's call for further talks was heard.", ["further talks"]),
        (
            "AFP reported that two men were held, while footage from the scene showed a fire.",
            ["two men were held"],
        ),
        (
            "The court says it found no trace of poison despite Ann Lee claiming it had.",
            ["it found no trace of poison"],
        ),
        (
            "Ann Lee and Sven Berg exchanged greetings on the anniversary noting its importance.",
            ["on the anniversary"],
        ),
        ('Ann Lee said of Berg, "He was a fine man."', ['"He was a fine man."']),
        (
            'Ann Lee praised Berg on television: "He was a fine man."',
            ["Berg", '"He was a fine man."'],
        ),
        ("Critics blamed Ann Lee for urging them to flee.", ["Ann Lee for urging them to flee"]),
    ],
)
def test_a_content_is_what_the_cue_governs_and_no_more(
    reader: Reader, text: str, content: list[str]
) -> None:
    assert contents(read(reader, text)[0]) == content


def test_who_is_blamed_does_not_say_what_he_is_blamed_for(reader: Reader) -> None:
    statement = only(reader, "Critics blamed Ann Lee for urging them to flee.")
    assert statement.speaker == ("Critics",)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Minister Edward Said said the road was closed.", ("Edward Said",)),
        ("Ann Lee's and Sven Berg's call for talks was heard.", ("Ann Lee", "Sven Berg")),
        ("Tax officials in Oslo said the road was closed.", ("Tax officials in Oslo",)),
        (
            "Lakeland's governor said the road was closed. Regional governor Ann Lee met the king.",
            ("Ann Lee",),
        ),
        (
            "Lakeland's governor said the road was closed. Deputy governor Ann Lee met the king.",
            ("Lakeland's governor",),
        ),
        ("Ann Lee met Sven Berg. The heads of state called for talks.", ("Ann Lee", "Sven Berg")),
        (
            "Minister Ann Lee, General Sven Berg, and Judge Kari Moe met with General Ole Dahl."
            " Both sides called for talks.",
            ("Ann Lee", "Sven Berg", "Kari Moe", "Ole Dahl"),
        ),
        (
            "Ann Lee and Sven Berg discussed the steps that Norway and Sweden take."
            " They called for talks.",
            ("Ann Lee", "Sven Berg"),
        ),
    ],
)
def test_the_speaker_is_who_the_words_mean(
    reader: Reader, text: str, speaker: tuple[str, ...]
) -> None:
    assert only(reader, text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Tributes were paid by many leaders including Prime Minister Ann Lee.",
            ("many leaders", "Ann Lee"),
        ),
        ("Countries including Norway and Sweden cited the law.", ("Norway", "Sweden")),
    ],
)
def test_who_is_named_among_many_speaks_with_them(
    reader: Reader, text: str, speaker: tuple[str, ...]
) -> None:
    assert only(reader, text).speaker == speaker


def test_what_is_offered_in_words_is_expressed(reader: Reader) -> None:
    statement = only(reader, "Condolences were offered by Prime Minister Ann Lee.")
    assert (statement.act, contents(statement)) == (Act.APPRAISE, ["Condolences"])


def test_a_report_of_how_somebody_is_ends_its_subject_at_the_verb(reader: Reader) -> None:
    statement = only(reader, "The driver fled to Oslo and is reported to not be safe.")
    assert contents(statement)[-1] == "to not be safe"


def test_all_issuers_of_a_statement_speak_in_its_headline(reader: Reader) -> None:
    text = (
        "Joint Statement from the Leaders of Norway, Peru and Austria Calling for the Release of "
        "Detainees\n\nThe talks go on."
    )
    statement = only_statement(reader.read(document(text)))
    assert statement.speaker == ("Norway", "Peru", "Austria")


def test_support_is_a_statement_in_the_first_person_only(reader: Reader) -> None:
    text = (
        "Joint Statement from the Leaders of Norway and Peru\n\n"
        "We strongly support the mediation efforts. Most voters support the mediation efforts."
    )
    statement = only_statement(reader.read(document(text)))
    assert statement.speaker == ("Norway", "Peru")
    assert contents(statement) == ["the mediation efforts"]


def test_only_a_greeting_is_extended_in_words(reader: Reader) -> None:
    text = "President Ann Lee extended the curfew. President Ann Lee extended her condolences."
    statement = only_statement(reader.read(document(text)))
    assert statement.cue is not None
    assert "condolences" in statement.cue.text


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ann Lee stressed the need for Norway to open the border.", Act.DEMAND),
        ("Ann Lee stressed the urgent need for a truce.", Act.DEMAND),
        ("Ann Lee and Sven Berg stressed the need to continue their work.", Act.ASSERT),
        ("Ann Lee stressed the importance of trade.", Act.ASSERT),
        ("Ann Lee expressed the unwavering support of Norway for the mission.", Act.PROMISE),
        ("Ann Lee expressed support for the mission.", Act.AGREE),
        ("Mayor Ann Lee declared three days of mourning.", Act.PROMISE),
        ("Ann Lee declared victory.", Act.ASSERT),
        ("The parliament voted to extend the curfew.", Act.PROMISE),
        ("The parliament voted against the treaty.", Act.REJECT),
        ("Ann Lee confirmed that the vote will be held today.", Act.PROMISE),
        ("Ann Lee confirmed that Sven Berg will attend.", Act.ASSERT),
        ("Ann Lee underscored their shared desire for peace.", Act.APPRAISE),
        ("Ann Lee attributed the bombing to militants.", Act.ACCUSE),
        ("Ann Lee attributed the delay to snow.", Act.ASSERT),
        ("Ann Lee said the rebels were the perpetrators.", Act.ACCUSE),
        ("Norway noted the decisive contribution of the mediators.", Act.APPRAISE),
        ("Norway said Norway and its allies and partners are committed to the truce.", Act.PROMISE),
    ],
)
def test_what_is_expressed_tells_the_act(reader: Reader, text: str, act: Act) -> None:
    assert only(reader, text).act is act


@pytest.mark.parametrize(
    ("text", "act", "content"),
    [
        (
            "Ann Lee spoke in favour of closer cooperation in medicine.",
            Act.AGREE,
            "closer cooperation in medicine",
        ),
        (
            "Ann Lee highly assessed the results of the talks.",
            Act.APPRAISE,
            "the results of the talks",
        ),
        (
            "Ann Lee announced more than $20 million in new aid.",
            Act.PROMISE,
            "more than $20 million in new aid",
        ),
        (
            "Ann Lee noted in particular the importance of the talks.",
            Act.ASSERT,
            "the importance of the talks",
        ),
        ("Ann Lee announced the death on television.", Act.ASSERT, "the death"),
        (
            "Norway commends the mediators and will continue to host the talks.",
            Act.APPRAISE,
            "the mediators",
        ),
    ],
)
def test_the_content_is_what_the_verb_governs(
    reader: Reader, text: str, act: Act, content: str
) -> None:
    statement = only(reader, text)
    assert (statement.act, contents(statement)) == (act, [content])


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee and Sven Berg shared their opinions on trade.",
        "The leaders will discuss Norway's threats to the region.",
        "The leaders will discuss Norway's commitment to trade.",
    ],
)
def test_a_topic_is_not_a_statement(reader: Reader, text: str) -> None:
    assert read(reader, text) == ()


def test_we_urge_behind_what_we_are_doing(reader: Reader) -> None:
    text = (
        "Joint Statement from the Leaders of Norway and Peru\n\n"
        "We are continuing to consult with the mediators and urge Sweden to open the border."
    )
    statement = only_statement(reader.read(document(text)))
    assert (statement.speaker, statement.act) == (("Norway", "Peru"), Act.DEMAND)


def test_the_officials_of_a_state_are_its_side_of_the_contact(reader: Reader) -> None:
    text = (
        "Readout of a Call\n\nNational Security Advisor Ann Lee and Secretary Carl Holm spoke "
        "today with Norwegian Minister of Defence Sven Berg and Chief of Staff Olav Dahl. "
        "The Norwegian officials welcomed the truce. The Swedish officials rejected the map."
    )
    speakers = [s.speaker for s in read(reader, text)]
    assert speakers == [("Sven Berg", "Olav Dahl"), ("Ann Lee", "Carl Holm")]


def test_the_side_of_a_state_is_the_state(reader: Reader) -> None:
    assert only(reader, "The Norwegian side welcomed the truce.").speaker == ("Norway",)


def test_data_speak_for_who_has_them(reader: Reader) -> None:
    text = "Prices rose in May, Norwegian Health Institute data indicated."
    assert only(reader, text).speaker == ("Norwegian Health Institute",)


def test_the_place_of_an_office_is_no_part_of_a_name(reader: Reader) -> None:
    text = "Snow fell in Oslo. Mayor of Oslo Piotr Halvorsen rejected the plan."
    assert only(reader, text).speaker == ("Piotr Halvorsen",)


def test_opposition_is_a_statement_in_the_first_person_only(reader: Reader) -> None:
    text = (
        "Joint Statement from the Leaders of Norway and Peru\n\n"
        "We oppose the annexation. Most voters oppose the annexation."
    )
    statement = only_statement(reader.read(document(text)))
    assert (statement.speaker, statement.act) == (("Norway", "Peru"), Act.REJECT)


def test_a_comma_does_not_cut_the_name_of_a_body(reader: Reader) -> None:
    text = "The Foreign, Commonwealth and Development Office welcomed the truce."
    assert only(reader, text).speaker == ("Foreign, Commonwealth and Development Office",)


def test_a_person_opens_the_sentence_of_whom_the_purpose_tells(reader: Reader) -> None:
    text = (
        "President Carl R. Holm, Jr., spoke today with President Ann Lee of Norway to underscore "
        "ongoing support for Norway."
    )
    statement = only(reader, text)
    assert (statement.speaker, statement.act) == (("Carl R. Holm, Jr.",), Act.PROMISE)


def test_a_clause_set_before_the_main_one_ends_where_that_begins(reader: Reader) -> None:
    text = "After Ann Lee rejected the map, the mediators left Geneva."
    assert contents(only(reader, text)) == ["the map"]
