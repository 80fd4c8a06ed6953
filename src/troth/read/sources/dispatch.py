"""From a source to its documents: opened, sniffed, handed to the reader of its kind."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import httpx

from troth.errors import SourceError
from troth.model import Document, Issue
from troth.read.sources.content import Content, Reader
from troth.read.sources.feed import read_feed
from troth.read.sources.fetch import fetch
from troth.read.sources.folder import files, shown
from troth.read.sources.open import existing, from_file, from_stream, is_address
from troth.read.sources.page import read_page
from troth.read.sources.pdf import read_pdf
from troth.read.sources.problem import UnreadableError, issue_of
from troth.read.sources.sniff import HEAD, Kind, sniff
from troth.read.sources.text import not_a_text, read_markdown, read_text
from troth.read.sources.unpack import gunzip
from troth.read.sources.warc import read_records, read_warc, read_zip
from troth.settings import DEFAULT_LIMITS, Limits

Found = Iterator[Document | Issue]


def documents(
    source: str,
    *,
    published: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    transport: httpx.BaseTransport | None = None,
    stdin: BinaryIO | None = None,
) -> Found:
    """The documents of a source, one after another, read when they are asked for.

    What cannot be read gives an issue in its place and costs nothing else.

    Args:
        source: a file, a folder, an http or https address, or ``-`` for standard input.
        published: the day of publication, where the user knows it; it wins over everything.
        limits: how much is taken before it is refused.
        transport: asks the servers, in the place of the guarded one.
        stdin: in the place of the process's standard input.

    Raises:
        SourceError: there is no such file or folder.
        UsageError: the source is not one that can be named.
    """
    if source == "-":
        stream = stdin or sys.stdin.buffer
        return _each("-", lambda: from_stream(stream, limits, published), limits)
    if is_address(source):
        return _each(
            source,
            lambda: replace(fetch(source, limits=limits, transport=transport), published=published),
            limits,
        )
    path = existing(source)
    if os.path.isdir(path):
        return _folder(path, limits, published)
    return _each(source, lambda: from_file(path, limits, published), limits)


def _folder(root: Path, limits: Limits, published: date | None) -> Found:
    empty = True
    for found in files(root):
        empty = False
        if isinstance(found, SourceError):
            yield issue_of(found, shown(root))
        else:
            yield from _file(found, limits, published)
    if empty:
        yield Issue("empty", "there is no file in this folder", shown(root), "Check the path.")


def _file(path: Path, limits: Limits, published: date | None) -> Found:
    return _each(shown(path), lambda: from_file(path, limits, published), limits)


def _each(where: str, load: Callable[[], Content], limits: Limits) -> Found:
    """Every refusal of a source becomes its issue here."""
    try:
        yield from understand(load(), limits)
    except SourceError as error:
        yield issue_of(error, where)


def understand(content: Content, limits: Limits) -> Found:
    """The documents of a content of any kind.

    Raises:
        SourceError: nothing can be read from it.
    """
    kind = sniff(content.data, name=content.name, media_type=content.media_type)
    return READERS[kind](content, limits)


def _read_gzip(content: Content, limits: Limits) -> Found:
    """A compressed WARC is read as a stream; anything else is unpacked, once, and read."""
    head = gunzip(content.data, where=content.where, limits=limits).read(HEAD)
    name = content.name.removesuffix(".gz")
    kind = sniff(head, name=name)
    stream = gunzip(content.data, where=content.where, limits=limits)
    if kind is Kind.WARC:
        return read_records(stream, content, limits)
    if kind in {Kind.GZIP, Kind.ZIP}:
        raise UnreadableError(
            "archive",
            "an archive within an archive is not read",
            where=content.where,
            next_step="Unpack it once and read what is in it.",
        )
    inner = replace(content, data=stream.read(), name=name, media_type=None)
    return READERS[kind](inner, limits)


def _refuse_binary(content: Content, limits: Limits) -> Found:
    raise not_a_text(content.where)


def _refuse_data(content: Content, limits: Limits) -> Found:
    raise UnreadableError(
        "unsupported",
        "this file holds data, not a text",
        where=content.where,
        next_step="Incident data is brought in by an import; of other data, read its source.",
    )


READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.MARKDOWN: read_markdown,
    Kind.PAGE: read_page,
    Kind.PDF: read_pdf,
    Kind.FEED: read_feed,
    Kind.WARC: read_warc,
    Kind.ZIP: read_zip,
    Kind.GZIP: _read_gzip,
    Kind.DATA: _refuse_data,
    Kind.BINARY: _refuse_binary,
}
"""Which reader takes which kind; a new kind is a line here and in ``sniff``."""
