import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import spans, texts
from troth.errors import AnchorError
from troth.model import Document, Span


@given(st.data())
def test_a_span_holds_the_text_of_its_place(data: st.DataObject) -> None:
    source = data.draw(texts())
    span = data.draw(spans(source))
    assert span.text == source[span.start : span.end]
    assert span.text


@given(texts(min_size=0), st.integers(), st.integers())
def test_a_range_outside_the_text_or_empty_is_no_span(source: str, start: int, end: int) -> None:
    if 0 <= start < end <= len(source):
        assert len(Span(source, start, end).text) == end - start
    else:
        with pytest.raises(AnchorError, match="no text at"):
            Span(source, start, end)


@given(st.data())
def test_located_takes_only_what_the_document_says(data: st.DataObject) -> None:
    source = data.draw(texts())
    span = data.draw(spans(source))
    claimed = data.draw(texts(min_size=0) | st.just(span.text))
    if claimed == span.text:
        assert Span.located(source, span.start, span.end, claimed) == span
    else:
        with pytest.raises(AnchorError, match="which reads"):
            Span.located(source, span.start, span.end, claimed)


def test_offsets_count_code_points() -> None:
    source = "🕊️ Kyiv said"
    assert Span(source, 3, 7).text == "Kyiv"


def test_right_to_left_text_is_counted_in_reading_order() -> None:
    source = "قال: هدنة"
    assert Span(source, 5, 9).text == "هدنة"


@given(st.data())
def test_a_span_survives_pickling(data: st.DataObject) -> None:
    span = data.draw(spans(data.draw(texts())))
    assert pickle.loads(pickle.dumps(span)) == span


@given(st.data())
def test_covering_is_overlapping_with_nothing_left_over(data: st.DataObject) -> None:
    source = data.draw(texts())
    one, other = data.draw(spans(source)), data.draw(spans(source))
    assert one.overlaps(other) == other.overlaps(one)
    assert one.covers(one)
    if one.covers(other):
        assert one.overlaps(other)
        assert other.text in one.text


def test_a_document_gives_its_own_spans() -> None:
    document = Document(text="Moscow agreed.", file="a.txt")
    assert document.span(0, 6).text == "Moscow"
    with pytest.raises(AnchorError):
        document.span(0, 15)
