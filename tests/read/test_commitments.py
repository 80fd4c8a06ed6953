import pytest

from tests.read.texts import document
from troth.model import Amount, Commitment, CommitmentKind, Standing
from troth.read import Reader


def only(reader: Reader, text: str) -> Commitment:
    (commitment,) = reader.read(document(text)).commitments
    return commitment


@pytest.mark.parametrize(
    ("text", "by", "kind", "standing"),
    [
        ("Norway offered a 30-day ceasefire.", "Norway", "ceasefire", "offered"),
        ("Sweden rejected a ceasefire.", "Sweden", "ceasefire", "rejected"),
        ("Ann Lee said that Russia must accept a ceasefire.", "Russia", "ceasefire", "demanded"),
        ("Russia demanded that Ukraine withdraw its troops.", "Ukraine", "withdrawal", "demanded"),
        ("Ann Lee urged Russia to release all prisoners.", "Russia", "release", "demanded"),
        ("Norway will send troops to Ukraine, Ann Lee said.", "Norway", "deployment", "promised"),
        ("Norway announced new sanctions against Russia.", "Norway", "sanctions", "promised"),
    ],
)
def test_who_would_do_what_and_how_far_it_stands(
    reader: Reader, text: str, by: str, kind: str, standing: str
) -> None:
    commitment = only(reader, text)
    assert commitment.by == (by,)
    assert commitment.kind is CommitmentKind(kind)
    assert commitment.standing is Standing(standing)


def test_parties_who_agree_are_bound_together(reader: Reader) -> None:
    commitment = only(reader, "Norway and Sweden agreed to a ceasefire.")
    assert commitment.by == ("Norway", "Sweden")
    assert commitment.standing is Standing.AGREED


def test_aid_has_its_amounts_and_its_receiver(reader: Reader) -> None:
    text = "Norway announced an aid package of two billion euros ($2.2 billion) for Ukraine."
    commitment = only(reader, text)
    assert (commitment.by, commitment.to) == (("Norway",), ("Ukraine",))
    assert commitment.kind is CommitmentKind.AID
    assert set(commitment.amounts) == {Amount(2_000_000_000, "EUR"), Amount(2_200_000_000, "USD")}


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Ukraine offered a ceasefire without preconditions.", "without preconditions"),
        (
            "Norway will lift sanctions as soon as Russia withdraws its troops, Ann Lee said.",
            "Russia withdraws its troops",
        ),
    ],
)
def test_what_it_depends_on_is_kept_in_its_words(reader: Reader, text: str, condition: str) -> None:
    assert [span.text for span in only(reader, text).conditions] == [condition]


def test_a_deadline_ends_its_term(reader: Reader) -> None:
    text = "Ann Lee urged Russia to release all prisoners by April 20."
    assert only(reader, text).until == "2025-04-20"


@pytest.mark.parametrize(
    "text", ["Snow fell in the valley during the night.", "Ann Lee said that the truce had held."]
)
def test_what_binds_nobody_is_no_commitment(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).commitments == ()


READOUT = "Readout of President Berg’s Call\n\nPresident Lena Berg of Norway spoke with Omar Deng. "


@pytest.mark.parametrize(
    ("text", "by", "standing"),
    [
        ("They discussed efforts by Norway to provide aid to Mali.", "Norway", "promised"),
        ("Berg welcomed Sweden’s decision to send troops to Mali.", "Sweden", "promised"),
        ("The leaders reviewed the steps Norway is taking to send aid.", "Norway", "promised"),
        ("Norway is providing weapons to Mali.", "Norway", "promised"),
        ("Under the deal, Mali would withdraw its troops.", "Mali", "agreed"),
        ("Mali was urged to withdraw its troops.", "Mali", "demanded"),
        ("Berg stressed the importance of Mali allowing aid in.", "Mali", "demanded"),
        ("Berg reiterated her call for Mali to free the pilots.", "Mali", "demanded"),
        ("Berg demanded the withdrawal of Malian forces from Chad.", "Mali", "demanded"),
        ("Mali refused to sign the treaty.", "Mali", "rejected"),
    ],
)
def test_official_texts_tell_commitments_in_many_forms(
    reader: Reader, text: str, by: str, standing: str
) -> None:
    commitment = only(reader, READOUT + text)
    assert commitment.by == (by,)
    assert commitment.standing is Standing(standing)


