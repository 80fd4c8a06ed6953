"""Proposals that two rows of the table of incidents tell of one event."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proposal:
    """Two rows that may tell of one event, for a person or a rule to decide; nothing is merged.

    Attributes:
        first: id of one row; the smaller of the two ids.
        second: id of the other.
        score: how alike they are, from 0 to 1: the weighted geometric mean of the parts, of
            which an unknown one counts as a half.
        time: how close in time, from 0 to 1.
        distance: how close in space, from 0 to 1; None when a location is unknown.
        target: 1 for the same target, less for a more general one; None when one is not told.
        words: how alike their words are, from 0 to 1; None when one has none, or when they are in
            different scripts.
        apart_m: metres between the two, or their centres; None when a location is unknown.
    """

    first: str
    second: str
    score: float
    time: float
    distance: float | None
    target: float | None
    words: float | None
    apart_m: float | None
