"""Whether the number of incidents a day changed: an interrupted time series of counts.

The model is the segmented regression of J. Lopez Bernal, S. Cummins and A. Gasparrini,
"Interrupted time series regression for the evaluation of public health interventions: a tutorial",
International Journal of Epidemiology 46 (2017) 348-355: a Poisson model of the counts with a
logarithmic link whose variance is free to be larger than the mean (quasi-Poisson). It is fitted by
statsmodels. The dispersion is never taken to be below one, that of a Poisson process, so that a
chance regularity makes no interval narrower; intervals use Student's t with the residual degrees
of freedom.

It tells whether the counts of a source changed, not why. What else changed on that day, and what
the source does not see, is in no interval.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import statsmodels.api as sm
from scipy import stats  # type: ignore[import-untyped]

from troth.errors import UsageError
from troth.model.trend import Estimate, Side, Slope, Trend

FEWEST_BINS = 3
"""Fewest bins on each side for any estimate: what Cochrane's group on the organisation of care
asks of an interrupted time series (EPOC, What study designs can be considered for inclusion in an
EPOC review, 2017)."""

ENOUGH_BINS = 12
"""Bins on each side for a model with courses, and for no warning: A. K. Wagner, S. B. Soumerai,
F. Zhang and D. Ross-Degnan, Segmented regression analysis of interrupted time series studies in
medication use research, J Clin Pharm Ther 27 (2002) 299-309."""

FEW_EVENTS = 5
"""Below so many incidents on a side, an interval from the normal approximation is a rough one:
the usual rule for counts in a cell (W. G. Cochran, Biometrics 10 (1954) 417-451)."""

CORRELATED = 0.3
"""A correlation of neighbouring residuals from which on a warning is given, whatever the length."""

LEVEL = 0.95
MOST_LOG = 300.0
"""Logarithms of ratios beyond this are no estimates but signs of a fit that ran away."""

METHOD = (
    "Poisson regression with a logarithmic link, its variance scaled by Pearson’s chi-squared "
    "(never below one), intervals of 95 per cent by Student’s t; after Lopez Bernal, Cummins and "
    "Gasparrini (2017)"
)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Window:
    """Counts by bin on both sides, and what was left out."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    table: tuple[Side, Side]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Fit:
    """A model that was fitted and can be trusted to have been."""

    values: Numbers
    covariance: Numbers
    dispersion: float
    degrees: int
    lag_one: float | None


def trend(  # noqa: PLR0913 - a window has two sides, a change and a grain
    counts: Sequence[int],
    first: date,
    change: date,
    *,
    days_before: int,
    days_after: int,
    bin_days: int = 1,
) -> Trend:
    """Whether the counts changed on a day, by how much, and how sure that is.

    What the counts do not allow to tell is None, with a warning that says so; there is never a
    number from a fit that did not converge.

    Args:
        counts: incidents on each day from ``first`` on.
        first: the day of the first count.
        change: the first day after the change.
        days_before: how many days before the change are asked about.
        days_after: how many from the change on.
        bin_days: how many days are counted together.

    Raises:
        UsageError: a negative count, or a window without days.
    """
    _refuse(counts, days_before, days_after, bin_days)
    window = _window(counts, first, change, (days_before, days_after), bin_days)
    told = [*window.warnings, *_doubts(window)]
    before, after = window.table
    plain = _fit(_level_design(window), window, told) if _can_be_fitted(window) else None
    slope = _slope(window, bin_days, told) if plain else None
    return Trend(
        change=change.isoformat(),
        bin_days=bin_days,
        before=before,
        after=after,
        ratio=_ratio(window, plain),
        expected=_expected(window, plain),
        dispersion=plain.dispersion if plain else None,
        degrees=plain.degrees if plain else None,
        lag_one=plain.lag_one if plain else None,
        slope=slope,
        warnings=tuple(dict.fromkeys(told)),
        method=METHOD,
    )


# --- the window ----------------------------------------------------------------------------------


def _refuse(counts: Sequence[int], days_before: int, days_after: int, bin_days: int) -> None:
    if days_before < 1 or days_after < 1 or bin_days < 1:
        raise UsageError(
            "a trend needs days before the change and days after it",
            next_step="Ask for at least one day on each side and bins of at least one day.",
        )
    if any(count < 0 for count in counts):
        raise UsageError("a count is negative", next_step="Give the number of incidents a day.")


