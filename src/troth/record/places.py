"""The layers of places of a record: a GeoParquet file for each import, and a list of imports."""

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from troth.errors import RecordError, UsageError, VerifyError
from troth.model.identity import canonical
from troth.model.incident_table import GEO_METADATA, LAYER
from troth.model.place import place_id

FOLDER = "places"
LIST = "layers.jsonl"
UNFINISHED = ".tmp"
AGAIN = "Put back a copy of it, or move it away and import the layer again."

_LAYER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Import:
    """One import of one file into a layer.

    Attributes:
        layer: the layer.
        file: the name of the file that was read.
        sha256: of the bytes of the table that was kept.
        source: who made the places.
        licence: of the source.
        learned: when the record took it in, in UTC, ISO 8601.
        features: how many places it has.
    """

    layer: str
    file: str
    sha256: str
    source: str | None
    licence: str | None
    learned: str
    features: int


def _now() -> datetime:
    return datetime.now(UTC)


class Places:
    """The ``places/`` folder of a record; a file in it is complete or not there at all.

    A newer import of a file of the same name takes the place of the older one, which stays in the
    history; files of other names add to the layer.
    """

    def __init__(self, record: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self.folder = record / FOLDER
        self._clock = clock

    def put(self, table: pa.Table, *, layer: str, file: str) -> bool:
        """Take in the places of one file, and tell whether that changed anything.

        Args:
            table: of ``LAYER``, all of it of the one layer.
            layer: its name: lower-case letters, digits, ``-`` and ``_``.
            file: the name of the file that it was read from.

        Raises:
            UsageError: the layer's name cannot be used, or the table is not of that layer.
            RecordError: it cannot be written.
        """
        _check(table, layer)
        newest = self._newest(layer, None).get(file)
        if newest and self._table(newest).equals(table):
            return False
        data = _bytes(table)
        made = Import(
            layer,
            file,
            sha256(data).hexdigest(),
            _one(table, "source"),
            _one(table, "licence"),
            self._clock().astimezone(UTC).isoformat(),
            table.num_rows,
        )
        try:
            _write(self.path(made), data)
            self._append(made)
        except OSError as error:
            raise RecordError(
                f"the layer cannot be stored ({error.strerror})",
                where=str(self.folder),
                next_step="Check the disk and the rights of the folder, then run this again.",
            ) from error
        return True

    def path(self, made: Import) -> Path:
        """Where the table of an import lies: ``places/districts/abcdef….parquet``."""
        return self.folder / made.layer / f"{made.sha256}.parquet"

    def imports(self, *, as_of: datetime | None = None) -> list[Import]:
        """Every import up to a moment, oldest first; lines that are damaged are passed over."""
        until = None if as_of is None else _moment(as_of)
        found = [item for item in self._lines() if isinstance(item, Import)]
        return [item for item in found if until is None or _when(item) <= until]

    def layers(self, *, as_of: datetime | None = None) -> tuple[str, ...]:
        """Names of the layers, sorted."""
        return tuple(sorted({item.layer for item in self.imports(as_of=as_of)}))

    def layer(self, name: str, as_of: datetime | None = None) -> pa.Table | None:
        """The places of a layer as known at a moment, or None when there was no such layer.

        A table of ``LAYER``, ordered by the name of the file and the place in it; a place that
        stands in several files counts once.

        Raises:
            VerifyError: a file is missing or has changed.
        """
        newest = self._newest(name, as_of)
        if not newest:
            return None
        table = pa.concat_tables([self._table(newest[file]) for file in sorted(newest)])
        first = {item: row for row, item in reversed(list(enumerate(table["id"].to_pylist())))}
        return table.take(sorted(first.values()))

    def problems(self) -> Iterator[tuple[str, str]]:
        """What does not hold in the folder: each in plain words, with the file."""
        known = set()
        for item in self._lines():
            if isinstance(item, Import):
                known.add(self.path(item))
                yield from self._problems_of(item)
            else:
                yield item, str(self.folder / LIST)
        for path in sorted(self.folder.glob("*/*")):
            if path not in known and path.suffix != UNFINISHED:
                yield "no import of the record tells of this file", str(path)

    def _problems_of(self, made: Import) -> Iterator[tuple[str, str]]:
        where = str(self.path(made))
        try:
            table = self._table(made)
        except VerifyError as error:
            yield error.what, error.where
            return
        if table.num_rows != made.features:
            yield f"it has {table.num_rows} places, and its import says {made.features}", where
        if set(table["layer"].to_pylist()) - {made.layer}:
            yield "it has places of another layer", where
        wrong = sum(_id(row) != row["id"] for row in table.to_pylist())
        if wrong:
            yield f"{wrong} of its places do not have the id of their content", where

    def _newest(self, layer: str, as_of: datetime | None) -> dict[str, Import]:
        """The newest import of each file of a layer."""
        return {item.file: item for item in self.imports(as_of=as_of) if item.layer == layer}

    def _table(self, made: Import) -> pa.Table:
        path = self.path(made)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise VerifyError(
                f"a layer of places cannot be read ({error.strerror})",
                where=str(path),
                next_step=AGAIN,
            ) from error
        if sha256(data).hexdigest() != made.sha256:
            raise VerifyError(
                "a layer of places is not what was stored", where=str(path), next_step=AGAIN
            )
        try:
            table = pq.read_table(io.BytesIO(data)).replace_schema_metadata(None)
            return table.select(LAYER.names).cast(LAYER)
        except (pa.ArrowException, KeyError, OSError, ValueError) as error:
            raise VerifyError(
                "a layer of places is no table of places", where=str(path), next_step=AGAIN
            ) from error

    def _lines(self) -> Iterator[Import | str]:
        """Every import in the order of the list, or what is wrong with its line."""
        path = self.folder / LIST
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        except OSError as error:
            raise RecordError(
                f"the list of layers cannot be read ({error.strerror})",
                where=str(path),
                next_step="Check the rights of the file.",
            ) from error
        for number, line in enumerate(text.splitlines(), start=1):
            if line:
                yield _import(line) or f"line {number} is no import of a layer"

    def _append(self, made: Import) -> None:
        path = self.folder / LIST
        line = canonical(asdict(made)) + b"\n"
        with path.open("ab+") as file:
            if file.tell() and not _ends_a_line(file):
                line = b"\n" + line  # what a killed run left stays as it is, a line of its own
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        _settle(path.parent)


def _check(table: pa.Table, layer: str) -> None:
    if not _LAYER.fullmatch(layer):
        raise UsageError(
            f"{layer!r} cannot be the name of a layer",
            next_step="Use up to 64 lower-case letters, digits, '-' and '_', such as power_plants.",
        )
    if not table.schema.equals(LAYER) or set(table["layer"].to_pylist()) - {layer}:
        raise UsageError(
            f"the table is not one of places of the layer {layer!r}",
            next_step="Read it as that layer first.",
        )


def _import(line: str) -> Import | None:
    try:
        form: Any = json.loads(line)
        made = Import(**form)
        datetime.fromisoformat(made.learned)
    except (ValueError, TypeError, RecursionError):
        return None
    named = isinstance(made.layer, str) and _LAYER.fullmatch(made.layer)
    hashed = isinstance(made.sha256, str) and _HASH.fullmatch(made.sha256)
    counted = isinstance(made.features, int) and isinstance(made.file, str)
    return made if named and hashed and counted else None


def _when(made: Import) -> datetime:
    return _moment(datetime.fromisoformat(made.learned))


def _moment(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken to be in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _id(row: dict[str, Any]) -> str:
    return place_id(row["layer"], row["name"], row["geometry"], row["since"])


def _one(table: pa.Table, column: str) -> str | None:
    """The value that all rows share, or None."""
    values = set(table[column].to_pylist())
    return values.pop() if len(values) == 1 else None


def _bytes(table: pa.Table) -> bytes:
    """The table as GeoParquet; equal tables give equal bytes."""
    metadata = {b"geo": canonical(GEO_METADATA)}
    buffer = io.BytesIO()
    plain = table.combine_chunks().replace_schema_metadata(metadata)
    pq.write_table(plain, buffer, compression="zstd")
    return buffer.getvalue()


def _ends_a_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _write(path: Path, data: bytes) -> None:
    """Write under another name and rename: no reader ever sees half a table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.stem}.", suffix=UNFINISHED, delete=False
    ) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the names in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
