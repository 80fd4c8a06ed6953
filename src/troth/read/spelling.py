"""Spelling: the small words and marks of names, and which words name a state."""

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

from troth.read.lexicon import state_beginnings, states
from troth.read.parsed import Parsed

PARTICLES = frozenset(
    "dela delos bin ibn al el van von de der den di da dos du la le ter abu umm ben st. jr. "
    "jr sr.".split()
)
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
ABBREVIATED = re.compile(r"^(?:[A-Z]\.?){2,5}$")
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june "
    "july august september october november december i".split()
)

SHORTEST_VARIANT = 5
"""Letters that a surname needs for another, one letter away, to be it in another spelling."""


def is_variant(one: str, other: str) -> bool:
    """Whether two surnames are one in two spellings, as scripts are written in other letters.

    They begin alike and differ in one letter, which is no plural's "s" at the end.
    """
    if min(len(one), len(other)) < SHORTEST_VARIANT or one[0] != other[0]:
        return False
    plural = one + "s" == other or other + "s" == one
    return not plural and Levenshtein.distance(one, other) == 1


def simple(text: str) -> str:
    """A name for comparing: no accents, marks, possessives or case."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]s\b", "", plain)
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def form(parsed: Parsed, start: int, end: int) -> str:
    """Tokens ``[start, end)`` as the text spells them."""
    return parsed.words(start, end)


def state_form(parsed: Parsed, start: int, end: int) -> int:
    """How many tokens from ``start`` name a state or its people; 0 when they do not."""
    if start < end and parsed.doc[start].text not in state_beginnings():
        return 0
    limit = min(end, start + 6, len(parsed.doc))
    for stop in range(limit, start, -1):
        if form(parsed, start, stop) in states():
            return stop - start
    return 0
