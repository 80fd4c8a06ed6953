"""The rows of a file, in blocks, each row with its line and its hash; no row is lost unsaid."""

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import islice
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from troth.errors import SourceError
from troth.model import Issue
from troth.read.feeds.text import TextFile

MAX_FIELD = 1 << 22
"""Characters of one field. A quotation mark that is never closed swallows rows up to here."""

_END, _ESCAPE = "\x1f", "\x1e"
"""Between the fields of a row that is hashed, and before one of these two within a field."""


def row_hash(row: Sequence[str]) -> str:
    """SHA-256 of a row's fields, however they were quoted, in hexadecimal."""
    text = _END.join(row)
    if text.count(_END) >= len(row) or _ESCAPE in text:
        text = _END.join(_escaped(item) for item in row)
    return sha256(text.encode()).hexdigest()


def _hashes(rows: Sequence[Sequence[str]]) -> list[str]:
    """The hash of each row; one that comes again in these rows is made once."""
    known: dict[tuple[str, ...], str] = {}
    found = []
    for row in map(tuple, rows):
        if row not in known:
            known[row] = row_hash(row)
        found.append(known[row])
    return found


def _escaped(text: str) -> str:
    return text.replace(_ESCAPE, _ESCAPE * 2).replace(_END, _ESCAPE + _END)


@dataclass(frozen=True)
class Block:
    """Some rows of one file, as text.

    Attributes:
        file: the file's name.
        names: of the columns.
        rows: the fields of each row, as many as there are names.
        lines: where each row begins, counted from one.
        hashes: SHA-256 of each row, in hexadecimal.
        issues: rows before, between and after these that could not be used.
        rows_read: the usable rows and the others.
    """

    file: str
    names: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    hashes: Sequence[str]
    issues: tuple[Issue, ...] = ()
    rows_read: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def texts(self, name: str) -> pa.Array:
        """A column as text without space at its ends; empty where there is no such column."""
        place = self._places.get(name)
        if place is None or not self.rows:
            return pa.nulls(len(self.rows), pa.string()).fill_null("")
        return pc.utf8_trim_whitespace(pa.array(self._columns[place], pa.string()))

    @cached_property
    def _columns(self) -> list[tuple[str, ...]]:
        return list(zip(*self.rows, strict=True))

    def where(self, place: int) -> str:
        """Where a row of this block stands, for an issue."""
        return f"{self.file}, line {self.lines[place]}"

    def without(self, places: set[int]) -> "Block":
        """The block without some of its rows, which still count as read."""
        if not places:
            return self
        kept = [place for place in range(len(self.rows)) if place not in places]
        return Block(
            self.file,
            self.names,
            [self.rows[place] for place in kept],
            [self.lines[place] for place in kept],
            [self.hashes[place] for place in kept],
            self.issues,
            self.rows_read,
        )


@dataclass(frozen=True)
class Table:
    """How the rows of a text file are told apart.

    Attributes:
        text: the file.
        delimiter: between fields.
        names: of the columns; the first line when None.
        quoted: fields may stand in quotation marks.
        renamed: names of a header that stand for others.
    """

    text: TextFile
    delimiter: str = ","
    names: tuple[str, ...] | None = None
    quoted: bool = True
    renamed: Mapping[str, str] = field(default_factory=dict)
    _header: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file's name."""
        return self.text.path.name

    def columns(self) -> tuple[str, ...]:
        """The names of the columns.

        Raises:
            SourceError: there is no header, or it has a name twice.
        """
        if self.names is not None:
            return self.names
        if "names" not in self._header:
            self._header["names"] = self._read_names()
        names: tuple[str, ...] = self._header["names"]
        return names

    def first(self) -> list[str]:
        """The fields of the first line; empty when the file is."""
        return next(csv.reader(self.text.lines(), strict=False, **self._dialect()), [])

    def _read_names(self) -> tuple[str, ...]:
        first = [name.strip() for name in self.first()]
        names = tuple(self.renamed.get(name, name) for name in first)
        twice = {name for name in names if name and names.count(name) > 1}
        if not any(names) or twice:
            problem = f"it names {sorted(twice)[0]!r} twice" if twice else "the file is empty"
            raise SourceError(
                f"the header cannot be used: {problem}",
                where=f"{self.file}, line 1",
                next_step="Check that the file is whole and has one line of column names.",
            )
        return names

    def _dialect(self) -> dict[str, Any]:
        quoting = csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE
        return {"delimiter": self.delimiter, "quoting": quoting}

    def blocks(self, size: int) -> Iterator[Block]:
        """The rows, so many at a time; at least one block, though it be empty."""
        names = self.columns()
        rows = _Rows(self.text.lines(), self._dialect(), self.file, len(names))
        if self.names is None:
            rows.skip_header()
        while True:
            found = rows.take(size)
            yield Block(
                self.file,
                names,
                found.rows,
                found.lines,
                _hashes(found.rows),
                tuple(found.issues),
                found.read,
            )
            if found.last:
                return

    def texts(self, names: Sequence[str]) -> Iterator[Sequence[str]]:
        """Some columns of the whole file, row by row; rows that cannot be read are left out."""
        known = self.columns()
        take = itemgetter(*(known.index(name) for name in names))
        reader = csv.reader(self.text.lines(), strict=False, **self._dialect())
        if self.names is None:
            next(reader, None)
        while True:
            try:
                for row in reader:
                    if len(row) == len(known):
                        found = take(row)
                        yield found if len(names) > 1 else (found,)
                return
            except csv.Error:
                continue


