"""Of a web page the article is read, and what the page itself says of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.read.sources.samples import ARTICLE, only_document, only_issue, page, saved
from troth.read.sources import documents

DAY = date(2025, 3, 27)


def test_paragraphs_are_kept_by_blank_lines(tmp_path: Path) -> None:
    document = only_document(documents(saved(tmp_path, "a.html", page(*ARTICLE))))
    paragraphs = document.text.split("\n\n")
    assert paragraphs[-3:] == list(ARTICLE)
    assert "All rights reserved" not in document.text
    assert "Home" not in document.text


def test_title_publisher_and_address_are_what_the_page_says(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="Valley Courier">'
        '<link rel="canonical" href="https://courier.example/talks">'
    )
    document = only_document(documents(saved(tmp_path, "a.html", page(*ARTICLE, head=head))))
    assert document.title == "Prisoners to be exchanged"
    assert document.publisher == "Valley Courier"
    assert document.url == "https://courier.example/talks"


def linked(**more: object) -> str:
    data = {"@type": "NewsArticle", **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-03-27T23:30:00-04:00">',
        '<meta name="dcterms.issued" content="2025-03-27">',
        '<meta itemprop="datePublished" content="2025-03-27">',
        linked(datePublished="2025-03-27T01:00:00+03:00"),
        '<script type="application/ld+json">{"@graph": [{"@type": ["Article"], '
        '"datePublished": "2025-03-27"}]}</script>',
    ],
)
def test_the_markup_tells_the_day(tmp_path: Path, head: str) -> None:
    document = only_document(documents(saved(tmp_path, "a.html", page(*ARTICLE, head=head))))
    assert (document.published, document.published_from) == (DAY, "metadata")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2025-03-27">', ""),
        ('<meta property="og:updated_time" content="2025-03-27">', ""),
        (linked(dateModified="2025-03-27"), ""),
        (linked(related={"@type": "NewsArticle", "datePublished": "2025-03-27"}), ""),
        (linked(datePublished="2025-03-27") + linked(datePublished="2025-03-20"), ""),
        ('<link rel="canonical" href="https://courier.example/2025/03/27/talks">', ""),
        ("", '<img src="/2025/03/27/a.png"><p class="date">Copyright 27 March 2025</p>'),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", ""),
    ],
)
def test_other_dates_of_a_page_are_not_its_publication(
    tmp_path: Path, head: str, body: str
) -> None:
    path = saved(tmp_path, "a.html", page(*ARTICLE, head=head, body=body))
    assert only_document(documents(path)).published is None


def test_the_declared_encoding_is_used(tmp_path: Path) -> None:
    markup = page("Président Vučić " + ARTICLE[0], *ARTICLE, head='<meta charset="windows-1250">')
    document = only_document(
        documents(saved(tmp_path, "a.html", markup.encode("cp1250", "ignore")))
    )
    assert "Vučić" in document.text


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><a href='/'>Home</a><form><button>Sign in</button></form></body></html>",
        "<html><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(60)),
        "<html></html>",
        "<html><body>" + "<div>" * 100_000,
        "<!doctype html><!-- nothing -->",
    ],
)
def test_a_page_without_an_article_is_an_issue(tmp_path: Path, markup: str) -> None:
    assert only_issue(documents(saved(tmp_path, "a.html", markup))).code == "no-article"


def test_a_page_with_too_many_elements_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.html", "<html><body>" + "<p>A b.</p>" * 60_000)
    assert only_issue(documents(path)).code == "limit"
