import pytest
import spacy

from tests.read.texts import document
from troth.read.lexicon import states
from troth.read.parsed import Parsed, tokenised
from troth.read.spelling import is_variant, state_form


@pytest.mark.parametrize(("one", "other"), [("Haddad", "Hadad"), ("Karimi", "Karimy")])
def test_a_letter_changed_or_left_out_is_another_spelling(one: str, other: str) -> None:
    assert is_variant(one, other)
    assert is_variant(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Haddad", "Haddad"),
        ("Haddad", "Haddads"),
        ("Marsh", "Harsh"),
        ("Lind", "Lund"),
        ("Haddad", "Hamdan"),
    ],
)
def test_the_same_a_plural_a_short_and_a_further_name_are_none(one: str, other: str) -> None:
    assert not is_variant(one, other)


@pytest.fixture(scope="module")
def every_state() -> Parsed:
    """A text that says of every state, people and capital, by every form, that it spoke."""
    said = "\n\n".join(f"{form} spoke." for form in states())
    return tokenised(document(said), spacy.blank("en"))


def test_a_state_is_known_however_its_name_is_cut_into_tokens(every_state: Parsed) -> None:
    for form, paragraph in zip(states(), every_state.sentences, strict=True):
        size = state_form(every_state, paragraph.start, paragraph.end)
        assert every_state.words(paragraph.start, paragraph.start + size) == form


def test_other_words_name_no_state(every_state: Parsed) -> None:
    spoke = [token.i for token in every_state.doc if token.lower_ == "spoke"]
    assert not any(state_form(every_state, i, len(every_state.doc)) for i in spoke)
    assert not state_form(every_state, len(every_state.doc), len(every_state.doc))
