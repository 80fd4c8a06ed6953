"""From evidence to a verdict."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.check.verdicts import ENOUGH_COVERAGE, verdict
from troth.model.agreement import TermKind
from troth.model.finding import TESTS, Coverage, Evidence, FiveTests, Verdict
from troth.model.truth import Truth

SEEN = Coverage(100, 100)
UNSEEN = Coverage(100, 0)
CERTAIN = {Verdict.KEPT, Verdict.BREACHED, Verdict.ALLEGED, Verdict.DISPUTED}


def evidence(truth: Truth = Truth.YES, **changes: Any) -> Evidence:
    tests = FiveTests(**dict.fromkeys(TESTS, truth))
    values = {"incident": "a", "tests": tests, "source": "s", "row": "1", "file": "f", "line": 1}
    return Evidence(**{**values, "family": "daily", **changes})


def of(
    *items: Evidence, coverage: Coverage = SEEN, kind: TermKind = TermKind.PROHIBITION
) -> Verdict:
    return verdict(kind, items, coverage)[0]


def test_an_independent_report_is_a_breach() -> None:
    assert of(evidence()) is Verdict.BREACHED


def test_what_only_parties_say_is_alleged() -> None:
    assert of(evidence(partial=Truth.YES)) is Verdict.ALLEGED


def test_what_only_parties_say_and_others_deny_is_disputed() -> None:
    assert of(evidence(partial=Truth.YES, denied_by=("them",))) is Verdict.DISPUTED


def test_one_allegation_that_nobody_denies_is_enough_for_alleged() -> None:
    told = evidence(partial=Truth.YES, denied_by=("them",)), evidence(partial=Truth.YES)
    assert of(*told) is Verdict.ALLEGED


def test_a_denial_does_not_undo_an_independent_report_but_is_told() -> None:
    made, reasons = verdict(TermKind.PROHIBITION, [evidence(denied_by=("them",))], SEEN)
    assert made is Verdict.BREACHED
    assert "denied" in reasons


def test_a_machine_confirms_nothing() -> None:
    assert of(evidence(machine=True)) is Verdict.UNDETERMINED
    assert of(evidence(machine=True), evidence(partial=Truth.YES)) is Verdict.ALLEGED


def test_a_possible_incident_leaves_it_open() -> None:
    assert of(evidence(Truth.UNKNOWN)) is Verdict.UNDETERMINED


def test_silence_is_kept_only_when_somebody_was_looking() -> None:
    assert of() is Verdict.KEPT
    assert of(coverage=UNSEEN) is Verdict.NOT_OBSERVED
    assert of(coverage=Coverage(0, 0)) is Verdict.NOT_OBSERVED
    assert of(coverage=Coverage(100, 94)) is Verdict.NOT_OBSERVED
    assert of(coverage=Coverage(100, 95)) is Verdict.KEPT


def test_one_deed_does_not_tell_that_an_obligation_was_met() -> None:
    made, reasons = verdict(TermKind.OBLIGATION, [evidence()], SEEN)
    assert made is Verdict.UNDETERMINED
    assert reasons == ("some_performance",)


def test_a_reporter_that_nobody_knows_leaves_it_open() -> None:
    assert of(evidence(partial=Truth.UNKNOWN)) is Verdict.UNDETERMINED
    both = evidence(partial=Truth.UNKNOWN), evidence(partial=Truth.YES)
    made, reasons = verdict(TermKind.PROHIBITION, both, SEEN)
    assert made is Verdict.ALLEGED
    assert reasons == ("parties_and_unknown",)


def test_silence_never_says_that_an_obligation_was_met_or_broken() -> None:
    assert of(kind=TermKind.OBLIGATION) is Verdict.UNDETERMINED
    assert of(kind=TermKind.OBLIGATION, coverage=UNSEEN) is Verdict.NOT_OBSERVED


def test_a_permission_has_no_verdict() -> None:
    with pytest.raises(ValueError, match="permission"):
        of(kind=TermKind.PERMISSION)


def test_a_condition_that_may_not_be_met_leaves_nothing_certain() -> None:
    made, reasons = verdict(TermKind.PROHIBITION, [evidence()], SEEN, binds=Truth.UNKNOWN)
    assert made is Verdict.UNDETERMINED
    assert reasons == ("condition_unknown", "independent_report")
    made, _ = verdict(TermKind.PROHIBITION, [], SEEN, binds=Truth.UNKNOWN)
    assert made is Verdict.UNDETERMINED


# Laws

TRUTHS = st.sampled_from([Truth.UNKNOWN, Truth.YES])
EVIDENCE = st.builds(
    evidence,
    partial=st.sampled_from(list(Truth)),
    machine=st.booleans(),
    denied_by=st.sampled_from([(), ("them",)]),
    tests=st.builds(FiveTests, **dict.fromkeys(TESTS, TRUTHS)),
)
COVERAGE = st.integers(0, 100).map(lambda seen: Coverage(100, seen))
KINDS = st.sampled_from([TermKind.PROHIBITION, TermKind.OBLIGATION])


@given(KINDS, st.lists(EVIDENCE, min_size=1), COVERAGE)
def test_what_cannot_be_told_is_never_kept(
    kind: TermKind, items: list[Evidence], coverage: Coverage
) -> None:
    if all(item.tests.all is Truth.UNKNOWN for item in items):
        assert verdict(kind, items, coverage)[0] is Verdict.UNDETERMINED


@given(KINDS, st.lists(EVIDENCE), COVERAGE, st.integers(0, 5), st.sampled_from(TESTS))
def test_less_certain_evidence_never_makes_a_verdict_more_certain(
    kind: TermKind, items: list[Evidence], coverage: Coverage, place: int, test: str
) -> None:
    before = verdict(kind, items, coverage)[0]
    widened = list(items)
    if place < len(items):
        weaker = replace(items[place].tests, **{test: Truth.UNKNOWN})
        widened[place] = replace(items[place], tests=weaker)
    else:
        widened.append(evidence(Truth.UNKNOWN))
    after = verdict(kind, widened, coverage)[0]
    if before not in CERTAIN:
        assert after not in CERTAIN
    if before is not Verdict.KEPT:
        assert after is not Verdict.KEPT


@given(KINDS, st.lists(EVIDENCE), COVERAGE)
def test_the_order_of_evidence_makes_no_difference(
    kind: TermKind, items: list[Evidence], coverage: Coverage
) -> None:
    assert verdict(kind, items, coverage) == verdict(kind, items[::-1], coverage)


@given(st.lists(EVIDENCE), st.integers(0, 94))
def test_without_enough_coverage_silence_is_not_kept(items: list[Evidence], seen: int) -> None:
    made, _ = verdict(TermKind.PROHIBITION, items, Coverage(100, seen))
    assert made is not Verdict.KEPT
    assert seen / 100 < ENOUGH_COVERAGE
