"""What a record promises, whatever database keeps its rows."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.fakes import FakeReader
from tests.record.conftest import Clock, OpenLedger
from troth.errors import RecordError, UsageError
from troth.model import Document, Issue, Reading, record_form
from troth.record import Added, AlreadyThere, Ledger, verify
from troth.record.schema import metadata

DOCUMENT = Document(text="Anna said it rains. Bob will go.", file="a.txt")
LATER = Document(text="Bob said it snows.", file="b.txt", published=date(2025, 3, 28))
SOONER = Document(text="Cora said it hails.", file="c.txt", published=date(2025, 3, 26))
READER = FakeReader()
NEWER = FakeReader("fake 2")


def reading(document: Document = DOCUMENT, reader: FakeReader = READER) -> Reading:
    return reader.read(document)


def statement_id(ledger: Ledger) -> str:
    with ledger.database.reading() as connection:
        query = text("SELECT id FROM records WHERE kind = 'statement'")
        return str(connection.execute(query).scalars().first())


def test_a_reading_comes_back_as_it_was(ledger: Ledger) -> None:
    document = replace(
        DOCUMENT,
        title="Weather",
        url="https://example.org/a",
        publisher="The Example",
        published=date(2025, 3, 27),
        published_from="metadata",
        retrieved=datetime(2025, 3, 27, 10, 30, tzinfo=UTC),
        licence="CC BY 4.0",
        language="en",
    )
    ledger.add(reading(document))
    entry = ledger.entry(document.id)
    assert entry is not None
    assert entry.reading == reading(document)
    assert entry.document == document


def test_a_reading_survives_closing(open_ledger: OpenLedger) -> None:
    with open_ledger() as ledger:
        ledger.add(reading())
    with open_ledger() as ledger:
        assert [entry.reading for entry in ledger.entries()] == [reading()]


def test_adding_twice_changes_nothing_and_says_so(ledger: Ledger) -> None:
    first = ledger.add(reading())
    before = ledger.counts()
    second = ledger.add(reading())
    assert isinstance(first, Added)
    assert isinstance(second, AlreadyThere)
    assert second.reading_id == first.reading_id
    assert ledger.counts() == before


def test_has_knows_document_and_reader(ledger: Ledger) -> None:
    ledger.add(reading())
    assert ledger.has(DOCUMENT, READER.name)
    assert not ledger.has(DOCUMENT, NEWER.name)
    assert not ledger.has(LATER, READER.name)


def test_a_day_that_was_not_known_makes_a_new_reading(ledger: Ledger) -> None:
    ledger.add(reading())
    dated = replace(DOCUMENT, published=date(2025, 3, 27), published_from="option")
    assert not ledger.has(dated, READER.name)
    ledger.add(reading(dated))
    entry = ledger.entry(DOCUMENT.id)
    assert entry is not None
    assert entry.document.published == date(2025, 3, 27)


def test_a_day_that_is_no_longer_told_is_not_forgotten(ledger: Ledger) -> None:
    dated = replace(DOCUMENT, published=date(2025, 3, 27), published_from="option")
    ledger.add(reading(dated))
    assert ledger.has(DOCUMENT, READER.name)
    assert isinstance(ledger.add(reading()), AlreadyThere)
    assert ledger.known(DOCUMENT, READER.name) == reading(dated)


def test_a_newer_reader_supersedes_and_the_older_reading_stays(ledger: Ledger) -> None:
    first = ledger.add(reading())
    second = ledger.add(reading(reader=NEWER))
    assert isinstance(second, Added)
    assert second.supersedes == first.reading_id
    assert [entry.reading.reader for entry in ledger.entries()] == ["fake 2"]
    assert [entry.reading.reader for entry in ledger.history(DOCUMENT.id)] == ["fake 1", "fake 2"]


def test_the_same_words_have_the_same_id_in_another_reading(ledger: Ledger) -> None:
    ledger.add(reading())
    before = ledger.counts()["records"]
    ledger.add(reading(reader=NEWER))
    assert ledger.counts()["records"] == before


def test_as_of_answers_with_what_was_known_then(ledger: Ledger, clock: Clock) -> None:
    start = clock.moment
    ledger.add(reading())
    between = clock.moment
    ledger.add(reading(reader=NEWER))
    ledger.add(reading(LATER))
    assert list(ledger.entries(as_of=start)) == []
    assert ledger.entry(DOCUMENT.id, as_of=start) is None
    assert [entry.reading.reader for entry in ledger.entries(as_of=between)] == ["fake 1"]
    assert len(list(ledger.entries())) == 2


def test_as_of_knows_time_zones(ledger: Ledger, clock: Clock) -> None:
    from zoneinfo import ZoneInfo

    ledger.add(reading())
    there = clock.moment.astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert len(list(ledger.entries(as_of=there))) == 1
    assert len(list(ledger.entries(as_of=there - timedelta(hours=1)))) == 0


def test_as_of_without_a_time_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        ledger.entry(DOCUMENT.id, as_of=datetime(2025, 3, 27))


def test_a_clock_set_back_does_not_bring_an_older_reading_back(
    ledger: Ledger, clock: Clock
) -> None:
    ledger.add(reading())
    clock.moment -= timedelta(days=2)
    ledger.add(reading(reader=NEWER))
    assert [entry.reading.reader for entry in ledger.entries()] == ["fake 2"]


def test_entries_are_ordered_by_day_with_unknown_days_last(ledger: Ledger) -> None:
    for document in (DOCUMENT, LATER, SOONER):
        ledger.add(reading(document))
    assert [entry.document.file for entry in ledger.entries()] == ["c.txt", "b.txt", "a.txt"]


def test_learned_is_when_the_document_was_first_held(ledger: Ledger) -> None:
    ledger.add(reading())
    (first,) = ledger.entries()
    ledger.add(reading(reader=NEWER))
    (second,) = ledger.entries()
    assert second.learned == first.learned
    assert first.learned.tzinfo is UTC


def test_another_place_of_the_same_text_is_a_sighting_not_a_document(ledger: Ledger) -> None:
    ledger.add(reading())
    copy = replace(DOCUMENT, file="copy.txt")
    assert ledger.see(copy)
    assert not ledger.see(copy)
    assert isinstance(ledger.add(reading(copy)), AlreadyThere)
    counts = ledger.counts()
    assert (counts["documents"], counts["readings"], counts["sightings"]) == (1, 1, 2)


def test_retrieving_it_again_is_no_new_sighting(ledger: Ledger) -> None:
    ledger.add(reading(replace(DOCUMENT, retrieved=datetime(2025, 3, 27, tzinfo=UTC))))
    assert not ledger.see(replace(DOCUMENT, retrieved=datetime(2025, 3, 28, tzinfo=UTC)))


def test_a_document_that_is_not_held_cannot_be_seen(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="does not hold"):
        ledger.see(DOCUMENT)


def test_seeing_a_document_brings_back_its_lost_file(ledger: Ledger) -> None:
    ledger.add(reading())
    ledger.texts.path(DOCUMENT.id).unlink()
    ledger.see(DOCUMENT)
    assert list(verify(ledger)) == []


def test_an_issue_is_kept_once(ledger: Ledger) -> None:
    issue = Issue("source", "it is not a text", "b.bin", "Give a text.")
    assert ledger.add_issue(issue)
    assert not ledger.add_issue(issue)
    assert list(ledger.issues()) == [issue]


def test_an_issue_is_over_once_its_source_was_read(ledger: Ledger, clock: Clock) -> None:
    issue = Issue("source", "it is cut off", "a.txt", "Fetch it again.")
    ledger.add_issue(issue)
    before = clock.moment
    ledger.add(reading())
    assert list(ledger.issues()) == []
    assert list(ledger.issues(as_of=before)) == [issue]


def test_a_judgement_stands_beside_the_record(ledger: Ledger) -> None:
    ledger.add(reading())
    made = ledger.judge(statement_id(ledger), verdict="rejected", reason="a joke", by="Dana")
    (entry,) = ledger.entries()
    assert entry.judgements == (made,)
    assert entry.reading == reading()


def test_a_judgement_carries_over_to_a_newer_reading(ledger: Ledger) -> None:
    ledger.add(reading())
    made = ledger.judge(statement_id(ledger), verdict="accepted", reason="so it is", by="Dana")
    ledger.add(reading(reader=NEWER))
    (entry,) = ledger.entries()
    assert entry.reading.reader == "fake 2"
    assert entry.judgements == (made,)


def test_judgements_come_oldest_first_and_none_replaces_another(
    ledger: Ledger, clock: Clock
) -> None:
    ledger.add(reading())
    first = ledger.judge(statement_id(ledger), verdict="accepted", reason="yes", by="Dana")
    between = clock.moment
    second = ledger.judge(statement_id(ledger), verdict="rejected", reason="no", by="Emil")
    (entry,) = ledger.entries()
    assert entry.judgements == (first, second)
    (past,) = ledger.entries(as_of=between)
    assert past.judgements == (first,)


def test_a_document_can_be_judged(ledger: Ledger) -> None:
    ledger.add(reading())
    made = ledger.judge(DOCUMENT.id, verdict="rejected", reason="a forgery", by="Dana")
    (entry,) = ledger.entries()
    assert entry.judgements == (made,)


def test_the_beginning_of_an_id_is_enough(ledger: Ledger) -> None:
    ledger.add(reading())
    made = ledger.judge(DOCUMENT.id[:8], verdict="accepted", reason="seen", by="Dana")
    assert made.subject == DOCUMENT.id


def test_a_correction_is_kept_as_given(ledger: Ledger) -> None:
    ledger.add(reading())
    form = record_form(reading().statements[0]) | {"speaker": ["Annabel"]}
    made = ledger.judge(
        statement_id(ledger),
        verdict="corrected",
        reason="her name",
        by="Dana",
        correction=json.dumps(form),
    )
    assert json.loads(made.correction or "") == form
    assert list(verify(ledger)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"subject": "0" * 64}, "names no record"),
        ({"subject": "%"}, "names no record"),
        ({"verdict": "maybe"}, "not a verdict"),
        ({"reason": " "}, "needs a 'reason'"),
        ({"by": ""}, "needs a 'by'"),
        ({"verdict": "corrected"}, "correction goes with"),
        ({"correction": "{}"}, "correction goes with"),
        ({"verdict": "corrected", "correction": "{"}, "not JSON"),
        ({"verdict": "corrected", "correction": "{}"}, "not the form of a statement"),
        ({"verdict": "corrected", "correction": "[]"}, "not the form of a statement"),
    ],
)
def test_a_judgement_that_cannot_stand_is_refused(
    ledger: Ledger, change: dict[str, str], problem: str
) -> None:
    ledger.add(reading())
    given = {"subject": statement_id(ledger), "verdict": "accepted", "reason": "so", "by": "D"}
    given |= change
    with pytest.raises(UsageError, match=problem):
        ledger.judge(given.pop("subject"), **given)  # type: ignore[arg-type]
    assert ledger.counts()["judgements"] == 0


@pytest.mark.parametrize("table", [table.name for table in metadata.sorted_tables])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_no_row_can_be_changed_or_deleted(ledger: Ledger, table: str, change: str) -> None:
    ledger.add(reading())
    ledger.judge(DOCUMENT.id, verdict="accepted", reason="seen", by="Dana")
    ledger.add_issue(Issue("source", "no", "b", "c"))
    column = metadata.tables[table].columns[0].name
    before = ledger.counts()
    with pytest.raises(RecordError, match="append-only"), ledger.database.writing() as connection:
        connection.execute(text(change.format(table, column, column)))
    assert ledger.counts() == before


def test_every_reading_verifies(ledger: Ledger) -> None:
    for document in (DOCUMENT, LATER, SOONER, replace(DOCUMENT, file="\udce9.txt", title="a\x00b")):
        ledger.add(reading(document))
    ledger.judge(DOCUMENT.id, verdict="accepted", reason="seen", by="Dana")
    ledger.add_issue(Issue("source", "no \x00", "\udce9.bin", "c"))
    assert list(verify(ledger)) == []


def test_the_text_on_the_disk_is_the_text(ledger: Ledger, tmp_path: Path) -> None:
    odd = Document(text="Zoë\r\nsaid\u2028👩🏽‍⚕️ שלום\x00\ufeff.", file="odd.txt")
    ledger.add(reading(odd))
    path = tmp_path / "record" / "documents" / odd.id[:2] / f"{odd.id}.txt"
    assert path.read_bytes() == odd.text.encode("utf-8")


def test_a_second_writer_waits_for_the_first(open_ledger: OpenLedger) -> None:
    from threading import Thread

    texts = [f"Anna said it rains {number}. Bob will go." for number in range(20)]

    def write() -> None:
        with open_ledger() as own:
            for content in texts:
                own.add(reading(Document(text=content, file="a.txt")))

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_ledger() as ledger:
        assert ledger.counts()["documents"] == 20
        assert ledger.counts()["readings"] == 20
        assert list(verify(ledger)) == []
