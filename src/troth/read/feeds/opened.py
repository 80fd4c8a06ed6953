"""Files opened as rows, whatever their form: a table with or without header, or JSON."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from troth.errors import SourceError
from troth.model import Issue
from troth.read.feeds.records import Records
from troth.read.feeds.rows import Block, Table
from troth.read.feeds.text import TextFile, open_text


class Rows(Protocol):
    """The rows of one file."""

    @property
    def file(self) -> str:
        """The file's name."""
        ...

    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        ...

    def texts(self, names: Sequence[str]) -> Iterator[Sequence[str]]:
        """Some columns of the whole file, as text, row by row."""
        ...

    def blocks(self, size: int) -> Iterator[Block]:
        """The rows, so many at a time."""
        ...


def json_or(
    path: Path, table: Callable[[TextFile], Table], *, declared: str | None = None
) -> tuple[Rows, tuple[Issue, ...]]:
    """A file as rows, JSON if its first character says so, else as ``table`` makes of it.

    Gives also what was doubtful about its encoding.
    """
    text = open_text(path, declared=declared)
    start = next(text.lines(), "").lstrip()
    return (Records(text) if start[:1] in {"[", "{"} else table(text)), text.issues


def headed_or(table: Table, names: Sequence[str], key: str) -> Table:
    """A table whose first line is a header if it names the column ``key``, else already data.

    Raises:
        SourceError: there is no header, and not as many fields as the feed has columns.
    """
    first = [table.renamed.get(name.strip(), name.strip()) for name in table.first()]
    if key in first:
        return table
    if len(first) != len(names):
        raise SourceError(
            f"it has no header and {len(first)} columns, where the feed has {len(names)}",
            where=f"{table.file}, line 1",
            next_step="Check that it is a file of this feed, or read it as csv with a mapping.",
        )
    return replace(table, names=tuple(names))


def require(rows: Rows, needed: Sequence[str], feed: str) -> None:
    """Check that a file has the columns without which its rows cannot be read.

    Raises:
        SourceError: one is missing.
    """
    missing = [name for name in needed if name not in rows.columns()]
    if missing:
        raise SourceError(
            f"it has no column {missing[0]!r}, which files of {feed} have",
            where=f"{rows.file}, line 1",
            next_step="Check that it is a file of this feed, or read it as csv with a mapping.",
        )
