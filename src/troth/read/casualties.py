"""Casualties: how many the words of a sentence say were killed and injured."""

import re
from dataclasses import dataclass

from troth.read.numbers import NUMBER, number

ROUGHLY = r"(?:at least |nearly |about |around |some |over |more than |up to )?"
COUNT = rf"(?P<n>{NUMBER})\b"


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b{pattern}", re.IGNORECASE) for pattern in patterns)


KILLED = _patterns(
    rf"(?:kill(?:s|ed|ing)|claimed|murdered|left)\s+{ROUGHLY}{COUNT}",
    rf"{COUNT}\s+(?:[\w’'-]+\s+){{0,6}}(?:were |was |have been |had been |are |all )*"
    r"(?:killed|dead|died|shot dead|murdered)\b",
    rf"death toll (?:\w+ ){{0,4}}{COUNT}",
)
INJURED = _patterns(
    rf"(?:injur(?:es|ed|ing)|wound(?:s|ed|ing))\s+{ROUGHLY}{COUNT}",
    rf"{COUNT}\s+(?:[\w’'-]+\s+){{0,4}}(?:were |was |others? |people |have been |had been )*"
    r"(?:injured|wounded|hurt)\b",
)
NONE = re.compile(
    r"\b(?:bloodless|no (?:casualties|one was (?:hurt|injured|killed)|injuries|deaths))\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True)
class Casualties:
    """Numbers of dead and injured; None where the words do not tell."""

    killed: int | None
    injured: int | None


def casualties(words: str) -> Casualties:
    """The casualties that words tell; "no casualties" is none of either."""
    killed, injured = _count(KILLED, words), _count(INJURED, words)
    if NONE.search(words):
        return Casualties(killed or 0, injured or 0)
    return Casualties(killed, injured)


def _count(patterns: tuple[re.Pattern[str], ...], words: str) -> int | None:
    for pattern in patterns:
        match = pattern.search(words)
        if match is None:
            continue
        value = number(match["n"].strip(" -"))
        if isinstance(value, int) and not YEAR.fullmatch(match["n"].strip()):
            return value
    return None