def test_deeds_of_different_kinds_are_commitments_of_their_own(reader: Reader) -> None:
    """Guards the guide's "an enumeration is split where kinds differ"."""
    text = "They noted the work by Norway to deliver aid to Mali and to impose sanctions on Chad."
    found = reader.read(document(READOUT + text)).commitments
    assert [item.kind.value for item in found] == ["aid", "sanctions"]


def test_support_told_twice_is_one_commitment(reader: Reader) -> None:
    text = "She conveyed Norway’s support for Mali. They spoke about Norway’s support for Mali."
    assert len(reader.read(document(READOUT + text)).commitments) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee called for the killers to be brought to justice.",
        "Ann Lee said that Norway will never forget the fallen.",
        "Ann Lee thanked Norway for its support for Mali.",
        "Norway announced no plans to remove the troops.",
    ],
)
def test_what_nobody_named_would_do_is_no_commitment(reader: Reader, text: str) -> None:
    """Guards against victims, feelings, thanks and denials that were taken for pledges."""
    assert reader.read(document(text)).commitments == ()


def test_an_agreement_binds_whom_it_requires_to_act(reader: Reader) -> None:
    commitment = only(reader, "The agreement requires Mali to disarm the militia.")
    assert (commitment.by, commitment.standing) == (("Mali",), Standing.AGREED)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee met Omar Deng on Monday to discuss Norwegian support for Mali.",
        "His decision to run for a third term led to unrest in Norway.",
        "Omar Deng said, “hopefully we are going to get a lot done.”",
        "Omar Deng said that the forum will be a crucial moment for aid to Mali.",
    ],
)
def test_topics_causes_and_hopes_are_no_commitments(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).commitments == ()


@pytest.mark.parametrize(
    ("text", "by", "standing"),
    [
        ("Omar Deng said that Democrats plan to address the strike.", "Democrats", "promised"),
        ("Omar Deng was sentenced to pay damages.", "Omar Deng", "demanded"),
        ("Omar Deng proposed legislation to fund schools.", "Omar Deng", "offered"),
        (
            "Omar Deng said that the Lee-Diaz Administration will release all prisoners.",
            "Lee-Diaz Administration",
            "promised",
        ),
    ],
)
def test_a_doer_is_named_in_full(reader: Reader, text: str, by: str, standing: str) -> None:
    commitment = only(reader, text)
    assert commitment.by == (by,)
    assert commitment.standing is Standing(standing)


def test_what_is_agreed_on_condition_says_so(reader: Reader) -> None:
    text = "Omar Deng agreed to release prisoners on condition they leave Mali."
    assert [span.text for span in only(reader, text).conditions] == ["they leave Mali"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee reiterated her support for the resumption of the talks.",
        "Norway and Mali expressed support for the proposal of a truce.",
        "Ann Lee expressed appreciation for Norway’s support to Mali.",
        "Ann Lee said, “I hope that Omar Deng will meet the ministers.”",
        "Ann Lee said, “He could be from anywhere.”",
        "Ann Lee noted the contribution of Mali to ending the war.",
        "“Mali should have repaired the road,” Ann Lee said.",
        "Ann Lee met Omar Deng on Monday to discuss the need for Mali to continue reforms.",
    ],
)
def test_endorsing_thanking_hoping_and_blaming_bind_nobody(reader: Reader, text: str) -> None:
    assert reader.read(document(text)).commitments == ()


