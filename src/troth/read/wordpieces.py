"""Words cut into the pieces that the encoder knows (WordPiece, Wu et al. 2016, as BERT uses it)."""

import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

__all__ = ["CLS", "SEP", "Case", "WordPieces"]

UNKNOWN, CLS, SEP = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
"""Characters beyond which a word is one unknown piece, as in BERT's own tokenizer."""
MOST_PIECES = 12
"""Pieces kept of one word: the rest of an address or a hash says nothing to the encoder."""
PLAIN = str.maketrans("’‘`", "'''")
"""Apostrophes however they are set: the encoder learned from texts with straight ones."""
MOST_KEPT = 200_000
"""Words whose pieces are remembered; then the memory begins anew."""


class Case(IntEnum):
    """How a word is written; the pieces themselves are in lower case."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    MIXED = 4
    DIGITS = 5
    MARKS = 6


class WordPieces:
    """Cuts words into pieces of a vocabulary; words are remembered.

    Args:
        vocabulary: the pieces in the order of their numbers, those inside a word with ``##``.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self.cls, self.sep = self._ids[CLS], self._ids[SEP]

    @classmethod
    def from_file(cls, path: Path) -> "WordPieces":
        """The vocabulary of a file with one piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n")[:-1])

    def __call__(self, word: str) -> tuple[tuple[int, ...], int]:
        """The numbers of a word's pieces (at least one), and its `Case`."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[word] = (self._cut(word), case_of(word))
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        unknown = self._ids[UNKNOWN]
        if len(word) > LONGEST_WORD:
            return (unknown,)
        found: list[int] = []
        for part in _parts(word):
            found += self._longest(part) or [unknown]
        return tuple(found[:MOST_PIECES]) or (unknown,)

    def _longest(self, part: str) -> list[int]:
        """The pieces of one part, the longest first; nothing when one is not in the vocabulary."""
        found = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else f"##{part[start:end]}"
                number = self._ids.get(piece)
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return []
        return found


def case_of(word: str) -> Case:
    """How a word is written."""
    if any(letter.isdigit() for letter in word):
        return Case.DIGITS
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return Case.MARKS
    upper = [letter.isupper() for letter in letters]
    if not any(upper):
        return Case.LOWER
    if all(upper):
        return Case.UPPER if len(letters) > 1 else Case.TITLE
    return Case.TITLE if upper[0] and not any(upper[1:]) else Case.MIXED


def _parts(word: str) -> list[str]:
    """A word in lower case without accents, cut at punctuation."""
    plain = [
        letter
        for letter in unicodedata.normalize("NFD", word.lower().translate(PLAIN))
        if unicodedata.category(letter) != "Mn"
    ]
    parts: list[str] = []
    glued = False
    for letter in plain:
        kind = unicodedata.category(letter)
        if letter.isspace() or kind in {"Cc", "Cf"}:
            glued = False
        elif _is_mark(letter, kind):
            parts.append(letter)
            glued = False
        elif glued:
            parts[-1] += letter
        else:
            parts.append(letter)
            glued = True
    return parts


def _is_mark(letter: str, kind: str) -> bool:
    """Punctuation as BERT counts it: every ASCII sign that is no letter or digit is one."""
    return kind[0] == "P" or (letter.isascii() and not letter.isalnum())
