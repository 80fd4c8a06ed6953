"""Three-valued truth: what matches, what does not, and what cannot be told.

Kleene's strong logic of three values (S. C. Kleene, Introduction to Metamathematics, 1952, § 64),
written as small integers so that a column of a million of them is a million bytes: "and" is the
smaller of two values, "or" the larger.
"""

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """Whether something holds, ordered so that ``min`` is "and" and ``max`` is "or"."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def word(self) -> str:
        """``yes``, ``no``, or ``cannot be told``."""
        return {Truth.NO: "no", Truth.UNKNOWN: "cannot be told", Truth.YES: "yes"}[self]


def every(values: Iterable[Truth]) -> Truth:
    """Whether all of them hold; YES when there are none."""
    return min(values, default=Truth.YES)


def some(values: Iterable[Truth]) -> Truth:
    """Whether at least one of them holds; NO when there are none."""
    return max(values, default=Truth.NO)


def opposite(value: Truth) -> Truth:
    """Whether it does not hold; what cannot be told stays so."""
    return Truth(Truth.YES - value)
