from hypothesis import given
from hypothesis import strategies as st

from troth.read.llm.pieces import pieces


def parts(text: str, longest: int) -> list[str]:
    return [text[piece.start : piece.end] for piece in pieces(text, longest)]


def test_a_short_text_is_one_piece() -> None:
    assert parts("One.\n\nTwo.", 100) == ["One.\n\nTwo."]


def test_a_cut_falls_between_paragraphs() -> None:
    assert parts("One one.\n\nTwo two.\n\nThree.", 22) == ["One one.\n\nTwo two.\n\n", "Three."]


def test_a_long_paragraph_is_cut_behind_a_sentence() -> None:
    assert parts("One one. Two two. Three", 20) == ["One one. Two two. ", "Three"]


def test_a_long_sentence_is_cut_behind_a_word_and_a_long_word_anywhere() -> None:
    assert parts("one two three", 9) == ["one two ", "three"]
    assert parts("abcdefgh", 3) == ["abc", "def", "gh"]


def test_a_text_of_nothing_has_no_pieces() -> None:
    assert parts(" \n\n ", 100) == []


@given(st.text(alphabet="ab .\n", max_size=200), st.integers(min_value=2, max_value=40))
def test_pieces_hold_everything_and_none_is_too_long(text: str, longest: int) -> None:
    found = parts(text, longest)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(part) <= longest for part in found)
