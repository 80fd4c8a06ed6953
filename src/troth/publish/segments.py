"""A text cut at every span boundary, so that overlapping spans can all be shown."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from troth.model import Span

LINE_ENDS = re.compile(r"(?:\r?\n)+")


@dataclass(frozen=True)
class Mark:
    """One span of one entry of a page.

    Attributes:
        entry: the entry's id on its page, such as ``s3``.
        role: what the span is to its entry, such as ``content`` or ``cue``.
        span: the place in the text.
    """

    entry: str
    role: str
    span: Span


@dataclass(frozen=True)
class Segment:
    """A stretch of text that the same marks cover from its first character to its last.

    Attributes:
        start: first code point in the text.
        text: the characters; never empty.
        marks: the marks that cover it, the shortest span first.
    """

    start: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.start + len(self.text)


def segments(text: str, marks: Iterable[Mark], *, cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """Cut ``text`` wherever a mark starts or ends, and at ``cuts``.

    The segments joined are the text; those that carry a mark joined are exactly its span.
    """
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in dict.fromkeys(marks):
        opening[mark.span.start].append(mark)
        closing[mark.span.end].append(mark)
    inner = {cut for cut in cuts if 0 < cut < len(text)}
    borders = sorted({0, len(text)} | inner | opening.keys() | closing.keys())
    alive: dict[Mark, None] = {}
    for start, end in pairwise(borders):
        for mark in closing[start]:
            del alive[mark]
        alive.update(dict.fromkeys(opening[start]))
        yield Segment(start, text[start:end], tuple(sorted(alive, key=_length)))


def _length(mark: Mark) -> int:
    return mark.span.end - mark.span.start


def paragraphs(text: str) -> list[int]:
    """Where paragraphs start: after each run of line ends."""
    return [run.end() for run in LINE_ENDS.finditer(text) if run.end() < len(text)]
