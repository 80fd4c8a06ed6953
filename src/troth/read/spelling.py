"""Spelling: the small words and marks of names, and which words name a state."""

import re
import unicodedata

from troth.read.lexicon import states
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
    limit = min(end, start + 6, len(parsed.doc))
    for stop in range(limit, start, -1):
        if form(parsed, start, stop) in states():
            return stop - start
    return 0
