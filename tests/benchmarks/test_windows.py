"""The windows in which a transformer would read a text."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.windows import EVERY, LEAST, packed, sampled, windows
from troth.read.wordpieces import WordPieces

CUT = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "peace", "##keeper", "talk", "##s"])

WORDS = st.lists(st.lists(st.integers(0, 99), min_size=1, max_size=12))
ROOM = st.integers(12, 40)


@given(WORDS, ROOM)
def test_windows_hold_every_word_once_and_in_order(words: list[list[int]], room: int) -> None:
    found = list(packed(words, room))
    assert [piece for window in found for piece in window] == [p for word in words for p in word]
    assert all(0 < len(window) <= room for window in found)


@given(WORDS, ROOM)
def test_no_word_is_cut(words: list[list[int]], room: int) -> None:
    ends = set(accumulate(map(len, words)))
    assert set(accumulate(map(len, packed(words, room)))) <= ends


@given(WORDS, ROOM)
def test_a_window_ends_where_the_next_word_does_not_fit(words: list[list[int]], room: int) -> None:
    found = list(packed(words, room))
    following = dict(zip(accumulate(map(len, words)), words[1:], strict=False))
    for window, end in zip(found[:-1], accumulate(map(len, found)), strict=False):
        assert len(window) + len(following[end]) > room


def test_a_window_is_framed_and_the_frame_is_counted() -> None:
    found = list(windows(["Peacekeepers", "talk", "peace"], CUT, places=5))
    assert found == [[2, 4, 5, 7, 3], [2, 6, 4, 3]]


def test_one_window_of_eight_is_timed_where_there_are_many() -> None:
    many = [[number] for number in range(EVERY * LEAST)]
    assert sampled(many) == many[::EVERY]


@given(st.integers(LEAST, 2 * EVERY * LEAST))
def test_enough_windows_are_timed(count: int) -> None:
    assert len(sampled([[number] for number in range(count)])) >= LEAST


def test_all_windows_are_timed_where_there_are_few() -> None:
    few = [[1], [2], [3]]
    assert sampled(few) == few
