"""Measuring who did what to whom on records of PLOVER's gold standard (JSON).

A record is asked for when it has ``text`` and ``source``; the ``DOCUMENT`` record is none. Its
``source`` are the actors, its ``target`` the recipients, each told by its words (``actorText``).

Strict, the figures to report. One event speaks for a record: the leading event of the text's first
sentence that has one with a type (else of the first that has any). *Every* actor of the record
must overlap that event's actor, and *every* recipient that event's recipient. A record that names
no recipient asks for the actor only; "recipient" alone counts those that name one. The event type
is right when it is the record's; modes are not asked for.

Looser, printed beside it: any event of the text may speak for the record, and of several actors or
recipients one is enough.

Words overlap when the place of the record's words in the text shares a character with the span of
the event's party, or, where that is a pronoun, when a name that it stands for has a word of them.
Where the record's words are not in the text in one piece, each piece between dots, else each word
but the smallest, counts as a place.

The types of 2016 that later versions of PLOVER have merged are read as those of 2021.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from troth.model import Document
from troth.read.event_parties import PRONOUNS, Party
from troth.read.events import Event, events_of

__all__ = ["Record", "matches", "measure", "plover", "records"]

MERGED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
"""Types of the drafts of 2016 by that of 2021; CAMEO's categories 09, 11 and 19 tell the same."""
SMALL = frozenset("the a an of in on and or to for by from with at its his her their".split())


@dataclass(frozen=True)
class Record:
    """One coded text: who did what to whom, by the words of the coder."""

    text: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: str


def plover(nlp: Language, path: Path) -> dict[str, Any]:
    """The figures of a pipeline on a file of records, in percent."""
    return measure(nlp, records(path))


def records(path: Path) -> list[Record]:
    """The records of a file, or of a folder's, that tell a text and an actor, in their order."""
    found = []
    files = [path] if path.is_file() else sorted(path.rglob("*.json"))
    for item in (each for file in files for each in json.loads(file.read_text(encoding="utf-8"))):
        if item.get("text") and item.get("source") and item["event"] != "DOCUMENT":
            kind = MERGED.get(item["event"], item["event"])
            parties = _words(item["source"]), _words(item.get("target"))
            found.append(Record(item["text"].strip(), *parties, kind))
    return found


def _words(parties: Any) -> tuple[str, ...]:
    if not parties:
        return ()
    if isinstance(parties, str):
        return (parties,)
    return tuple(party["actorText"] for party in parties if party.get("actorText"))


def measure(nlp: Language, wanted: Iterable[Record]) -> dict[str, Any]:
    """The strict and the looser figures on some records, in percent."""
    given = list(wanted)
    told = events_of((Document(record.text, "record") for record in given), nlp)
    rows: dict[str, list[bool]] = {}
    for record, events in zip(given, told, strict=True):
        for name, right in _judged(record, events).items():
            rows.setdefault(name, []).append(right)
    figures = {name: round(100 * sum(row) / len(row), 1) for name, row in rows.items()}
    return figures | {
        "records": len(given),
        "records with recipient": sum(bool(record.recipients) for record in given),
    }


def _judged(record: Record, events: list[Event]) -> dict[str, bool]:
    event = _speaking(events)
    actor = _all(record.text, record.actors, event.actor if event else None)
    recipient = _all(record.text, record.recipients, event.recipient if event else None)
    kind = event is not None and event.type == record.type
    judged = {
        "actor and recipient": actor and recipient,
        "event type": kind,
        "actor, recipient and type": actor and recipient and kind,
        "actor": actor,
    }
    if record.recipients:
        judged["recipient"] = recipient
        judged["both, where named"] = actor and recipient
    judged["any event: parties"] = any(_loosely(record, each) for each in events)
    judged["any event: type"] = any(each.type == record.type for each in events)
    return judged


def _speaking(events: list[Event]) -> Event | None:
    leading = [event for event in events if event.leading]
    return next((event for event in leading if event.type), leading[0] if leading else None)


def _all(text: str, wanted: tuple[str, ...], party: Party | None) -> bool:
    return all(party is not None and matches(text, words, party) for words in wanted)


def _loosely(record: Record, event: Event) -> bool:
    text = record.text
    actor = event.actor is not None and any(matches(text, w, event.actor) for w in record.actors)
    to = event.recipient
    return actor and (
        not record.recipients
        or (to is not None and any(matches(text, words, to) for words in record.recipients))
    )


def matches(text: str, words: str, party: Party) -> bool:
    """Whether the words of a coder overlap a party of an event."""
    span = party.text
    if any(start < span.end and span.start < end for start, end in _places(text, words)):
        return True
    if span.text.lower() not in PRONOUNS:
        return False
    asked = _content_words(words)
    return any(asked & _content_words(name) for name in party.names)


def _places(text: str, words: str) -> list[tuple[int, int]]:
    whole = _found(text, words)
    if whole:
        return whole
    pieces = [piece.strip() for piece in re.split(r"\.\.\.|…", words) if piece.strip()]
    if len(pieces) < 2:
        pieces = sorted(_content_words(words))
    return [place for piece in pieces for place in _found(text, piece)]


def _found(text: str, words: str) -> list[tuple[int, int]]:
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _content_words(words: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", words.lower())) - SMALL
