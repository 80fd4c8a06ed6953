"""The text of a document in paragraphs of pieces, each knowing the entries that cover it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from troth.publish.card import Card
from troth.publish.segments import Mark, Segment, paragraphs, segments

RANKS = {"s": 0, "m": 0, "c": 0, "i": 0, "x": 1, "a": 2}
"""Which entry a piece leads to first: the ledgers, then issues, then actors."""


@dataclass(frozen=True)
class Piece:
    """A segment of text as a page shows it.

    Attributes:
        text: its characters.
        marks: what covers it, as ``s3:content``, the narrowest entry of the ledgers first.
        opens: the entries whose main words start here.
    """

    text: str
    marks: tuple[str, ...]
    opens: tuple[Card, ...]

    @property
    def looks(self) -> tuple[str, ...]:
        """The kinds and roles that give it its look, as ``s-content``."""
        return tuple(dict.fromkeys(look(mark) for mark in self.marks))


def look(mark: str) -> str:
    """The letter of a mark's entry with its role: ``s3:content`` looks ``s-content``."""
    entry, role = mark.split(":")
    return f"{entry[0]}-{role}"


def text_paragraphs(text: str, cards: Iterable[Card]) -> Iterator[list[Piece]]:
    """The pieces of a text, paragraph by paragraph; joined they are the text."""
    shown = list(cards)
    starts = paragraphs(text)
    opening: dict[int, list[Card]] = defaultdict(list)
    for card in shown:
        if card.anchor is not None:
            opening[card.anchor].append(card)
    block: list[Piece] = []
    marks = (mark for card in shown for mark in card.marks)
    begin = set(starts)
    for segment in segments(text, marks, cuts=starts):
        if segment.start in begin:
            yield block
            block = []
        block.append(_piece(segment, opening[segment.start]))
    if block:
        yield block


def _piece(segment: Segment, opens: list[Card]) -> Piece:
    ordered = sorted(segment.marks, key=_rank)
    return Piece(segment.text, tuple(f"{m.entry}:{m.role}" for m in ordered), tuple(opens))


def _rank(mark: Mark) -> int:
    return RANKS[mark.entry[0]]
