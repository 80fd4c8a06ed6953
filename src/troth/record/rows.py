"""Between the values of the model and the rows of the tables."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from troth.model import (
    KINDS,
    Document,
    Issue,
    Judgement,
    Reading,
    canonical,
    content_id,
    from_form,
    record_form,
)

KIND_OF = {name: name.removesuffix("s") for name in KINDS}
"""The lists of a reading, and what one record of each is called in its row and its id."""

LIST_OF = {kind: name for name, kind in KIND_OF.items()}

Values = dict[str, Any]
"""The columns of one row."""

TOLD = ("file", "media_type", "title", "url", "publisher", "published_from", "licence", "language")
"""What a source says about a document, in words."""


@dataclass(frozen=True)
class RecordRow:
    """One record of a document, ready to be stored.

    Attributes:
        id: content hash of document, kind and form.
        kind: what it is, such as ``statement``.
        form: canonical JSON.
    """

    id: str
    kind: str
    form: str


def storable(text: str | None) -> str | None:
    """Text that every database takes: no NUL, no lone surrogates (of undecodable file names)."""
    if text is None:
        return None
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\ufffd")


def sighting_row(document: Document, learned: datetime) -> Values:
    """A document's source; when it was retrieved is kept, but makes no new sighting."""
    told: Values = {name: storable(getattr(document, name)) for name in TOLD}
    return {
        **told,
        "id": sighting_id(document.id, told, document.published),
        "document_id": document.id,
        "published": document.published,
        "retrieved": document.retrieved,
        "learned": learned,
    }


def sighting_id(document_id: str, told: Mapping[str, Any], published: date | None) -> str:
    """Content hash of what a source says about a document."""
    form = {name: told[name] for name in TOLD} | {"published": _iso(published)}
    return content_id("sighting", form, of=document_id)


def record_rows(reading: Reading) -> list[RecordRow]:
    """The records of a reading, in the order of its form."""
    return [
        record_row(kind, record_form(record), reading.document.id)
        for name, kind in KIND_OF.items()
        for record in getattr(reading, name)
    ]


def record_row(kind: str, form: Mapping[str, Any], document_id: str) -> RecordRow:
    """A record as it is stored: the same words of the same document have the same id."""
    text = canonical(form).decode("utf-8")
    return RecordRow(content_id(kind, form, of=document_id), kind, text)


def reading_id(
    document_id: str, reader: str, published: date | None, record_ids: Iterable[str]
) -> str:
    """Content hash of a reading: its document, its reader, and every record in its order."""
    form = {"reader": reader, "published": _iso(published), "records": list(record_ids)}
    return content_id("reading", form, of=document_id)


def issue_row(issue: Issue, learned: datetime) -> Values:
    """An issue of a source that gave no document."""
    told: Values = {
        name: storable(getattr(issue, name)) for name in ("code", "what", "where", "next_step")
    }
    return {**told, "id": content_id("issue", told), "learned": learned}


def judgement_row(judgement: Judgement) -> Values:
    """What a person decided; the same person may decide again, as another row."""
    told: Values = {
        name: storable(getattr(judgement, name))
        for name in ("subject", "verdict", "reason", "by", "correction")
    }
    return {**told, "id": judgement_id(told, judgement.at), "at": judgement.at}


def judgement_id(told: Mapping[str, Any], at: datetime) -> str:
    """Content hash of a judgement."""
    names = ("verdict", "reason", "by", "correction")
    form = {name: told[name] for name in names} | {"at": at.isoformat()}
    return content_id("judgement", form, of=told["subject"])


def document_of(row: Row[Any], text: str) -> Document:
    """The document that a sighting's row tells of."""
    return Document(
        text=text,
        published=row.published,
        retrieved=row.retrieved,
        **{name: getattr(row, name) for name in TOLD},
    )


def reading_of(records: Iterable[Row[Any]], document: Document, reader: str) -> Reading:
    """The reading that its records' rows tell of, its spans checked against the document.

    Raises:
        AnchorError: a span does not hold its text.
        KeyError, ValueError, TypeError: a form is not one of a record.
    """
    form: dict[str, list[Any]] = {name: [] for name in KINDS}
    for row in records:
        form[LIST_OF[row.kind]].append(json.loads(row.form))
    return from_form(form, document, reader)


def judgement_of(row: Row[Any]) -> Judgement:
    """The judgement that a row tells of."""
    return Judgement(row.subject, row.verdict, row.reason, row.by, row.at, row.correction)


def issue_of(row: Row[Any]) -> Issue:
    """The issue that a row tells of."""
    return Issue(row.code, row.what, row.where, row.next_step)


def spans_of(form: Any) -> Iterator[tuple[int, int, str]]:
    """Every span in a form: its start, its end and the words it claims."""
    if isinstance(form, dict) and "span" in form:
        yield form["span"][0], form["span"][1], form["text"]
    elif isinstance(form, dict):
        for value in form.values():
            yield from spans_of(value)
    elif isinstance(form, list):
        for value in form:
            yield from spans_of(value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
