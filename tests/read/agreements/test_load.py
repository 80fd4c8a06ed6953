import pickle
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.agreements.texts import AGREEMENT, with_term
from troth.errors import LimitError, SourceError
from troth.model.agreement import Party, TermKind
from troth.model.truth import Truth
from troth.read.agreements import LARGEST, AgreementError, Fault, load, loads


def faults(text: str, **places: frozenset[str]) -> list[Fault]:
    with pytest.raises(AgreementError) as caught:
        loads(text, places or None, file="a.yaml")
    return list(caught.value.faults)


def only(text: str) -> Fault:
    (fault,) = faults(text)
    return fault


def test_a_file_is_an_agreement(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + AGREEMENT.encode())
    agreement = load(file)
    assert (agreement.id, agreement.version, agreement.title) == ("kolm", 1, "Truce of Kolm")
    assert agreement.in_force == date(2025, 3, 18)
    assert agreement.parties[0] == Party(
        "norland", "Norland", ("Norland army",), ("Norland Radio",)
    )
    (term,) = agreement.terms
    assert (term.kind, term.act, term.bearers) == (
        TermKind.PROHIBITION,
        "strike",
        ("norland", "sudland"),
    )
    assert agreement.readings == ("as_written",)


def test_no_is_a_word_and_not_a_truth_value() -> None:
    agreement = loads(with_term("conditions: [{text: It rains., met: no, source: text}]"))
    assert agreement.terms[0].conditions[0].met is Truth.NO


@pytest.mark.parametrize(
    ("wrong", "path", "nearest"),
    [
        ("agreemnt: x", "agreemnt", "agreement"),
        ("parteis: []", "parteis", "parties"),
    ],
)
def test_an_unknown_key_is_told_with_its_nearest(wrong: str, path: str, nearest: str) -> None:
    fault = only(AGREEMENT + wrong + "\n")
    assert (fault.file, fault.line, fault.path) == ("a.yaml", 16, path)
    assert (fault.what, fault.nearest) == ("is no key here", nearest)


def test_an_unknown_key_that_is_like_none_is_told_with_all() -> None:
    fault = only(with_term("window: {from: 2025-03-18, qqqq: 1}"))
    assert fault.path == "terms[0].window.qqqq"
    assert "through" in fault.next_step


@pytest.mark.parametrize(
    ("more", "path", "nearest"),
    [
        ("target: {classes: [energy, refinary]}", "terms[0].target.classes[1]", "refinery"),
        ("window: {from: 2025-03-18, zone: Europe/Kyivv}", "terms[0].window.zone", "Europe/Kyiv"),
        ("beneficiaries: [nordland]", "terms[0].beneficiaries[0]", "norland"),
        ("needs: [sudlnd]", "terms[0].needs[0]", "sudland"),
        ("sources: [txt]", "terms[0].sources[0]", "text"),
        ("readings: [{id: r, holder: norlnd}]", "terms[0].readings[0].holder", "norland"),
        (
            "conditions: [{text: It rains., met: unknwon}]",
            "terms[0].conditions[0].met",
            "unknown",
        ),
        (
            "conditions: [{text: It rains., source: tex}]",
            "terms[0].conditions[0].source",
            "text",
        ),
    ],
)
def test_an_unknown_word_is_told_with_its_nearest(more: str, path: str, nearest: str) -> None:
    fault = only(with_term(more))
    assert (fault.line, fault.path, fault.nearest) == (16, path, nearest)


def test_an_unknown_act_is_told_with_its_nearest() -> None:
    fault = only(AGREEMENT.replace("act: strike", "act: strke"))
    assert (fault.line, fault.path, fault.nearest) == (14, "terms[0].act", "strike")
    assert str(fault) == (
        "a.yaml, line 14: terms[0].act: “strke” is no known act. Did you mean “strike”?"
    )


def test_every_fault_is_told_at_once() -> None:
    text = AGREEMENT.replace("kind: prohibition", "kind: ban").replace("act: strike", "act: hit")
    found = faults(text + "    needs: [nobody]\n    colour: red\n")
    assert [fault.line for fault in found] == [12, 14, 16, 17]
    with pytest.raises(AgreementError, match="line 12") as caught:
        loads(text, file="a.yaml")
    assert isinstance(caught.value, SourceError)
    assert len(str(caught.value).splitlines()) == 2


