"""PDF: the text layer, page by page; a scan has none and is said to have none.

The day a PDF was made is not the day it was published and is not used.
"""

import time
import zlib
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from troth.errors import LimitError
from troth.model import Document, Issue
from troth.read.sources.build import Said, build, cleaned
from troth.read.sources.content import Content
from troth.read.sources.problem import UnreadableError, quiet
from troth.settings import Limits

SECONDS = 60.0
"""Longest time spent on one PDF; looked at between pages."""

MALFORMED = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pypdf raises on damaged or hostile files: it trusts their structure in many places."""


def read_pdf(content: Content, limits: Limits) -> Iterator[Document | Issue]:
    """The one document of a PDF.

    Raises:
        SourceError: it is damaged, encrypted, too large or without a text layer.
    """
    try:
        with quiet("pypdf"):
            title, text = _read(content, limits)
    except LimitReachedError as error:
        raise LimitError(
            "the PDF unpacks to more than is safe to read",
            where=content.where,
            next_step="Print it to a new PDF, or save its text as a plain text file.",
        ) from error
    except (FileNotDecryptedError, DependencyError) as error:
        raise _encrypted(content.where) from error
    except MALFORMED as error:
        raise _damaged(content.where) from error
    if not text:
        raise UnreadableError(
            "pdf-without-text",
            "the PDF has no text layer; it is probably a scan",
            where=content.where,
            next_step="Run it through optical character recognition and read the result.",
        )
    yield build(text, content, limits, media_type="application/pdf", said=Said(title=title))


def _read(content: Content, limits: Limits) -> tuple[str | None, str]:
    reader = PdfReader(BytesIO(content.data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted(content.where)
    metadata = reader.metadata
    title = metadata.title if metadata else None
    return title if isinstance(title, str) else None, "\n\n".join(_pages(reader, content, limits))


def _pages(reader: PdfReader, content: Content, limits: Limits) -> Iterator[str]:
    end = time.monotonic() + SECONDS
    length = 0
    for number, page in enumerate(reader.pages, 1):
        text = cleaned(page.extract_text())
        length += len(text)
        if length > limits.text_characters or number > limits.members or time.monotonic() > end:
            raise _too_large(number, content.where)
        if text:
            yield text


def _too_large(page: int, where: str) -> LimitError:
    return LimitError(
        f"the PDF has more text than one document may have, or takes too long, at page {page}",
        where=where,
        next_step="Split it into its parts and read those.",
    )


def _encrypted(where: str) -> UnreadableError:
    return UnreadableError(
        "encrypted",
        "the PDF is encrypted",
        where=where,
        next_step="Save a copy without the password and read that.",
    )


def _damaged(where: str) -> UnreadableError:
    return UnreadableError(
        "pdf",
        "the PDF is damaged or cut off",
        where=where,
        next_step="Download it again, or print it to a new PDF.",
    )
