"""Doubts: what a person should look at, because it could not be read or only doubtfully."""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Span as Words

from troth.model import Issue
from troth.read.context import Context
from troth.read.encoder import SPANS_KEY
from troth.read.lexicon import cues

NEAR_CUE = 8
"""Tokens within which a cue belongs to a content."""

NEAR_SOURCE = 15
"""Tokens within which a source belongs to a content."""

SHORTEST = 3
"""Tokens of the shortest content worth a look."""

SHARED = 0.3
"""Share of a content that statements may already hold before it counts as read."""


def find_doubts(context: Context) -> Iterator[Issue]:
    """Days that cannot be resolved, statements of nobody, and what may be statements unread."""
    yield from _relative_days(context)
    yield from _nobody(context)
    yield from _unread(context)
    if not context.said:
        yield Issue(
            "no-statement",
            "no statement was found",
            context.parsed.document.file,
            "If somebody is quoted in it, tell us; otherwise nothing is to be done.",
        )


def _relative_days(context: Context) -> Iterator[Issue]:
    document = context.parsed.document
    relative = [time for time in context.times if time.relative and time.day is None]
    if document.published is None and relative:
        yield Issue(
            "relative-day",
            f"{len(relative)} relative times stay unknown, because the day of publication is",
            document.file,
            "Give the day with --published YYYY-MM-DD.",
            document.span(relative[0].start, relative[0].end),
        )


def _nobody(context: Context) -> Iterator[Issue]:
    for item in context.said:
        if not item.statement.speaker:
            yield Issue(
                "speaker-unknown",
                "the text does not let the speaker be told",
                context.parsed.document.file,
                "Read the place and judge the statement.",
                item.statement.content[0],
            )


# --- attributions that only the component sees ---------------------------------------------------


def _unread(context: Context) -> Iterator[Issue]:
    """Places where the trained component finds an attribution and no statement was read.

    The grammar decides what is a statement. Where the component, trained on news, finds a source,
    a cue and a content that the grammar passed over, a person is told; nothing is recorded.
    """
    parsed = context.parsed
    if SPANS_KEY not in parsed.doc.spans:
        return
    found: defaultdict[str, list[Words]] = defaultdict(list)
    for words in parsed.doc.spans[SPANS_KEY]:
        found[words.label_].append(words)
    read = {i for item in context.said for a, b in item.ranges for i in range(a, b)}
    for content in found["CONTENT"]:
        if len(content) < SHORTEST:
            continue
        held = sum(token.i in read for token in content) / len(content)
        if held <= SHARED and _is_spoken(content, found["CUE"], found["SOURCE"]):
            yield Issue(
                "possible-statement",
                "somebody may be saying this, and no statement was read here",
                parsed.document.file,
                "Read the place; add a statement by hand if it is one.",
                parsed.span(content.start, content.end),
            )


def _is_spoken(content: Words, cues_: list[Words], sources: list[Words]) -> bool:
    """Whether a cue with a verb of speaking and a source stand near a content."""
    cue = _nearest(content, cues_, NEAR_CUE)
    if cue is None or _nearest(content, sources, NEAR_SOURCE) is None:
        return False
    spoken = any(token.lower_ in cues() for token in cue)
    return spoken and not any(token.lower_ in {"not", "n't", "n’t", "never"} for token in cue)


def _nearest(content: Words, found: list[Words], reach: int) -> Words | None:
    near = [words for words in found if _gap(content, words) <= reach]
    return min(near, key=lambda words: _gap(content, words), default=None)


def _gap(a: Words, b: Words) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
