"""Windows: every word once, whole sentences where they fit."""

from hypothesis import given
from hypothesis import strategies as st

from troth.read.windows import MOST_PIECES, Words, quote_states, windows
from troth.read.wordpieces import WordPieces

CUT = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##a", "b", '"', "."])


def _text(words: list[str], sentences: list[bool], paragraphs: list[bool]) -> Words:
    spaced = [True] * len(words)
    return Words(words, spaced, [i == 0 or s for i, s in enumerate(sentences)], paragraphs)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "aa", "b", "."]), st.booleans(), st.booleans())),
    st.integers(1, 12),
)
def test_every_word_is_in_one_window_in_its_order(
    drawn: list[tuple[str, bool, bool]], size: int
) -> None:
    words = [word for word, _, _ in drawn]
    sentences = [begins for _, begins, _ in drawn]
    text = _text(words, sentences, [begins and new for _, begins, new in drawn])
    seen = [i for window in windows(text, CUT, size) for i in range(window.start, window.end)]
    assert seen == list(range(len(words)))


def test_a_sentence_too_long_for_a_window_has_one_of_its_own() -> None:
    text = _text(["a"] * 10 + ["b"] * 2, [False] * 10 + [True, False], [False] * 12)
    assert [(w.start, w.end) for w in windows(text, CUT, 4)] == [(0, 10), (10, 12)]


def test_a_sentence_without_end_is_cut_where_the_encoder_could_not_follow() -> None:
    words = ["a"] * (2 * MOST_PIECES + 5)
    found = list(windows(_text(words, [False] * len(words), [False] * len(words)), CUT))
    assert max(len(window.pieces) for window in found) <= MOST_PIECES + 2
    assert sum(window.end - window.start for window in found) == len(words)


def test_a_window_says_where_its_sentences_begin() -> None:
    text = _text(["a", "b", ".", "b"], [True, False, False, True], [True, False, False, False])
    (window,) = windows(text, CUT)
    assert window.sentences.tolist() == [0, 3]


def test_curly_and_straight_marks_read_alike() -> None:
    states = []
    for opening, closing in (("“", "”"), ('"', '"'), ("``", "''")):
        words = ["a", opening, "b", closing, "a"]
        text = Words(
            words,
            [True, False, False, True, True],
            [True] + [False] * 4,
            [True] + [False] * 4,
        )
        states.append(quote_states(text))
        (window,) = windows(text, CUT)
        assert window.pieces[2] == window.pieces[4]
    assert states[0] == states[1] == states[2] == [0, 2, 1, 3, 0]


def test_a_paragraph_ends_a_quotation_that_was_never_closed() -> None:
    text = _text(["“", "a", "b"], [True, False, True], [True, False, True])
    assert quote_states(text) == [2, 1, 0]
