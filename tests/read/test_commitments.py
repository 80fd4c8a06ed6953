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
