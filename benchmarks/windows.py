"""Windows: the stretches of a text that a transformer with a fixed number of places reads."""

from collections.abc import Iterable, Iterator, Sequence

from troth.read.wordpieces import WordPieces

EVERY = 8
"""One window of so many is timed."""
LEAST = 20
"""Windows that are timed at least, where there are so many."""


def windows(words: Iterable[str], cut: WordPieces, places: int) -> Iterator[list[int]]:
    """The pieces of a text, cut between words into as few windows as hold it, each framed."""
    for pieces in packed((cut(word)[0] for word in words), places - 2):
        yield [cut.cls, *pieces, cut.sep]


def packed(words: Iterable[Sequence[int]], room: int) -> Iterator[list[int]]:
    """Whole words together while there is room for their pieces; no word has more than that."""
    window: list[int] = []
    for pieces in words:
        if len(window) + len(pieces) > room:
            yield window
            window = []
        window.extend(pieces)
    if window:
        yield window


def sampled(found: Sequence[list[int]]) -> Sequence[list[int]]:
    """One of every ``EVERY``, or of fewer where that would not make ``LEAST``; always the same."""
    return found[:: max(min(EVERY, len(found) // LEAST), 1)]
