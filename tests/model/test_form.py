import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.strategies import readings
from troth.errors import AnchorError
from troth.model import (
    KINDS,
    Act,
    Commitment,
    CommitmentKind,
    Document,
    Form,
    Reading,
    Standing,
    Statement,
    from_form,
    record_form,
    to_form,
)

SLOW_TO_DRAW = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])

TEXT = "Kyiv offered a truce, Zelensky said."
DOCUMENT = Document(text=TEXT, file="a.txt", published=date(2025, 3, 27))
STATEMENT = Statement(
    speaker=("Zelensky",),
    speaker_text=DOCUMENT.span(22, 30),
    cue=DOCUMENT.span(31, 35),
    content=(DOCUMENT.span(0, 20),),
    form=Form.INDIRECT,
    act=Act.ASSERT,
)


@SLOW_TO_DRAW
@given(readings())
def test_a_reading_comes_back_from_its_json(reading: Reading) -> None:
    form = json.loads(json.dumps(to_form(reading)))
    assert from_form(form, reading.document, reading.reader) == reading


@SLOW_TO_DRAW
@given(readings())
def test_the_form_has_the_document_and_the_lists_in_order(reading: Reading) -> None:
    assert tuple(to_form(reading)) == ("document", *KINDS)


def test_a_statement_has_the_fields_of_the_format() -> None:
    assert record_form(STATEMENT) == {
        "speaker": ["Zelensky"],
        "speaker_text": {"text": "Zelensky", "span": [22, 30]},
        "cue": {"text": "said", "span": [31, 35]},
        "content": [{"text": "Kyiv offered a truce", "span": [0, 20]}],
        "form": "indirect",
        "act": "assert",
        "on": None,
    }


def test_the_term_of_a_commitment_begins_with_from() -> None:
    commitment = Commitment(
        by=("Kyiv",),
        to=(),
        kind=CommitmentKind.CEASEFIRE,
        standing=Standing.OFFERED,
        amounts=(),
        conditions=(),
        since="2025-03",
        until=None,
        text=DOCUMENT.span(5, 20),
    )
    form = record_form(commitment)
    assert form["from"] == "2025-03"
    assert "since" not in form


def test_what_is_not_known_is_null() -> None:
    reading = Reading(document=Document(text=TEXT, file="a.txt"), reader="test")
    assert to_form(reading)["document"] == {"file": "a.txt", "published": None}


def _form_with(text: str, span: list[int]) -> dict[str, Any]:
    form = to_form(Reading(document=DOCUMENT, reader="test", statements=(STATEMENT,)))
    form["statements"][0]["cue"] = {"text": text, "span": span}
    return form


def test_a_form_whose_words_are_elsewhere_is_refused() -> None:
    with pytest.raises(AnchorError, match="'told'"):
        from_form(_form_with("told", [31, 35]), DOCUMENT, "test")


def test_a_form_whose_span_lies_outside_is_refused() -> None:
    with pytest.raises(AnchorError, match="no text at"):
        from_form(_form_with("said", [31, 350]), DOCUMENT, "test")


def test_a_word_outside_the_vocabulary_is_refused() -> None:
    form = to_form(Reading(document=DOCUMENT, reader="test", statements=(STATEMENT,)))
    form["statements"][0]["act"] = "shout"
    with pytest.raises(ValueError, match="shout"):
        from_form(form, DOCUMENT, "test")


def test_only_records_have_a_form() -> None:
    with pytest.raises(TypeError, match="not a record"):
        record_form("a statement")
