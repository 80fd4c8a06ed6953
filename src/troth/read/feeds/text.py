"""The text of a large file, line by line, whatever its encoding, in constant memory."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO

from troth.errors import LimitError, SourceError
from troth.model import Issue
from troth.read.sources.decode import BYTE_ORDER_MARKS, decode, encoding_named

MAX_LINE = 1 << 24
"""Bytes of one line; the longest of the real files has some ten thousand."""

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
"""Bytes of dirty lines that are kept to tell their encoding from."""


@dataclass(frozen=True)
class TextFile:
    """A file that is read as text.

    Attributes:
        path: where it lies.
        encoding: Python's name of it.
        stray: the encoding of single lines that are not valid in ``encoding``.
        issues: what was doubtful about the encoding.
    """

    path: Path
    encoding: str = "utf-8"
    stray: str | None = None
    issues: tuple[Issue, ...] = field(default=())

    def lines(self) -> Iterator[str]:
        r"""Its lines with their ends, ``\n``, ``\r`` or ``\r\n``; no byte-order mark.

        Raises:
            SourceError: it cannot be read.
        """
        lines = self._mixed() if self.stray else self._plain()
        first = next(lines, "").removeprefix("\ufeff")
        return chain([first] if first else [], lines)

    def _plain(self) -> Iterator[str]:
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                yield from file
        except OSError as error:
            raise _unreadable(self.path, error.strerror or "it cannot be opened") from error
        except UnicodeError as error:
            raise _unreadable(self.path, f"not valid {self.encoding}") from error

    def _mixed(self) -> Iterator[str]:
        with _opened(self.path) as file:
            for line in file:
                text = self._either(line)
                yield from _BARE.findall(text) if _has_bare_return(text) else (text,)

    def _either(self, line: bytes) -> str:
        try:
            return line.decode(self.encoding)
        except UnicodeDecodeError:
            # What the stray encoding has no character for is shown as such, and was an issue.
            return line.decode(self.stray or self.encoding, "replace")


_BARE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""Lines as csv sees them: other characters that end lines for Python are text here."""


def _has_bare_return(text: str) -> bool:
    return "\r" in text[:-2]


def open_text(path: Path, *, declared: str | None = None) -> TextFile:
    """Look through a file once and tell its encoding.

    UTF-8, with or without a byte-order mark, is taken at its word. A file with lines that are not
    UTF-8 is read in the encoding that these lines look like; if other lines are valid UTF-8
    beyond ASCII, only the odd lines are. Both are issues.

    Args:
        path: the file.
        declared: an encoding that somebody names; it is used if UTF-8 does not fit.

    Raises:
        SourceError: the file cannot be opened, or its encoding cannot be told.
        LimitError: a line is longer than ``MAX_LINE``.
    """
    _bound_lines(path)
    with _opened(path) as file:
        start = file.read(4)
    for mark, encoding in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return TextFile(path, encoding)
    if _is_valid(path):
        return TextFile(path)
    label = encoding_named(declared)
    if label is not None and label != "utf-8":
        return TextFile(path, label)
    return _told(path)


def _bound_lines(path: Path) -> None:
    """Refuse a file that has no line ends where rows should end: each line is read as a whole."""
    run = 0
    with _opened(path) as file:
        while chunk := file.read(_CHUNK):
            end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            run = run + len(chunk) if end < 0 else len(chunk) - end
            if run > MAX_LINE:
                raise LimitError(
                    f"a line has more than {MAX_LINE:,} bytes",
                    where=path.name,
                    next_step="Check that it is the file you mean.",
                )


def _is_valid(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _opened(path) as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


@dataclass
class _Dirt:
    """What a pass over the lines finds: those beyond ASCII that are UTF-8, and that are not."""

    good: int = 0
    bad: int = 0
    first: int = 0
    sample: bytes = b""

    def look(self, number: int, line: bytes) -> None:
        if line.isascii():
            return
        try:
            line.decode("utf-8")
            self.good += 1
        except UnicodeDecodeError:
            self.bad += 1
            self.first = self.first or number
            if len(self.sample) < _SAMPLE:
                self.sample += line


def _told(path: Path) -> TextFile:
    dirt = _Dirt()
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            dirt.look(number, line)
    told = _detected(dirt.sample)
    if not dirt.good and told is not None and _fits(path, told):
        return TextFile(path, told, None, (_detected_issue(path, dirt, told),))
    if not dirt.good and told is None:
        raise _unreadable(path, "its encoding is not declared and cannot be told")
    # Both in one file: it was put together from several, and each line has its own encoding.
    stray = told or "cp1252"
    return TextFile(path, "utf-8", stray, (_stray_issue(path, dirt, stray),))


def _detected(sample: bytes) -> str | None:
    western = _western(sample)
    if western:
        return western
    try:
        return decode(sample, where="").encoding
    except SourceError:
        return None


def _western(sample: bytes) -> str | None:
    """Windows-1252, where all that is not ASCII is its punctuation, as in English dispatches."""
    odd = bytes(byte for byte in sample if byte > 0x7F)
    marks = sum(byte in _PUNCTUATION for byte in odd)
    return "cp1252" if marks * 10 >= len(odd) * 9 else None


_PUNCTUATION = bytes.fromhex("85 91 92 93 94 95 96 97 a0 a7 ab b0 b7")
"""Ellipsis, quotation marks, dashes and such; in Windows-1251 they are the same characters."""


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with _opened(path) as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error.strerror or "it cannot be opened") from error


def _unreadable(path: Path, why: str) -> SourceError:
    return SourceError(
        f"the file cannot be read: {why}",
        where=path.name,
        next_step="Check the path, or save the file as UTF-8 with a program that can read it.",
    )


def _detected_issue(path: Path, dirt: _Dirt, encoding: str) -> Issue:
    return Issue(
        code="encoding-detected",
        what=f"the file is not UTF-8; {dirt.bad:,} of its lines have other bytes, and it was "
        f"read as {encoding}",
        where=f"{path.name}, line {dirt.first}",
        next_step="Compare names with accents to the source, or save the source as UTF-8.",
    )


def _stray_issue(path: Path, dirt: _Dirt, encoding: str) -> Issue:
    return Issue(
        code="encoding-mixed",
        what=f"{dirt.bad:,} lines are not valid UTF-8 as the others are; they were read as "
        f"{encoding}",
        where=f"{path.name}, line {dirt.first}",
        next_step="Compare these lines to the source, or get the file again.",
    )
