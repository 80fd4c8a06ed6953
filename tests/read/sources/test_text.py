"""Plain text and Markdown are stored exactly as decoded."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.read.sources.samples import SENTENCE, only_document, only_issue, saved
from troth.model import Document, Issue
from troth.read.sources import documents
from troth.settings import Limits


def test_the_stored_text_is_the_file_as_decoded(tmp_path: Path) -> None:
    text = "\ufeffA headline\r\n\r\n\u202eשלום 🙂 e\u0301\r" + SENTENCE
    document = only_document(documents(saved(tmp_path, "a.txt", text)))
    assert document.text == text
    assert document.media_type == "text/plain"
    assert document.file == str(tmp_path / "a.txt")


@given(text=st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1))
def test_no_character_is_changed(text: str, tmp_path_factory: object) -> None:
    from io import BytesIO

    text = "The envoy said: " + text
    (document,) = documents("-", stdin=BytesIO(text.encode()))
    assert isinstance(document, Document)
    assert document.text == text


def test_spans_count_code_points(tmp_path: Path) -> None:
    text = "🇺🇦👩🏽‍⚕️ هدنة " + SENTENCE
    document = only_document(documents(saved(tmp_path, "a.txt", text)))
    start = text.index("minister")
    assert document.span(start, start + 8).text == "minister"


def test_front_matter_is_metadata(tmp_path: Path) -> None:
    text = f"---\ntitle: Talks\ndate: 2025-03-27\n---\n\n{SENTENCE}\n"
    document = only_document(documents(saved(tmp_path, "a.md", text)))
    assert (document.published, document.published_from) == (date(2025, 3, 27), "metadata")
    assert (document.text, document.media_type) == (text, "text/markdown")


def test_the_option_wins_over_the_text(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.txt", f"date 2025-03-27 {SENTENCE}")
    document = only_document(documents(path, published=date(2025, 4, 1)))
    assert (document.published, document.published_from) == (date(2025, 4, 1), "option")


def test_a_date_in_the_file_name_is_not_used(tmp_path: Path) -> None:
    document = only_document(documents(saved(tmp_path, "2025-03-27-talks.txt", SENTENCE)))
    assert (document.published, document.published_from) == (None, None)


def test_a_detected_encoding_is_said(tmp_path: Path) -> None:
    text = "“We will meet in May,” the envoy said. The café was full; it’s over."
    issue, document = documents(saved(tmp_path, "a.txt", text.encode("cp1252")))
    assert isinstance(issue, Issue)
    assert issue.code == "encoding-detected"
    assert isinstance(document, Document)
    assert (document.text, document.media_type) == (text, "text/plain; charset=cp1252")


def test_a_text_longer_than_the_limit_is_an_issue(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.txt", SENTENCE * 10)
    assert only_issue(documents(path, limits=Limits(text_characters=100))).code == "limit"
