"""Pieces: a long text cut between paragraphs, so that each part fits into one question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PARAGRAPH_END = re.compile(r"(?:\r?\n[ \t]*){2,}")
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+")


@dataclass(frozen=True)
class Piece:
    """Code points ``[start, end)`` of a document's text."""

    start: int
    end: int


def pieces(text: str, longest: int) -> list[Piece]:
    """The parts of a text, in order, none longer than ``longest``; together they are the text.

    A cut falls between paragraphs; inside one only if it is longer than a piece, then behind a
    sentence, else behind a word, else anywhere.
    """
    found: list[Piece] = []
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start, start + longest)
        found.append(Piece(start, end))
        start = end
    found.append(Piece(start, len(text)))
    return [piece for piece in found if text[piece.start : piece.end].strip()]


def _cut(text: str, start: int, limit: int) -> int:
    for pattern in (PARAGRAPH_END, SENTENCE_END, re.compile(r"\s+")):
        ends = list(_ends(pattern, text, start, limit))
        if ends:
            return ends[-1]
    return limit


def _ends(pattern: re.Pattern[str], text: str, start: int, limit: int) -> Iterator[int]:
    """Where a piece can end: behind a match that has something before it."""
    for match in pattern.finditer(text, start, limit):
        if text[start : match.start()].strip():
            yield match.end()
