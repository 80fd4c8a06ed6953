"""Windows: the stretches of a text that the encoder reads together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from troth.read.wordpieces import WordPieces

__all__ = ["MARKS", "PIECES", "Window", "Words", "quote_states", "windows"]

PIECES = 128
"""Pieces in a window, unless one sentence alone has more."""
MOST_PIECES = 384
"""Pieces after which even a sentence is cut: the encoder knows 512 places."""
QUOTES = 4
"""States that `quote_states` tells apart."""
MARKS = 7 * QUOTES
"""Values of a piece's mark: its word's `Case` and where it stands to quotation marks."""

OPENING = 2
"""The state of an opening quotation mark; that of a closing one is above it."""

_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_ESCAPED = {"``": "“", "''": "”"}


@dataclass(frozen=True)
class Words:
    """The words of a text, and at which of them a sentence and a paragraph begins."""

    words: Sequence[str]
    spaced: Sequence[bool]
    sentences: Sequence[bool]
    paragraphs: Sequence[bool]


@dataclass
class Window:
    """Words ``[start, end)`` as the encoder reads them.

    Attributes:
        pieces: the numbers of the pieces, the two that frame them included.
        marks: a mark for every piece.
        first: for every word the place of its first piece.
        last: for every word the place of its last piece.
        sentence: for every word the number of its sentence in the window.
    """

    start: int
    end: int
    pieces: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)

    @property
    def sentences(self) -> NDArray[np.int64]:
        """Where each sentence begins."""
        return np.flatnonzero(np.diff(self.sentence, prepend=-1))


def windows(text: Words, cut: WordPieces, pieces: int = PIECES) -> Iterator[Window]:
    """Cut a text into windows of whole sentences, and of whole paragraphs where they fit."""
    states = quote_states(text)
    known = [
        cut('"' if state >= OPENING else word)
        for word, state in zip(text.words, states, strict=True)
    ]
    for start, end in _stretches(text, [len(found) for found, _ in known], pieces):
        window = Window(start, end, [cut.cls], [0])
        number = -1
        for i in range(start, end):
            found, case = known[i]
            number += text.sentences[i] or i == start
            window.sentence.append(number)
            window.first.append(len(window.pieces))
            window.pieces.extend(found)
            window.marks.extend([case * QUOTES + states[i]] * len(found))
            window.last.append(len(window.pieces) - 1)
        window.pieces.append(cut.sep)
        window.marks.append(0)
        yield window


def _stretches(text: Words, sizes: list[int], most: int) -> Iterator[tuple[int, int]]:
    """Where to cut: sentences are added while they fit, paragraphs kept together."""
    start = size = 0
    for first, last in _units(text, sizes, most):
        own = sum(sizes[first:last])
        if size and size + own > most:
            yield start, first
            start, size = first, 0
        size += own
    if start < len(sizes):
        yield start, len(sizes)


def _units(text: Words, sizes: list[int], most: int) -> Iterator[tuple[int, int]]:
    """Paragraphs that fit into a window, and the sentences of those that do not."""
    breaks = [i for i, begins in enumerate(text.paragraphs) if begins and i] + [len(sizes)]
    start = 0
    for end in breaks:
        if sum(sizes[start:end]) <= most:
            yield start, end
        else:
            yield from _sentences(text, sizes, start, end)
        start = end


def _sentences(text: Words, sizes: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    size = 0
    for i in range(start, end):
        if i > start and (text.sentences[i] or size + sizes[i] > MOST_PIECES):
            yield start, i
            start, size = i, 0
        size += sizes[i]
    if start < end:
        yield start, end


def quote_states(text: Words) -> list[int]:
    """Say of every word where it stands to the quotation marks of its paragraph.

    0 outside, 1 inside, 2 an opening mark, 3 a closing mark. Curly and straight marks come
    out the same; a straight mark's side is told from the spaces around it.
    """
    states = [0] * len(text.words)
    inside = False
    for i, word in enumerate(text.words):
        if text.paragraphs[i]:
            inside = False
        mark = _ESCAPED.get(word, word)
        if mark in _OPENING:
            states[i], inside = 2, True
        elif mark in _CLOSING:
            states[i], inside = 3, False
        elif mark == '"':
            before = i == 0 or text.spaced[i - 1]
            after = text.spaced[i]
            opens = before and not after if before != after else not inside
            states[i], inside = (2, True) if opens else (3, False)
        else:
            states[i] = int(inside)
    return states
