"""Measuring who acts and who is acted on, on sentences with tagged sources and targets.

A token a line with its tag (``B-S``, ``I-S``: source; ``B-T``, ``I-T``: target; ``R``: both at
once), a blank line behind each sentence. Only a measure: nothing is learnt from these sentences.

What is found are the actor and the recipient of a sentence's leading event. Exact: the span begins
and ends with the same tokens. Overlapping: it shares a token; then a wanted span counts once, and
so does a found one. Spans that are both source and target are left out, and so is what is found
on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from training.score import SpanScore
from troth.model import Document
from troth.read.events import Event, events_of

__all__ = ["Sentence", "cameo_ner", "sentences"]

ROLES = {"S": "source", "T": "target", "R": "both"}
Places = set[tuple[int, int, str]]
"""Spans as (first character, one past the last, role)."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as text, its tokens joined by spaces, and the spans that its tags tell."""

    text: str
    spans: frozenset[tuple[int, int, str]]


def cameo_ner(nlp: Language, path: Path) -> dict[str, Any]:
    """Precision, recall and F1 of sources and targets, exact and overlapping."""
    given = [item for file in _files(path) for item in sentences(file)]
    exact, loose = SpanScore(), SpanScore()
    told = events_of((Document(item.text, "sentence") for item in given), nlp)
    for item, events in zip(given, told, strict=True):
        both = {span for span in item.spans if span[2] == "both"}
        wanted = set(item.spans) - both
        found = {span for span in _found(events) if not any(_touch(span, each) for each in both)}
        exact.add(found, wanted)
        _add_overlaps(loose, found, wanted)
    return (
        {f"exact {name}": row for name, row in exact.table().items()}
        | {f"overlapping {name}": row for name, row in loose.table().items()}
        | {"sentences": len(given)}
    )


def sentences(file: Path) -> Iterator[Sentence]:
    """The tagged sentences of a file.

    Raises:
        ValueError: a line is not a token and its tag.
    """
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*file.read_text(encoding="utf-8").splitlines(), ""], start=1):
        if line.strip():
            parts = line.split()
            if len(parts) != 2:
                raise ValueError(f"{file}, line {number}: not a token and its tag")
            rows.append((parts[0], parts[1]))
        elif rows:
            yield _sentence(rows)
            rows = []


def _sentence(rows: list[tuple[str, str]]) -> Sentence:
    spans: list[tuple[int, int, str]] = []
    place, before = 0, "O"
    for word, tag in rows:
        end = place + len(word)
        if tag[:2] == "I-" and before[2:] == tag[2:] and spans:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        elif tag != "O":
            spans.append((place, end, ROLES[tag[2:]]))
        place, before = end + 1, tag
    return Sentence(" ".join(word for word, _ in rows), frozenset(spans))


def _found(events: list[Event]) -> Places:
    event = next((each for each in events if each.leading), None)
    if event is None:
        return set()
    parties = {"source": event.actor, "target": event.recipient}
    return {
        (party.text.start, party.text.end, role)
        for role, party in parties.items()
        if party is not None
    }


def _touch(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _add_overlaps(score: SpanScore, found: Places, wanted: Places) -> None:
    """Count each found span as the wanted one of its role that it touches first, if any."""
    left = sorted(wanted)
    matched: Places = set()
    for span in sorted(found):
        hit = next((each for each in left if each[2] == span[2] and _touch(span, each)), None)
        if hit is not None:
            left.remove(hit)
        matched.add(hit or span)
    score.add(matched, wanted)


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("*.txt"))
