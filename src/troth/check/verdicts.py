"""From evidence to a verdict: the rules, and nothing else.

A verdict follows from the evidence and the coverage alone, so whoever holds a finding can make it
again. The order of the rules is the order of what they ask for: an incident that falls under the
term for certain comes before one that may, and that before silence.
"""

from collections.abc import Sequence

from troth.model.agreement import TermKind
from troth.model.finding import Coverage, Evidence, Verdict
from troth.model.truth import Truth

RULES = "1"
"""Version of the rules of this module; a finding names the one that it was made by."""

ENOUGH_COVERAGE = 0.95
"""Share of the days and districts that must have been observed before silence counts as "kept".

It is a convention of this project, not a finding of research; it is printed with each verdict.
"""


def verdict(
    kind: TermKind,
    evidence: Sequence[Evidence],
    coverage: Coverage,
    *,
    due: bool = True,
    binds: Truth = Truth.YES,
) -> tuple[Verdict, tuple[str, ...]]:
    """What evidence and coverage come to for a term, and the codes of the reasons.

    Args:
        kind: prohibition or obligation.
        evidence: every incident that falls, or may fall, under the term.
        coverage: whether anybody was looking.
        due: the term's own time is over; before, an obligation can still be met.
        binds: whether every condition of the term is met; if that cannot be told, nothing is
            certain of the term.

    Raises:
        ValueError: a permission, which nothing can breach.
    """
    if kind is TermKind.PERMISSION:
        raise ValueError("a permission has no verdict")
    found, reasons = _bound(kind, evidence, coverage, due=due)
    if binds is Truth.YES or found in {Verdict.UNDETERMINED, Verdict.NOT_OBSERVED}:
        return found, reasons
    return Verdict.UNDETERMINED, ("condition_unknown", *reasons)


def _bound(
    kind: TermKind, evidence: Sequence[Evidence], coverage: Coverage, *, due: bool
) -> tuple[Verdict, tuple[str, ...]]:
    """What it comes to if the term binds."""
    certain = [item for item in evidence if item.tests.all is Truth.YES]
    told = [item for item in certain if not item.machine]
    if told:
        return _told(kind, told)
    if certain:
        return Verdict.UNDETERMINED, ("machine_only",)
    if evidence:
        return Verdict.UNDETERMINED, ("cannot_be_told",)
    return _silence(kind, coverage, due=due)


def _told(kind: TermKind, told: Sequence[Evidence]) -> tuple[Verdict, tuple[str, ...]]:
    """What people tell that falls under the term for certain."""
    if kind is TermKind.OBLIGATION:
        return Verdict.UNDETERMINED, ("some_performance",)
    if any(item.partial is Truth.NO for item in told):
        return Verdict.BREACHED, _reasons("independent_report", denied=_denied(told))
    if any(item.partial is Truth.YES for item in told):
        return _alleged(told)
    return Verdict.UNDETERMINED, _reasons("reporters_unknown", denied=_denied(told))


def _alleged(told: Sequence[Evidence]) -> tuple[Verdict, tuple[str, ...]]:
    """What parties to the conflict say, and nobody who is known to be none."""
    only = all(item.partial is Truth.YES for item in told)
    who = "parties_only" if only else "parties_and_unknown"
    if all(item.denied_by for item in told):
        return Verdict.DISPUTED, (who, "denied")
    return Verdict.ALLEGED, _reasons(who, denied=_denied(told))


def _denied(told: Sequence[Evidence]) -> bool:
    return any(item.denied_by for item in told)


def _reasons(code: str, *, denied: bool) -> tuple[str, ...]:
    return (code, "denied") if denied else (code,)


def _silence(kind: TermKind, coverage: Coverage, *, due: bool) -> tuple[Verdict, tuple[str, ...]]:
    """No incident falls under the term, nor may: it depends on who was looking."""
    if coverage.share < ENOUGH_COVERAGE:
        code = "nobody_looking" if coverage.observed == 0 else "gaps_in_coverage"
        return Verdict.NOT_OBSERVED, (code,)
    if kind is TermKind.PROHIBITION:
        return Verdict.KEPT, ("no_incident_with_coverage",)
    return Verdict.UNDETERMINED, ("no_report_of_performance" if due else "not_due",)
