"""Scoring who is named for the direct quotations of annotated texts.

A gold statement of the form ``direct`` is a direct quotation; the quoted part of a ``mixed`` one is
counted apart. A quotation is *found* when a statement that was read shares a character with it
that is no white space; of several such statements the one that shares most of what both hold
together counts. It has the *right person* when the statement names as many speakers as the
gold does and each of them is close to one of the gold's: the same words, or the words of the one
among those of the other with the same last word ("Lee", "Ann Lee"), in ASCII lower case, without
an article before, a possessive behind and punctuation. A quotation whose speaker the text
does not tell is right when the statement names nobody.
"""

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.records import predict
from troth.read.quotes import quotations

__all__ = ["close", "misses", "score"]

Statement = dict[str, Any]


def close(one: str, other: str) -> bool:
    """Whether two names are the same, or one is a part of the other that keeps its last word."""
    x, y = _words(one), _words(other)
    if not x or not y:
        return False
    return x == y or (x[-1] == y[-1] and (set(x) <= set(y) or set(y) <= set(x)))


def _words(name: str) -> list[str]:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    without = re.sub(r"['’]s\b", "", ascii_only)
    words = re.sub(r"[^a-z0-9]+", " ", without).split()
    return words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words


def _same_people(gold: Sequence[str], read: Sequence[str]) -> bool:
    return len(gold) == len(read) and all(any(close(g, r) for r in read) for g in gold)


def _held(text: str, statement: Statement) -> set[int]:
    """The characters of a statement's content, white space left out."""
    spans = [part["span"] for part in statement["content"]]
    return {i for a, b in spans for i in range(a, b) if not text[i].isspace()}


def _quoted(text: str, statement: Statement) -> set[int]:
    """The characters of a statement's content that stand between quotation marks."""
    spans = [tuple(part["span"]) for part in statement["content"]]
    stretches = [(q.start, q.end) for span in spans for q in quotations(text, [span])]
    return {i for a, b in stretches for i in range(a, b) if not text[i].isspace()}


def misses(
    text: str, gold: Sequence[Statement], read: Sequence[Statement], form: str
) -> Iterator[tuple[Statement, Statement | None]]:
    """The quotations of a form that lack the right person, each with the statement found for it."""
    for statement in gold:
        if statement["form"] != form:
            continue
        wanted = _held(text, statement) if form == "direct" else _quoted(text, statement)
        found = _best(text, wanted, read)
        if found is None or not _same_people(statement["speaker"], found["speaker"]):
            yield statement, found


def _best(text: str, wanted: set[int], read: Sequence[Statement]) -> Statement | None:
    best, best_share = None, 0.0
    for statement in read:
        held = _held(text, statement)
        share = len(wanted & held) / max(len(wanted | held), 1)
        if share > best_share:
            best, best_share = statement, share
    return best


def score(gold: Path, pipeline: str | None = None) -> dict[str, Any]:
    """Shares, in per cent, of a folder's quotations with the right person, and every miss.

    ``gold`` holds annotations as ``*.json`` and their texts under ``text/``.
    """
    totals = {"direct": 0, "mixed": 0}
    found = {"direct": 0, "mixed": 0}
    right = {"direct": 0, "mixed": 0}
    lines = []
    with tempfile.TemporaryDirectory() as place:
        count = predict(gold, Path(place), pipeline)
        for file in sorted(gold.glob("*.json")):
            form = json.loads(file.read_text(encoding="utf-8"))
            text = (gold / "text" / form["document"]["file"]).read_bytes().decode("utf-8")
            read = json.loads((Path(place) / file.name).read_text(encoding="utf-8"))["statements"]
            for kind in totals:
                wanted = sum(s["form"] == kind for s in form["statements"])
                missed = list(misses(text, form["statements"], read, kind))
                totals[kind] += wanted
                right[kind] += wanted - len(missed)
                found[kind] += wanted - sum(other is None for _, other in missed)
                lines += [_told(file.stem, statement, other) for statement, other in missed]
    figures: dict[str, Any] = {"documents": count}
    for kind, total in totals.items():
        figures[f"{kind} quotations"] = total
        figures[f"{kind} found"] = _share(found[kind], total)
        figures[f"{kind} right person"] = _share(right[kind], total)
    return figures | {"missed": lines}


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _told(stem: str, statement: Statement, found: Statement | None) -> str:
    start, end = statement["content"][0]["span"]
    who = "nothing" if found is None else ", ".join(found["speaker"]) or "nobody"
    return f"{stem} [{start}, {end}): {', '.join(statement['speaker']) or 'nobody'}; read: {who}"
