"""Content: the bytes of one source and what is known about them before they are understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from troth.model import Document, Issue
from troth.settings import Limits


@dataclass(frozen=True)
class Content:
    """Bytes, and what their surroundings say of them.

    Attributes:
        data: as stored or sent; a compression for the transport is already taken off.
        file: the source as the user named it.
        where: the place to name in an issue: the file, and the part of it.
        name: a path whose suffix hints at the kind.
        media_type: as declared, without parameters; a hint only.
        charset: as declared beside the media type.
        url: the address it was fetched from.
        retrieved: when, in UTC.
        published: the day given by the user, which wins over everything.
    """

    data: bytes
    file: str
    where: str
    name: str = ""
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    retrieved: datetime | None = None
    published: date | None = None


Reader = Callable[[Content, Limits], Iterator[Document | Issue]]
"""Turns one content into its documents.

Raises:
    SourceError: nothing can be read from it; what was yielded before stands.
"""
