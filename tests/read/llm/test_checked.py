import pytest

from tests.read.texts import document
from troth.model import Form, Span
from troth.read.llm.checked import Shown, count, stands_for
from troth.read.sources.problem import UnreadableError

TEXT = (
    "Ann\nLee met French officials on Thursday. “We agree,” she said, and Paris listened.\n\n"
    "Talks run from 30 March to 2 April 2025. Nobody came on 5 May 2025 or 6 May 2025."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(text, start, start + len(words))


def test_a_name_of_the_text_is_shown_however_it_is_wrapped() -> None:
    assert Shown(document(TEXT)).name("Ann  Lee") == "Ann Lee"


def test_a_state_is_shown_by_another_form_of_its_name() -> None:
    assert Shown(document(TEXT)).name("France") == "France"


@pytest.mark.parametrize("name", ["Bob Ray", "Germany", "she", "We", "", "ee", "L"])
def test_a_name_that_the_text_has_not_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        Shown(document(TEXT)).name(name)
    assert refused.value.code == "llm-name"


def test_a_place_must_stand_in_the_text_itself() -> None:
    assert Shown(document(TEXT)).verbatim("Paris") == "Paris"
    with pytest.raises(UnreadableError):
        Shown(document(TEXT)).verbatim("France")


def test_a_day_is_what_the_calendar_makes_of_the_words() -> None:
    assert Shown(document(TEXT)).day(span("on Thursday")).day == "2025-03-27"


@pytest.mark.parametrize("words", ["met", "5 May 2025 or 6 May 2025"])
def test_words_of_no_day_or_of_several_are_refused(words: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        Shown(document(TEXT)).day(span(words))
    assert refused.value.code == "llm-date"


def test_a_relative_day_without_a_day_of_publication_is_refused() -> None:
    with pytest.raises(UnreadableError, match="day of publication"):
        Shown(document(TEXT, published=None)).day(span("Thursday"))


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("“We agree,”",), Form.DIRECT),
        (("We agree",), Form.DIRECT),
        (("Paris listened",), Form.INDIRECT),
        (("“We agree,”", "Paris listened"), Form.MIXED),
    ],
)
def test_the_form_is_told_by_the_quotation_marks(words: tuple[str, ...], form: Form) -> None:
    assert Shown(document(TEXT)).form(tuple(span(item) for item in words)) is form


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((12, "twelve people"), (12, "12 people"), (1200, "1,200 died"), (0, "no casualties")),
        *((1, "Omar Diaz was shot"), (3, "between 3 and 5")),
    ],
)
def test_a_number_that_its_words_tell_is_taken(value: int, words: str) -> None:
    assert count(value, Span(words, 0, len(words)), "a number") == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((13, "twelve people"), (0, "twelve people"), (1, "no casualties"), (2, "people died")),
        *((-1, "minus 1"), (0, "people"), (10**300, "12 people")),
    ],
)
def test_a_number_that_its_words_do_not_tell_is_refused(value: int, words: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        count(value, Span(words, 0, len(words)), "a number")
    assert refused.value.code == "llm-number"


@pytest.mark.parametrize(
    ("name", "mention"),
    [
        *(("Ann Lee", "she"), ("Ann Lee", "He"), ("Ann Lee", "Lee"), ("Ann Lee", "Mr. Lee")),
        *(("Ann Lee", "the French president"), ("Ann Lee", "Lee’s"), ("Ukraine", "Kyiv")),
        *(("European Union", "EU"), ("Omar Diaz", "Lee and her counterpart")),
        *(("Ann Lee", "President Lee"), ("Ann Lee", "The French President")),
    ],
)
def test_a_mention_that_may_mean_somebody_does(name: str, mention: str) -> None:
    assert stands_for(name, mention)


@pytest.mark.parametrize(
    ("name", "mention"),
    [
        *(("Omar Diaz", "Lee"), ("Omar Diaz", "Ann Lee"), ("Omar Diaz", "President Lee")),
        *(("France", "Kyiv"), ("African Union", "EU"), ("Oman", "Romania")),
    ],
)
def test_a_mention_that_names_another_does_not(name: str, mention: str) -> None:
    assert not stands_for(name, mention)
