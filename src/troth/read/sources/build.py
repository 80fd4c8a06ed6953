"""The one place where a text becomes a Document, with what holds for every kind of source."""

import re
from dataclasses import dataclass
from datetime import date

from troth.errors import LimitError
from troth.model import Document
from troth.read.sources.content import Content
from troth.read.sources.language import language_of
from troth.read.sources.problem import UnreadableError
from troth.read.sources.published import published
from troth.settings import Limits

MARKUP_PER_TEXT = 8
"""How many times as long as the longest text the markup around it may be."""


@dataclass(frozen=True)
class Said:
    """What the metadata of a source says of its text.

    Attributes:
        day: of publication.
        title: of the text.
        publisher: who published it.
        url: where it says it lives.
        licence: under which it may be used.
    """

    day: date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None


_NOTHING = Said()
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def build(
    text: str,
    content: Content,
    limits: Limits,
    *,
    media_type: str,
    said: Said = _NOTHING,
) -> Document:
    """A document of this text.

    Raises:
        LimitError: the text is longer than the limit.
        UnreadableError: there is no text, or it holds what is no character.
    """
    _check(text, content.where, limits)
    on, told_by = published(option=content.published, metadata=said.day, text=text)
    return Document(
        text=text,
        file=content.file,
        media_type=media_type,
        title=_known(said.title),
        url=_known(said.url) or content.url,
        publisher=_known(said.publisher),
        published=on,
        published_from=told_by,
        retrieved=content.retrieved,
        licence=_known(said.licence),
        language=language_of(text),
    )


def cleaned(text: str) -> str:
    """An extracted text without control characters, blank edges and more than one blank line.

    Only for text that an extraction made; a plain text stays as it is.
    """
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _known(value: str | None) -> str | None:
    """A metadata value, or None where it says nothing."""
    value = _SURROGATES.sub("", _CONTROLS.sub(" ", value)).strip() if value else None
    return value or None


def _check(text: str, where: str, limits: Limits) -> None:
    if len(text) > limits.text_characters:
        raise LimitError(
            f"the text has {len(text):,} characters, more than the {limits.text_characters:,}"
            " that one document may have",
            where=where,
            next_step="Split it into its parts and read those.",
        )
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        raise UnreadableError(
            "empty",
            "there is no text in it",
            where=where,
            next_step="Check that the source was saved or exported whole.",
        )
    if _SURROGATES.search(text):
        raise UnreadableError(
            "encoding",
            "the text holds half characters (lone surrogates)",
            where=where,
            next_step="Export the source again, as plain text in UTF-8.",
        )