@dataclass
class _Taken:
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    read: int = 0
    last: bool = False


class _Rows:
    """Rows from lines, with a new start after what cannot be a row."""

    def __init__(
        self, lines: Iterator[str], dialect: dict[str, Any], file: str, width: int
    ) -> None:
        self._dialect = dialect
        self._file = file
        self._width = width
        self._lines = lines
        self._again: deque[str] = deque()
        self._begin(0)

    def _begin(self, before: int) -> None:
        """Read from here on with a new reader; ``before`` lines were read by others."""
        self._before = before
        self._seen = 0
        self._pending: list[str] = []
        csv.field_size_limit(MAX_FIELD)
        self._reader = csv.reader(self._keep(self._pending), strict=True, **self._dialect)

    def _keep(self, pending: list[str]) -> Iterator[str]:
        """The lines, those that are read again first; each is kept until its row is whole."""
        again = self._again
        while True:
            while again:
                pending.append(again.popleft())
                yield pending[-1]
            for line in self._lines:
                pending.append(line)
                yield line
                if again:
                    break
            else:
                return

    def skip_header(self) -> None:
        next(self._reader, None)
        self._pending.clear()
        self._seen = self._reader.line_num

    def take(self, size: int) -> _Taken:
        taken = _Taken()
        self._at_once(taken, size)
        while True:
            try:
                if self._read(taken, size):
                    return taken
            except csv.Error:
                self._broken(taken)

    def _at_once(self, taken: _Taken, size: int) -> None:
        """Rows of lines that are rows for sure: several times as fast as one after the other."""
        if self._again:
            return
        lines = list(islice(self._lines, size))
        rows = self._plain_rows(lines)
        if rows is None:
            self._again.extend(lines)
            return
        first = self._before + self._seen + 1
        taken.rows, taken.lines = rows, list(range(first, first + len(rows)))
        taken.read = len(rows)
        self._begin(self._before + self._seen + len(rows))

    def _plain_rows(self, lines: list[str]) -> list[list[str]] | None:
        """The rows of some lines; None when not every line is for sure one usable row."""
        if not lines or not lines[-1].endswith(("\n", "\r")):
            return None
        if self._dialect["quoting"] != csv.QUOTE_NONE and any('"' in line for line in lines):
            return None
        try:
            rows = list(csv.reader(lines, **self._dialect))
        except csv.Error:
            return None
        return rows if {*map(len, rows)} == {self._width} else None

    def _broken(self, taken: _Taken) -> None:
        """A row whose quotation marks are wrong; what its own line tells clearly is still read."""
        line, first = self._before + self._seen + 1, self._pending[0]
        taken.read += 1
        if self._is_open(first):
            cut = len(self._pending) == 1 and not first.endswith(("\n", "\r"))
            code, words = ("row-cut", _CUT) if cut else ("row-unclosed", _UNCLOSED)
            taken.issues.append(self._issue(code, *words))
        else:
            row = next(csv.reader([first], strict=False, **self._dialect), [])
            if len(row) == self._width:
                taken.rows.append(row)
                taken.lines.append(line)
            else:
                taken.issues.append(self._issue("row-width", self._wide(row), _CUT[1]))
        self._start_again()

    def _is_open(self, line: str) -> bool:
        return line.count('"') % 2 == 1

    def _read(self, taken: _Taken, size: int) -> bool:
        """Rows until there are enough, or none is left, or reading has to start again."""
        width, reader, pending = self._width, self._reader, self._pending
        while taken.read < size:
            row = next(reader, None)
            if row is None:
                taken.last = True
                return True
            if len(row) == width and pending[-1].endswith(("\n", "\r")):
                taken.read += 1
                taken.rows.append(row)
                taken.lines.append(self._before + self._seen + 1)
            elif row:
                taken.read += 1
                if self._odd(taken, row, self._before + self._seen + 1):
                    return False
            pending.clear()
            self._seen = reader.line_num
        return True

    def _odd(self, taken: _Taken, row: list[str], line: int) -> bool:
        """A row of the wrong width, or the last one of a file that does not end a line.

        Gives whether reading has to start again, within what was taken for one row.
        """
        if len(row) == self._width:
            taken.rows.append(row)
            taken.lines.append(line)
            taken.issues.append(self._issue("line-unfinished", *_UNFINISHED))
        elif len(self._pending) > 1:
            taken.issues.append(self._issue("row-unclosed", *_UNCLOSED))
            self._start_again()
            return True
        elif not self._pending[-1].endswith(("\n", "\r")) and len(row) < self._width:
            taken.issues.append(self._issue("row-cut", *_CUT))
        else:
            taken.issues.append(self._issue("row-width", self._wide(row), _CUT[1]))
        return False

    def _wide(self, row: list[str]) -> str:
        return f"the row has {len(row)} fields, the others have {self._width}"

    def _start_again(self) -> None:
        """Go on with the line after the one where a row began that could not be read."""
        self._again.extendleft(reversed(self._pending[1:]))
        self._begin(self._before + self._seen + 1)

    def _issue(self, code: str, what: str, next_step: str) -> Issue:
        where = f"{self._file}, line {self._before + self._seen + 1}"
        return Issue(code, what, where, next_step)


_UNCLOSED = (
    "a quotation mark is not closed; the row that begins here cannot be told from the next",
    "Correct the line in a copy of the file, or get the file again.",
)
_CUT = (
    "the file ends in the middle of a row",
    "Get the file again: it was cut.",
)
_UNFINISHED = (
    "the last line has no end, so its last field may have been cut; the row was read as it stands",
    "Compare the row to the source.",
)
