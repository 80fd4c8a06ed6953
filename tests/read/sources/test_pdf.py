"""Of a PDF the text layer is read."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tests.read.sources.samples import ARTICLE, SENTENCE, only_document, only_issue, pdf, saved
from troth.read.sources import documents
from troth.settings import Limits


def test_pages_are_set_off_by_a_blank_line(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.pdf", pdf(ARTICLE[0], ARTICLE[2], info=b"/Title(Prisoners)"))
    document = only_document(documents(path))
    assert document.text == f"{ARTICLE[0]}\n\n{ARTICLE[2]}"
    assert (document.title, document.media_type) == ("Prisoners", "application/pdf")


def test_the_day_of_its_making_is_not_its_publication(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.pdf", pdf(SENTENCE, info=b"/CreationDate(D:20250327120000Z)"))
    assert only_document(documents(path)).published is None


def encrypted(password: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(pdf(SENTENCE)))), BytesIO()
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_one_is_an_issue(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.pdf", encrypted("secret"))
    assert only_issue(documents(path)).code == "encrypted"


def test_one_without_a_password_to_read_is_read(tmp_path: Path) -> None:
    assert only_document(documents(saved(tmp_path, "a.pdf", encrypted("")))).text == SENTENCE


@pytest.mark.parametrize("keep", [9, 100, 400])
def test_a_truncated_one_is_an_issue(tmp_path: Path, keep: int) -> None:
    issue = only_issue(documents(saved(tmp_path, "a.pdf", pdf(*ARTICLE)[:keep])))
    assert issue.code in {"pdf", "pdf-without-text"}


def test_one_without_a_text_layer_is_an_issue(tmp_path: Path) -> None:
    issue = only_issue(documents(saved(tmp_path, "a.pdf", pdf(""))))
    assert (issue.code, "scan" in issue.what) == ("pdf-without-text", True)


def test_pages_that_contain_themselves_are_an_issue(tmp_path: Path) -> None:
    loop = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>"
    )
    assert only_issue(documents(saved(tmp_path, "a.pdf", loop))).code == "pdf"


def test_a_bomb_is_an_issue(tmp_path: Path) -> None:
    packed = zlib.compress(b" " * 100_000_000)
    path = saved(tmp_path, "a.pdf", pdf(stream=packed, filters=b"/Filter/FlateDecode"))
    assert only_issue(documents(path)).code == "limit"


def test_more_text_than_the_limit_is_an_issue(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.pdf", pdf(*ARTICLE))
    assert only_issue(documents(path, limits=Limits(text_characters=100))).code == "limit"
