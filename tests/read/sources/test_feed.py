"""Each entry of a feed that carries text is a document."""

from datetime import date
from pathlib import Path

import pytest

from tests.read.sources.samples import ARTICLE, SENTENCE, only_document, only_issue, rss, saved
from troth.model import Document, Issue
from troth.read.sources import documents


def item(text: str, *, more: str = "") -> str:
    return (
        f"<title>Talks</title><link>https://courier.example/1</link>"
        f"<description><![CDATA[{text}]]></description>{more}"
    )


def test_an_entry_is_a_document(tmp_path: Path) -> None:
    html = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE)
    when = "<pubDate>Thu, 27 Mar 2025 23:30:00 -0400</pubDate>"
    path = saved(tmp_path, "a.xml", rss(item(html, more=when)))
    document = only_document(documents(path))
    assert document.text == "\n\n".join(ARTICLE)
    assert document.url == "https://courier.example/1"
    assert document.publisher == "Valley Courier"
    assert document.title == "Talks"
    assert document.media_type == "application/rss+xml"
    assert (document.published, document.published_from) == (date(2025, 3, 27), "metadata")


def atom(dates: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Talks</title>'
        f'<link href="https://courier.example/2"/>{dates}<summary>Short.</summary>'
        f'<content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;</content></entry></feed>'
    )


def test_atom_content_comes_before_its_summary(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.xml", atom("<published>2025-03-27T01:00:00+03:00</published>"))
    document = only_document(documents(path))
    assert (document.text, document.published) == (SENTENCE, date(2025, 3, 27))
    assert document.media_type == "application/atom+xml"


def test_an_update_is_no_publication(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.xml", atom("<updated>2025-03-27T01:00:00Z</updated>"))
    assert only_document(documents(path)).published is None


def test_the_one_date_of_rss_1_is_the_publication(tmp_path: Path) -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Courier</title></channel><item><title>Talks</title>"
        f"<dc:date>2025-03-27</dc:date><description>{SENTENCE}</description></item></rdf:RDF>"
    )
    assert only_document(documents(saved(tmp_path, "a.xml", feed))).published == date(2025, 3, 27)


def test_an_entry_without_text_is_an_issue_and_costs_no_other(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.xml", rss("<title>Only a title</title>", item(SENTENCE)))
    issue, document = documents(path)
    assert isinstance(issue, Issue)
    assert (issue.code, issue.where) == ("entry-without-text", f"{path} (entry 1)")
    assert isinstance(document, Document)
    assert document.text == SENTENCE


@pytest.mark.parametrize(
    "data",
    [
        "This is not XML.",
        "<?xml version='1.0'?><urlset><url/></urlset>",
        "<rss version='2.0'><channel><title>Empty</title></channel></rss>",
        "<rss version='2.0'><channel><item",
    ],
)
def test_what_is_no_feed_is_an_issue(tmp_path: Path, data: str) -> None:
    assert only_issue(documents(saved(tmp_path, "a.rss", data))).code == "feed"


LAUGHS = (
    '<?xml version="1.0"{encoding}?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<rss version="2.0"><channel><item><description>&b;</description></item></channel></rss>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = LAUGHS.replace("{encoding}", f' encoding="{encoding}"')
    issue = only_issue(documents(saved(tmp_path, "a.xml", text.encode(encoding))))
    assert issue.code == "feed"
    assert "entities" in issue.what


def test_half_characters_in_an_entry_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.xml", rss(f"<description>&#xD800; {SENTENCE}</description>"))
    for found in documents(path):
        assert isinstance(found, Issue) or found.text.encode("utf-8")
