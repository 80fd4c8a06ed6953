"""Web pages: the main text of an article, without what the site puts around it.

trafilatura finds the text; each block of it is a paragraph, set off by a blank line.
"""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura

from troth.errors import LimitError
from troth.model import Document, Issue
from troth.read.sources.build import MARKUP_PER_TEXT, Said, build, cleaned
from troth.read.sources.content import Content
from troth.read.sources.decode import decode, detected_issue
from troth.read.sources.markup import Tree, published_in
from troth.read.sources.problem import UnreadableError, quiet
from troth.settings import Limits

ELEMENTS = 50_000
"""Most elements of a page; extraction takes longer than its length with more."""

WORDS = 8
"""A page holds an article when a line of it is a sentence of at least so many words."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_XML_ENCODING = re.compile(
    rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.-]{1,40})", re.I
)
_SENTENCE_END = re.compile(r"[.!?…。؟]['\"”’»)\]]*(?:\s|$)")


def read_page(content: Content, limits: Limits) -> Iterator[Document | Issue]:
    """The one document of a web page.

    Raises:
        SourceError: the page holds no article, is too large or cannot be decoded.
    """
    decoded = decode(content.data, declared=_charset(content), where=content.where)
    tree = _tree(decoded.text.lstrip("\ufeff"), content, limits)
    day, canonical = published_in(tree), _canonical(tree)
    found = _extracted(tree)
    text = cleaned((found.text or "").replace("\n", "\n\n")) if found else ""
    if found is None or not _is_article(text):
        raise _no_article(content.where)
    if decoded.detected:
        yield detected_issue(decoded, content.where)
    yield build(
        text,
        content,
        limits,
        media_type="text/html",
        said=Said(
            day=day,
            title=found.title,
            publisher=found.sitename,
            url=None if content.url else canonical,
            licence=found.license,
        ),
    )


def _charset(content: Content) -> str | None:
    head = content.data[:4096]
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return content.charset or (match[1].decode("ascii") if match else None)


def _tree(markup: str, content: Content, limits: Limits) -> Tree:
    """The parsed page; libxml2 itself refuses markup that is nested too deep."""
    if len(markup) > MARKUP_PER_TEXT * limits.text_characters:
        raise _too_large(f"its markup has {len(markup):,} characters", content.where)
    with quiet("trafilatura"):
        try:
            tree: Tree = trafilatura.load_html(markup)
        except (ValueError, LookupError):
            tree = None
    if tree is None:
        raise _no_article(content.where)
    if sum(1 for _ in tree.iter()) > ELEMENTS:
        raise _too_large(f"it has more than {ELEMENTS:,} elements", content.where)
    return tree


def _extracted(tree: Tree) -> Any:
    """What trafilatura found; its date is not used, see ``markup``."""
    with quiet("trafilatura", "htmldate"):
        try:
            return trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
            return None


def _canonical(tree: Tree) -> str | None:
    for link in tree.iter("link"):
        address = str(link.get("href", ""))
        if link.get("rel") == "canonical" and address.startswith(("http://", "https://")):
            return address
    return None


def _is_article(text: str) -> bool:
    return any(
        len(line.split()) >= WORDS and _SENTENCE_END.search(line) for line in text.split("\n")
    )


def _too_large(why: str, where: str) -> LimitError:
    return LimitError(
        f"the page is too large: {why}",
        where=where,
        next_step="Save the article alone, without what surrounds it, and read that.",
    )


def _no_article(where: str) -> UnreadableError:
    return UnreadableError(
        "no-article",
        "the page holds no article that could be told from its surroundings",
        where=where,
        next_step="Give the address of an article itself, or save its text as a plain text file.",
    )
