"""From the records of a reading to the cards of a page, one function for each kind of record."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from troth.model import (
    Actor,
    Commitment,
    CommitmentKind,
    Document,
    Incident,
    IncidentKind,
    Issue,
    Meeting,
    Office,
    Reading,
    Span,
    Statement,
)
from troth.publish.card import Card, Fact
from troth.publish.judgements import record_id
from troth.publish.segments import Mark
from troth.publish.words import (
    ACTORS,
    FORMS,
    NOT_SAID,
    STANDINGS,
    amount_words,
    counted,
    day_words,
    plain,
    term_words,
)

LEDGERS = ("statement", "meeting", "commitment", "incident")
"""The kinds of card that make the ledgers, in the order of a page."""

WRITER = "the writer of the text"

Record = TypeVar("Record")


def cards(reading: Reading) -> dict[str, tuple[Card, ...]]:
    """The cards of a reading by kind, each kind in the order of the reading."""
    of = reading.document
    return {
        "statement": _each("s", statement_card, reading.statements, of),
        "meeting": _each("m", meeting_card, reading.meetings, of),
        "commitment": _each("c", commitment_card, reading.commitments, of),
        "incident": _each("i", incident_card, reading.incidents, of),
        "actor": _each("a", actor_card, reading.actors, of),
        "issue": _each("x", issue_card, reading.issues, of),
    }


def statement_card(card: str, record: Statement) -> Card:
    """Who said it, how, when, and the words of the text."""
    spans = [("content", span) for span in record.content]
    return Card(
        id=card,
        kind="statement",
        sort=record.act,
        names=record.speaker,
        otherwise="speaker not named in the text",
        badges=(record.act, FORMS[record.form]),
        quotes=tuple(span.text for span in record.content),
        facts=(
            Fact("Speaker’s mention", _texts(record.speaker_text), "none by the cue", quoted=True),
            Fact("Cue", _texts(record.cue), "none; the quotation stands alone", quoted=True),
            Fact("Said on", _day(record.on)),
        ),
        marks=_marks(card, *spans, ("cue", record.cue), ("speaker", record.speaker_text)),
        actors=record.speaker,
    )


def meeting_card(card: str, record: Meeting) -> Card:
    """Who met, where, when, and how sure it is."""
    return Card(
        id=card,
        kind="meeting",
        sort=record.kind,
        lead=f"{plain(record.kind).capitalize()}, {plain(record.status)}",
        quotes=(record.text.text,),
        facts=(
            Fact("Participants", record.participants),
            Fact("Place", _known(record.place)),
            Fact("When", _known(meeting_days(record))),
        ),
        marks=_marks(card, ("text", record.text)),
        actors=record.participants,
    )


def meeting_days(record: Meeting) -> str | None:
    """The day or days of a meeting in words; None when the text tells none."""
    if record.on and record.until:
        return f"{day_words(record.on)} to {day_words(record.until)}"
    if record.until:
        return f"until {day_words(record.until)}; first day {NOT_SAID}"
    return day_words(record.on) if record.on else None


def commitment_card(card: str, record: Commitment) -> Card:
    """Who would do what for whom, how far it stands, and on what it depends."""
    other = record.kind is CommitmentKind.OTHER
    deed = "Other commitment" if other else plain(record.kind).capitalize()
    conditions = [("condition", span) for span in record.conditions]
    return Card(
        id=card,
        kind="commitment",
        sort=record.kind,
        lead=f"{deed}, {STANDINGS[record.standing]}",
        names=record.by,
        otherwise="a party the text does not name",
        quotes=(record.text.text,),
        facts=(
            Fact("By", record.by),
            Fact("To", record.to),
            Fact(
                "Sums of money", tuple(amount_words(each) for each in record.amounts), "none told"
            ),
            Fact("Conditions", tuple(s.text for s in record.conditions), "none told", quoted=True),
            Fact("Term", _known(term_words(record.since, record.until))),
        ),
        marks=_marks(card, ("text", record.text), *conditions),
        actors=_distinct(record.by + record.to),
    )


def incident_card(card: str, record: Incident) -> Card:
    """What force is reported, by whom, and what was hit; a claim stays one."""
    other = record.kind is IncidentKind.OTHER
    force = "Other use of force" if other else record.kind.capitalize()
    claim = " said not to have happened" if record.negated else ""
    term = (Fact("Not happened", _known(term_words(record.since, record.until))),)
    return Card(
        id=card,
        kind="incident",
        sort=record.kind,
        lead=f"{force}{claim}, reported by",
        names=record.reported_by,
        otherwise=WRITER,
        quotes=(record.text.text,),
        facts=(
            Fact("Reported by", record.reported_by, WRITER),
            Fact("Said not to be done by" if record.negated else "Said to be done by", record.by),
            Fact("Target", _texts(record.target), quoted=True),
            Fact("Place", _known(record.place)),
            Fact("Day", _day(record.on)),
            *(term if record.negated else ()),
            Fact("Killed", _number(record.killed)),
            Fact("Injured", _number(record.injured)),
        ),
        marks=_marks(card, ("text", record.text), ("target", record.target)),
        actors=_distinct(record.by + record.reported_by),
    )


def actor_card(card: str, record: Actor) -> Card:
    """Who it is, as the text names it, with its offices and whom it acts for."""
    offices = [("office", office.text) for office in record.offices]
    mentions = [("mention", span) for span in record.mentions]
    return Card(
        id=card,
        kind="actor",
        sort=record.kind,
        names=(record.name,),
        facts=(
            Fact("Kind", (ACTORS[record.kind],)),
            Fact("Also named", tuple(form for form in record.forms if form != record.name), "no"),
            Fact("Offices", tuple(office_words(office) for office in record.offices), "none told"),
            Fact("Acts for", record.acts_for, "none told"),
            Fact("Named", (counted(len(record.mentions), "time"),)),
        ),
        marks=_marks(card, *offices, *mentions),
        actors=(record.name,),
    )


def office_words(office: Office) -> str:
    """An office with what it is of and the day for which the text gives it."""
    of = f" of {office.of}" if office.of else ""
    day = f"as of {day_words(office.as_of)}" if office.as_of else "as of a day that is not known"
    return f"{office.title}{of} ({day})"


def issue_card(card: str, record: Issue) -> Card:
    """What could not be read, or only doubtfully, and what a person can do about it."""
    return Card(
        id=card,
        kind="issue",
        sort=record.code,
        lead=record.what,
        quotes=_texts(record.text),
        facts=(
            Fact("Code", _known(record.code)),
            Fact("Where", _known(record.where), "the whole document"),
            Fact("What to do", _known(record.next_step), "nothing known"),
        ),
        marks=_marks(card, ("text", record.text)),
    )


def _each(
    letter: str,
    card: Callable[[str, Record], Card],
    records: tuple[Record, ...],
    document: Document,
) -> tuple[Card, ...]:
    made = (card(f"{letter}{number}", record) for number, record in enumerate(records, 1))
    return tuple(
        replace(each, record=record_id(each.kind, record, document))
        for each, record in zip(made, records, strict=True)
    )


def _marks(card: str, *spans: tuple[str, Span | None]) -> tuple[Mark, ...]:
    return tuple(Mark(card, role, span) for role, span in spans if span)


def _texts(span: Span | None) -> tuple[str, ...]:
    return (span.text,) if span else ()


def _known(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _day(day: str | None) -> tuple[str, ...]:
    return (day_words(day),) if day else ()


def _number(count: int | None) -> tuple[str, ...]:
    return () if count is None else (f"{count:,}",)


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
