"""Where quoted words stand in a text: in exactly one place, or the quotation is refused.

The words must stand there letter for letter. Only a run of white space, with at most one line break
in it, is as good as another, because a text may be wrapped where an answer is not.
"""

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from troth.errors import SourceError
from troth.read.llm.pieces import Piece
from troth.read.sources.problem import UnreadableError

SPAN = "llm-span"
SPACE = r"(?:[^\S\r\n]*\r?\n[^\S\r\n]*|[^\S\r\n]+)"
SHOWN = 80
MOST_PLACES = 100
"""Places after which some words are as good as nowhere, and are not looked for any further."""


class Quoted(BaseModel):
    """Words that an answer quotes, and words that it says stand right around them."""

    model_config = ConfigDict(frozen=True, strict=True)

    quote: str
    before: str = ""
    after: str = ""


def _quoted(value: Any) -> Any:
    return {"quote": value} if isinstance(value, str) else value


Quote = Annotated[Quoted, BeforeValidator(_quoted)]
"""A quotation with its surroundings; a bare string is one without."""


def locate(quote: Quoted, text: str, piece: Piece, what: str) -> tuple[int, int]:
    """The code points ``[start, end)`` of quoted words in a piece of a text.

    Raises:
        UnreadableError: they do not stand there, or in several places that what stands around
            them does not tell apart.
    """
    pattern = phrase(quote.quote)
    if pattern is None or len(quote.quote) > piece.end - piece.start:
        raise _refused(what, quote, "is not in the text")
    found = occurrences(pattern, text, piece.start, piece.end)
    if not found:
        raise _refused(what, quote, "is not in the text")
    if len(found) > MOST_PLACES:
        raise _refused(what, quote, f"is in more than {MOST_PLACES} places")
    fitting = found if len(found) == 1 else [at for at in found if _fits(quote, text, *at)]
    if len(fitting) != 1:
        raise _refused(what, quote, f"is in {len(found)} places, and which is meant is not told")
    return fitting[0]


def phrase(words: str) -> re.Pattern[str] | None:
    """What finds some words however they are wrapped; None when there are none."""
    parts = [re.escape(part) for part in words.split()]
    return re.compile(SPACE.join(parts)) if parts else None


def occurrences(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of a phrase where it does not begin or end inside a word, up to the most."""
    found: list[tuple[int, int]] = []
    while len(found) <= MOST_PLACES and (match := pattern.search(text, start, end)):
        start = match.start() + 1
        if not (_cuts(text, match.start()) or _cuts(text, match.end())):
            found.append(match.span())
    return found


def whole(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Every place of some phrases in a text as whole words, none overlapping another.

    Where one phrase begins with another, the longer is taken.
    """
    # Most phrases that are not there lack a word, which is much faster to find out.
    there = [item for item in phrases if all(part in text for part in item.split())]
    found = [item for item in map(phrase, sorted(there, key=len, reverse=True)) if item]
    if not found:
        return []
    either = "|".join(item.pattern for item in found)
    pattern = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")
    return [match.span() for match in pattern.finditer(text)]


def shown(words: str) -> str:
    """Words out of an answer as an issue shows them: short, and without anything that acts."""
    return repr(words[:SHOWN]) + ("…" if len(words) > SHOWN else "")


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _fits(quote: Quoted, text: str, start: int, end: int) -> bool:
    """Whether what is said to stand around a place does; that nothing is said fits nowhere."""
    before, after = "".join(quote.before.split()), "".join(quote.after.split())
    around = 4 * (len(quote.before) + len(quote.after)) + 100
    left = "".join(text[max(0, start - around) : start].split())
    right = "".join(text[end : end + around].split())
    return bool(before or after) and left.endswith(before) and right.startswith(after)


def _refused(what: str, quote: Quoted, why: str) -> SourceError:
    return UnreadableError(
        SPAN,
        f"{what} was refused: {shown(quote.quote)} {why}",
        next_step="Read the text there; the language model's word is not taken for it.",
    )