@pytest.mark.parametrize(
    ("text", "by", "kind", "standing"),
    [
        ("Ann Lee invited Mali to join the talks.", {"Ann Lee"}, "negotiation", "offered"),
        (
            "Norway and Mali agreed that the crossings will be open at night.",
            {"Norway", "Mali"}, "access", "agreed",
        ),
        (
            "Ann Lee promised that every victim will receive a payout.",
            {"Ann Lee"}, "other", "promised",
        ),
        ("“We will not sign the treaty,” Ann Lee said.", {"Ann Lee"}, "other", "rejected"),
        (
            "Norway and Mali are to withdraw their troops.",
            {"Norway", "Mali"}, "withdrawal", "promised",
        ),
        (
            "Norway and Mali discussed sending troops to Sweden.",
            {"Norway", "Mali"}, "deployment", "discussed",
        ),
        (
            "Ann Lee and Omar Deng discussed the need for close cooperation on energy.",
            {"Ann Lee", "Omar Deng"}, "other", "discussed",
        ),
    ],
)  # fmt: skip
def test_who_is_bound_by_inviting_agreeing_refusing_or_discussing(
    reader: Reader, text: str, by: set[str], kind: str, standing: str
) -> None:
    commitment = only(reader, text)
    assert set(commitment.by) == by
    assert commitment.kind is CommitmentKind(kind)
    assert commitment.standing is Standing(standing)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway has pledged two million euros to Mali.", "aid"),
        ("Norway’s ministers agreed to stay in close touch.", "negotiation"),
        ("Ann Lee reaffirmed Norway’s commitment to Mali’s sovereignty.", "guarantee"),
        ("Ann Lee promised to withdraw the bill.", "other"),
        ("Ann Lee promised to release the files.", "other"),
        ("Norway and Mali agreed to draw up measures for a truce.", "other"),
        ("Norway and Mali agreed to exchange prisoners.", "release"),
        ("Norway promised to reopen the airports.", "access"),
    ],
)
def test_a_kind_is_that_of_the_deed_and_not_of_what_it_names(
    reader: Reader, text: str, kind: str
) -> None:
    assert only(reader, text).kind is CommitmentKind(kind)


def test_whoever_is_given_or_helped_benefits(reader: Reader) -> None:
    assert only(reader, "Norway promised to give Mali medicines.").to == ("Mali",)


def test_as_long_as_it_takes_is_no_condition(reader: Reader) -> None:
    text = "Ann Lee said that Norway will send aid for as long as it takes."
    assert only(reader, text).conditions == ()


def test_a_condition_ends_before_what_then_follows(reader: Reader) -> None:
    text = "“If the truce fails then we will send troops,” Ann Lee said."
    assert [span.text for span in only(reader, text).conditions] == ["the truce fails"]


def test_him_who_is_asked_is_not_who_asks(reader: Reader) -> None:
    text = (
        "Readout of President Lee’s Call with Prime Minister Deng\n\n"
        "President Ann Lee spoke by telephone with Prime Minister Omar Deng. "
        "President Lee asked him to keep the crossings open.\n"
    )
    assert only(reader, text).by == ("Omar Deng",)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The governor extended the curfew in the valley until May 1.", "governor"),
        ("Ann Lee has declared Friday a day of mourning.", "Ann Lee"),
        ("Mali renewed the state of emergency for three months.", "Mali"),
        ("Norway planned to introduce a curfew between 10 p.m. and 4 a.m.", "Norway"),
        ("Ann Lee wrote that she had ordered checks on ferries by the Coast Guard.", "Coast Guard"),
        ("Ann Lee ordered an inquiry into the accident.", "Ann Lee"),
        ("Ann Lee pledged closer cooperation with Mali.", "Ann Lee"),
    ],
)
def test_a_measure_binds_whoever_extends_declares_plans_or_orders_it(
    reader: Reader, text: str, by: str
) -> None:
    commitment = only(reader, text)
    assert commitment.by == (by,)
    assert commitment.standing is Standing.PROMISED


