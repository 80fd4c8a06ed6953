"""What a reader found in a document: the four kinds of record, actors and issues."""

from dataclasses import dataclass

from troth.model.document import Document
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

Day = str
"""A day, month or year: an ISO 8601 date or its prefix, such as ``2025-03-27`` or ``2024-08``."""


@dataclass(frozen=True)
class Office:
    """An office that a person held when the text was published, as the text names it.

    Attributes:
        title: the words of the office, such as ``Vice President``.
        of: the state or body it is an office of, when the text tells.
        as_of: ISO date of the document that names it, or None when that day is unknown.
        text: the place that says so.
    """

    title: str
    of: str | None
    as_of: Day | None
    text: Span


@dataclass(frozen=True)
class Actor:
    """A person, state, body or group of one document.

    Attributes:
        name: the fullest form in the text, without titles.
        kind: what it is, as far as the text tells.
        forms: every form of its name that the text uses, sorted.
        offices: the offices that the text gives it.
        acts_for: states or bodies it acts for, in the order of the text.
        mentions: the places where it is named, in the order of the text; pronouns are left out.
    """

    name: str
    kind: ActorKind
    forms: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    acts_for: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Statement:
    """Somebody expressed something in words.

    Attributes:
        speaker: names, empty when the text gives none.
        speaker_text: the mention as it stands by the cue.
        cue: the words that tell of speaking; None for a quotation that stands alone.
        content: one or more spans, in the order of the text.
        form: direct, indirect or mixed.
        act: what the speaker does by saying it.
        on: the day it was said, when the text tells.
    """

    speaker: tuple[str, ...]
    speaker_text: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    act: Act
    on: Day | None = None


@dataclass(frozen=True)
class Meeting:
    """Somebody met or talked with somebody, or will.

    Attributes:
        kind: what sort of contact.
        participants: names of persons, delegations and states, hosts and mediators included.
        place: as the text names it.
        on: its first day.
        until: its last day when it has several.
        status: held, under way, planned or called off.
        text: the shortest span that names the contact.
    """

    kind: MeetingKind
    participants: tuple[str, ...]
    place: str | None
    on: Day | None
    until: Day | None
    status: MeetingStatus
    text: Span


@dataclass(frozen=True)
class Amount:
    """A sum of money: a whole number of currency units and an ISO 4217 code."""

    value: int | float
    currency: str


@dataclass(frozen=True)
class Commitment:
    """What somebody is bound to do, offers, or is asked to do.

    Attributes:
        by: who would do it.
        to: who benefits or to whom it is promised.
        kind: what it is about.
        standing: how far it stands for the party that would do it.
        amounts: every amount of money that the span gives.
        conditions: what it depends on, or the words that say it depends on nothing.
        since: first day of its term, when the text tells; ``from`` in the JSON form.
        until: last day of its term, when the text tells.
        text: the span that states it.
    """

    by: tuple[str, ...]
    to: tuple[str, ...]
    kind: CommitmentKind
    standing: Standing
    amounts: tuple[Amount, ...]
    conditions: tuple[Span, ...]
    since: Day | None
    until: Day | None
    text: Span


@dataclass(frozen=True)
class Incident:
    """A use of force that somebody reports, or reports not to have happened.

    Attributes:
        kind: what force.
        by: who did it, as the text or its source tells.
        target: what was hit.
        place: as the text names it.
        on: the day it happened.
        killed: number of dead, when told.
        injured: number of injured, when told.
        reported_by: who reports it; empty when the writer does.
        negated: it is said not to have happened.
        since: first day of the time in which it did not happen; only when negated.
        until: last day of that time.
        text: the span that tells it.
    """

    kind: IncidentKind
    by: tuple[str, ...]
    target: Span | None
    place: str | None
    on: Day | None
    killed: int | None
    injured: int | None
    reported_by: tuple[str, ...]
    negated: bool
    since: Day | None
    until: Day | None
    text: Span


@dataclass(frozen=True)
class Issue:
    """Something that could not be read, or only doubtfully.

    Attributes:
        code: a short stable word, such as ``relative-day``.
        what: the problem in plain words.
        where: the file, address or part of it.
        next_step: what a person can do about it.
        text: the place in the document, when there is one.
    """

    code: str
    what: str
    where: str
    next_step: str
    text: Span | None = None


@dataclass(frozen=True)
class Reading:
    """Everything one reader found in one document.

    Attributes:
        document: what was read.
        reader: name and version of the reader, its pipeline included.
    """

    document: Document
    reader: str
    statements: tuple[Statement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    incidents: tuple[Incident, ...] = ()
    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()
