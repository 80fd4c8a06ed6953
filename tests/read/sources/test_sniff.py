"""The kind of a source is told by its content first."""

import pytest

from tests.read.sources import samples
from troth.read.sources.sniff import Kind, sniff


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"The text.", "x.txt", Kind.TEXT),
        (b"The text.", "", Kind.TEXT),
        (b"# The text", "x.md", Kind.MARKDOWN),
        (b"%PDF-1.7", "x.txt", Kind.PDF),
        (b"WARC/1.0\r\n", "", Kind.WARC),
        (b"\x1f\x8b\x08", "x.txt", Kind.GZIP),
        (b"PK\x03\x04", "x.wacz", Kind.ZIP),
        (b"\x89PNG\r\n", "x.txt", Kind.BINARY),
        (b"abc\0def", "x.txt", Kind.BINARY),
        (samples.page("A").encode(), "x.txt", Kind.PAGE),
        (b"\xef\xbb\xbf  <html>", "", Kind.PAGE),
        ("<html>".encode("utf-16"), "", Kind.PAGE),
        (b'<?xml version="1.0"?><html xmlns="x">', "x.xml", Kind.PAGE),
        (samples.rss().encode(), "", Kind.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", Kind.FEED),
        (b"<rdf:RDF>", "", Kind.FEED),
        (b"<p>A fragment</p>", "x.html", Kind.PAGE),
        (b"not XML at all", "x.rss", Kind.FEED),
        (b"cut off", "x.pdf", Kind.PDF),
        (b'{"a": 1}', "x.json", Kind.DATA),
        (b"a < b", "", Kind.TEXT),
    ],
)
def test_kind(data: bytes, name: str, kind: Kind) -> None:
    assert sniff(data, name=name) is kind


def test_a_declared_media_type_comes_before_the_name() -> None:
    assert sniff(b"not XML", name="x.txt", media_type="application/rss+xml") is Kind.FEED
