"""How far readings agree with annotations in the guide's form, by rules of our own.

Simpler than the scorer that belongs to the guide, which stays the measure where it is at hand:
two records are the same when their texts share at least half of what both hold (statements) or a
third of it (all others), and when who is named is the same: speakers of statements, doers of
commitments. It needs nothing but the annotations and their texts.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from training.quotes import close
from training.records import predict

__all__ = ["score"]

Record = dict[str, Any]
KINDS: dict[str, tuple[float, str | None]] = {
    "statements": (0.5, "speaker"),
    "meetings": (1 / 3, None),
    "commitments": (1 / 3, "by"),
    "incidents": (1 / 3, None),
}
"""For every kind how much two texts must share, and the names that must be the same."""


def score(gold: Path) -> dict[str, float]:
    """F1 of every kind in per cent, over all annotated texts of a folder."""
    with tempfile.TemporaryDirectory() as place:
        predict(gold, Path(place))
        pairs = [
            (_form(file), _form(Path(place) / file.name)) for file in sorted(gold.glob("*.json"))
        ]
    return {kind: _f1(pairs, kind) for kind in KINDS}


def _form(file: Path) -> Record:
    form: Record = json.loads(file.read_text(encoding="utf-8"))
    return form


def _f1(pairs: list[tuple[Record, Record]], kind: str) -> float:
    share, names = KINDS[kind]
    right = total = 0
    for gold, read in pairs:
        wanted, found = gold[kind], read.get(kind, [])
        right += _matched(wanted, found, lambda a, b: _same(a, b, share, names))
        total += len(wanted) + len(found)
    return round(200 * right / total, 2) if total else 100.0


def _matched(
    wanted: list[Record], found: list[Record], same: Callable[[Record, Record], bool]
) -> int:
    """How many wanted records have one of their own among those found."""
    free = list(found)
    count = 0
    for record in wanted:
        match = next((other for other in free if same(record, other)), None)
        if match is not None:
            free.remove(match)
            count += 1
    return count


def _same(wanted: Record, found: Record, share: float, names: str | None) -> bool:
    one, other = _characters(wanted), _characters(found)
    alike = len(one & other) >= share * len(one | other) > 0
    return alike and (names is None or _named(wanted[names], found[names]))


def _named(wanted: list[str], found: list[str]) -> bool:
    return len(wanted) == len(found) and all(any(close(a, b) for b in found) for a in wanted)


def _characters(record: Record) -> set[int]:
    spans = record["content"] if "content" in record else [record["text"]]
    return {i for span in spans for i in range(*span["span"])}
