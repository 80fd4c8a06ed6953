"""Words in pieces, as the encoder was taught them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.wordpieces import MOST_PIECES, Case, WordPieces, case_of

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "cease", "##fire", "-", "e", "'", "s", "zelensky"]


@pytest.fixture
def cut() -> WordPieces:
    return WordPieces(VOCABULARY)


def _named(cut: WordPieces, word: str) -> list[str]:
    return [VOCABULARY[number] for number in cut(word)[0]]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("ceasefire", ["cease", "##fire"]),
        ("Cease-Cease", ["cease", "-", "cease"]),
        ("Zelensky’s", ["zelensky", "'", "s"]),
        ("é", ["e"]),
        ("truce", ["[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces(
    cut: WordPieces, word: str, pieces: list[str]
) -> None:
    assert _named(cut, word) == pieces


@given(st.text(max_size=300))
def test_any_word_has_a_few_pieces_and_always_the_same(word: str) -> None:
    cut = WordPieces(VOCABULARY)
    pieces, case = cut(word)
    assert 1 <= len(pieces) <= MOST_PIECES
    assert cut(word) == (pieces, case)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("talks", Case.LOWER),
        ("Kyiv", Case.TITLE),
        ("A", Case.TITLE),
        ("NATO", Case.UPPER),
        ("McDonald", Case.MIXED),
        ("F-16", Case.DIGITS),
        ("—", Case.MARKS),
    ],
)
def test_how_a_word_is_written(word: str, case: Case) -> None:
    assert case_of(word) is case
