"""What a web page's markup says of its day of publication.

htmldate, which trafilatura asks, was looked at and not used: with its extensive search off it still
takes dates of changes, of images, of addresses and from running text. Only marks that mean
publication count here, and two of the same rank that name different days cancel each other out.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from troth.read.sources.published import day_in

Tree = Any
"""An lxml tree; lxml comes without types."""

_META_NAMES = """
    article:published_time og:article:published_time og:published_time datepublished
    dc.date.issued dcterms.issued dcterms.date dc.date citation_publication_date
    parsely-pub-date sailthru.date publication_date publish_date publish-date pubdate
"""

META_NAMES = frozenset(_META_NAMES.split())

ARTICLE_TYPES = ("Article", "Report", "BlogPosting", "PressRelease", "WebPage")


def published_in(tree: Tree) -> date | None:
    """The day of publication that the markup of a page gives, if it gives exactly one."""
    for values in (_linked_data(tree), _meta(tree), _times(tree)):
        days = {day for value in values if (day := day_in(value)) is not None}
        if len(days) == 1:
            return days.pop()
        if days:
            return None
    return None


def _meta(tree: Tree) -> Iterator[str]:
    for element in tree.iter("meta"):
        names = {str(element.get(key, "")).lower() for key in ("property", "name", "itemprop")}
        if names & META_NAMES:
            yield str(element.get("content", ""))


def _times(tree: Tree) -> Iterator[str]:
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield str(element.get("datetime", ""))


def _linked_data(tree: Tree) -> Iterator[str]:
    for element in tree.iter("script"):
        if "ld+json" in str(element.get("type", "")):
            yield from _days_of_articles(_json(element.text or ""))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _days_of_articles(value: Any) -> Iterator[str]:
    """``datePublished`` of the articles at the top, not of those that they link to."""
    for item in _top_items(value):
        day = item.get("datePublished")
        if isinstance(day, str) and any(_is_article(kind) for kind in _listed(item.get("@type"))):
            yield day


def _top_items(value: Any) -> Iterator[dict[str, Any]]:
    for item in _listed(value):
        if isinstance(item, dict):
            yield item
            yield from (part for part in _listed(item.get("@graph")) if isinstance(part, dict))


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _is_article(kind: Any) -> bool:
    return isinstance(kind, str) and kind.endswith(ARTICLE_TYPES)
