"""Sums of money in a text."""

import re
from dataclasses import dataclass
from functools import cache

from troth.model import Amount
from troth.read.lexicon import currencies
from troth.read.numbers import NUMBER, SCALE, number


@dataclass(frozen=True)
class Sum:
    """A sum of money and its code points ``[start, end)``."""

    start: int
    end: int
    amount: Amount


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(currencies(), key=len, reverse=True)
    signs = "|".join(re.escape(form) for form in forms if not form.isalpha() and " " not in form)
    names = "|".join(re.escape(form) for form in forms if form[0].isalpha() and "$" not in form)
    figure = rf"{NUMBER}(?:[ -]?{SCALE})?"
    return re.compile(
        rf"(?P<sign>{signs})\s?(?P<a>{figure})|\b(?P<b>{figure})[ -]?(?P<name>{names})\b",
        re.IGNORECASE,
    )


def sums(text: str, start: int = 0, end: int | None = None) -> list[Sum]:
    """Every sum of money in ``text[start:end]``, in order, as the text gives it."""
    found = []
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        form = match["sign"] or match["name"]
        value = number((match["a"] or match["b"]).strip(" -"))
        code = currencies().get(form.lower())
        if value is not None and code is not None:
            found.append(Sum(match.start(), match.end(), Amount(value, code)))
    return found
