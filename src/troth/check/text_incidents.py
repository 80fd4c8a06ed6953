"""Incidents that texts report, as rows of the table of incidents."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pyarrow as pa

from troth.check.gazetteer import Gazetteer
from troth.model import (
    KINDS,
    Document,
    Entry,
    Incident,
    Judgement,
    canonical,
    content_id,
    from_form,
    record_form,
)
from troth.model.incident_table import INCIDENTS
from troth.model.reading_kinds import act_of, target_of

SOURCE = "text"
NO_PUBLISHER = "publisher not stated"
"""The family of every text whose publisher is not known: copies of one are not independent."""


def text_incidents(entries: Iterable[Entry], layers: Iterable[pa.Table]) -> pa.RecordBatch:
    """The incidents that the readings of a record report.

    What is said not to have happened is left out, and so is what a person has rejected; what a
    person has corrected counts as corrected. What no person has judged is the machine's alone, and
    confirms nothing. ``row`` is the id of the record that was read, by
    which people judge it. What the text leaves open stays null: an incident without a day is not
    dated by the day of its report, and a place that several layers or none know has no location.

    Args:
        entries: documents with their readings and the judgements on them.
        layers: tables of ``LAYER`` in which the names of places are looked up.

    Raises:
        AnchorError: a correction's spans do not hold their text.
    """
    places = Gazetteer(layers)
    rows = [row for entry in entries for row in _rows(entry, places)]
    return pa.RecordBatch.from_pylist(rows, schema=INCIDENTS)


def _rows(entry: Entry, places: Gazetteer) -> Iterator[dict[str, Any]]:
    newest = {item.subject: item for item in entry.judgements}
    document = entry.document
    if _rejected(newest.get(document.id)):
        return
    for read in entry.reading.incidents:
        record = content_id("incident", record_form(read), of=document.id)
        judgement = newest.get(record)
        if _rejected(judgement):
            continue
        incident = _corrected(judgement, document) or read
        if not incident.negated:
            is_read = judgement is None and newest.get(document.id) is None
            yield _row(record, incident, document, places) | {"machine": is_read}


def _rejected(judgement: Judgement | None) -> bool:
    return judgement is not None and judgement.verdict == "rejected"


def _corrected(judgement: Judgement | None, document: Document) -> Incident | None:
    if judgement is None or judgement.correction is None:
        return None
    form: dict[str, Any] = {kind: [] for kind in KINDS}
    form["incidents"] = [json.loads(judgement.correction)]
    return from_form(form, document, "").incidents[0]


def _row(record: str, incident: Incident, document: Document, places: Gazetteer) -> dict[str, Any]:
    row_hash = sha256(canonical(record_form(incident))).hexdigest()
    key = {"source": SOURCE, "row": record, "row_hash": row_hash}
    return {
        "id": content_id("incident row", key),
        **key,
        "family": document.publisher.casefold() if document.publisher else NO_PUBLISHER,
        "file": document.file,
        "licence": document.licence,
        "act": act_of(incident.kind),
        "by": list(incident.by),
        "by_all": True,
        "target": target_of(incident.target.text) if incident.target else None,
        "target_name": incident.target.text if incident.target else None,
        **_where(incident, places),
        **_when(incident),
        "killed_best": _count(incident.killed),
        "injured": _count(incident.injured),
        "reported_by": list(incident.reported_by)
        or [item for item in [document.publisher] if item],
        "denied_by": [],
        "machine": True,
        "reported": document.published,
        "words": incident.text.text,
        "url": document.url,
        "document": document.id,
        "span_start": incident.text.start,
        "span_end": incident.text.end,
    }


def _where(incident: Incident, places: Gazetteer) -> dict[str, Any]:
    found = places.find(incident.place) if incident.place else None
    return {
        "place": incident.place,
        "longitude": found.longitude if found else None,
        "latitude": found.latitude if found else None,
        "precision_m": found.precision_m if found else None,
        "geometry": found.geometry if found else None,
    }


def _when(incident: Incident) -> dict[str, Any]:
    start, end = interval_of(incident.on) if incident.on else (None, None)
    return {"start": start, "end": end, "clock": "local"}


def interval_of(day: str) -> tuple[datetime, datetime] | tuple[None, None]:
    """The whole of a day, month or year, given as an ISO 8601 date or a prefix of one.

    Nulls, when it is none, or the last one that the calendar has.
    """
    try:
        numbers = [int(part) for part in day.split("-")]
        first = date(*numbers, *[1] * (3 - len(numbers)))
        if len(numbers) == 3:
            end = first + timedelta(days=1)
        elif len(numbers) == 2:
            end = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        else:
            end = date(first.year + 1, 1, 1)
    except (ValueError, OverflowError, TypeError):
        return None, None
    return datetime(first.year, first.month, first.day), datetime(end.year, end.month, end.day)


def _count(number: int | None) -> int | None:
    """A count that the table can hold."""
    return number if number is not None and 0 <= number < 2**31 else None
