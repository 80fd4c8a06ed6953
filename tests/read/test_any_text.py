"""Laws of reading that hold for every text, however broken, and in bounded time."""

import json
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.read.texts import PUBLISHED, document
from tests.strategies import AWKWARD
from troth.model import from_form, to_form
from troth.read import Reader

PIECES = (
    *AWKWARD, '"', "“", "”", "‘", "’", "'", "«", "»", " ", "\n\n", "\r\n\r\n", "- ", "# ", "(", ")",
    "Ann Lee", "Omar Diaz", " said ", "Norway ", "Oslo's", "French President ", "She ", "that ",
    "according to ", "agreed to ", "offered ", "a ceasefire ", "will ", "not ", "struck ",
    "killed ", "three people ", "on Monday", "since Tuesday", "two billion euros ($2.2 billion)",
    "met ", "if ", "talks ", "in Geneva", ". ", ", ", ": ", "? ", "date 2025-03-27\n", "---\n",
    "U.S.", "and ",
)  # fmt: skip

TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)
FEW = settings(max_examples=20, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""The same examples each time: a law that a new pipeline breaks is to fail where it is trained."""

LONG = {
    "one sentence over and over": ("Ann Lee said that the truce had held. ", 15_000),
    "a sentence without end": ("the truce had held and ", 15_000),
    "nested quotations": ("“", 1_500),
    "one word without end": ("x", 200_000),
    "blank lines": ("\n \n", 200_000),
    "no words at all": (" ", 200_000),
}
"""What long texts are made of, and how many characters of it."""


@FEW
@given(text=TEXTS, published=st.sampled_from([PUBLISHED, None]))
def test_every_span_of_any_reading_holds_its_text(
    reader: Reader, text: str, published: date | None
) -> None:
    reading = reader.read(document(text, published=published))
    form = json.loads(json.dumps(to_form(reading)))
    assert from_form(form, reading.document, reading.reader) == reading


@FEW
@given(text=TEXTS)
def test_reading_twice_gives_the_same(reader: Reader, text: str) -> None:
    given_ = document(text)
    assert to_form(reader.read(given_)) == to_form(reader.read(given_))


@FEW
@given(text=TEXTS)
def test_every_statement_has_content_in_order(reader: Reader, text: str) -> None:
    for statement in reader.read(document(text)).statements:
        assert statement.content
        assert list(statement.content) == sorted(statement.content)


@settings(FEW, max_examples=6)
@given(texts=st.lists(TEXTS, min_size=2, max_size=4))
def test_no_document_changes_the_reading_of_another(reader: Reader, texts: list[str]) -> None:
    documents = [document(text, name=f"{i}") for i, text in enumerate(texts)]
    together = [to_form(reading) for reading in reader.read_many(documents)]
    assert together == [to_form(reader.read(item)) for item in documents]


@pytest.mark.parametrize(
    "text",
    [
        '🇺🇦 👩🏽‍⚕️ Snow fell. "The truce holds," Ann Lee said.',
        'שלום. "The truce holds," Ann Lee said. هدنة',
        'Cafe\u0301 closed. "The truce holds," Ann Lee said.',
        'Snow fell.\r\n\r\n"The truce holds," Ann Lee said.\r\n',
    ],
)
def test_spans_count_code_points(reader: Reader, text: str) -> None:
    (statement,) = reader.read(document(text)).statements
    (content,) = statement.content
    assert content.text == '"The truce holds,"'
    assert content.start == text.index('"')


@pytest.mark.parametrize("name", LONG)
def test_a_long_text_is_read_in_bounded_time(reader: Reader, name: str) -> None:
    piece, size = LONG[name]
    text = (piece * (size // len(piece) + 1))[:size]
    began = time.monotonic()
    reading = reader.read(document(text))
    assert time.monotonic() - began < 60
    assert reading.document.text == text
