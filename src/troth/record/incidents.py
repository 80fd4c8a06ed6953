"""The incidents of a record: GeoParquet files, a log of imports, and joins of incidents."""

import fcntl
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from troth.errors import RecordError, UsageError, VerifyError
from troth.model import Issue, canonical, content_id
from troth.model.incident_table import INCIDENTS
from troth.record import joins
from troth.record.held import Held, of_ids, of_texts, repeated
from troth.record.imports import NAME, Import, Imports
from troth.record.joins import Join
from troth.record.lines import append_line, read_lines
from troth.record.partitions import (
    UNFINISHED,
    Partitions,
    file_hash,
    settle,
    without_points,
    years,
)

FOLDER = "incidents"
SAME = "same.jsonl"
BATCH_ROWS = 65_536
LINE = "line "
"""How the ``row`` of a row begins that its source gives no id: a place, not a name."""

_SOURCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_LOCK = ".lock"


class Batch(Protocol):
    """Some rows of a feed, as they are read."""

    @property
    def incidents(self) -> pa.RecordBatch:
        """Of the schema ``INCIDENTS``."""
        ...

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What could not be read, or only doubtfully."""
        ...

    @property
    def rows_read(self) -> int:
        """How many rows of the file it was made from."""
        ...


class Incidents:
    """The folder ``incidents/`` of a record.

    Files are only added. What the log ``imports.jsonl`` does not name does not count, so that an
    import that was interrupted leaves nothing behind but what ``problems`` tells; doing it again
    completes it.

    Args:
        record: the folder of the record.
    """

    def __init__(self, record: Path) -> None:
        self.folder = record / FOLDER
        self._imports = Imports(self.folder)

    # Into the record

    def add(
        self,
        batches: Iterable[Batch],
        *,
        file: Path,
        source: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Import:
        """Take the rows of a file that the record does not hold yet, all of them or none.

        A row is known by its id, which is made from its source, its name and its content. Of a row
        that comes again under the same name with other content, the newest import's version is
        what ``batches`` gives; the older one stays on disk, and is given ``as_of`` earlier days.

        Args:
            batches: of the file, as they are read.
            file: what they were read from, for its name and hash.
            source: the feed; all rows are of it.
            clock: tells when the record learned of them.

        Returns:
            What was written down; ``new`` is 0, and nothing was written, when the file had been
            imported and held nothing else.

        Raises:
            UsageError: the source is no name, or a row is of another one.
            RecordError: the files cannot be written.
        """
        if not _SOURCE.fullmatch(source):
            raise UsageError(
                f"{source!r} cannot be the name of a source",
                where="source",
                next_step="Use small letters, digits, hyphens, dots and underscores.",
            )
        try:
            with self._locked():
                return self._add(batches, file, source, clock)
        except OSError as error:
            raise RecordError(
                f"the incidents cannot be stored ({error.strerror or error})",
                where=str(self.folder),
                next_step="Check the disk and the rights of the folder, then import again.",
            ) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone in the folder; what a killed import left unfinished is swept away first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for leftover in self.folder.glob(f"*{UNFINISHED}"):
                shutil.rmtree(leftover)
            yield

    def _add(
        self, batches: Iterable[Batch], file: Path, source: str, clock: Callable[[], datetime]
    ) -> Import:
        digest = file_hash(file)
        work = Path(mkdtemp(dir=self.folder, suffix=UNFINISHED))
        partitions = Partitions(self.folder, work, source)
        try:
            taking = _Taking(source, *self._held(source), partitions, work)
            for batch in batches:
                taking.take(batch)
            taking.conclude(file.name)
            earlier = next(
                (
                    item
                    for item in self._imports.all()
                    if (item.sha256, item.source) == (digest, source)
                ),
                None,
            )
            if earlier is not None and not taking.new:
                return replace(earlier, new=0)
            files = {**partitions.finish(), **taking.finish(), **self._superseded(taking, work)}
            done = Import(
                file=file.name,
                sha256=digest,
                source=source,
                licence=taking.licence,
                learned=clock().astimezone(UTC).isoformat(),
                rows=taking.rows,
                new=taking.new,
                duplicates=taking.duplicates,
                issues=taking.issues,
                files={place: self._put(place, path) for place, path in files.items()},
            )
            self._imports.add(done)
            settle(self.folder)
        finally:
            partitions.close()
            shutil.rmtree(work, ignore_errors=True)
        return done

    def _put(self, place: str, path: Path) -> str:
        """Give a finished file its name; gives its hash."""
        target = self.folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = file_hash(path)
        settle(path)
        path.replace(target)
        settle(target.parent)
        return digest

    def _held(self, source: str) -> tuple[Held, Held]:
        """The ids of the rows that are held of a source, and the source's own names of them."""
        ids, rows = Held(), Held()
        for batch in self._raw(source, ["id", "row"]):
            ids.add(of_ids(batch["id"]))
            names = of_texts(batch["row"])
            names = names[~repeated(names)]
            rows.add(names[~rows.has(names)])
        return ids, rows

    def _raw(self, source: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        for item in self._imports.all():
            if item.source == source:
                for place in item.parts(f"source={source}"):
                    yield from self._read(place, columns)

    def _superseded(self, taking: "_Taking", work: Path) -> dict[str, Path]:
        """A file with the ids of the older versions of rows that came with other content."""
        if not taking.changed:
            return {}
        changed = pa.array(sorted(taking.changed), pa.string())
        found: list[str] = []
        for batch in self._raw(taking.source, ["id", "row"]):
            found += batch.filter(pc.is_in(batch["row"], changed))["id"].to_pylist()
        path = work / "superseded.parquet"
        pq.write_table(pa.table({"id": pa.array(sorted(found), pa.string())}), path)
        return {f"superseded/{file_hash(path)}.parquet": path}

    # Out of the record

    def imports(self, *, as_of: datetime | None = None) -> Iterator[Import]:
        """Every import by then, oldest first."""
        return (item for item in self._imports.all() if item.known_by(as_of))

    def issues(self, item: Import) -> Iterator[Issue]:
        """The issues of an import, in the order of its file."""
        for place in item.parts("issues"):
            for _, form in read_lines(self.folder / place):
                yield Issue(form["code"], form["what"], form["where"], form["next_step"])

    def batches(
        self, *, columns: Sequence[str] | None = None, as_of: datetime | None = None
    ) -> Iterator[pa.RecordBatch]:
        """The table of incidents, by and by: rows learned by then, by source, year and file.

        Of a row that a later import brought with other content, only the newest version.

        Args:
            columns: of ``INCIDENTS``, in this order; all of them if not given.
            as_of: the moment whose knowledge is asked for; now, if not given.

        Raises:
            UsageError: a column is not one of ``INCIDENTS``.
            VerifyError: a file is missing or cannot be read.
        """
        wanted = list(INCIDENTS.names if columns is None else columns)
        if unknown := [name for name in wanted if name not in INCIDENTS.names]:
            raise UsageError(f"incidents have no column {unknown[0]!r}", where="columns")
        known = list(self.imports(as_of=as_of))
        old = self._old(known)
        schema = pa.schema([INCIDENTS.field(name) for name in wanted])
        extra = {*(["longitude"] if "geometry" in wanted else []), *(["id"] if len(old) else [])}
        for place in sorted(
            place for item in known for place in item.parts(f"source={item.source}")
        ):
            for batch in self._read(place, [*wanted, *sorted(extra - {*wanted})]):
                kept = batch.filter(pa.array(~old.has(of_ids(batch["id"])))) if len(old) else batch
                given = without_points(kept) if "geometry" in wanted else kept
                yield pa.RecordBatch.from_arrays([given[name] for name in wanted], schema=schema)

    def _old(self, known: Iterable[Import]) -> Held:
        """The ids of rows that newer versions have taken the place of."""
        old = Held()
        for item in known:
            for place in item.parts("superseded"):
                for batch in self._read(place, ["id"]):
                    keys = of_ids(batch["id"])
                    old.add(keys[~old.has(keys)])
        return old

    def _read(self, place: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        path = self.folder / place
        try:
            with pq.ParquetFile(path) as file:
                yield from file.iter_batches(BATCH_ROWS, columns=list(columns))
        except (OSError, pa.ArrowException) as error:
            raise VerifyError(
                "a file of incidents is missing or cannot be read",
                where=str(path),
                next_step="Put back a copy of it.",
            ) from error

    # Incidents that are one event

    def join(self, item: Join) -> None:
        """Write down that two incidents are one event.

        Raises:
            UsageError: they are the same incident.
        """
        if item.a == item.b:
            raise UsageError("an incident is not joined with itself", where=item.a)
        with self._locked():
            append_line(self.folder / SAME, asdict(item))

    def joined(self) -> Iterator[Join]:
        """Every join, oldest first.

        Raises:
            VerifyError: a line is not one of a join.
        """
        for number, form in read_lines(self.folder / SAME):
            try:
                yield Join(**form)
            except TypeError as error:
                raise VerifyError(
                    "a join is not what was written down",
                    where=f"{SAME}, line {number}",
                    next_step="Put back a copy of the file.",
                ) from error

    def events(self) -> Mapping[str, str]:
        """For incidents that people or a rule have joined, the smallest id of their event."""
        return joins.events(self.joined())

    # Checked again

    def problems(self) -> Iterator[tuple[str, str]]:
        """What does not hold, with its place: of logs, files and every row; and leftovers."""
        listed: set[str] = set()
        held = Held()
        try:
            for item in self._imports.all():
                for place, digest in sorted(item.files.items()):
                    listed.add(place)
                    yield from self._file_problems(item, place, digest, held)
            for _ in self.joined():
                pass
        except VerifyError as error:
            yield error.what, error.where
        yield from self._strangers(listed)

    def _file_problems(
        self, item: Import, place: str, digest: str, held: Held
    ) -> Iterator[tuple[str, str]]:
        where = f"{FOLDER}/{place}"
        path = self.folder / place
        try:
            found = file_hash(path)
        except OSError:
            yield "the file is missing or cannot be read", where
            return
        if found != digest:
            yield f"the bytes have changed: their hash is {found}", where
        if place in item.parts(f"source={item.source}"):
            try:
                yield from self._row_problems(item, place, where, held)
            except VerifyError:
                yield "the file is no table of incidents", where

    def _row_problems(
        self, item: Import, place: str, where: str, held: Held
    ) -> Iterator[tuple[str, str]]:
        year = place.split("/")[1].removeprefix("year=")
        for batch in self._read(place, INCIDENTS.names):
            if not batch.schema.equals(INCIDENTS):
                yield "its columns are not those of the table of incidents", where
                return
            for told, form in zip(batch["id"].to_pylist(), _identity(batch), strict=True):
                if content_id("incident row", form) != told:
                    yield f"the id of row {form['row']} is not that of its content", where
            if batch["source"].to_pylist() != [item.source] * len(batch):
                yield "rows are of another source", where
            if pc.any(pc.not_equal(years(batch), year)).as_py():
                yield "rows are of another year", where
            keys = of_ids(batch["id"])
            if (repeated(keys) | held.has(keys)).any():
                yield "rows are held twice", where
            held.add(keys[~(repeated(keys) | held.has(keys))])

    def _strangers(self, listed: set[str]) -> Iterator[tuple[str, str]]:
        own = {NAME, SAME, _LOCK}
        for path in sorted(self.folder.rglob("*")):
            place = path.relative_to(self.folder).as_posix()
            if path.is_file() and place not in listed and place not in own:
                unfinished = UNFINISHED in place
                what = (
                    "an import was interrupted; import its file again"
                    if unfinished
                    else ("no import names this file; it does not count")
                )
                yield what, f"{FOLDER}/{place}"


def _identity(batch: pa.RecordBatch) -> Iterator[dict[str, str]]:
    rows: list[dict[str, str]] = batch.select(["source", "row", "row_hash"]).to_pylist()
    return iter(rows)


@dataclass
class _Taking:
    """One import while it is under way: what is new in it, and what is to be said about it."""

    source: str
    ids_before: Held
    rows_before: Held
    partitions: Partitions
    work: Path
    ids: Held = field(default_factory=Held)
    names: Held = field(default_factory=Held)
    changed: set[str] = field(default_factory=set)
    licence: str | None = None
    rows: int = 0
    new: int = 0
    duplicates: int = 0
    issues: int = 0
    renamed: int = 0
    first_duplicate: str = ""
    first_renamed: str = ""

    def take(self, batch: Batch) -> None:
        """The rows of one batch that are new; the others are counted."""
        self.rows += batch.rows_read
        self._say(batch.issues)
        incidents = batch.incidents
        if not len(incidents):
            return
        if pc.any(pc.not_equal(incidents["source"], self.source)).as_py():
            raise UsageError(
                f"a row is not of the source {self.source!r}",
                where=incidents["file"][0].as_py(),
                next_step="Give the source that the feed or the mapping names.",
            )
        self.licence = self.licence or incidents["licence"][0].as_py()
        keys = of_ids(incidents["id"])
        again = repeated(keys) | self.ids.has(keys)
        self._count_duplicates(incidents, again)
        self.ids.add(keys[~again])
        fresh = incidents.filter(pa.array(~(again | self.ids_before.has(keys))))
        if len(fresh):
            self._names(fresh)
            self.new += len(fresh)
            self.partitions.write(fresh)

    def _count_duplicates(
        self, incidents: pa.RecordBatch, again: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    ) -> None:
        if again.any():
            self.duplicates += int(again.sum())
            self.first_duplicate = self.first_duplicate or _line(incidents, int(again.argmax()))

    def _names(self, fresh: pa.RecordBatch) -> None:
        """Take note of rows whose names are known with other content."""
        names = of_texts(fresh["row"])
        here = repeated(names) | self.names.has(names)
        before = self.rows_before.has(names)
        known = here | before
        if known.any():
            self.renamed += int(known.sum())
            self.first_renamed = self.first_renamed or _line(fresh, int(known.argmax()))
            rows = fresh["row"].filter(pa.array(before)).to_pylist()
            self.changed |= {row for row in rows if not row.startswith(LINE)}
        self.names.add(names[~here])

    def conclude(self, file: str) -> None:
        """Say what is to be said of the file as a whole."""
        said = []
        if self.duplicates:
            what = f"{self.duplicates:,} rows stand in the file more than once; each counts once"
            said.append(Issue("row-twice", what, self.first_duplicate, "Nothing needs to be done."))
        if self.renamed:
            what = f"{self.renamed:,} rows have the id of another row, with other content"
            said.append(Issue("row-changed", what, self.first_renamed, _CHANGED))
        self._say(said)

    def _say(self, issues: Iterable[Issue]) -> None:
        forms = [
            canonical(
                {
                    "code": item.code,
                    "what": item.what,
                    "where": item.where,
                    "next_step": item.next_step,
                }
            )
            for item in issues
        ]
        if forms:
            with (self.work / "issues.jsonl").open("ab") as file:
                file.write(b"".join(form + b"\n" for form in forms))
            self.issues += len(forms)

    def finish(self) -> dict[str, Path]:
        """The file of issues, if there are any, by its place."""
        path = self.work / "issues.jsonl"
        return {f"issues/{file_hash(path)}.jsonl": path} if path.exists() else {}


def _line(incidents: pa.RecordBatch, place: int) -> str:
    file, line = incidents["file"][place].as_py(), incidents["line"][place].as_py()
    return f"{file}, line {line}" if line is not None else file


_CHANGED = (
    "A newer file's version counts from now on; if both stand in one file, both count: settle it."
)
