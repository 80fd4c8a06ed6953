"""Trends in plain words: what was counted, what the model estimates, and its limits."""

from collections.abc import Iterator
from datetime import date, timedelta

from troth.model.trend import Estimate, Side, Trend
from troth.publish.words import counted, day_words


def trend_lines(trend: Trend, what: str = "incidents") -> Iterator[str]:
    """The before/after table, the estimate with its interval, the counterfactual, the warnings.

    Args:
        trend: the trend.
        what: was counted, in the plural.
    """
    yield f"Before and after {day_words(trend.change)}"
    yield _side("before", trend.before, what)
    yield _side("after ", trend.after, what)
    yield ""
    yield f"Rate after to rate before: {_estimate(trend.ratio)}."
    yield (
        f"Expected after the change at the rate of before: {_estimate(trend.expected)};"
        f" counted: {trend.after.count:,}."
    )
    if trend.dispersion is not None:
        yield (
            f"Dispersion {trend.dispersion:.2f} on {trend.degrees} degrees of freedom"
            " (1 is a Poisson process; more is more clustered)."
        )
    if trend.slope is not None:
        yield f"With a course before and after: change of level {_estimate(trend.slope.level)};"
        yield f"  a day before multiplies by {_estimate(trend.slope.before)};"
        yield f"  expected after, had the course gone on: {_estimate(trend.slope.expected)}."
    for warning in trend.warnings:
        yield f"Warning: {warning}"
    yield f"Method: {trend.method}"


def _side(name: str, side: Side, what: str) -> str:
    last = date.fromisoformat(side.until) - timedelta(days=1)
    rate = "" if side.per_day is None else f", {side.per_day:.2f} a day"
    return (
        f"  {name} {side.count:,} {what} in {counted(side.days, 'day')}"
        f" ({side.since} to {last.isoformat()}){rate}"
    )


def _estimate(estimate: Estimate) -> str:
    if estimate.value is None:
        return "cannot be told"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.3g} (interval cannot be told)"
    return f"{estimate.value:.3g} (95 % interval {estimate.low:.3g} to {estimate.high:.3g})"
