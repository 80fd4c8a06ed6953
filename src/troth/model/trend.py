"""Trends: whether the number of incidents a day changed, with what the estimate rests on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A number with its interval of 95 per cent; None where the data do not tell.

    Attributes:
        value: the point estimate.
        low, high: the bounds of the interval.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Side:
    """What was counted before, or after, the day of the change.

    Attributes:
        since: first day, ISO 8601.
        until: first day that is outside.
        days: days between them.
        bins: bins of equal length that they make.
        count: incidents counted in them.
    """

    since: str
    until: str
    days: int
    bins: int
    count: int

    @property
    def per_day(self) -> float | None:
        """Incidents a day; None for no days."""
        return self.count / self.days if self.days else None


@dataclass(frozen=True)
class Slope:
    """The model with a course before and after the change, where the series is long enough.

    Attributes:
        level: how many times as many on the day of the change as the course before it would give.
        before: by how much the number multiplies with each day before the change.
        turn: by how much that factor is itself multiplied after it.
        expected: incidents after the change if the course before it had gone on.
        dispersion: Pearson's chi-squared divided by the residual degrees of freedom.
        degrees: residual degrees of freedom.
        lag_one: correlation of each Pearson residual with the next; None if it cannot be told.
    """

    level: Estimate
    before: Estimate
    turn: Estimate
    expected: Estimate
    dispersion: float
    degrees: int
    lag_one: float | None


@dataclass(frozen=True)
class Trend:
    """Counts before and after a day, and what a model makes of them.

    Attributes:
        change: the day of the change, ISO 8601; it is the first day "after".
        bin_days: length of a bin, in days.
        before, after: the table of what was counted, in the window that was used.
        ratio: incidents a day after the change, divided by those before it.
        expected: incidents after the change if there had been as many a day as before it.
        dispersion: Pearson's chi-squared divided by the residual degrees of freedom; 1 is a
            Poisson process, more is more clustered. None when no model was fitted.
        degrees: residual degrees of freedom.
        lag_one: correlation of each Pearson residual with the next; None if it cannot be told.
        slope: the model with courses; None when the series is too short for it, or it failed.
        warnings: what limits these numbers, in plain words.
        method: the model, in plain words, with its source.
    """

    change: str
    bin_days: int
    before: Side
    after: Side
    ratio: Estimate
    expected: Estimate
    dispersion: float | None = None
    degrees: int | None = None
    lag_one: float | None = None
    slope: Slope | None = None
    warnings: tuple[str, ...] = ()
    method: str = ""
