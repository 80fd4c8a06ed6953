import pytest

from tests.read.texts import document
from troth.read.event_words import event_nouns, event_verbs
from troth.read.events import Event, events_of
from troth.read.pipelines import load

TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT".split()
)
SETTINGS = {"by_civilians", "jointly", "asked", "purpose", "to_place", "to_refugees"}


def leading(text: str) -> Event:
    """The event that a one-sentence text is about."""
    (events,) = events_of([document(text)], load())
    return next(event for event in events if event.leading)


def parties(event: Event) -> tuple[str | None, str | None]:
    """The words for who did it and to whom."""
    actor, recipient = event.actor, event.recipient
    return actor.text.text if actor else None, recipient.text.text if recipient else None


@pytest.mark.parametrize(
    ("text", "plover", "actor", "recipient"),
    [
        (
            "Norway's foreign minister accused Denmark of breaking the treaty.",
            "ACCUSE",
            "Norway's foreign minister",
            "Denmark",
        ),
        ("Finland has rejected a Swedish proposal for talks.", "REJECT", "Finland", "Swedish"),
        ("Chad threatened to close its border with Niger.", "THREATEN", "Chad", "Niger"),
        ("Togo gave Benin two million dollars of aid.", "AID", "Togo", "Benin"),
        ("Peru severed diplomatic relations with Chile.", "SANCTION", "Peru", "Chile"),
        ("Angola called on Zambia to withdraw its troops.", "REQUEST", "Angola", "Zambia"),
    ],
)
def test_who_did_what_to_whom(text: str, plover: str, actor: str, recipient: str) -> None:
    event = leading(text)
    assert event.type == plover
    assert parties(event) == (actor, recipient)


def test_a_passive_is_done_by_who_stands_behind_by() -> None:
    event = leading("Three villages were attacked by Malian soldiers on Monday.")
    assert event.type == "ASSAULT"
    assert parties(event)[0] == "Malian soldiers"


def test_nobody_is_named_for_a_passive_without_doer() -> None:
    event = leading("Three Malian soldiers were killed on Monday.")
    assert parties(event) == (None, "Three Malian soldiers")


def test_what_is_only_said_is_what_counts() -> None:
    event = leading("Ghana said on Friday that it had released two Nigerian pilots.")
    assert event.type == "RETREAT"
    assert parties(event) == ("Ghana", "two Nigerian pilots")


def test_what_another_must_do_is_a_request_by_who_says_so() -> None:
    event = leading("Kenya said Uganda must pay the debt.")
    assert event.type == "REQUEST"
    assert parties(event) == ("Kenya", "Uganda")


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("Japan will support Vietnam.", "AGREE"),
        ("Japan will not support Vietnam.", "REJECT"),
        ("Japan supports Vietnam.", "SUPPORT"),
    ],
)
def test_cooperation_to_come_is_an_agreement_or_a_refusal(text: str, plover: str) -> None:
    assert leading(text).type == plover


def test_a_threat_in_the_passive_is_made_by_who_says_it() -> None:
    event = leading("Ghana said the rebels would be attacked if they did not surrender.")
    assert event.type == "THREATEN"
    assert parties(event) == ("Ghana", "the rebels")


def test_a_vow_to_use_force_is_a_threat() -> None:
    assert leading("Ghana vowed to attack Togo.").type == "THREATEN"
    assert leading("Ghana vowed to help Togo.").type == "AGREE"


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Tens of thousands of Malagasy farmers attacked Togo.", "Malagasy farmers", "Togo"),
        ("Police in Togo arrested two Malian nurses.", "Police in Togo", "two Malian nurses"),
        ("The envoys of Mali and Togo met in Rome.", "The envoys of Mali and Togo", None),
        ("Togo attacked Kurdish rebel bases in northern Iraq.", "Togo", "rebel bases"),
        ("Two Malian nurses were arrested in Norway.", "Norway", "Two Malian nurses"),
        ("Ghana quarrelled with Mali, accusing leaders of fraud.", "Ghana", "Mali"),
        ("Togo issued a statement urging Mali to release the nurses.", "Togo", "Mali"),
        ("Togo threatened to cut the throats of captives.", "Togo", "captives"),
    ],
)
def test_parties_are_told_by_the_words_that_belong_to_them(
    text: str, actor: str, recipient: str | None
) -> None:
    found = parties(leading(text))
    assert actor in (found[0] or "")
    assert recipient is None or recipient in (found[1] or "")


def test_who_does_the_same_in_a_clause_of_time_is_the_doer() -> None:
    event = leading("Six Malian soldiers were killed when Congolese rebels attacked their convoy.")
    assert parties(event)[0] == "Congolese rebels"


def test_according_to_somebody_is_not_done_by_him() -> None:
    event = leading("Two Malian nurses were killed on Monday, according to Togo.")
    assert parties(event)[0] is None


def test_an_event_that_an_attribute_tells_has_the_parties_of_the_sentence() -> None:
    event = leading("Finnish firms outnumber Malta under an accord signed today.")
    assert parties(event) == ("Finnish firms", "Malta")


def test_what_may_be_done_or_is_considered_is_a_threat() -> None:
    assert leading("Ghana said it may impose sanctions on Togo.").type == "THREATEN"
    assert leading("Ghana is considering expelling Malian nurses.").type == "THREATEN"


