"""A record checked again, from its bytes alone."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Row, select, text

from troth.errors import AnchorError, RecordError
from troth.model import content_id
from troth.record import queries
from troth.record.judging import VERDICTS
from troth.record.ledger import Ledger
from troth.record.rows import (
    document_of,
    judgement_id,
    reading_id,
    reading_of,
    sighting_id,
    spans_of,
)
from troth.record.schema import (
    documents,
    issues,
    judgements,
    metadata,
    reading_records,
    readings,
    records,
    sightings,
)


@dataclass(frozen=True)
class Problem:
    """Something in a record that does not hold.

    Attributes:
        what: the problem in plain words.
        where: the file, table or row.
        document: id of the document it is about, if it is about one.
        record: id of the record it is about, if it is about one.
        span: the place in the document, if it is about one.
    """

    what: str
    where: str
    document: str | None = None
    record: str | None = None
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        place = f" [{self.span[0]}, {self.span[1]})" if self.span else ""
        return f"{self.where}{place}: {self.what}"


@dataclass(frozen=True)
class _Bytes:
    """What the file of a document holds: its text if it can be told, and what is wrong with it."""

    text: str | None
    problem: str | None = None


def verify(ledger: Ledger) -> Iterator[Problem]:
    """Re-hash every document and re-check every id, span and reference of a record.

    Yields:
        What does not hold, as it is found; nothing, when everything holds.
    """
    for check in (_database, _documents, _files, _orphans, _judgements, _issues, _tables):
        try:
            yield from check(ledger)
        except RecordError as error:
            # The database is too damaged for this check; what the others find still counts.
            yield Problem(error.what, error.where)


# The database


def _database(ledger: Ledger) -> Iterator[Problem]:
    with ledger.database.reading() as connection:
        if ledger.database.is_sqlite:
            yield from _integrity(connection, ledger.database.where)
            found = connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
        else:
            found = connection.execute(
                text("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal")
            )
        triggers = set(found.scalars())
    for table in metadata.sorted_tables:
        for change in ("update", "delete"):
            if f"{table.name}_no_{change}" not in triggers:
                yield Problem(
                    f"the trigger that refuses to {change} rows is gone", f"table {table.name}"
                )


def _integrity(connection: Connection, where: str) -> Iterator[Problem]:
    for line in connection.execute(text("PRAGMA integrity_check")).scalars():
        if line != "ok":
            yield Problem(f"the database is damaged: {line}", where)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Problem(f"row {row[1]} points to a row of {row[2]} that is not there", row[0])


# Documents, and everything that was read in them


def _documents(ledger: Ledger) -> Iterator[Problem]:
    with ledger.database.reading() as connection:
        found = list(connection.execute(select(documents).order_by(documents.c.number)))
    for row in found:
        content = _bytes(ledger, row.id)
        yield from _document(ledger, row, content)
        # One short transaction for each document: constant memory, and no writer waits.
        with ledger.database.reading() as connection:
            yield from _sightings(connection, row.id)
            yield from _records(connection, row.id, content.text)
            yield from _readings(connection, row.id, content.text)


def _bytes(ledger: Ledger, document_id: str) -> _Bytes:
    try:
        data = ledger.texts.path(document_id).read_bytes()
    except FileNotFoundError:
        return _Bytes(None, "the file is missing")
    except OSError as error:
        return _Bytes(None, f"the file cannot be read ({error.strerror})")
    digest = sha256(data).hexdigest()
    problem = None if digest == document_id else f"the bytes have changed: their hash is {digest}"
    try:
        return _Bytes(data.decode("utf-8"), problem)
    except UnicodeDecodeError:
        return _Bytes(None, problem or "the file is not UTF-8")


def _document(ledger: Ledger, row: Row[Any], content: _Bytes) -> Iterator[Problem]:
    where = str(ledger.texts.path(row.id))
    if content.problem:
        yield Problem(content.problem, where, document=row.id)
    elif content.text is not None:
        told = (row.characters, row.bytes)
        are = (len(content.text), len(content.text.encode("utf-8")))
        if told != are:
            yield Problem(
                f"its length is noted as {told} characters and bytes, and is {are}",
                where,
                document=row.id,
            )


def _sightings(connection: Connection, document_id: str) -> Iterator[Problem]:
    query = select(sightings).where(sightings.c.document_id == document_id)
    for row in connection.execute(query):
        if row.id != sighting_id(document_id, _columns(row), row.published):
            yield Problem(
                f"what is noted of the source {row.file!r} has changed",
                f"sighting {row.id}",
                document=document_id,
            )


def _records(connection: Connection, document_id: str, source: str | None) -> Iterator[Problem]:
    query = select(records).where(records.c.document_id == document_id)
    for row in connection.execute(query.order_by(records.c.number)):
        for problem, span in _record(row, source):
            yield Problem(
                problem, f"record {row.id}", document=document_id, record=row.id, span=span
            )


def _record(row: Row[Any], source: str | None) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """What is wrong with one record, and where in the document."""
    try:
        form = json.loads(row.form)
    except ValueError as error:
        yield f"its form is not JSON ({error})", None
        return
    if row.id != content_id(row.kind, form, of=row.document_id):
        yield "its words have changed: they do not give its id", None
    if source is None:
        return
    try:
        for start, end, words in spans_of(form):
            if source[start:end] != words:
                yield (
                    f"{words!r} is not there; the document reads {source[start:end]!r}",
                    (
                        start,
                        end,
                    ),
                )
    except (TypeError, ValueError, KeyError, IndexError):
        yield "a span of it is not one", None


def _readings(connection: Connection, document_id: str, source: str | None) -> Iterator[Problem]:
    query = select(readings).where(readings.c.document_id == document_id)
    for row in list(connection.execute(query.order_by(readings.c.number))):
        found = queries.records_of(connection, row.id)
        for problem in _reading(connection, row, found, source):
            yield Problem(problem, f"reading {row.id}", document=document_id)


def _reading(
    connection: Connection, row: Row[Any], found: list[Row[Any]], source: str | None
) -> Iterator[str]:
    ids = [record.id for record in found]
    if row.id != reading_id(row.document_id, row.reader, row.published, ids):
        yield "its reader, its day or its list of records has changed: they do not give its id"
    query = select(sightings).where(sightings.c.id == row.sighting_id)
    sighting = connection.execute(query).first()
    if sighting is None or sighting.document_id != row.document_id:
        yield "the source it was read from is not one of its document"
    elif sighting.published != row.published:
        yield "its day of publication is not that of the source it was read from"
    elif source is not None:
        yield from _rebuilt(row, found, document_of(sighting, source))


def _rebuilt(row: Row[Any], found: list[Row[Any]], document: Any) -> Iterator[str]:
    try:
        reading_of(found, document, row.reader)
    except AnchorError:
        return  # named already, with its place, among the records
    except (KeyError, ValueError, TypeError) as error:
        yield f"a record of it is not one ({type(error).__name__}: {error})"


# What belongs to nothing


def _files(ledger: Ledger) -> Iterator[Problem]:
    with ledger.database.reading() as connection:
        known = set(connection.execute(select(documents.c.id)).scalars())
    for path in ledger.texts.files():
        if path != ledger.texts.path(path.stem):
            yield Problem("this file has no place in a record", str(path))
        elif path.stem not in known:
            yield Problem(
                "the record knows nothing of this file; a run that was broken off may have left"
                " it, and reading its source again would take it up",
                str(path),
            )


def _orphans(ledger: Ledger) -> Iterator[Problem]:
    held = select(reading_records.c.record_id)
    query = select(records.c.id, records.c.document_id).where(records.c.id.not_in(held))
    with ledger.database.reading() as connection:
        for row in connection.execute(query):
            yield Problem(
                "it belongs to no reading",
                f"record {row.id}",
                document=row.document_id,
                record=row.id,
            )
        read = select(readings.c.document_id)
        for name in connection.execute(
            select(documents.c.id).where(documents.c.id.not_in(read))
        ).scalars():
            yield Problem("it has no reading", f"document {name}", document=name)


# Judgements and issues


def _judgements(ledger: Ledger) -> Iterator[Problem]:
    with ledger.database.reading() as connection:
        for row in connection.execute(select(judgements).order_by(judgements.c.number)):
            where = f"judgement {row.id}"
            if row.id != judgement_id(_columns(row), row.at):
                yield Problem("its words have changed: they do not give its id", where)
            if row.verdict not in VERDICTS:
                yield Problem(f"{row.verdict!r} is not a verdict", where)
            if not _is_subject(connection, row.subject):
                yield Problem(f"what it judges, {row.subject}, is not in the record", where)


def _is_subject(connection: Connection, subject: str) -> bool:
    return any(
        connection.execute(select(table.c.id).where(table.c.id == subject)).first()
        for table in (records, documents)
    )


def _issues(ledger: Ledger) -> Iterator[Problem]:
    names = ("code", "what", "where", "next_step")
    with ledger.database.reading() as connection:
        for row in connection.execute(select(issues).order_by(issues.c.number)):
            told = _columns(row)
            if row.id != content_id("issue", {name: told[name] for name in names}):
                yield Problem("its words have changed: they do not give its id", f"issue {row.id}")


# Incidents, places and findings


def _tables(ledger: Ledger) -> Iterator[Problem]:
    """What is kept in files beside the database; a record without them waits for nothing."""
    for name, module, store in _STORES:
        if (ledger.folder / name).is_dir():
            kept = getattr(import_module(module), store)(ledger.folder)
            for what, where in kept.problems():
                yield Problem(what, where)


_STORES = (
    ("incidents", "troth.record.incidents", "Incidents"),
    ("places", "troth.record.places", "Places"),
    ("findings", "troth.record.findings", "Findings"),
)
"""Folders of a record, and what keeps them: loaded when there is one, because it is heavy."""


def _columns(row: Row[Any]) -> Mapping[str, Any]:
    return dict(row._mapping)
