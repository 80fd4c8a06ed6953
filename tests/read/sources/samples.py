"""Small sources of every kind, made in the tests; all texts are invented for them."""

import gzip
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from troth.model import Document, Issue

ARTICLE = (
    "Delegations from both sides met in the border town to settle how prisoners are exchanged.",
    '"We are closer than we were in the spring," the head of the northern delegation said.',
    "The mediators announced that a second round of talks will be held at the end of the month.",
)
"""Three paragraphs of an article."""

SENTENCE = "The minister said that the talks would go on next week."


def page(*paragraphs: str, head: str = "", body: str = "") -> str:
    """A web page with an article between a menu and a footer."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>Prisoners to be exchanged</title>{head}</head><body>"
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article><h1>Prisoners to be exchanged</h1>{text}</article>{body}"
        f"<footer>All rights reserved</footer></body></html>"
    )


def rss(*items: str, title: str = "Valley Courier") -> str:
    """An RSS feed of these items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://courier.example/</link>{inside}</channel></rss>"
    )


def pdf(*pages: str, stream: bytes | None = None, filters: bytes = b"", info: bytes = b"") -> bytes:
    """A PDF with a line of text on each page, or with one page of this content stream."""
    streams = [stream] if stream is not None else [_drawn(text) for text in pages]
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<<%s>>" % info,
    ]
    for number, content in enumerate(streams):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (6 + 2 * number),
            b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content),
        ]
    return _pdf_file(objects)


def _drawn(text: str) -> bytes:
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode("latin-1") if text else b""


def _pdf_file(objects: list[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R/Info 4 0 R>>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, len(out))
    )


def warc(*pages: tuple[str, str, str], compressed: bool = True, status: str = "200 OK") -> bytes:
    """A WARC of responses, each an address, a media type and a body."""
    answers: list[tuple[str, str, bytes, dict[str, str]]] = [
        (url, media_type, body.encode(), {}) for url, media_type, body in pages
    ]
    return warc_of_bytes(*answers, compressed=compressed, status=status)


def warc_of_bytes(
    *answers: tuple[str, str, bytes, dict[str, str]],
    compressed: bool = True,
    status: str = "200 OK",
) -> bytes:
    """A WARC of responses, each an address, a media type, a body and further headers."""
    records = [
        _record(url, f"{status}\r\nContent-Type: {media_type}", body, more)
        for url, media_type, body, more in answers
    ]
    return b"".join(gzip.compress(record) if compressed else record for record in records)


def _record(url: str, start: str, body: bytes, more: dict[str, str]) -> bytes:
    headers = "".join(f"\r\n{name}: {value}" for name, value in more.items())
    answer = f"HTTP/1.1 {start}{headers}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2025-03-28T09:15:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def wacz(members: dict[str, bytes], *, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP archive of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def bomb(size: int = 300 * 1024 * 1024) -> bytes:
    """A small gzip file that unpacks to a large one."""
    out = BytesIO()
    block = b"\0" * (1 << 20)
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as packed:
        for _ in range(size >> 20):
            packed.write(block)
    return out.getvalue()


def saved(folder: Path, name: str, data: bytes | str) -> str:
    """The path of a file with this content; text is written in UTF-8, newlines as they are."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def only_document(found: Iterator[Document | Issue]) -> Document:
    """The one document of a source that gives nothing else."""
    (document,) = found
    assert isinstance(document, Document), document
    return document


def only_issue(found: Iterator[Document | Issue]) -> Issue:
    """The one issue of a source that gives nothing else; it says what, where and what next."""
    (issue,) = found
    assert isinstance(issue, Issue), issue
    assert issue.what
    assert issue.where
    assert issue.next_step
    return issue
