"""Each bad source gives one clear issue and costs the others nothing."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.read.sources import samples
from tests.read.sources.samples import SENTENCE, only_document, only_issue, saved
from troth.errors import SourceError, UsageError
from troth.model import Document, Issue
from troth.read.sources import documents

BAD: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("m.txt", b"", "empty"),
    "white space only": ("m.txt", b" \r\n\t\n\xc2\xa0", "empty"),
    "a byte-order mark only": ("m.txt", b"\xef\xbb\xbf", "empty"),
    "an empty page": ("m.html", b"", "no-article"),
    "a binary": ("m.txt", bytes(range(256)) * 10, "binary"),
    "a program": ("m", b"\x7fELF\x02\x01\x01" + bytes(100), "binary"),
    "an image": ("m.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
    "control characters": ("m.txt", b"\x01\x02\x03\x04 text" * 50, "binary"),
    "a truncated PDF": ("m.pdf", samples.pdf(SENTENCE)[:300], "pdf"),
    "no PDF at all": ("m.pdf", b"Not a PDF.", "pdf"),
    "a page without an article": ("m.html", b"<html><body>Sign in</body></html>", "no-article"),
    "a feed that is not XML": ("m.rss", b"502 Bad gateway", "feed"),
    "a gzip bomb": ("m.txt.gz", samples.bomb(16 << 20), "limit"),
    "a truncated gzip": ("m.gz", samples.bomb(1 << 20)[:200], "archive"),
    "a truncated ZIP": ("m.wacz", b"PK\x03\x04 and no more", "archive"),
    "invalid UTF-8": ("m.txt", "“No,” he said.".encode() + b"\xff\xfe\xc3\x28", "encoding"),
    "data": ("m.json", b'{"a": 1}', "unsupported"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_source_gives_one_issue(
    tmp_path: Path, case: str, capfd: pytest.CaptureFixture[str]
) -> None:
    name, data, code = BAD[case]
    path = saved(tmp_path, name, data)
    issue = only_issue(documents(path))
    assert (issue.code, issue.where) == (code, path)
    assert capfd.readouterr() == ("", "")


def test_bad_sources_cost_the_other_documents_nothing(tmp_path: Path) -> None:
    saved(tmp_path, "0.txt", SENTENCE)
    saved(tmp_path, "z.txt", SENTENCE)
    for number, (name, data, _) in enumerate(BAD.values()):
        saved(tmp_path, f"{number:02}{name}", data)
    found = list(documents(str(tmp_path)))
    assert [type(found[0]), type(found[-1])] == [Document, Document]
    assert sum(isinstance(item, Issue) for item in found) == len(BAD)


def test_a_200_megabyte_text_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    issue = only_issue(documents(str(path)))
    assert (issue.code, "200,000,000" in issue.what) == ("limit", True)


class Endless(BytesIO):
    """Standard input that never ends; counts what is taken of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert size >= 0
        self.taken += size
        return b"x" * size


def test_standard_input_without_end_is_refused() -> None:
    stream = Endless()
    assert only_issue(documents("-", stdin=stream)).code == "limit"
    assert stream.taken < 70_000_000


def test_standard_input_is_sniffed() -> None:
    assert only_document(documents("-", stdin=BytesIO(SENTENCE.encode()))).file == "-"
    page = samples.page(*samples.ARTICLE).encode()
    assert only_document(documents("-", stdin=BytesIO(page))).media_type == "text/html"


def test_text_in_another_language_is_said(tmp_path: Path) -> None:
    text = "Обидві делегації домовилися у четвер обмінятися полоненими до кінця травня."
    assert only_document(documents(saved(tmp_path, "a.txt", text))).language == "uk"


def test_right_to_left_and_emoji_text_is_kept(tmp_path: Path) -> None:
    text = "قال الوزير: «نعم» 🇺🇦👩🏽‍⚕️ — The minister said: “yes”."
    assert only_document(documents(saved(tmp_path, "a.txt", text))).text == text


@pytest.mark.parametrize("source", ["/nowhere/at/all.txt", "missing"])
def test_a_source_that_does_not_exist_is_an_error(source: str) -> None:
    with pytest.raises(SourceError, match="no such file"):
        documents(source)


@pytest.mark.parametrize("source", ["", "a\0b", "ftp://news.example/", "file:///etc/passwd"])
def test_a_source_that_cannot_be_named_is_an_error(source: str) -> None:
    with pytest.raises(UsageError):
        documents(source)


def found_in(data: bytes, folder: Path, suffix: str) -> Iterator[Document | Issue]:
    path = folder / f"fuzz{suffix}"
    path.write_bytes(data)
    return documents(str(path))


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """A good source with a piece of it replaced, or cut off."""
    places = st.tuples(st.integers(0, len(whole)), st.integers(0, 20), st.binary(max_size=20))
    return places.map(lambda cut: whole[: cut[0]] + cut[2] + whole[cut[0] + cut[1] :])


WHOLE = {
    ".txt": SENTENCE.encode(),
    ".md": f"---\ndate: 2025-03-27\n---\n{SENTENCE}".encode(),
    ".html": samples.page(*samples.ARTICLE).encode(),
    ".xml": samples.rss(f"<description>{SENTENCE}</description>").encode(),
    ".pdf": samples.pdf(SENTENCE),
    ".warc": samples.warc(("https://a.example/", "text/plain", SENTENCE), compressed=False),
    ".warc.gz": samples.warc(("https://a.example/", "text/plain", SENTENCE)),
    ".wacz": samples.wacz({"a.warc.gz": samples.warc(("https://a.example/", "text/plain", "A."))}),
}

FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("suffix", WHOLE)
@FUZZ
@given(data=st.data())
def test_no_bytes_raise(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    content = data.draw(st.binary(max_size=200) | damaged(WHOLE[suffix]))
    for found in found_in(content, tmp_path, suffix):
        if isinstance(found, Document):
            assert found.text.strip()
            found.text.encode("utf-8")
        else:
            assert found.what
            assert found.next_step


def test_the_process_is_left_as_it_was(tmp_path: Path) -> None:
    limit = sys.getrecursionlimit()
    list(documents(saved(tmp_path, "a.pdf", samples.pdf(SENTENCE))))
    assert sys.getrecursionlimit() == limit
