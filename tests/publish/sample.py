"""A small ledger for the tests: invented people and places, every kind of entry, overlaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from troth.model import (
    Act,
    Actor,
    ActorKind,
    Amount,
    Commitment,
    CommitmentKind,
    Document,
    Entry,
    Form,
    Incident,
    IncidentKind,
    Issue,
    Judgement,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Office,
    Reading,
    Span,
    Standing,
    Statement,
    content_id,
    record_form,
)

LEARNED = datetime(2031, 5, 9, 8, 30, tzinfo=UTC)

TEXT = """The envoys met in Kolm on Tuesday.

"Norland will open the Kara road if the guns stay silent," Foreign Minister Ada Brandt said.

She told reporters that Norland would give 5 million crowns for repairs.

A senior Sudland official said neither side had shelled the other's bridges since Monday.

Drones struck a grain store near Vell last week, Sudland's army said.
"""


@dataclass(frozen=True)
class Ledger:
    """A ledger in memory."""

    held: Sequence[Entry] = ()
    unread: Sequence[Issue] = ()

    def entries(self, *, as_of: datetime | None = None) -> Iterator[Entry]:
        for entry in self.held:
            if as_of is None or entry.learned <= as_of:
                yield entry

    def entry(self, document_id: str, *, as_of: datetime | None = None) -> Entry | None:
        found = (each for each in self.entries(as_of=as_of) if each.document.id == document_id)
        return next(found, None)

    def issues(self, *, as_of: datetime | None = None) -> Iterator[Issue]:
        yield from self.unread


def place(document: Document, words: str, *, after: str = "") -> Span:
    """The first place where a document says ``words``, or the first behind ``after``."""
    start = document.text.index(words, document.text.index(after))
    return document.span(start, start + len(words))


def sample_document(text: str = TEXT, **told: object) -> Document:
    known = {
        "file": "wire/kolm.txt",
        "publisher": "Example Wire",
        "published": date(2031, 5, 8),
        "published_from": "dateline",
        "language": "en",
    }
    return Document(text=text, **{**known, **told})  # type: ignore[arg-type]


def sample_reading(document: Document | None = None) -> Reading:
    document = document or sample_document()

    def at(words: str, *, after: str = "") -> Span:
        return place(document, words, after=after)

    return Reading(
        document=document,
        reader="sample 1",
        statements=(
            Statement(
                speaker=("Ada Brandt",),
                speaker_text=at("Foreign Minister Ada Brandt"),
                cue=at("said", after="Brandt"),
                content=(at('"Norland will open the Kara road if the guns stay silent,"'),),
                form=Form.DIRECT,
                act=Act.OFFER,
            ),
            Statement(
                speaker=("Ada Brandt",),
                speaker_text=at("She"),
                cue=at("told"),
                content=(at("Norland would give 5 million crowns for repairs"),),
                form=Form.INDIRECT,
                act=Act.PROMISE,
            ),
            Statement(
                speaker=("senior Sudland official",),
                speaker_text=at("A senior Sudland official"),
                cue=at("said", after="official"),
                content=(at("neither side had shelled the other's bridges since Monday"),),
                form=Form.INDIRECT,
                act=Act.ASSERT,
            ),
            Statement(
                speaker=("Sudland's army",),
                speaker_text=at("Sudland's army"),
                cue=None,
                content=(at("Drones struck a grain store near Vell last week"),),
                form=Form.INDIRECT,
                act=Act.ACCUSE,
            ),
        ),
        meetings=(
            Meeting(
                kind=MeetingKind.TALKS,
                participants=("Norland", "Sudland"),
                place="Kolm",
                on="2031-05-06",
                until=None,
                status=MeetingStatus.HELD,
                text=at("The envoys met"),
            ),
        ),
        commitments=(
            Commitment(
                by=("Norland",),
                to=(),
                kind=CommitmentKind.ACCESS,
                standing=Standing.OFFERED,
                amounts=(),
                conditions=(at("the guns stay silent"),),
                since=None,
                until=None,
                text=at("Norland will open the Kara road if the guns stay silent"),
            ),
            Commitment(
                by=("Norland",),
                to=(),
                kind=CommitmentKind.AID,
                standing=Standing.PROMISED,
                amounts=(Amount(5_000_000, "SEK"),),
                conditions=(),
                since=None,
                until=None,
                text=at("Norland would give 5 million crowns for repairs"),
            ),
        ),
        incidents=(
            Incident(
                kind=IncidentKind.STRIKE,
                by=(),
                target=at("the other's bridges"),
                place=None,
                on=None,
                killed=None,
                injured=None,
                reported_by=("senior Sudland official",),
                negated=True,
                since="2031-05-05",
                until=None,
                text=at("neither side had shelled the other's bridges since Monday"),
            ),
            Incident(
                kind=IncidentKind.STRIKE,
                by=(),
                target=at("a grain store"),
                place="Vell",
                on=None,
                killed=0,
                injured=None,
                reported_by=("Sudland's army",),
                negated=False,
                since=None,
                until=None,
                text=at("Drones struck a grain store near Vell last week"),
            ),
        ),
        actors=(
            Actor(
                name="Ada Brandt",
                kind=ActorKind.PERSON,
                forms=("Ada Brandt",),
                offices=(Office("Foreign Minister", None, "2031-05-08", at("Foreign Minister")),),
                acts_for=("Norland",),
                mentions=(at("Ada Brandt"),),
            ),
            Actor(
                "senior Sudland official",
                ActorKind.UNNAMED,
                mentions=(at("senior Sudland official"),),
            ),
        ),
        issues=(
            Issue(
                code="relative-day",
                what="“last week” names no single day",
                where="wire/kolm.txt",
                next_step="Look the day up in another source.",
                text=at("last week"),
            ),
        ),
    )


def judgement(reading: Reading, kind: str, record: object, **said: object) -> Judgement:
    told = {"verdict": "accepted", "reason": "Heard the recording.", "by": "R. Viewer"}
    subject = content_id(kind, record_form(record), of=reading.document.id)
    return Judgement(subject=subject, at=LEARNED, **{**told, **said})  # type: ignore[arg-type]


def sample_ledger() -> Ledger:
    first = sample_reading()
    other = sample_document("Nothing was announced in Kolm.", file="wire/quiet.md", published=None)
    return Ledger(
        held=(
            Entry(
                first.document,
                first,
                LEARNED,
                (judgement(first, "statement", first.statements[0]),),
            ),
            Entry(other, Reading(other, "sample 1"), LEARNED),
        ),
        unread=(Issue("pdf", "the file ends too early", "torn.pdf", "Fetch it again."),),
    )