def _window(
    counts: Sequence[int], first: date, change: date, days: tuple[int, int], bin_days: int
) -> _Window:
    """Whole bins to both sides of the change, of days that were counted at all."""
    place = (change - first).days
    left = min(days[0], max(place, 0)) if place <= len(counts) else 0
    right = min(days[1], max(len(counts) - place, 0)) if place >= 0 else 0
    told = _cut(days, (left, right), bin_days)
    left, right = left - left % bin_days, right - right % bin_days
    before = _bins(counts[place - left : place] if left else (), bin_days)
    after = _bins(counts[place : place + right] if right else (), bin_days)
    table = (
        _side(change - timedelta(days=left), left, before),
        _side(change, right, after),
    )
    return _Window(before, after, table, told)


def _cut(asked: tuple[int, int], found: tuple[int, int], bin_days: int) -> tuple[str, ...]:
    told = []
    for name, wanted, there in zip(("before", "after"), asked, found, strict=True):
        if there < wanted:
            told.append(
                f"counts exist for {there} of the {wanted} days {name} the change: "
                "only these were used"
            )
        if there % bin_days:
            told.append(
                f"{there % bin_days} days {name} the change fill no whole bin of "
                f"{bin_days} days and were left out"
            )
    return tuple(told)


def _bins(counts: Sequence[int], bin_days: int) -> tuple[int, ...]:
    return tuple(int(sum(counts[at : at + bin_days])) for at in range(0, len(counts), bin_days))


def _side(since: date, days: int, bins: tuple[int, ...]) -> Side:
    until = since + timedelta(days=days)
    return Side(since.isoformat(), until.isoformat(), days, len(bins), sum(bins))


def _doubts(window: _Window) -> list[str]:
    told = []
    shortest = min(len(window.before), len(window.after))
    if shortest < FEWEST_BINS:
        told.append(
            f"too short: {shortest} bins on the shorter side; an interrupted time series needs "
            f"at least {FEWEST_BINS} on each (EPOC 2017), so there is no interval"
        )
    elif shortest < ENOUGH_BINS:
        told.append(
            f"short: {shortest} bins on the shorter side, where {ENOUGH_BINS} on each are advised "
            "(Wagner and others 2002); a course before the change cannot be told from a change"
        )
    for name, bins in (("before", window.before), ("after", window.after)):
        if bins and not sum(bins):
            told.append(f"nothing was counted {name} the change: no interval can be given")
        elif bins and sum(bins) < FEW_EVENTS:
            told.append(f"only {sum(bins)} counted {name} the change: the interval is a rough one")
        elif len(bins) >= FEWEST_BINS and max(bins) > sum(bins) / 2:
            told.append(
                f"one bin holds {max(bins)} of the {sum(bins)} counted {name} the change: much "
                "depends on it"
            )
    return told


def _can_be_fitted(window: _Window) -> bool:
    """Both sides are long enough and have incidents: else the fit runs off to infinity."""
    sides = (window.before, window.after)
    return all(len(bins) >= FEWEST_BINS and sum(bins) > 0 for bins in sides)


# --- the model -----------------------------------------------------------------------------------


def _level_design(window: _Window) -> Numbers:
    after = _is_after(window)
    return np.column_stack([np.ones_like(after), after])


def _slope_design(window: _Window, bin_days: int) -> Numbers:
    """Level, course in days, change of level, change of course; the change is on day nought."""
    after = _is_after(window)
    time = (np.arange(len(after)) - len(window.before)) * float(bin_days)
    return np.column_stack([np.ones_like(after), time, after, time * after])


def _is_after(window: _Window) -> Numbers:
    return np.repeat([0.0, 1.0], [len(window.before), len(window.after)])


def _fit(design: Numbers, window: _Window, told: list[str]) -> _Fit | None:
    """The model, or None with a warning when statsmodels does not vouch for it."""
    counts = np.array([*window.before, *window.after], dtype=np.float64)
    degrees = len(counts) - design.shape[1]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = sm.GLM(counts, design, family=sm.families.Poisson()).fit(
                scale=1.0, maxiter=100
            )
            values, covariance = np.asarray(result.params), np.asarray(result.cov_params())
            residuals = np.asarray(result.resid_pearson)
            converged = bool(result.converged)
        except (np.linalg.LinAlgError, FloatingPointError, ValueError, OverflowError) as error:
            told.append(f"the model could not be fitted ({error})")
            return None
    told += [f"from the model: {warning.message}" for warning in caught]
    if not converged or not _sound(values, covariance, residuals):
        told.append("the model did not settle: no estimate is given")
        return None
    dispersion = float((residuals**2).sum() / degrees)
    correlation = _lag_one(residuals)
    told += _correlated(correlation, len(counts))
    return _Fit(values, covariance * max(dispersion, 1.0), dispersion, degrees, correlation)


