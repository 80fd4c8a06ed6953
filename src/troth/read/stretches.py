"""Stretches: runs of tokens that can be a content, cut so that no quotation is halved."""

from dataclasses import dataclass

from troth.read.cues import Found
from troth.read.parsed import Parsed

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
STOPS = frozenset({".", ",", ";", ":", "!", "?", "—", "–", "…"})
MARKS = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''"})

Range = tuple[int, int]


@dataclass(frozen=True)
class Content:
    """Tokens of a statement's content; ``cue_end`` is where the cue's own words end."""

    ranges: tuple[Range, ...]
    cue_end: int


class Stretches:
    """Cuts stretches out of one text."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._doc = parsed.doc

    def word(self, i: int) -> str:
        """A token in lower case; empty outside the text."""
        return self._doc[i].lower_ if 0 <= i < len(self._doc) else ""

    def sentence_end(self, i: int) -> int:
        """Where the sentence of a token ends; a quotation that goes on past it is followed."""
        end = self._parsed.sentence(i).end
        while end < len(self._doc):
            number = self._parsed.quote_of[end - 1]
            if number < 0 or self._parsed.quoted[number].end <= end:
                break
            end = self._parsed.sentence(self._parsed.quoted[number].end - 1).end
            if self._parsed.quote_of[end - 1] == number:
                break
        return end

    def trim(self, start: int, end: int) -> Range | None:
        """A range without joining words before it and stops after it."""
        while start < end and (
            self._doc[start].text in STOPS
            or (
                self._doc[start].lower_ == "that"
                and self._doc[start].tag_ in {"IN", "WDT", "DT"}
                and start + 1 < len(self._doc)
            )
        ):
            start += 1
        while end > start and self._loose(start, end):
            end -= 1
        return (start, end) if start < end else None

    def _loose(self, start: int, end: int) -> bool:
        """Whether the last token is a stop outside quotation marks, or half a pair of marks."""
        token = self._doc[end - 1]
        number = self._parsed.quote_of[end - 1]
        if token.text in STOPS or token.text in {"-"}:
            return number < 0 or self._parsed.quoted[number].start < start
        if token.lower_ in {"and", "but", "or"} and number < 0:
            return True
        return token.text == ")" and not any(t.text == "(" for t in self._doc[start:end])

    def _span_whole(self, start: int, end: int) -> Range:
        """A range that does not cut a quotation short at either side by a mark."""
        number = self._parsed.quote_of[start]
        if number >= 0 and self._parsed.quoted[number].start == start - 1:
            start -= 1
        if (
            end < len(self._doc)
            and self._parsed.quote_of[end] == self._parsed.quote_of[end - 1] >= 0
            and self._doc[end].text in MARKS
        ):
            end += 1
        return start, end

    def quote_starts(self, i: int) -> bool:
        """Whether the quotation that a token is in begins with it."""
        return self._parsed.quoted[self._parsed.quote_of[i]].start == i

    def past_joint(self, start: int) -> int:
        """The first token behind joining words such as "but" and "however"."""
        while self.word(start) in {"but", "and", "however", "meanwhile", ","}:
            start += 1
        return start

    def past_particle(self, cue: Found) -> int:
        """One past a cue's words, with its particle: "pointed out", "made clear"."""
        position = cue.end
        if self.word(position) in {"out", "up", "down"} and self._doc[position].tag_ in {
            "RP",
            "IN",
        }:
            position += 1
        if self.word(position) == "clear":
            position += 1
        return position

    def make(
        self, cue: Found, start: int, limit: int, cue_end: int | None = None
    ) -> Content | None:
        """The content of tokens ``[start, limit)``; None when nothing is left of them."""
        trimmed = self.trim(start, limit)
        if trimmed is None:
            return None
        return Content((self._span_whole(*trimmed),), cue_end or self.past_particle(cue))
