from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.strategies import readings, spans, texts
from troth.model import Reading, Span
from troth.publish.cards import cards
from troth.publish.document import every_card
from troth.publish.segments import Mark, paragraphs, segments
from troth.publish.text import text_paragraphs

SLOW_TO_DRAW = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])

MARKED = texts().flatmap(
    lambda text: st.tuples(
        st.just(text),
        st.lists(st.builds(Mark, st.sampled_from("abc"), st.just("text"), spans(text)), max_size=8),
        st.sets(st.integers(-1, len(text) + 1)),
    )
)


@given(MARKED)
def test_the_segments_joined_are_the_text(case: tuple[str, list[Mark], set[int]]) -> None:
    text, marks, cuts = case
    parts = list(segments(text, marks, cuts=cuts))
    assert "".join(part.text for part in parts) == text
    assert all(part.text == text[part.start : part.end] != "" for part in parts)


@given(MARKED)
def test_the_segments_of_a_mark_joined_are_its_span(case: tuple[str, list[Mark], set[int]]) -> None:
    text, marks, cuts = case
    parts = list(segments(text, marks, cuts=cuts))
    for mark in marks:
        covered = [part for part in parts if mark in part.marks]
        assert "".join(part.text for part in covered) == mark.span.text
        assert (covered[0].start, covered[-1].end) == (mark.span.start, mark.span.end)


def test_overlapping_marks_share_the_segment_in_which_they_overlap() -> None:
    text = "abcdef"
    one, two = Mark("s1", "content", Span(text, 0, 4)), Mark("c1", "text", Span(text, 2, 6))
    found = [
        (part.text, {mark.entry for mark in part.marks}) for part in segments(text, [one, two])
    ]
    assert found == [("ab", {"s1"}), ("cd", {"s1", "c1"}), ("ef", {"c1"})]


def test_the_narrowest_mark_comes_first() -> None:
    text = "abcdef"
    wide, narrow = Mark("s1", "content", Span(text, 0, 6)), Mark("c1", "text", Span(text, 2, 4))
    inner = next(part for part in segments(text, [wide, narrow]) if part.text == "cd")
    assert inner.marks == (narrow, wide)


def test_an_empty_text_has_no_segment() -> None:
    assert list(segments("", [])) == []


def test_paragraphs_start_after_line_ends() -> None:
    assert paragraphs("one\n\ntwo\r\nthree\n") == [5, 10]


@SLOW_TO_DRAW
@given(readings())
def test_the_paragraphs_of_a_page_joined_are_the_text(reading: Reading) -> None:
    text = reading.document.text
    shown = text_paragraphs(text, every_card(cards(reading)))
    assert "".join(piece.text for block in shown for piece in block) == text


@SLOW_TO_DRAW
@given(readings())
def test_every_entry_with_a_place_starts_once_in_the_text(reading: Reading) -> None:
    group = every_card(cards(reading))
    blocks = text_paragraphs(reading.document.text, group)
    opened = [card.id for block in blocks for piece in block for card in piece.opens]
    assert sorted(opened) == sorted(card.id for card in group if card.anchor is not None)
