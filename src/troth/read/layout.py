"""The layout of a stored text: headline, dateline, headings, items and paragraphs."""

import re
from dataclasses import dataclass
from enum import StrEnum

DATELINE = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}"
    r"|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4})\s*$",
    re.IGNORECASE,
)
DATE_PREFIX = re.compile(r"\s*date[:\s]\s*\d{4}-\d{2}-\d{2}\s*")
SOURCE_LINE = re.compile(
    r"^(?:sources?|credit|via|licen[cs]e|url|link|published)\s*:", re.IGNORECASE
)
FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*?(?:\r?\n[ \t]*){2,}|\s*\Z)", re.DOTALL)
LINE = re.compile(r"[^\r\n]+")
ITEM = re.compile(r"(?:(?<=^)|(?<=\s))[-–—•*·]\s+(?=[\"“‘'A-Z])")
MARKUP = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING_MARK = re.compile(r"#{1,6}[ \t]+")
LONGEST_HEADLINE = 320
"""Characters; a joint statement's headline can name twenty states."""


class SegmentKind(StrEnum):
    """What a stretch of text is in its document."""

    HEADLINE = "headline"
    HEADING = "heading"
    DATELINE = "dateline"
    BODY = "body"


@dataclass(frozen=True)
class Segment:
    """A stretch of text that no sentence crosses; ``paragraph`` counts blocks from 0."""

    start: int
    end: int
    kind: SegmentKind
    paragraph: int


def segments(text: str) -> list[Segment]:
    """The stretches of ``text`` that are to be read, in order; white space lies between them."""
    found: list[Segment] = []
    start = _preamble(text)
    for number, block in enumerate(PARAGRAPH.finditer(text, start)):
        for line_start, line_end in _lines(text, block.start(), block.end()):
            kind = _kind(text[line_start:line_end], first=not found and start == 0)
            if kind is SegmentKind.HEADLINE and not _followed_by_blank(text, line_end):
                kind = SegmentKind.BODY
            for a, b in _items(text, line_start, line_end):
                found.append(Segment(a, b, kind, number))
    return found


def _preamble(text: str) -> int:
    """Where the text begins, behind front matter or a leading date."""
    for pattern in (FRONT_MATTER, DATE_PREFIX):
        match = pattern.match(text)
        if match:
            return match.end()
    return 0


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of one block, with lines that are only wrapped joined again."""
    lines = [(m.start(), m.end()) for m in LINE.finditer(text, start, end) if m.group().strip()]
    joined: list[tuple[int, int]] = []
    for a, b in lines:
        if joined and _wraps(text[joined[-1][0] : joined[-1][1]], text[a:b]):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _wraps(above: str, below: str) -> bool:
    """Whether a line goes on in the next one: long, and not ended, or the next begins small."""
    if SOURCE_LINE.match(below) or DATELINE.match(above.strip()) or HEADING_MARK.match(above):
        return False
    return len(above) > 50 and not below.lstrip().startswith(("- ", "* ", "• "))


def _kind(line: str, *, first: bool) -> SegmentKind:
    stripped = line.strip()
    if DATELINE.match(stripped) or SOURCE_LINE.match(stripped) or MARKUP.fullmatch(stripped):
        return SegmentKind.DATELINE
    if HEADING_MARK.match(stripped):
        return SegmentKind.HEADLINE if first else SegmentKind.HEADING
    unended = not stripped.rstrip("\"'”’)").endswith((".", "!", "?", ":", ";", ","))
    if unended and first and len(stripped) <= LONGEST_HEADLINE:
        return SegmentKind.HEADLINE
    if unended and len(stripped) <= 60 and not stripped.startswith(("- ", "* ", "• ")):
        return SegmentKind.HEADING
    return SegmentKind.BODY


def _followed_by_blank(text: str, end: int) -> bool:
    return re.match(r"[ \t]*(\r?\n[ \t]*(\r?\n|\Z)|\Z)", text[end:]) is not None


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a line between list marks; the marks themselves are left out."""
    mark = HEADING_MARK.match(text, start, end)
    start = mark.end() if mark else start
    cuts = [m for m in ITEM.finditer(text, start, end) if _begins_item(text, start, m.start())]
    edges = [start] + [m.end() for m in cuts]
    ends = [m.start() for m in cuts] + [end]
    return [(a, b) for a, b in zip(edges, ends, strict=True) if text[a:b].strip()]


def _begins_item(text: str, start: int, position: int) -> bool:
    """Whether a dash begins an item: at the line's start or behind an ended sentence."""
    before = text[start:position].rstrip()
    return not before or before.endswith((".", ":", ";", "!", "?", ".”", '."'))
