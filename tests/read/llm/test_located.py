import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.llm.located import Quoted, locate, shown, whole
from troth.read.llm.pieces import Piece
from troth.read.sources.problem import UnreadableError

TEXT = "He said so. She said no. “They\nsaid\n\nit,” he added."


def at(quote: str, before: str = "", after: str = "", text: str = TEXT) -> str:
    piece = Piece(0, len(text))
    start, end = locate(Quoted(quote=quote, before=before, after=after), text, piece, "a cue")
    return text[start:end]


def test_words_that_stand_once_are_found() -> None:
    assert at("She said no") == "She said no"


@pytest.mark.parametrize("absent", ["She said yes", "she said no", "said  so!", "", "  ", "aid so"])
def test_words_that_do_not_stand_there_are_refused(absent: str) -> None:
    with pytest.raises(UnreadableError, match="not in the text") as refused:
        at(absent)
    assert refused.value.code == "llm-span"


def test_words_in_several_places_are_refused() -> None:
    with pytest.raises(UnreadableError, match="in 3 places"):
        at("said")


def test_words_that_stand_everywhere_are_refused_whatever_stands_around_them() -> None:
    with pytest.raises(UnreadableError, match="more than 100 places"):
        at("so", before="b ", text="so " * 500 + "b so")


def test_what_stands_around_tells_places_apart() -> None:
    start, _ = locate(Quoted(quote="said", before="She "), TEXT, Piece(0, len(TEXT)), "a cue")
    assert start == TEXT.index("said no")
    start, _ = locate(Quoted(quote="said", after=" so."), TEXT, Piece(0, len(TEXT)), "a cue")
    assert start == TEXT.index("said so")


def test_surroundings_that_fit_nowhere_do_not_tell() -> None:
    with pytest.raises(UnreadableError, match="in 3 places"):
        at("said", before="We")


def test_a_line_break_is_as_good_as_a_space_and_a_paragraph_is_not() -> None:
    assert at("They said") == "They\nsaid"
    with pytest.raises(UnreadableError):
        at("said it")


def test_a_piece_does_not_see_the_others() -> None:
    start, _ = locate(Quoted(quote="said"), TEXT, Piece(0, 12), "a cue")
    assert start == 3


def test_offsets_count_code_points() -> None:
    text = "👩‍🚀 🇫🇷 é spoke."
    assert at("spoke", text=text) == "spoke"


def test_a_place_inside_a_longer_word_is_none() -> None:
    assert whole("Romania and Oman", ["Oman"]) == [(12, 16)]


def test_of_two_names_the_longer_is_taken() -> None:
    assert whole("Ann Lee met Ann.", ["Ann", "Ann Lee"]) == [(0, 7), (12, 15)]


def test_what_is_shown_of_an_answer_cannot_act() -> None:
    assert shown("\x1b[2J\ud800\n") == r"'\x1b[2J\ud800\n'"
    assert len(shown("x" * 500)) < 100


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_is_found_holds_the_words(text: str, quote: str, before: str, after: str) -> None:
    try:
        found = at(quote, before, after, text)
    except UnreadableError:
        return
    assert found.split() == quote.split()
