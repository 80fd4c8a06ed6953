"""Rows set aside on disk and given back in order, so that memory does not grow with a ledger."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE rows (shelf TEXT, key TEXT, row TEXT);
CREATE TABLE names (name TEXT PRIMARY KEY, documents INTEGER);
"""


class Spool:
    """Shelves of rows, and the names met so far with the number of documents that hold each."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._database.executescript(TABLES)

    def put(self, shelf: str, key: str, row: Mapping[str, Any]) -> None:
        """Set a row aside; rows of a shelf come back by key, equal keys in the order put."""
        self._database.execute(
            "INSERT INTO rows VALUES (?, ?, ?)", (shelf, key, json.dumps(row, ensure_ascii=False))
        )

    def rows(self, shelf: str) -> Iterator[dict[str, Any]]:
        """The rows of a shelf, in order."""
        query = "SELECT row FROM rows WHERE shelf = ? ORDER BY key, rowid"
        for (row,) in self._database.execute(query, (shelf,)):
            yield json.loads(row)

    def count(self, shelf: str) -> int:
        """How many rows a shelf holds."""
        query = "SELECT count(*) FROM rows WHERE shelf = ?"
        return int(self._database.execute(query, (shelf,)).fetchone()[0])

    def meet(self, names: Iterable[str]) -> None:
        """Count one more document for each of these names."""
        self._database.executemany(
            "INSERT INTO names VALUES (?, 1) "
            "ON CONFLICT (name) DO UPDATE SET documents = documents + 1",
            ((name,) for name in set(names)),
        )

    def names(self, *, most: int) -> list[str]:
        """The names of most documents, sorted."""
        query = "SELECT name FROM names ORDER BY documents DESC, name LIMIT ?"
        return sorted(name for (name,) in self._database.execute(query, (most,)))


@contextmanager
def spooling(folder: Path) -> Iterator[Spool]:
    """A spool in a file of ``folder``, gone when the block ends."""
    path = folder / "spool.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        yield Spool(database)
    path.unlink(missing_ok=True)
