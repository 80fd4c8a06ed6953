"""Quotations: the stretches of a text between quotation marks, the marks included."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

PAIRS = {"“": "”", "«": "»", "„": "“"}
LONGEST = 12
"""Paragraphs that one pair of marks can hold."""
SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[“\"]))[‘'](?=\S)")
SINGLE_CLOSE = re.compile(r"(?<=\S)[’'](?=$|[\s.,;:!?)\]”\"—-])")


@dataclass(frozen=True, order=True)
class Quotation:
    """Code points ``[start, end)``, marks included; ``closed`` is false when its end is assumed."""

    start: int
    end: int
    closed: bool = True


def quotations(text: str, blocks: list[tuple[int, int]]) -> list[Quotation]:
    """The outermost quotations of each block, in order.

    A block that opens a quotation and does not close it is one when the next block opens again,
    as books and newspapers set a speech of several paragraphs; otherwise its mark is ignored.
    """
    found: list[Quotation] = []
    for number, (start, end) in enumerate(blocks):
        following = text[blocks[number + 1][0]] if number + 1 < len(blocks) else ""
        found += _double(text, start, end, continued=following in {"“", '"'} and bool(following))
    found += [q for q in _long(text, blocks) if not any(_overlap(q, other) for other in found)]
    outer = sorted(found)
    for start, end in blocks:
        found += [q for q in _single(text, start, end) if not _inside(q, outer)]
    return sorted(found)


def _long(text: str, blocks: list[tuple[int, int]]) -> Iterator[Quotation]:
    """A quotation that opens one block and closes at the end of a later one, as letters are set.

    A colon must introduce it: marks around the whole of a text are its publisher's.
    """
    for number, (start, end) in enumerate(blocks):
        introduced = text[:start].rstrip().endswith(":")
        if not introduced or text[start] != "“" or any(m in text[start + 1 : end] for m in "“”"):
            continue
        for _, stop in blocks[number + 1 : number + LONGEST]:
            between = text[start + 1 : stop].rstrip()
            if "“" in between or "”" in between[:-1]:
                break
            if between.endswith("”"):
                yield Quotation(start, start + 1 + len(between))
                break


def _overlap(one: Quotation, other: Quotation) -> bool:
    return one.start < other.end and other.start < one.end


def _double(text: str, start: int, end: int, *, continued: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    closer = ""
    for position in range(start, end):
        mark = text[position]
        if opened is None and (mark in PAIRS or mark == '"'):
            opened, closer = position, PAIRS.get(mark, '"')
        elif opened is not None and mark == closer:
            found.append(Quotation(opened, position + 1))
            opened = None
        elif opened is not None and closer == "”" and mark == "“":
            opened = position
    if opened is not None and continued and opened == start:
        found.append(Quotation(opened, end, closed=False))
    return found


def _single(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    position = start
    while opening := SINGLE_OPEN.search(text, position, end):
        closing = SINGLE_CLOSE.search(text, opening.end() + 1, end)
        if closing is None:
            break
        found.append(Quotation(opening.start(), closing.end()))
        position = closing.end()
    return found


def _inside(quotation: Quotation, outer: list[Quotation]) -> bool:
    """Whether one of some ordered, disjoint quotations holds this one."""
    before = bisect_right(outer, quotation.start, key=lambda item: item.start) - 1
    return before >= 0 and quotation.end <= outer[before].end
