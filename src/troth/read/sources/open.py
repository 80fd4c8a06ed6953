"""Opening: where a source lies, and its bytes, within the limit of size."""

import os
import re
from datetime import date
from pathlib import Path
from typing import BinaryIO

from troth.errors import LimitError, SourceError, UsageError
from troth.read.sources.content import Content
from troth.read.sources.folder import shown, unopened
from troth.settings import Limits

ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://")


def is_address(source: str) -> bool:
    """Whether a source is an http or https address.

    Raises:
        UsageError: it is an address of another scheme.
    """
    match = ADDRESS.match(source)
    if match is None:
        return False
    if match["scheme"].lower() not in {"http", "https"}:
        raise UsageError(
            f"addresses of the scheme {match['scheme']!r} cannot be read",
            where=source,
            next_step="Give an http or https address, a file or a folder.",
        )
    return True


def existing(source: str) -> Path:
    """The path of a source that is there.

    Raises:
        UsageError: no source is named.
        SourceError: there is no such file or folder.
    """
    if not source or "\0" in source:
        raise UsageError(
            "no source is named",
            next_step="Give a file, a folder, an http or https address, or - for standard input.",
        )
    path = Path(source)
    if not os.path.lexists(path):
        raise SourceError(
            "there is no such file or folder",
            where=source,
            next_step="Check the path.",
        )
    return path


def from_file(path: Path, limits: Limits, published: date | None) -> Content:
    """The bytes of a file, whose size is looked at before it is read.

    Raises:
        LimitError: the file is larger than the limit.
        UnreadableError: the file cannot be opened.
    """
    where = shown(path)
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > limits.source_bytes:
                raise _too_large(where, limits, size)
            data = _capped(stream, where, limits)
    except OSError as error:
        raise unopened(path, error) from error
    return Content(data=data, file=where, where=where, name=where, published=published)


def from_stream(stream: BinaryIO, limits: Limits, published: date | None) -> Content:
    """The bytes of standard input.

    Raises:
        LimitError: there are more than the limit.
    """
    return Content(
        data=_capped(stream, "-", limits), file="-", where="standard input", published=published
    )


def _capped(stream: BinaryIO, where: str, limits: Limits) -> bytes:
    pieces: list[bytes] = []
    left = limits.source_bytes + 1
    while left > 0 and (piece := stream.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    if left <= 0:
        raise _too_large(where, limits)
    return b"".join(pieces)


def _too_large(where: str, limits: Limits, size: int | None = None) -> LimitError:
    has = f"it has {size:,} bytes" if size else "it is longer"
    return LimitError(
        f"{has}, more than the {limits.source_bytes:,} that a source may have",
        where=where,
        next_step="Split it into its parts and read those.",
    )