def test_an_error_survives_a_process_boundary() -> None:
    with pytest.raises(AgreementError) as caught:
        loads("a: 1\n")
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.faults == caught.value.faults
    assert str(again) == str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("version: 1", "version: one", "version"),
        ("title: Truce of Kolm", "title: ' '", "title"),
        ("title: Truce of Kolm", "title:", "title"),
        ("in_force: 2025-03-18", "in_force: 18.03.2025", "in_force"),
        ("in_force: 2025-03-18", "in_force: 2025-02-30", "in_force"),
        ("in_force: 2025-03-18", "in_force: 0025-02-03", "in_force"),
        ("in_force: 2025-03-18", "in_force: 2025-03-18\nended: 2025-03-18", "ended"),
        ("id: quiet", "id: Quiet Night", "terms[0].id"),
        ("    bearers: [norland, sudland]\n", "", "terms[0].bearers"),
        ("    act: strike\n", "", "terms[0].act"),
        ("bearers: [norland, sudland]", "bearers: norland", "terms[0].bearers"),
        ("title: The text of Kolm", "title: T, url: 'javascript:alert(1)'", "sources[0].url"),
        ("title: The text of Kolm", "title: T, document: abc", "sources[0].document"),
        ("title: The text of Kolm", "title: T, span: [4, 2]", "sources[0].span"),
    ],
)
def test_a_value_that_is_none_is_told(before: str, after: str, path: str) -> None:
    assert path in {fault.path for fault in faults(AGREEMENT.replace(before, after))}


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("target: {}", "terms[0].target"),
        ("target: {classes: [energy], within_m: 5}", "terms[0].target.within_m"),
        ("target: {layer: x, within_m: nan}", "terms[0].target.within_m"),
        ("target: {layer: x, within_m: -1}", "terms[0].target.within_m"),
        ("target: {layer: x, complete: maybe}", "terms[0].target.complete"),
        (
            "pledge: {promised: {amount: two, currency: EUR}}",
            "terms[0].pledge.promised.amount",
        ),
        (
            "pledge: {promised: {amount: 2, currency: euro}}",
            "terms[0].pledge.promised.currency",
        ),
    ],
)
def test_a_key_of_a_term_that_holds_what_it_cannot_is_told(more: str, path: str) -> None:
    assert only(with_term(more)).path == path


def test_a_pledge_keeps_what_is_unknown_apart() -> None:
    more = "pledge: {promised: {amount: 2000000000, currency: EUR}, deadline: 2025-12-31}"
    pledge = loads(with_term(more)).terms[0].pledge
    assert pledge is not None
    assert pledge.promised is not None
    assert (pledge.promised.value, pledge.allocated, pledge.delivered) == (
        2_000_000_000,
        None,
        None,
    )
    assert pledge.deadline == date(2025, 12, 31)


def test_a_draft_may_be_incomplete() -> None:
    text = AGREEMENT.replace("    act: strike\n", "").replace(
        "    bearers: [norland, sudland]\n", ""
    )
    (term,) = loads("draft: true\n" + text).terms
    assert (term.act, term.bearers) == ("", ())


def test_a_draft_has_not_been_accepted() -> None:
    (fault,) = faults(f"draft: true\naccepted: {{by: Ada, on: 2025-05-01}}\n{AGREEMENT}")
    assert fault.path == "draft"


@pytest.mark.parametrize("text", ["", "- 1\n", "just words\n", "null\n"])
def test_what_is_no_agreement_is_told(text: str) -> None:
    assert only(text).what == "is no agreement"


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(LimitError, match="more than"):
        load(file)


def test_a_file_that_is_no_utf_8_is_refused() -> None:
    with pytest.raises(SourceError, match="line 2: the agreement is no UTF-8"):
        loads(b"a: 1\nb: \xff\n")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be opened"):
        load(tmp_path / "none.yaml")


def test_a_thousand_faults_are_not_all_told() -> None:
    found = faults(AGREEMENT + "".join(f"x{number}: 1\n" for number in range(1000)))
    assert len(found) == 201
    assert found[-1].what == "800 more faults are not listed"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(AGREEMENT)), st.text(max_size=6))
def test_any_slip_of_the_pen_is_an_agreement_or_an_error(place: int, slip: str) -> None:
    with suppress(AgreementError):
        loads(AGREEMENT[:place] + slip + AGREEMENT[place + len(slip) :])
