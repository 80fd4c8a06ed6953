"""Sentence starts of edited English, set from the layout and the punctuation before parsing."""

import re
from collections.abc import Sequence

ENDS = frozenset({".", "!", "?", "…", "..."})
CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "''", "[.]"})
OPENERS = frozenset({'"', "“", "‘", "'", "(", "[", "``", "-", "–", "—"})
ABBREVIATION = re.compile(
    r"^(?:[A-Z]|(?:[A-Za-z]\.)+|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Sen|Rep|Gov|Pres|"
    r"Rev|Hon|St|Mt|Ft|Jr|Sr|vs|No|Nos|Inc|Ltd|Corp|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|"
    r"Nov|Dec|approx|est|cf|al|a\.m|p\.m)\.$",
    re.IGNORECASE,
)
MAY_END = re.compile(
    r"^(?:Jr|Sr|Inc|Ltd|Corp|Co|a\.m|p\.m|[Uu]\.[Ss]|[Uu]\.[Kk]|D\.C|et al)\.?$", re.IGNORECASE
)


def starts(words: Sequence[str]) -> list[bool]:
    """For every word of one segment, whether a sentence begins there.

    A sentence ends behind ``.``, ``!`` or ``?`` and any closing marks, when what follows begins
    with a capital, a digit or an opening mark, and the stop is not an abbreviation's.
    """
    begins = [False] * len(words)
    if words:
        begins[0] = True
    position = 0
    while position < len(words):
        end = _after_stop(words, position)
        if end is not None and end < len(words) and _can_begin(words, end):
            begins[end] = True
        position += 1
    return begins


def _after_stop(words: Sequence[str], position: int) -> int | None:
    """Where the next sentence could begin, if the word at ``position`` ends one."""
    word = words[position]
    if word not in ENDS and not (MAY_END.match(word) and word.endswith(".")):
        return None
    number = position + 1 < len(words) and words[position + 1][:1].isdigit()
    plain_no = position > 0 and words[position - 1].lower() == "no" and not number
    if word in ENDS and position and ABBREVIATION.match(words[position - 1] + ".") and not plain_no:
        single = len(words[position - 1]) == 1 and words[position - 1].isupper()
        if single or not MAY_END.match(words[position - 1]):
            return None
    after = position + 1
    while after < len(words) and words[after] in CLOSERS and not _opens(words, after):
        after += 1
    return after


def _opens(words: Sequence[str], position: int) -> bool:
    """Whether a straight mark at ``position`` opens a quotation rather than closing one."""
    if words[position] not in {'"', "'"}:
        return False
    return sum(word == words[position] for word in words[:position]) % 2 == 0


def _can_begin(words: Sequence[str], position: int) -> bool:
    word = words[position]
    if word == "(":
        return False
    while word in OPENERS and position + 1 < len(words):
        position += 1
        word = words[position]
    if MAY_END.match(words[position - 1]) and word[:1].isupper():
        return word in _STARTERS
    return word[:1].isupper() or word[:1].isdigit() or word.startswith("@")


_STARTERS = frozenset(
    "The A An He She They It We I You This That These Those In On At After Before But And While "
    "When As According However Meanwhile Earlier Later There Their His Her Its Both".split()
)
