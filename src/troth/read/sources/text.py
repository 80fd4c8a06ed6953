"""Plain text and Markdown: the stored text is the file exactly as decoded.

No newline is translated and nothing is normalised, so that a span is an offset into what Python's
``bytes.decode`` gives. A byte-order mark of UTF-8 stays the first character of the text.
"""

import re
from collections.abc import Iterator

from troth.errors import LimitError
from troth.model import Document, Issue
from troth.read.sources.build import Said, build
from troth.read.sources.content import Content
from troth.read.sources.decode import Decoded, decode, detected_issue
from troth.read.sources.problem import UnreadableError
from troth.read.sources.published import front_matter_day
from troth.settings import Limits

MOST_CONTROLS = 0.02
"""Largest share of control characters that a text may have."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read_text(content: Content, limits: Limits) -> Iterator[Document | Issue]:
    """The one document of a plain text.

    Raises:
        SourceError: the bytes are not a text, or one without words or too long.
    """
    decoded = _decoded(content, limits)
    if decoded.detected:
        yield detected_issue(decoded, content.where)
    yield build(decoded.text, content, limits, media_type=_media_type("text/plain", decoded))


def read_markdown(content: Content, limits: Limits) -> Iterator[Document | Issue]:
    """The one document of a Markdown file; its front matter may tell the day.

    Raises:
        SourceError: the bytes are not a text, or one without words or too long.
    """
    decoded = _decoded(content, limits)
    if decoded.detected:
        yield detected_issue(decoded, content.where)
    yield build(
        decoded.text,
        content,
        limits,
        media_type=_media_type("text/markdown", decoded),
        said=Said(day=front_matter_day(decoded.text)),
    )


def _decoded(content: Content, limits: Limits) -> Decoded:
    if len(content.data) > 4 * limits.text_characters:
        raise LimitError(
            f"a text of {len(content.data):,} bytes is longer than the"
            f" {limits.text_characters:,} characters that one document may have",
            where=content.where,
            next_step="Split it into its parts and read those.",
        )
    decoded = decode(content.data, declared=content.charset, where=content.where)
    if _is_binary(decoded.text):
        raise not_a_text(content.where)
    return decoded


def _is_binary(text: str) -> bool:
    return "\0" in text or len(_CONTROL.findall(text)) > MOST_CONTROLS * len(text)


def _media_type(name: str, decoded: Decoded) -> str:
    return name if decoded.encoding == "utf-8" else f"{name}; charset={decoded.encoding}"


def not_a_text(where: str) -> UnreadableError:
    """The refusal of bytes that are no text of any kind."""
    return UnreadableError(
        "binary",
        "this is a binary file, not a text",
        where=where,
        next_step="Give a text, Markdown, HTML, PDF, RSS, Atom, WARC or WACZ file.",
    )
