"""The records of a JSON list or a GeoJSON feature collection, as rows, in constant memory."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from troth.errors import LimitError, SourceError
from troth.model import Issue, canonical
from troth.read.feeds.rows import Block
from troth.read.feeds.text import TextFile

MAX_RECORD = 1 << 24
"""Characters of one record."""

MAX_COLUMNS = 2_000
"""Different keys of all records together."""

_CHUNK = 1 << 20
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


@dataclass(frozen=True)
class _Record:
    line: int
    value: dict[str, Any]


@dataclass(frozen=True)
class Records:
    """A JSON file of records, read as if it were a table of text.

    A GeoJSON feature is the record of its properties, with ``longitude`` and ``latitude`` of its
    point where it has no such properties.

    Attributes:
        text: the file.
    """

    text: TextFile
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file's name."""
        return self.text.path.name

    def columns(self) -> tuple[str, ...]:
        """Every key of every record, in the order of the file.

        Raises:
            SourceError: it is not a list of records, or has too many keys.
        """
        if "names" not in self._known:
            names: dict[str, None] = {}
            for item in self._items():
                if isinstance(item, _Record):
                    names.update(dict.fromkeys(_flat(item.value)))
                    if len(names) > MAX_COLUMNS:
                        raise LimitError(
                            f"its records have more than {MAX_COLUMNS:,} different keys",
                            where=f"{self.file}, line {item.line}",
                            next_step="Check that it is a table of records.",
                        )
            self._known["names"] = tuple(names)
        return self._known["names"]

    def texts(self, names: Sequence[str]) -> Iterator[Sequence[str]]:
        """Some columns of the whole file, row by row."""
        for item in self._items():
            if isinstance(item, _Record):
                flat = _flat(item.value)
                yield [_text(flat.get(name)) for name in names]

    def blocks(self, size: int) -> Iterator[Block]:
        """The records, so many at a time; at least one block, though it be empty."""
        names = self.columns()
        found = _Gathered()
        for item in self._items():
            if found.read == size:
                yield found.block(self.file, names)
                found = _Gathered()
            found.add(item, names, self.file)
        yield found.block(self.file, names)

    def _items(self) -> Iterator[_Record | Issue]:
        yield from _Stream(self.text).items()


@dataclass
class _Gathered:
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    read: int = 0

    def add(self, item: "_Record | Issue", names: tuple[str, ...], file: str) -> None:
        self.read += 1
        if isinstance(item, Issue):
            self.issues.append(item)
            return
        try:
            digest = sha256(canonical(item.value)).hexdigest()
        except UnicodeEncodeError:
            what = "the record holds half of a character (a lone surrogate)"
            self.issues.append(Issue("record", what, f"{file}, line {item.line}", _CORRECT))
            return
        flat = _flat(item.value)
        self.rows.append([_text(flat.get(name)) for name in names])
        self.lines.append(item.line)
        self.hashes.append(digest)

    def block(self, file: str, names: tuple[str, ...]) -> Block:
        return Block(file, names, self.rows, self.lines, self.hashes, tuple(self.issues), self.read)


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    properties, geometry = record.get("properties"), record.get("geometry")
    if record.get("type") != "Feature" or not isinstance(properties, dict):
        return record
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return properties
    point = geometry.get("coordinates")
    if not isinstance(point, list) or len(point) < 2:
        return properties
    return {"longitude": point[0], "latitude": point[1], **properties}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


class _Stream:
    """Records from a file of any length, a stretch of text at a time."""

    def __init__(self, text: TextFile) -> None:
        self._file = text.path.name
        self._lines = text.lines()
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def items(self) -> Iterator[_Record | Issue]:
        self._open()
        while True:
            self._pass(_BETWEEN)
            if self._peek() in {"]", ""}:
                break
            item = self._record()
            yield item
            if isinstance(item, Issue) and item.code == "row-cut":
                return
        if not self._peek():
            yield Issue("row-cut", "the list has no end", self._where(), _AGAIN)

    def _open(self) -> None:
        self._more()
        self._pass(_BETWEEN)
        if self._peek() == "[":
            self._move(1)
            return
        match = _FEATURES.search(self._text)
        if match is None or self._peek() != "{":
            raise SourceError(
                "it is not a JSON list of records or a GeoJSON feature collection",
                where=self._where(),
                next_step="Give the file with the list, or a CSV file.",
            )
        self._move(match.end() - self._at)

    def _peek(self) -> str:
        if self._at >= len(self._text) and not self._ended:
            self._more()
            self._pass(_BETWEEN)
        return self._text[self._at : self._at + 1]

    def _pass(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        if match:
            self._move(match.end() - self._at)

    def _move(self, count: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count

    def _more(self) -> None:
        """Let go of what was read and take in some more lines."""
        parts = [self._text[self._at :]]
        size = 0
        for line in self._lines:
            parts.append(line)
            size += len(line)
            if size >= max(_CHUNK, len(parts[0])):
                break
        else:
            self._ended = True
        self._text, self._at = "".join(parts), 0

    def _record(self) -> _Record | Issue:
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise self._broken("it is nested too deeply") from error
            except ValueError as error:
                if self._ended:
                    return self._cut(error)
                self._more_or_refuse(error)
                continue
            line = self._line
            self._move(end - self._at)
            if isinstance(value, dict):
                return _Record(line, value)
            where = f"{self._file}, line {line}"
            return Issue("record", "an entry of the list is not a record", where, _CORRECT)

    def _more_or_refuse(self, error: ValueError) -> None:
        if len(self._text) - self._at > MAX_RECORD:
            raise self._broken(str(error)) from error
        self._more()

    def _cut(self, error: ValueError) -> Issue:
        at_end = (
            isinstance(error, json.JSONDecodeError) and error.pos >= len(self._text.rstrip()) - 1
        )
        unclosed = "Unterminated" in str(error)
        if at_end or unclosed:
            return Issue(
                "row-cut", "the file ends in the middle of a record", self._where(), _AGAIN
            )
        raise self._broken(str(error)) from error

    def _broken(self, why: str) -> SourceError:
        return SourceError(
            f"a record is not valid JSON: {why}", where=self._where(), next_step=_CORRECT
        )

    def _where(self) -> str:
        return f"{self._file}, line {self._line}"


_AGAIN = "Get the file again: it was cut."
_CORRECT = "Correct the record in a copy of the file."
