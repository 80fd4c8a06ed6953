from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.strategies import readings, texts
from troth.model import Issue, Reading, content_id, record_form
from troth.record import AlreadyThere, Ledger, verify
from troth.record.rows import record_rows, spans_of, storable


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """One record for all examples: what was read before must not matter."""
    return Ledger.open(tmp_path_factory.mktemp("shared") / "record", create=True)


def _in_utc(reading: Reading) -> Reading:
    document = reading.document
    if document.retrieved is None:
        return reading
    return replace(
        reading, document=replace(document, retrieved=document.retrieved.replace(tzinfo=UTC))
    )


@given(readings())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_reading_comes_back_as_it_was(shared: Ledger, reading: Reading) -> None:
    reading = _in_utc(reading)
    added = shared.add(reading)
    if isinstance(added, AlreadyThere):
        return
    entry = shared.entry(reading.document.id)
    assert entry is not None
    assert storable(reading.document.file) == entry.document.file
    assert replace(entry.document, file="", title=None, publisher=None) == replace(
        reading.document, file="", title=None, publisher=None
    )
    assert replace(entry.reading, document=reading.document) == reading


def test_whatever_was_kept_verifies(shared: Ledger) -> None:
    assert list(verify(shared)) == []


@given(texts(), texts())
@settings(max_examples=20)
def test_any_words_can_be_kept_of_an_issue(shared: Ledger, what: str, where: str) -> None:
    issue = Issue("source", what.replace("\x00", ""), where.replace("\x00", ""), "")
    shared.add_issue(issue)
    assert issue in list(shared.issues())


@given(st.text() | st.text(st.characters(categories=["Cs"])))
def test_storable_text_has_no_surrogates_and_no_nul(text: str) -> None:
    kept = storable(text)
    assert kept is not None
    assert "\x00" not in kept
    kept.encode("utf-8")


@given(readings())
def test_the_id_of_a_record_is_that_of_its_kind_and_form(reading: Reading) -> None:
    for row, statement in zip(record_rows(reading), reading.statements, strict=False):
        form = record_form(statement)
        assert row.id == content_id("statement", form, of=reading.document.id)


@given(readings())
def test_every_span_of_a_form_is_found(reading: Reading) -> None:
    text = reading.document.text
    for actor in reading.actors:
        found = list(spans_of(record_form(actor)))
        assert len(found) == len(actor.mentions) + len(actor.offices)
        assert all(text[start:end] == words for start, end, words in found)
