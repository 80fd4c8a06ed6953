from hypothesis import given

from tests.strategies import texts
from troth.publish.visible import has_hidden, one_line, visible


@given(texts(min_size=0))
def test_what_is_made_visible_has_the_same_length(text: str) -> None:
    assert len(visible(text)) == len(text)


def test_a_terminal_escape_becomes_its_picture() -> None:
    assert visible("\x1b[31mred\x9b0m") == "␛[31mred�0m"


def test_a_direction_override_becomes_visible() -> None:
    assert visible("\u202egnirts") == "�gnirts"


def test_right_to_left_text_and_joiners_stay() -> None:
    text = "هدنة\u200f 👩🏽‍⚕️ שלום"
    assert visible(text) == text
    assert not has_hidden(text)


def test_line_ends_and_tabs_stay() -> None:
    assert visible("a\r\n\tb") == "a\r\n\tb"


def test_a_terminal_line_has_no_line_end_and_no_mark_of_direction() -> None:
    assert one_line(" a\r\n\u2028b\u2066c\x1b ") == "a b�c␛"