def _sound(values: Numbers, covariance: Numbers, residuals: Numbers) -> bool:
    finite = all(np.isfinite(item).all() for item in (values, covariance, residuals))
    return finite and bool(np.abs(values).max() < MOST_LOG)


def _lag_one(residuals: Numbers) -> float | None:
    """Correlation of neighbouring residuals; None when they do not vary."""
    centred = residuals - residuals.mean()
    spread = float((centred**2).sum())
    if spread < 1e-12:
        return None
    return float(sum(a * b for a, b in pairwise(centred)) / spread)


def _correlated(correlation: float | None, bins: int) -> list[str]:
    """A warning when residuals go together more than chance, or than the usual bound, allows."""
    bound = min(CORRELATED, 2 / bins**0.5)
    if correlation is None or correlation <= bound:
        return []
    return [
        f"neighbouring bins go together (correlation {correlation:.2f}, bound {bound:.2f}): "
        "the interval is too narrow"
    ]


def _slope(window: _Window, bin_days: int, told: list[str]) -> Slope | None:
    if min(len(window.before), len(window.after)) < ENOUGH_BINS:
        told.append(f"only the level was modelled: a course needs {ENOUGH_BINS} bins on each side")
        return None
    remarks: list[str] = []
    design = _slope_design(window, bin_days)
    fit = _fit(design, window, remarks)
    told += [f"model with courses: {remark}" for remark in remarks]
    if fit is None:
        return None
    # As it would have been: no change of level, none of course.
    without = design[len(window.before) :] * np.array([1.0, 1.0, 0.0, 0.0])
    return Slope(
        level=_multiplier(fit, 2),
        before=_multiplier(fit, 1),
        turn=_multiplier(fit, 3),
        expected=_projected(fit, without),
        dispersion=fit.dispersion,
        degrees=fit.degrees,
        lag_one=fit.lag_one,
    )


# --- estimates -----------------------------------------------------------------------------------


def _ratio(window: _Window, fit: _Fit | None) -> Estimate:
    """The ratio of the table, with the model's interval: for the level alone the two agree."""
    before, after = (side.per_day for side in window.table)
    if not before or after is None:
        return Estimate()
    bounds = _multiplier(fit, 1) if fit else Estimate()
    return Estimate(after / before, bounds.low, bounds.high)


def _expected(window: _Window, fit: _Fit | None) -> Estimate:
    before, after = window.table
    if before.per_day is None or not after.days:
        return Estimate()
    value = before.per_day * after.days
    if fit is None:
        return Estimate(value)
    low, high = _bounds(fit, np.log(value), float(fit.covariance[0, 0]))
    return Estimate(value, low, high)


def _multiplier(fit: _Fit, place: int) -> Estimate:
    return _exponential(fit, float(fit.values[place]), float(fit.covariance[place, place]))


def _projected(fit: _Fit, design: Numbers) -> Estimate:
    """The sum of what a design gives, with the interval of its logarithm (the delta method)."""
    linear = design @ fit.values
    if np.abs(linear).max() > MOST_LOG:
        return Estimate()
    means = np.exp(linear)
    slope = means @ design / means.sum()
    return _exponential(fit, float(np.log(means.sum())), float(slope @ fit.covariance @ slope))


def _exponential(fit: _Fit, logarithm: float, variance: float) -> Estimate:
    low, high = _bounds(fit, logarithm, variance)
    return Estimate(float(np.exp(logarithm)), low, high) if low is not None else Estimate()


def _bounds(fit: _Fit, logarithm: float, variance: float) -> tuple[float | None, float | None]:
    reach = float(stats.t.ppf((1 + LEVEL) / 2, fit.degrees)) * max(variance, 0.0) ** 0.5
    if not np.isfinite(reach) or abs(logarithm) + reach > MOST_LOG:
        return None, None
    return float(np.exp(logarithm - reach)), float(np.exp(logarithm + reach))
