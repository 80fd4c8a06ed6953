"""Doubts: attributions that the trained component sees and the grammar does not read.

The grammar decides what is a statement. Where the component, trained on news, finds a source, a cue
and a content that the grammar passed over, a person is told where to look; nothing is recorded.
"""

from collections.abc import Iterator

from spacy.tokens import Span as Words

from troth.model import Issue
from troth.read.components import SPANS_KEY
from troth.read.lexicon import cues
from troth.read.parsed import Parsed
from troth.read.statements import Said

NEAR_CUE = 8
"""Tokens within which a cue belongs to a content."""

NEAR_SOURCE = 15
"""Tokens within which a source belongs to a content."""

SHORTEST = 3
"""Tokens of the shortest content worth a look."""

SHARED = 0.3
"""Share of a content that statements may already hold before it counts as read."""


def unread(parsed: Parsed, said: list[Said]) -> Iterator[Issue]:
    """Places where the component finds an attribution and no statement was read."""
    if SPANS_KEY not in parsed.doc.spans:
        return
    found = list(parsed.doc.spans[SPANS_KEY])
    read = {i for item in said for a, b in item.ranges for i in range(a, b)}
    for content in found:
        if content.label_ != "CONTENT" or len(content) < SHORTEST:
            continue
        held = sum(token.i in read for token in content) / len(content)
        if held <= SHARED and _is_spoken(content, found):
            yield Issue(
                "possible-statement",
                "somebody may be saying this, and no statement was read here",
                parsed.document.file,
                "Read the place; add a statement by hand if it is one.",
                parsed.span(content.start, content.end),
            )


def _is_spoken(content: Words, found: list[Words]) -> bool:
    """Whether a cue with a verb of speaking and a source stand near a content."""
    cue = _nearest(content, found, "CUE", NEAR_CUE)
    source = _nearest(content, found, "SOURCE", NEAR_SOURCE)
    if cue is None or source is None:
        return False
    spoken = any(token.lower_ in cues() for token in cue)
    return spoken and not any(token.lower_ in {"not", "n't", "n’t", "never"} for token in cue)


def _nearest(content: Words, found: list[Words], label: str, reach: int) -> Words | None:
    near = [span for span in found if span.label_ == label and _gap(content, span) <= reach]
    return min(near, key=lambda span: _gap(content, span), default=None)


def _gap(a: Words, b: Words) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
