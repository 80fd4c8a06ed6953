"""RSS and Atom feeds: each entry that carries text is a document."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import feedparser  # type: ignore[import-untyped]

from troth.errors import LimitError, SourceError
from troth.model import Document, Issue
from troth.read.sources.build import MARKUP_PER_TEXT, Said, build, cleaned
from troth.read.sources.content import Content
from troth.read.sources.decode import decode
from troth.read.sources.fragment import text_of
from troth.read.sources.problem import UnreadableError, issue_of, quiet
from troth.read.sources.published import day_in
from troth.settings import Limits

Entry = Any
"""A feedparser dictionary; feedparser comes without types."""

_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.-]{1,40})", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.I)


def read_feed(content: Content, limits: Limits) -> Iterator[Document | Issue]:
    """A document of each entry, an issue of each entry without text.

    Raises:
        SourceError: this is not a feed, or it declares entities, or has no entry.
    """
    xml = _xml(content)
    if len(xml) > MARKUP_PER_TEXT * limits.text_characters:
        raise LimitError(
            f"the feed is too large: it has {len(xml):,} characters",
            where=content.where,
            next_step="Split the feed and read its parts.",
        )
    parsed = _parsed(xml, content)
    if len(parsed.entries) > limits.members:
        raise LimitError(
            f"the feed has {len(parsed.entries):,} entries, more than {limits.members:,}",
            where=content.where,
            next_step="Split the feed and read its parts.",
        )
    for number, entry in enumerate(parsed.entries, 1):
        where = f"{content.where} (entry {number})"
        try:
            yield _document(entry, parsed, content, limits, where)
        except SourceError as error:
            yield issue_of(error, where)


def _xml(content: Content) -> str:
    """The feed's text, safe to parse.

    It is decoded here, so that no other encoding can hide a declaration from the check; a feed
    needs no DOCTYPE, and without one there is no entity that could grow or reach out.
    """
    match = _ENCODING.match(content.data[:200])
    declared = content.charset or (match[1].decode("ascii") if match else None)
    text = decode(content.data, declared=declared, where=content.where).text.lstrip("\ufeff")
    if not text.lstrip().startswith("<"):
        raise _not_a_feed("it is not XML", content.where)
    if _DOCTYPE.search(text):
        raise UnreadableError(
            "feed",
            "the feed declares a document type or entities, which is not safe to read",
            where=content.where,
            next_step="Ask the publisher for a plain RSS or Atom feed, or read its pages.",
        )
    return _XML_DECLARATION.sub("", text, count=1)


def _parsed(xml: str, content: Content) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8"}
    with quiet("feedparser"):
        try:
            parsed = feedparser.parse(xml.encode("utf-8"), response_headers=headers)
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
            raise _not_a_feed("its XML is broken", content.where) from error
    if not parsed.version and not parsed.entries:
        raise _not_a_feed("it is not RSS or Atom", content.where)
    if not parsed.entries:
        why = "its XML is broken" if parsed.bozo else "it has no entries"
        raise _not_a_feed(why, content.where)
    return parsed


def _document(entry: Entry, parsed: Any, content: Content, limits: Limits, where: str) -> Document:
    text = cleaned(text_of(_html(entry)))
    if not text:
        raise UnreadableError(
            "entry-without-text",
            f"the entry {_text(entry, 'title') or _text(entry, 'link') or ''!r} carries no text",
            where=where,
            next_step="Read the page that it links to.",
        )
    return build(
        text,
        _entry_content(content, where),
        limits,
        media_type="application/atom+xml" if _is_atom(parsed) else "application/rss+xml",
        said=Said(
            day=_day(entry, parsed),
            title=text_of(_text(entry, "title") or ""),
            publisher=text_of(_text(parsed.feed, "title") or ""),
            url=_text(entry, "link"),
            licence=_text(entry, "license") or _text(parsed.feed, "license"),
        ),
    )


def _entry_content(content: Content, where: str) -> Content:
    return Content(
        data=b"",
        file=content.file,
        where=where,
        retrieved=content.retrieved,
        published=content.published,
    )


def _html(entry: Entry) -> str:
    """The longest of what the entry carries: its full content or its summary."""
    parts = [str(part.get("value", "")) for part in entry.get("content", [])]
    return max([*parts, _text(entry, "summary") or ""], key=len)


def _day(entry: Entry, parsed: Any) -> date | None:
    """When the entry was published; a change is no publication.

    RSS 1.0 has one date only, ``dc:date``, which feedparser calls an update.
    """
    value = _text(entry, "published")
    if value is None and parsed.version in {"rss10", "rss090"} and "updated" in entry:
        value = _text(entry, "updated")
    return day_in(value) if value else None


def _is_atom(parsed: Any) -> bool:
    return str(parsed.version).startswith("atom")


def _text(record: Any, key: str) -> str | None:
    value = record.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _not_a_feed(why: str, where: str) -> UnreadableError:
    return UnreadableError(
        "feed",
        f"this is not a feed that can be read: {why}",
        where=where,
        next_step="Check the address; a site's feed is often linked as RSS or Atom on its page.",
    )
