import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.read.quotes import Quotation, quotations


def quoted(*blocks: str) -> list[str]:
    """The quotations of a text of these paragraphs."""
    text = "\n\n".join(blocks)
    places, start = [], 0
    for block in blocks:
        places.append((start, start + len(block)))
        start += len(block) + 2
    return [text[item.start : item.end] for item in quotations(text, places)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"It holds," she said.', ['"It holds,"']),
        ("“It holds,” she said.", ["“It holds,”"]),
        ("«It holds», she said.", ["«It holds»"]),
        ("„It holds“, she said.", ["„It holds“"]),
        ("'It holds,' she said.", ["'It holds,'"]),
        ("‘It holds,’ she said.", ["‘It holds,’"]),
        ('"It," she said, "holds."', ['"It,"', '"holds."']),
        ("She called it “fragile” and “brief”.", ["“fragile”", "“brief”"]),
    ],
)
def test_what_is_between_marks_is_a_quotation(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The sides' guns didn't fire at Lee's car.",
        "The sides’ guns didn’t fire at Lee’s car.",
        "It was the winter of '24.",
        "Nobody fired.",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    "text", ['She said: "It holds.', "She said: “It holds.", "It holds,” she said."]
)
def test_a_mark_without_its_other_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_within_a_quotation_belongs_to_it() -> None:
    text = "“He told me ‘it holds’ twice,” she said."
    assert quoted(text) == ["“He told me ‘it holds’ twice,”"]


@pytest.mark.parametrize(("opener", "closer"), [("“", "”"), ('"', '"')])
def test_a_speech_of_several_paragraphs_is_closed_in_its_last(opener: str, closer: str) -> None:
    first, second = f"{opener}It holds.", f"{opener}It will last.{closer} She left."
    assert quoted(first, second) == [first, f"{opener}It will last.{closer}"]


def test_the_end_of_an_unclosed_paragraph_is_marked_as_assumed() -> None:
    text = "“It holds.\n\n“It will last.”"
    assert quotations(text, [(0, 10), (12, 27)]) == [
        Quotation(0, 10, closed=False),
        Quotation(12, 27),
    ]


def test_no_quotation_crosses_a_paragraph() -> None:
    assert quoted("She said “it holds.", "It will last” was his answer.") == []


@given(st.text(alphabet="a “”‘’\"'«».\n", max_size=60))
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = quotations(text, [(0, len(text))])
    assert found == sorted(found)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
