"""Unpacking: what is compressed comes out in small pieces and is counted while it does.

A compressed file says nothing reliable about how large it is inside, so nothing is unpacked whole
before it is measured.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Protocol

from troth.errors import LimitError
from troth.read.sources.problem import UnreadableError
from troth.settings import MEBIBYTE, Limits

RATIO = 200
"""Largest ratio of unpacked to packed bytes; text rarely passes 20, a bomb starts at 1,000."""

FREE = 4 * MEBIBYTE
"""How much may come out before the ratio is looked at."""


PIECE = 64 * 1024
"""How much is unpacked at a time."""


class Packed(Protocol):
    """A stream that unpacks what is ready, so that damage further on does not cost it."""

    def read1(self, size: int, /) -> bytes:
        """At most ``size`` bytes, from at most one read of what is packed."""
        ...


class Unpacked:
    """A stream that unpacks while it is read, within limits.

    Args:
        stream: gives unpacked bytes.
        packed: how many bytes they are packed into.
        where: the place to name in an error.
        limits: how much may come out.
    """

    def __init__(self, stream: Packed, *, packed: int, where: str, limits: Limits) -> None:
        self._stream = stream
        self._where = where
        self._most = min(limits.unpacked_bytes, max(FREE, packed * RATIO))
        self._out = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size``; without it, all that are left.

        Raises:
            LimitError: more comes out than the limit.
            UnreadableError: the packed bytes are damaged or cut off.
        """
        if size < 0:
            return b"".join(iter(partial(self.read, PIECE), b""))
        data = damage_said(self._where, partial(self._stream.read1, size))
        self._out += len(data)
        if self._out > self._most:
            raise too_much(self._where, self._most)
        return data


def gunzip(data: bytes, *, where: str, limits: Limits) -> Unpacked:
    """The unpacked bytes of a gzip file, of one member or several."""
    stream = gzip.GzipFile(fileobj=BytesIO(data))
    return Unpacked(stream, packed=len(data), where=where, limits=limits)


def damage_said(where: str, read: Callable[[], bytes]) -> bytes:
    """What ``read`` gives.

    Raises:
        UnreadableError: the packed bytes are damaged or cut off.
    """
    try:
        return read()
    except (EOFError, OSError, ValueError, zlib.error) as error:
        raise _damaged(where) from error


def _damaged(where: str) -> UnreadableError:
    return UnreadableError(
        "archive",
        "the compressed data is damaged or cut off",
        where=where,
        next_step="Download or copy it again, whole.",
    )


def inflate(chunks: Iterable[bytes], *, encoding: str, limit: int, where: str) -> bytes:
    """The body of an HTTP message, freed of its content encoding, within a limit.

    Raises:
        LimitError: more comes out than the limit.
        UnreadableError: the body is damaged, or encoded in another way than gzip or deflate.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _joined(chunks, limit, where)
    if name in {"gzip", "x-gzip", "deflate"}:
        return _joined(_inflated(chunks, limit, where), limit, where)
    raise UnreadableError(
        "archive",
        f"its content is encoded as {name[:40]!r}, which is not supported",
        where=where,
        next_step="Save the page itself and read that.",
    )


def _inflated(chunks: Iterable[bytes], limit: int, where: str) -> Iterator[bytes]:
    """Unpacked pieces, none of them longer than what is just over the limit."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    for chunk in chunks:
        yield damage_said(where, partial(unpacker.decompress, chunk, limit + 1))
    if not unpacker.eof:
        raise _damaged(where)


def _joined(chunks: Iterable[bytes], limit: int, where: str) -> bytes:
    pieces: list[bytes] = []
    left = limit
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise too_much(where, limit)
        pieces.append(chunk)
    return b"".join(pieces)


def too_much(where: str, limit: int) -> LimitError:
    """The refusal of what unpacks to more than a limit."""
    return LimitError(
        f"it unpacks to more than {limit:,} bytes",
        where=where,
        next_step="If it can be trusted, unpack it yourself and read what matters of it.",
    )