def test_force_that_somebody_ordered_is_no_commitment(reader: Reader) -> None:
    text = "Ann Lee said that the prince had ordered the killing."
    assert reader.read(document(text)).commitments == ()


def test_what_a_side_says_it_would_do_binds_it(reader: Reader) -> None:
    text = (
        "President Ann Lee of Norway made clear that Norway and its allies would respond with "
        "strong economic measures in the event of an attack."
    )
    commitment = only(reader, text)
    assert "Norway" in commitment.by
    assert commitment.kind is CommitmentKind.SANCTIONS
    assert [span.text for span in commitment.conditions] == ["an attack"]


def test_what_others_expect_of_a_side_binds_nobody(reader: Reader) -> None:
    text = "Experts said that Norway would send troops to Mali."
    assert reader.read(document(text)).commitments == ()


def test_a_side_is_bound_by_what_it_is_committed_to(reader: Reader) -> None:
    text = "President Ann Lee of Norway made clear that Norway is committed to fair trade."
    assert only(reader, text).by == ("Norway",)


def test_what_somebody_will_send_can_be_told_of_the_thing(reader: Reader) -> None:
    commitment = only(reader, "Officials gave details of a new package that Norway will send.")
    assert (commitment.by, commitment.kind) == (("Norway",), CommitmentKind.AID)


OFFICIAL = "Statement by the Government of Norway on Mali\n\nThe talks were fruitful. "


def test_an_official_text_urges_others_and_tells_what_goes_on(reader: Reader) -> None:
    commitment = only(reader, OFFICIAL + "We urge Mali to release all prisoners.")
    assert (commitment.by, commitment.standing) == (("Mali",), Standing.DEMANDED)
    joint = only(reader, OFFICIAL + "Cooperation between Norway and Mali will continue this year.")
    assert joint.by == ("Norway", "Mali")


@pytest.mark.parametrize(
    "text",
    [
        "The ministers discussed the agreement between Norway and Mali on exchanging prisoners.",
        "The ministers discussed the Norway-Mali agreement on exchanging prisoners.",
    ],
)
def test_an_agreement_on_a_deed_binds_its_parties(reader: Reader, text: str) -> None:
    commitment = only(reader, text)
    assert commitment.by == ("Norway", "Mali")
    assert commitment.standing is Standing.AGREED


@pytest.mark.parametrize(
    "text",
    [
        OFFICIAL + "This contradicts Mali’s commitments under the treaty.",
        "President Lee updated Prime Minister Deng on her efforts to secure a truce.",
    ],
)
def test_a_broken_duty_and_one_leaders_efforts_are_no_undertakings(
    reader: Reader, text: str
) -> None:
    assert reader.read(document(text)).commitments == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee reaffirmed Norway’s commitment to strengthening Mali’s air defense.",
        "Ann Lee announced that Norway will provide the Malian government with aid.",
        "Ann Lee reaffirmed Norway’s unwavering support for the people of Mali.",
        "Ann Lee reaffirmed Norway’s ironclad commitment to Mali’s security.",
    ],
)
def test_aid_is_for_whose_things_people_or_government_it_names(reader: Reader, text: str) -> None:
    assert only(reader, text).to == ("Mali",)


def test_aid_is_not_for_those_whose_attacks_it_meets(reader: Reader) -> None:
    assert only(reader, "Norway announced aid for victims of Sudan’s attacks.").to == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ann Lee reaffirmed Norway’s ironclad commitment to Mali’s security.", "guarantee"),
        ("Ann Lee called on Mali to de-escalate tensions.", "other"),
    ],
)
def test_security_is_guaranteed_and_easing_tension_is_no_truce(
    reader: Reader, text: str, kind: str
) -> None:
    assert only(reader, text).kind is CommitmentKind(kind)


def test_an_order_is_told_with_who_gives_it(reader: Reader) -> None:
    text = "The two presidents instructed their teams to prepare a prisoner exchange."
    assert only(reader, text).text.text == text.rstrip(".")
