"""Each page of a web archive is a document."""

import gzip
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.read.sources.samples import (
    ARTICLE,
    SENTENCE,
    bomb,
    only_document,
    only_issue,
    page,
    saved,
    wacz,
    warc,
    warc_of_bytes,
)
from troth.model import Document, Issue
from troth.read.sources import documents
from troth.settings import Limits

URL = "https://courier.example/talks"
PAGE = (URL, "text/html; charset=utf-8", page(*ARTICLE))


@pytest.mark.parametrize(("compressed", "name"), [(True, "a.warc.gz"), (False, "a.warc")])
def test_a_page_is_a_document(tmp_path: Path, compressed: bool, name: str) -> None:
    path = saved(tmp_path, name, warc(PAGE, compressed=compressed))
    document = only_document(documents(path))
    assert ARTICLE[1] in document.text
    assert (document.url, document.file) == (URL, path)
    assert document.retrieved == datetime(2025, 3, 28, 9, 15, tzinfo=UTC)
    assert document.published is None


def test_a_plain_text_is_kept_as_decoded(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.warc", warc((URL, "text/plain", f"{SENTENCE}\r\n"), compressed=False))
    assert only_document(documents(path)).text == f"{SENTENCE}\r\n"


def test_images_are_passed_by_and_a_bad_page_costs_no_other(tmp_path: Path) -> None:
    empty = ("https://courier.example/login", "text/html", "<html><body>Sign in</body></html>")
    image = ("https://courier.example/a.png", "image/png", "no text")
    issue, document = documents(saved(tmp_path, "a.warc.gz", warc(image, empty, PAGE)))
    assert isinstance(issue, Issue)
    assert (issue.code, "login" in issue.where) == ("no-article", True)
    assert isinstance(document, Document)


def test_one_without_a_page_is_an_issue(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.warc.gz", warc(PAGE, status="404 Not Found"))
    assert only_issue(documents(path)).code == "archive"


def test_a_compressed_and_chunked_body_is_read(tmp_path: Path) -> None:
    body = gzip.compress(page(*ARTICLE).encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    headers = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    path = saved(tmp_path, "a.warc", warc_of_bytes((URL, "text/html", chunked, headers)))
    assert ARTICLE[1] in only_document(documents(path)).text


def test_a_bomb_in_a_body_is_an_issue(tmp_path: Path) -> None:
    headers = {"Content-Encoding": "gzip"}
    path = saved(tmp_path, "a.warc", warc_of_bytes((URL, "text/html", bomb(16 << 20), headers)))
    assert only_issue(documents(path)).code == "limit"


def test_an_unknown_encoding_of_a_body_is_an_issue(tmp_path: Path) -> None:
    path = saved(
        tmp_path, "a.warc", warc_of_bytes((URL, "text/html", b"x", {"Content-Encoding": "br"}))
    )
    assert "'br'" in only_issue(documents(path)).what


def test_what_comes_before_the_damage_is_read(tmp_path: Path) -> None:
    whole = warc(PAGE, ("https://courier.example/2", "text/html", page(*ARTICLE)))
    document, *issues = documents(saved(tmp_path, "a.warc.gz", whole[:-200]))
    assert isinstance(document, Document)
    assert {getattr(issue, "code", None) for issue in issues} == {"archive"}


def test_a_wacz_is_a_zip_of_warcs(tmp_path: Path) -> None:
    data = wacz({"datapackage.json": b"{}", "archive/data.warc.gz": warc(PAGE)})
    assert only_document(documents(saved(tmp_path, "a.wacz", data))).url == URL


def test_another_zip_is_an_issue(tmp_path: Path) -> None:
    issue = only_issue(documents(saved(tmp_path, "a.docx", wacz({"word/document.xml": b"<w/>"}))))
    assert issue.code == "unsupported"


@pytest.mark.parametrize("name", ["../data.warc", "/etc/data.warc", "archive/../../data.warc"])
def test_a_name_that_leaves_the_archive_is_an_issue(tmp_path: Path, name: str) -> None:
    data = wacz({name: warc(PAGE), "archive/good.warc.gz": warc(PAGE)})
    found = list(documents(saved(tmp_path, "a.wacz", data)))
    assert sorted(type(item).__name__ for item in found) == ["Document", "Issue"]
    assert not list(tmp_path.parent.glob("data.warc"))


def test_a_zip_bomb_is_an_issue(tmp_path: Path) -> None:
    data = wacz({"archive/a.warc": b"\0" * (16 << 20)}, compression=zipfile.ZIP_DEFLATED)
    assert len(data) < 1 << 20
    limits = Limits(unpacked_bytes=8 << 20)
    assert only_issue(documents(saved(tmp_path, "a.wacz", data), limits=limits)).code == "limit"


def test_a_page_cut_off_in_its_record_is_an_issue(tmp_path: Path) -> None:
    """Guards against reading half a page as if it were the whole."""
    data = warc(PAGE, compressed=False)
    issue = only_issue(documents(saved(tmp_path, "a.warc", data[:-120])))
    assert (issue.code, URL in issue.where) == ("archive", True)


def test_a_zip_bomb_that_states_a_small_size_is_an_issue(tmp_path: Path) -> None:
    data = bytearray(wacz({"a.warc": b"\0" * (32 << 20)}, compression=zipfile.ZIP_DEFLATED))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1 << 20).to_bytes(4, "little")
    assert only_issue(documents(saved(tmp_path, "a.wacz", bytes(data)))).code == "archive"


@pytest.mark.parametrize("name", ["a.warc.gz", "a.txt.gz", "a.gz"])
def test_a_gzip_bomb_is_an_issue(tmp_path: Path, name: str) -> None:
    assert only_issue(documents(saved(tmp_path, name, bomb(64 << 20)))).code in {"limit", "binary"}


def test_a_bomb_of_records_is_an_issue(tmp_path: Path) -> None:
    data = gzip.compress(warc((URL, "image/png", "\0" * (8 << 20)), compressed=False))
    assert only_issue(documents(saved(tmp_path, "a.warc.gz", data))).code == "limit"


def test_a_bomb_of_a_warc_inside_a_wacz_is_an_issue(tmp_path: Path) -> None:
    packed = gzip.compress(warc((URL, "image/png", "\0" * (8 << 20)), compressed=False))
    path = saved(tmp_path, "a.wacz", wacz({"archive/a.warc.gz": packed}))
    assert only_issue(documents(path)).code == "limit"


def test_a_zip_in_a_gzip_is_an_issue(tmp_path: Path) -> None:
    data = gzip.compress(wacz({"a.warc": warc(PAGE)}))
    assert "within an archive" in only_issue(documents(saved(tmp_path, "a.gz", data))).what


def test_a_compressed_text_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.txt.gz", gzip.compress(SENTENCE.encode()))
    assert only_document(documents(path)).text == SENTENCE


def test_too_many_members_are_an_issue(tmp_path: Path) -> None:
    data = wacz({f"{number}.txt": b"" for number in range(20)})
    path = saved(tmp_path, "a.zip", data)
    assert only_issue(documents(path, limits=Limits(members=10))).code == "limit"


def test_an_archive_cut_off_is_an_issue(tmp_path: Path) -> None:
    data = wacz({"a.warc.gz": warc(PAGE)})[:-60]
    assert only_issue(documents(saved(tmp_path, "a.wacz", data))).code == "archive"
