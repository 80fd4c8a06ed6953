"""Documents: texts as they were, and where they came from."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256

from troth.model.span import Span


@dataclass(frozen=True)
class Document:
    """One text and what its own source says about it; what it does not say stays None.

    Attributes:
        text: the stored text; every span counts code points of exactly this string.
        file: the source as the user named it: a path, an address, or ``-`` for standard input.
        media_type: of the source the text was taken from.
        title: as the source's metadata gives it; never guessed from the text.
        url: where the source says it lives.
        publisher: who published it.
        published: the day of publication.
        published_from: what told the day: ``metadata``, ``dateline``, ``text`` or ``option``.
        retrieved: when it was fetched, in UTC; None for a local file.
        licence: as the source states it.
        language: ISO 639-1 code of the text, when it could be told.
    """

    text: str
    file: str
    media_type: str = "text/plain"
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_from: str | None = None
    retrieved: datetime | None = None
    licence: str | None = None
    language: str | None = None

    @cached_property
    def id(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return sha256(self.text.encode("utf-8")).hexdigest()

    def span(self, start: int, end: int) -> Span:
        """The span ``[start, end)`` of this text.

        Raises:
            AnchorError: there is no such text.
        """
        return Span(self.text, start, end)
