"""What a language model is asked: instructions that never change, and a piece of the text."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from string import Template

from troth.model import (
    Act,
    ActorKind,
    CommitmentKind,
    IncidentKind,
    MeetingKind,
    MeetingStatus,
    Standing,
)

FILE = Path(__file__).parent / "instructions.txt"
NAMES = 60
"""Most names that are passed on from earlier pieces."""

Message = dict[str, str]
"""A role and what it says."""


def instructions() -> str:
    """What every question begins with, the closed vocabularies filled in."""
    return Template(FILE.read_text(encoding="utf-8")).substitute(
        acts=_values(Act),
        meeting_kinds=_values(MeetingKind),
        statuses=_values(MeetingStatus),
        commitment_kinds=_values(CommitmentKind),
        standings=_values(Standing),
        incident_kinds=_values(IncidentKind),
        actor_kinds=_values(ActorKind),
    )


def question(text: str, *, published: date | None, names: Sequence[str] = ()) -> list[Message]:
    """The messages that ask what a piece of a text says.

    Args:
        text: the piece, sent as it is and by itself, so that nothing in it can end it.
        published: the day of publication of the whole text.
        names: names that earlier pieces have, so that this one uses the same.
    """
    system = instructions()
    system += f"\nThe text was published on: {published.isoformat() if published else 'unknown'}.\n"
    if names:
        system += f"Names that earlier parts of it have: {'; '.join(names[:NAMES])}.\n"
    return [{"role": "system", "content": system}, {"role": "user", "content": text}]


def _values(kind: Iterable[StrEnum]) -> str:
    return ", ".join(value.value for value in kind)
