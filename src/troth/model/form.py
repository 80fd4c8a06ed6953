"""The published form of a reading: plain JSON values, and back without loss."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from troth.model.document import Document
from troth.model.event_codes import codes_of
from troth.model.reading import (
    Actor,
    Amount,
    Commitment,
    Incident,
    Issue,
    Meeting,
    Office,
    Reading,
    Statement,
)
from troth.model.span import Span
from troth.model.vocabulary import (
    Act,
    ActorKind,
    CommitmentKind,
    Form,
    IncidentKind,
    MeetingKind,
    MeetingStatus,
    Standing,
)

KINDS = ("statements", "meetings", "commitments", "incidents", "actors", "issues")
"""The lists of a reading, in the order of its form."""

DERIVED = frozenset({"plover", "cameo"})
"""Fields that follow from a record's others: written for readers, never read or stored."""

Json = Any
"""A value that ``json`` can write: dict, list, str, int, float, bool or None."""


def to_form(reading: Reading) -> dict[str, Json]:
    """A reading as JSON values: ``document`` and the six lists of records.

    Records also carry their ``plover`` and ``cameo`` codes, which follow from what they say:
    ``from_form`` passes these over, and they are no part of a record's id.
    """
    document = reading.document
    form: dict[str, Json] = {
        "document": {
            "file": document.file,
            "published": document.published.isoformat() if document.published else None,
        }
    }
    for kind in KINDS:
        form[kind] = [_coded(record) for record in getattr(reading, kind)]
    return form


def _coded(record: object) -> dict[str, Json]:
    form = record_form(record)
    if isinstance(record, Statement | Meeting | Commitment | Incident):
        codes = codes_of(record)
        form |= {"plover": codes.plover, "cameo": codes.cameo}
    return form


def record_form(record: object) -> dict[str, Json]:
    """One record as JSON values; ``since`` of a commitment is called ``from``."""
    if not is_dataclass(record):
        raise TypeError(f"not a record: {record!r}")
    form = {item.name: _value(getattr(record, item.name)) for item in fields(record)}
    if isinstance(record, Commitment):
        form = {("from" if key == "since" else key): value for key, value in form.items()}
    return form


def _value(value: object) -> Json:
    if isinstance(value, Span):
        return {"text": value.text, "span": [value.start, value.end]}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if is_dataclass(value):
        return record_form(value)
    return value


def from_form(form: Mapping[str, Json], document: Document, reader: str) -> Reading:
    """The reading that ``to_form`` wrote, its spans checked against the document.

    Raises:
        AnchorError: a span does not hold its text.
        KeyError, ValueError, TypeError: the form is not one of a reading.
    """
    source = document.text
    return Reading(
        document=document,
        reader=reader,
        statements=tuple(_statement(item, source) for item in form["statements"]),
        meetings=tuple(_meeting(item, source) for item in form["meetings"]),
        commitments=tuple(_commitment(item, source) for item in form["commitments"]),
        incidents=tuple(_incident(item, source) for item in form["incidents"]),
        actors=tuple(_actor(item, source) for item in form.get("actors", [])),
        issues=tuple(_issue(item, source) for item in form.get("issues", [])),
    )


def _span(form: Mapping[str, Json], source: str) -> Span:
    start, end = form["span"]
    return Span.located(source, start, end, form["text"])


def _maybe_span(form: Mapping[str, Json] | None, source: str) -> Span | None:
    return _span(form, source) if form is not None else None


def _statement(form: Mapping[str, Json], source: str) -> Statement:
    return Statement(
        speaker=tuple(form["speaker"]),
        speaker_text=_maybe_span(form["speaker_text"], source),
        cue=_maybe_span(form["cue"], source),
        content=tuple(_span(item, source) for item in form["content"]),
        form=Form(form["form"]),
        act=Act(form["act"]),
        on=form["on"],
    )


def _meeting(form: Mapping[str, Json], source: str) -> Meeting:
    return Meeting(
        kind=MeetingKind(form["kind"]),
        participants=tuple(form["participants"]),
        place=form["place"],
        on=form["on"],
        until=form["until"],
        status=MeetingStatus(form["status"]),
        text=_span(form["text"], source),
    )


def _commitment(form: Mapping[str, Json], source: str) -> Commitment:
    return Commitment(
        by=tuple(form["by"]),
        to=tuple(form["to"]),
        kind=CommitmentKind(form["kind"]),
        standing=Standing(form["standing"]),
        amounts=tuple(Amount(item["value"], item["currency"]) for item in form["amounts"]),
        conditions=tuple(_span(item, source) for item in form["conditions"]),
        since=form["from"],
        until=form["until"],
        text=_span(form["text"], source),
    )


def _incident(form: Mapping[str, Json], source: str) -> Incident:
    return Incident(
        kind=IncidentKind(form["kind"]),
        by=tuple(form["by"]),
        target=_maybe_span(form["target"], source),
        place=form["place"],
        on=form["on"],
        killed=form["killed"],
        injured=form["injured"],
        reported_by=tuple(form["reported_by"]),
        negated=form["negated"],
        since=form["since"],
        until=form["until"],
        text=_span(form["text"], source),
    )


def _actor(form: Mapping[str, Json], source: str) -> Actor:
    return Actor(
        name=form["name"],
        kind=ActorKind(form["kind"]),
        forms=tuple(form["forms"]),
        offices=tuple(
            Office(item["title"], item["of"], item["as_of"], _span(item["text"], source))
            for item in form["offices"]
        ),
        acts_for=tuple(form["acts_for"]),
        mentions=tuple(_span(item, source) for item in form["mentions"]),
    )


def _issue(form: Mapping[str, Json], source: str) -> Issue:
    return Issue(
        code=form["code"],
        what=form["what"],
        where=form["where"],
        next_step=form["next_step"],
        text=_maybe_span(form["text"], source),
    )
