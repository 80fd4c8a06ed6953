"""Hypothesis strategies for everything in ``troth.model``: documents, spans and whole readings."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import strategies as st

from troth.model import (
    Act,
    Actor,
    ActorKind,
    Amount,
    Commitment,
    CommitmentKind,
    Document,
    Form,
    Incident,
    IncidentKind,
    Issue,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Office,
    Reading,
    Span,
    Standing,
    Statement,
)

Record = TypeVar("Record")

AWKWARD = ("👩🏽‍⚕️", "🇺🇦", "هدنة", "שלום", "\u202e", "e\u0301", "\u00a0", "\ufeff", "\r\n", "“", "ß")
"""Texts in which characters, code points, bytes and UTF-16 units are counted differently."""


def texts(*, min_size: int = 1) -> st.SearchStrategy[str]:
    """Texts of any script, often with emoji, right-to-left words and combining marks."""
    pieces = st.lists(st.sampled_from(AWKWARD) | st.text(max_size=8), max_size=8)
    return pieces.map("".join).filter(lambda text: len(text) >= min_size)


def names() -> st.SearchStrategy[tuple[str, ...]]:
    """Up to three names."""
    return st.lists(st.text(min_size=1, max_size=12), max_size=3).map(tuple)


def days() -> st.SearchStrategy[str]:
    """ISO dates, and prefixes of them."""
    return st.dates().flatmap(
        lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
    )


@st.composite
def spans(draw: st.DrawFn, source: str) -> Span:
    """Spans of one text, which must not be empty."""
    start = draw(st.integers(0, len(source) - 1))
    return Span(source, start, draw(st.integers(start + 1, len(source))))


def documents() -> st.SearchStrategy[Document]:
    """Documents with and without what their source may leave out."""
    return st.builds(
        Document,
        text=texts(),
        file=st.text(min_size=1, max_size=20),
        title=st.none() | st.text(max_size=20),
        publisher=st.none() | st.text(max_size=20),
        published=st.none() | st.dates(),
        retrieved=st.none() | st.datetimes(timezones=st.just(None)),
        language=st.none() | st.sampled_from(["en", "uk"]),
    )


def amounts() -> st.SearchStrategy[Amount]:
    """Sums of money, whole or not."""
    values = st.integers(0, 10**13) | st.floats(0, 1e12, allow_nan=False)
    return st.builds(Amount, values, st.sampled_from(["EUR", "USD", "UAH"]))


def statements(source: str) -> st.SearchStrategy[Statement]:
    """Statements of one text."""
    return st.builds(
        Statement,
        speaker=names(),
        speaker_text=st.none() | spans(source),
        cue=st.none() | spans(source),
        content=st.lists(spans(source), min_size=1, max_size=3).map(tuple),
        form=st.sampled_from(Form),
        act=st.sampled_from(Act),
        on=st.none() | days(),
    )


def meetings(source: str) -> st.SearchStrategy[Meeting]:
    """Meetings of one text."""
    return st.builds(
        Meeting,
        kind=st.sampled_from(MeetingKind),
        participants=names(),
        place=st.none() | st.text(max_size=12),
        on=st.none() | days(),
        until=st.none() | days(),
        status=st.sampled_from(MeetingStatus),
        text=spans(source),
    )


def commitments(source: str) -> st.SearchStrategy[Commitment]:
    """Commitments of one text."""
    return st.builds(
        Commitment,
        by=names(),
        to=names(),
        kind=st.sampled_from(CommitmentKind),
        standing=st.sampled_from(Standing),
        amounts=st.lists(amounts(), max_size=2).map(tuple),
        conditions=st.lists(spans(source), max_size=2).map(tuple),
        since=st.none() | days(),
        until=st.none() | days(),
        text=spans(source),
    )


def incidents(source: str) -> st.SearchStrategy[Incident]:
    """Incidents of one text."""
    return st.builds(
        Incident,
        kind=st.sampled_from(IncidentKind),
        by=names(),
        target=st.none() | spans(source),
        place=st.none() | st.text(max_size=12),
        on=st.none() | days(),
        killed=st.none() | st.integers(0, 10**6),
        injured=st.none() | st.integers(0, 10**6),
        reported_by=names(),
        negated=st.booleans(),
        since=st.none() | days(),
        until=st.none() | days(),
        text=spans(source),
    )


def actors(source: str) -> st.SearchStrategy[Actor]:
    """Actors of one text."""
    office = st.builds(
        Office,
        title=st.text(min_size=1, max_size=12),
        of=st.none() | st.text(max_size=12),
        as_of=st.none() | days(),
        text=spans(source),
    )
    return st.builds(
        Actor,
        name=st.text(min_size=1, max_size=12),
        kind=st.sampled_from(ActorKind),
        forms=names(),
        offices=st.lists(office, max_size=2).map(tuple),
        acts_for=names(),
        mentions=st.lists(spans(source), max_size=3).map(tuple),
    )


def issues(source: str) -> st.SearchStrategy[Issue]:
    """Issues of one text."""
    words = st.text(min_size=1, max_size=20)
    return st.builds(
        Issue,
        code=words,
        what=words,
        where=words,
        next_step=words,
        text=st.none() | spans(source),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Whole readings: a document, and up to two records of each kind."""
    document = draw(documents())

    def some(kind: Callable[[str], st.SearchStrategy[Record]]) -> tuple[Record, ...]:
        return tuple(draw(st.lists(kind(document.text), max_size=2)))

    return Reading(
        document=document,
        reader=draw(st.text(min_size=1, max_size=12)),
        statements=some(statements),
        meetings=some(meetings),
        commitments=some(commitments),
        incidents=some(incidents),
        actors=some(actors),
        issues=some(issues),
    )
