import pytest

from tests.read.texts import PUBLISHED, document
from troth.model import Document, to_form
from troth.read import Reader
from troth.read.reader import BATCH

TEXTS = (
    "Ann Lee said that the truce had held.",
    "",
    "Norway offered a 30-day ceasefire.",
    "Snow fell in the valley during the night.",
    "Ann Lee met Omar Diaz in Geneva on Monday.",
)


def codes(reader: Reader, given: Document) -> list[str]:
    return [issue.code for issue in reader.read(given).issues]


def test_one_by_one_and_many_at_once_read_the_same(reader: Reader) -> None:
    documents = [document(text, name=f"{i}.txt") for i, text in enumerate(TEXTS)]
    together = [to_form(reading) for reading in reader.read_many(documents)]
    assert together == [to_form(reader.read(item)) for item in documents]


def test_the_order_of_documents_is_kept_over_batches(reader: Reader) -> None:
    documents = [document(TEXTS[i % len(TEXTS)], name=f"{i}") for i in range(BATCH + 3)]
    readings = reader.read_many(iter(documents))
    assert [reading.document for reading in readings] == documents


def test_no_documents_give_no_readings(reader: Reader) -> None:
    assert list(reader.read_many([])) == []


def test_a_reading_names_its_reader_and_document(reader: Reader) -> None:
    given = document(TEXTS[0])
    reading = reader.read(given)
    assert reading.document is given
    assert reading.reader == reader.name


def test_the_name_of_a_reader_is_stable(reader: Reader) -> None:
    assert Reader().name == reader.name


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "date 2025-03-27\n", "---\na: b\n---\n"])
def test_a_text_without_words_is_an_issue(reader: Reader, text: str) -> None:
    reading = reader.read(document(text, name="empty.txt"))
    (issue,) = reading.issues
    assert (issue.code, issue.where) == ("no-text", "empty.txt")
    assert (reading.statements, reading.actors) == ((), ())


def test_a_text_in_another_language_is_said_not_misread(reader: Reader) -> None:
    reading = reader.read(Document("Ann Lee sa nei.", "nei.txt", language="no"))
    (issue,) = reading.issues
    assert issue.code == "language"
    assert "(no)" in issue.what
    assert reading.actors == ()


def test_a_text_without_a_statement_says_so(reader: Reader) -> None:
    assert codes(reader, document("Snow fell in the valley during the night.")) == ["no-statement"]


def test_relative_days_without_publication_are_an_issue_at_the_first_of_them(
    reader: Reader,
) -> None:
    text = "The talks began on Monday. Ann Lee said yesterday that the truce had held."
    reading = reader.read(document(text, published=None))
    (issue,) = [item for item in reading.issues if item.code == "relative-day"]
    assert issue.text is not None
    assert issue.text.text == "Monday"
    assert "--published" in issue.next_step
    assert all(item.on is None for item in reading.statements)


def test_dates_in_full_are_no_issue(reader: Reader) -> None:
    given = document('"The truce holds," Ann Lee said on 3 March 2025.', published=None)
    assert codes(reader, given) == []


def test_what_is_in_the_dateline_is_not_read(reader: Reader) -> None:
    text = "Truce holds\n\nSource: Ann Lee\n\nSnow fell in the valley during the night.\n"
    assert reader.read(document(text)).actors == ()


def test_a_reading_of_a_published_text_has_its_day(reader: Reader) -> None:
    form = to_form(reader.read(document(TEXTS[0])))
    assert form["document"] == {"file": "note.txt", "published": PUBLISHED.isoformat()}