def test_exercises_of_several_states_are_cooperation() -> None:
    assert leading("French and Thai warships began war games on Monday.").type == "COOPERATE"
    assert leading("France began war games on Monday.").type == "MOBILIZE"


def test_what_is_to_be_done_lies_ahead() -> None:
    event = leading("Togolese ministers are to meet with Malian envoys next week.")
    assert event.type == "AGREE"


def test_what_did_not_happen_is_negated() -> None:
    assert leading("Morocco did not attack Algeria.").negated


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("Brazil held talks with Bolivia.", "CONSULT"),
        ("Brazil launched an offensive against Bolivia.", "ASSAULT"),
        ("Brazil suspended aid to Bolivia.", "SANCTION"),
        ("Workers staged a rally against Bolivia.", "PROTEST"),
    ],
)
def test_the_noun_tells_what_a_verb_of_many_meanings_does(text: str, plover: str) -> None:
    assert leading(text).type == plover


def test_an_unknown_verb_has_parties_and_no_type() -> None:
    event = leading("Iceland outnumbers Malta.")
    assert event.plover is None
    assert parties(event)[0] == "Iceland"


def test_who_receives_is_the_recipient() -> None:
    event = leading("Laos received weapons from China.")
    assert parties(event) == ("China", "Laos")


def test_every_span_holds_its_words() -> None:
    text = "Ghana accused Togo of lying. Togo denied it, and Benin praised both."
    (events,) = events_of([document(text)], load())
    spans = [event.text for event in events]
    spans += [p.text for event in events for p in (event.actor, event.recipient) if p]
    assert spans
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_one_event_leads_each_sentence() -> None:
    (events,) = events_of(
        [document("Ghana praised Togo and accused Benin. Benin attacked Ghana.")], load()
    )
    assert sum(event.leading for event in events) == 2


@pytest.mark.parametrize(
    "text",
    ["Ghana attacked " + "the leader of " * 400 + "Togo.", "wants to " * 600, "(\n\n ' \" ."],
)
def test_no_text_is_too_deep(text: str) -> None:
    (events,) = events_of([document(text)], load())
    assert all(event.text.text in text for event in events)


def test_an_empty_text_has_no_events() -> None:
    assert list(events_of([document("")], load())) == [[]]


def test_every_type_of_the_tables_is_one_of_plover() -> None:
    words = {"=", "+", "end", "say", "intent", "prepare", "promise"}
    told = {row.plover for rows in event_verbs().values() for row in rows} - words
    told |= {each.plover for classes in event_nouns().values() for each in classes if each.plover}
    assert {each.split("/")[0] for each in told} == TYPES


def test_every_class_that_a_verb_asks_for_has_nouns() -> None:
    asked = {
        name
        for rows in event_verbs().values()
        for row in rows
        for each in row.objects
        for name in each
    }
    named = {each.name for classes in event_nouns().values() for each in classes}
    assert asked <= named | SETTINGS


def test_a_word_that_only_tells_of_what_sort_something_is_is_no_party() -> None:
    event = leading("Mali will boycott Togo's first multi-party elections.")
    assert parties(event) == ("Mali", "Togo")


def test_who_has_a_clause_opened_by_who_is_somebody() -> None:
    event = leading("Ghana agreed to open its camps to zvernikers, who watch Togo.")
    assert parties(event) == ("Ghana", "zvernikers")


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Chad opened its border to thousands of Sudanese refugees.", "Sudanese refugees"),
        ("Chad opened its border to nurses expelled from Libya.", "nurses"),
        ("Chad opened its borders today to most East Libyans ordered out of Togo.", "Libyans"),
        ("Chad opened its borders Monday to most Berbers thrown out of Libya.", "Berbers"),
    ],
)
def test_a_border_opened_to_refugees_is_aid(text: str, recipient: str) -> None:
    event = leading(text)
    assert event.type == "AID"
    assert recipient in (parties(event)[1] or "")


def test_a_border_opened_to_others_is_access() -> None:
    assert leading("Chad opened its border to Sudanese inspectors.").type == "RETREAT"


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("Togo's prime minister signed a decree to ban veils.", "COERCE"),
        ("The Togolese president signed a decree banning protests.", "COERCE"),
        ("Togo issued an order to expel two Malian nurses.", "SANCTION"),
        ("Togo signed a treaty with Mali.", "SUPPORT"),
    ],
)
def test_a_decree_does_what_it_is_for(text: str, plover: str) -> None:
    assert leading(text).type == plover


def test_to_lend_somebody_something_is_aid() -> None:
    event = leading("Togo lent Mali two ferries.")
    assert event.type == "AID"
    assert parties(event) == ("Togo", "Mali")


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Brevia accused Delmark of fouling the lake that they share.", "Delmark"),
        ("Togo lent Quelmark two ferries until the bridge is mended.", "Quelmark"),
        ("Togo accused Quelmark of helping rebels in Mali.", "Quelmark"),
    ],
)
def test_a_name_that_nobody_knows_is_a_party_where_only_one_can_stand(
    text: str, recipient: str
) -> None:
    assert parties(leading(text))[1] == recipient
