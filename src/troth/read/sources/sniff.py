"""Sniffing: what kind of source some bytes are; by content first, then as declared or named."""

import re
from enum import StrEnum
from pathlib import PurePosixPath

from troth.read.sources.decode import BYTE_ORDER_MARKS

HEAD = 4096
"""How many bytes are looked at."""


class Kind(StrEnum):
    """What can be made of a source."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    PAGE = "web page"
    PDF = "PDF"
    FEED = "feed"
    WARC = "WARC archive"
    ZIP = "ZIP archive"
    GZIP = "gzip"
    DATA = "data file"
    BINARY = "binary file"


_MAGIC = (
    (b"WARC/", Kind.WARC),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"\x7fELF", Kind.BINARY),
    (b"\x89PNG", Kind.BINARY),
    (b"GIF8", Kind.BINARY),
    (b"\xff\xd8\xff", Kind.BINARY),
    (b"\xd0\xcf\x11\xe0", Kind.BINARY),
    (b"{\\rtf", Kind.BINARY),
)

_SUFFIXES = {
    **dict.fromkeys((".md", ".markdown"), Kind.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind.PAGE),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf"), Kind.FEED),
    **dict.fromkeys((".wacz", ".zip", ".docx", ".odt", ".xlsx"), Kind.ZIP),
    **dict.fromkeys((".json", ".jsonl", ".geojson", ".csv", ".tsv", ".yaml", ".yml"), Kind.DATA),
    ".txt": Kind.TEXT,
    ".pdf": Kind.PDF,
    ".warc": Kind.WARC,
    ".gz": Kind.GZIP,
}

_MEDIA_TYPES = {
    **dict.fromkeys(("text/html", "application/xhtml+xml"), Kind.PAGE),
    **dict.fromkeys(("application/rss+xml", "application/atom+xml"), Kind.FEED),
    **dict.fromkeys(("text/xml", "application/xml", "application/rdf+xml"), Kind.FEED),
    **dict.fromkeys(("application/json", "text/csv"), Kind.DATA),
    "application/pdf": Kind.PDF,
    "application/warc": Kind.WARC,
    "application/wacz": Kind.ZIP,
    "text/markdown": Kind.MARKDOWN,
}

_FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


def sniff(data: bytes, *, name: str = "", media_type: str | None = None) -> Kind:
    """The kind of a source with these first bytes, declared media type and name."""
    head = data[:HEAD]
    kind = _by_magic(head) or _by_markup(head)
    if kind is not None:
        return kind
    declared = _MEDIA_TYPES.get(media_type or "")
    named = _SUFFIXES.get(PurePosixPath(name.lower()).suffix)
    return declared or named or Kind.TEXT


def _by_magic(head: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Kind.PDF
    return Kind.BINARY if b"\0" in head and not _is_marked(head) else None


def _is_marked(head: bytes) -> bool:
    return any(head.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)


def _by_markup(head: bytes) -> Kind | None:
    text = _readable(head).lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return None
    page, feed = _PAGE_ROOT.search(text), _FEED_ROOT.search(text)
    if feed and not (page and page.start() < feed.start()):
        return Kind.FEED
    if page:
        return Kind.PAGE
    return Kind.FEED if text.startswith("<?xml") else None


def _readable(head: bytes) -> str:
    """The first characters, good enough to find tags in."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    return head.decode("latin-1").removeprefix("\xef\xbb\xbf")
