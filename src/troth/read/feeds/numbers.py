"""Numbers as feeds write them: ``1234.5``, ``1,234.5``, ``1.234,5``, ``1 234,5``."""

import math
import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from troth.read.feeds.columns import Parsed, Values, by_text

_PLAIN = re.compile(r"[+-]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")
_MAX_COUNT = 2**31 - 1


@dataclass(frozen=True)
class Numbers:
    """How one file writes its numbers.

    Attributes:
        decimal: the sign before the decimals, ``.`` or ``,``; the other one groups thousands.
    """

    decimal: str = "."

    def parse(self, text: str) -> float | None:
        """The number, or None where the text is none; never infinite."""
        other = "," if self.decimal == "." else "."
        plain = text.strip().translate(_SPACES)
        if other in plain and not self._is_grouped(plain, other):
            return None
        plain = plain.replace(other, "").replace(self.decimal, ".")
        if not _PLAIN.fullmatch(plain):
            return None
        number = float(plain)
        return number if math.isfinite(number) else None

    def _is_grouped(self, text: str, sign: str) -> bool:
        """Whether a sign only parts thousands: ``1,234,567.8`` and not ``47,5``."""
        whole = text.lstrip("+-").split(self.decimal)[0]
        first, *rest = whole.split(sign)
        return bool(rest) and 1 <= len(first) <= 3 and all(len(part) == 3 for part in rest)

    def decimals(self, texts: pa.Array) -> Values:
        """A column of numbers; an empty text is no number and no problem."""
        plain = self._at_once(texts)
        if plain is not None:
            return Values(plain, pa.nulls(len(texts), pa.string()))
        return by_text(texts, pa.float64(), self._decimal)

    def _at_once(self, texts: pa.Array) -> pa.Array | None:
        if self.decimal != ".":
            return None
        try:
            values = pc.cast(pc.if_else(pc.equal(texts, ""), None, texts), pa.float64())
        except pa.ArrowInvalid:
            return None
        return values if pc.all(pc.is_finite(values)).as_py() in {True, None} else None

    def _decimal(self, text: str) -> Parsed:
        if not text:
            return None, None
        number = self.parse(text)
        return number, None if number is not None else f"{_short(text)} is not a number"

    def counts(self, texts: pa.Array) -> Values:
        """A column of counts: whole numbers from nought; ``5.0`` is one, ``-1`` and ``5.5`` not."""
        return by_text(texts, pa.int32(), self._count)

    def _count(self, text: str) -> Parsed:
        if not text or text.lower() in {"nan", "na", "n/a", "none", "null"}:
            return None, None
        number = self.parse(text)
        if number is None or number != int(number) or not 0 <= number <= _MAX_COUNT:
            return None, f"{_short(text)} is not a count"
        return int(number), None


def _short(text: str) -> str:
    """The text in quotation marks, cut so that an issue stays readable."""
    return repr(text if len(text) <= 40 else text[:40] + "…")


PLAIN = Numbers()
"""Numbers of a feed that writes a point before decimals."""
