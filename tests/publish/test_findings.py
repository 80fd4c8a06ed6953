"""Findings in words."""

import io

import pytest
from rich.console import Console

from tests.check.test_findings import of
from tests.check.worlds import agreement, incident
from troth.check.verdicts import verdict
from troth.model.agreement import TermKind
from troth.model.finding import Verdict
from troth.publish.findings import REASONS, VERDICTS, explain, print_findings


def told(*rows: dict[str, object], seen: int = 100) -> str:
    return "\n".join(explain("a" * 64, of(*rows, seen=seen), agreement()))


def test_every_verdict_has_its_words() -> None:
    assert set(VERDICTS) == set(Verdict)


def test_a_finding_tells_its_question_its_verdict_and_its_rows() -> None:
    text = told(incident(7, url="https://example.org/7"))
    assert "Truce of the square, version 1; term no-strikes, prohibition" in text
    assert "No strikes on energy in the square." in text
    assert "Asked about: from 1 March 2025 to the end of 31 March 2025 (Europe/Kyiv)." in text
    assert "Verdict: breached: a source that is no party to the conflict tells of it." in text
    assert "viina 7 (rows.csv, line 9) https://example.org/7" in text
    assert "said by: Reuters (no party to the conflict)" in text
    assert "act: yes; target: yes; area: yes; window: yes; party: yes" in text


def test_one_of_several_is_told_as_such() -> None:
    text = told(incident(by=["Northland", "Southland"], by_all=False))
    assert "said to have been done by: one of, which is not told: Northland, Southland" in text


def test_both_sides_are_told_in_the_same_words() -> None:
    north = told(incident(by=["Northland"], reported_by=["Southern News Agency"]))
    assert "said by: Southern News Agency (a party to the conflict)" in north
    assert VERDICTS[Verdict.ALLEGED] in north


def test_silence_tells_who_was_looking() -> None:
    assert "Incidents: none falls under the term, and none may." in told(seen=0)
    assert "Coverage: 0 of 100 days and districts observed (0%)." in told(seen=0)


def test_many_incidents_are_cut_and_said_to_be() -> None:
    text = told(*(incident(number) for number in range(25)))
    assert "… and 5 more; --all tells them." in text


def test_nothing_in_the_data_can_steer_the_terminal() -> None:
    out = io.StringIO()
    print_findings([("a" * 64, of(incident(place="\x1b[31m")))], Console(file=out, width=120))
    assert "\x1b[31m" not in out.getvalue()


@pytest.mark.parametrize("kind", [TermKind.PROHIBITION, TermKind.OBLIGATION])
@pytest.mark.parametrize("seen", [0, 50, 100])
def test_every_reason_of_silence_has_its_words(kind: TermKind, seen: int) -> None:
    _, reasons = verdict(kind, [], of(seen=seen).coverage)
    assert set(reasons) <= set(REASONS)
