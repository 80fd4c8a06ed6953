import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from troth.check.drafts import accept, draft
from troth.errors import UsageError
from troth.model import (
    Actor,
    ActorKind,
    Amount,
    Commitment,
    CommitmentKind,
    Document,
    Entry,
    Judgement,
    Reading,
    Standing,
    content_id,
    record_form,
)
from troth.model.agreement import Party, Pledge, TermKind, Window
from troth.model.truth import Truth
from troth.publish.agreement_yaml import to_yaml
from troth.read.agreements import loads

TEXT = "Norland agreed with Sudland to stop firing if it rains."
DAY = datetime(2031, 5, 9, tzinfo=UTC)
DOCUMENT = Document(
    TEXT, "a.txt", title="A truce", publisher="Kara Post", published=date(2031, 5, 8)
)


def commitment(**changes: Any) -> Commitment:
    values: dict[str, Any] = {
        "by": ("Norland",),
        "to": ("Sudland",),
        "kind": CommitmentKind.CEASEFIRE,
        "standing": Standing.AGREED,
        "amounts": (),
        "conditions": (DOCUMENT.span(43, 54),),
        "since": "2031-05-10",
        "until": "2031-06-08",
        "text": DOCUMENT.span(8, 54),
    }
    return Commitment(**(values | changes))


def entry(*commitments: Commitment, judgements: tuple[Judgement, ...] = ()) -> Entry:
    actors = (
        Actor("Norland", ActorKind.STATE, ("Norland", "Norlanders", "the North")),
        Actor("Sudland", ActorKind.STATE, ("Sudland", "The North")),
    )
    reading = Reading(DOCUMENT, "test 1", commitments=commitments, actors=actors)
    return Entry(DOCUMENT, reading, DAY, judgements)


def judged(item: Commitment, verdict: str, correction: Commitment | None = None) -> Judgement:
    subject = content_id("commitment", record_form(item), of=DOCUMENT.id)
    form = json.dumps(record_form(correction)) if correction else None
    return Judgement(subject, verdict, "as I read it", "Ada", DAY, form)


def test_a_commitment_becomes_a_term_with_its_span() -> None:
    found = draft([entry(commitment())], title="Truce of Kolm")
    assert (found.id, found.draft, found.in_force) == ("draft-truce-of-kolm", True, None)
    (source,) = found.sources
    assert (source.document, source.span) == (DOCUMENT.id, (8, 54))
    assert (source.title, source.publisher) == ("A truce", "Kara Post")
    (term,) = found.terms
    assert (term.kind, term.act) == (TermKind.PROHIBITION, "force")
    assert (term.bearers, term.beneficiaries) == (("norland",), ("sudland",))
    assert term.text == TEXT[8:54]
    assert term.window == Window(date(2031, 5, 10), date(2031, 6, 9))
    (condition,) = term.conditions
    assert (condition.text, condition.met) == (TEXT[43:54], Truth.UNKNOWN)
    assert (term.needs, term.missing) == (("norland", "sudland"), ())


def test_a_form_that_could_mean_two_is_left_out_of_both() -> None:
    parties = draft([entry(commitment())], title="T").parties
    assert parties == (Party("norland", "Norland", ("Norlanders",)), Party("sudland", "Sudland"))


@pytest.mark.parametrize(
    ("standing", "needs", "accepted"),
    [
        (Standing.AGREED, ("norland", "sudland"), ("norland", "sudland")),
        (Standing.PROMISED, ("norland",), ("norland",)),
        (Standing.OFFERED, ("norland", "sudland"), ("norland",)),
        (Standing.DEMANDED, ("norland",), ()),
        (Standing.REJECTED, ("norland",), ()),
        (Standing.DISCUSSED, ("norland",), ()),
    ],
)
def test_a_standing_tells_who_has_accepted(
    standing: Standing, needs: tuple[str, ...], accepted: tuple[str, ...]
) -> None:
    (term,) = draft([entry(commitment(standing=standing))], title="T").terms
    assert (term.needs, term.accepted_by) == (needs, accepted)


@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_kind_of_commitment_can_be_drafted_and_read_back(kind: CommitmentKind) -> None:
    found = draft([entry(commitment(kind=kind))], title="T")
    assert loads(to_yaml(found)) == found


@pytest.mark.parametrize(
    ("since", "until", "window"),
    [
        (None, None, None),
        ("2031-05", None, None),
        ("2031", "2031-06-01", Window(None, date(2031, 6, 2))),
        ("2031-05-10", None, Window(date(2031, 5, 10), None)),
        ("2031-05-10", "2031-05-01", None),
        ("0001-01-01", None, None),
        ("2031-02-30", None, None),
    ],
)
def test_only_whole_days_are_bounds(
    since: str | None, until: str | None, window: Window | None
) -> None:
    (term,) = draft([entry(commitment(since=since, until=until))], title="T").terms
    assert term.window == window


def test_of_several_sums_none_is_taken() -> None:
    euros, dollars = Amount(2, "EUR"), Amount(3, "USD")
    one, two = draft(
        [entry(commitment(amounts=(euros,)), commitment(amounts=(euros, dollars)))], title="T"
    ).terms
    assert (one.pledge, two.pledge) == (Pledge(euros), Pledge(None))


def test_what_a_person_rejected_is_left_out() -> None:
    one, two = commitment(), commitment(standing=Standing.OFFERED)
    found = draft([entry(one, two, judgements=(judged(one, "rejected"),))], title="T")
    assert [term.id for term in found.terms] == ["offered-ceasefire-1"]


def test_the_last_judgement_counts() -> None:
    one = commitment()
    judgements = (judged(one, "rejected"), judged(one, "accepted"))
    assert draft([entry(one, judgements=judgements)], title="T").terms


def test_what_a_person_corrected_is_taken_as_corrected() -> None:
    one = commitment()
    better = replace(one, kind=CommitmentKind.ACCESS)
    found = draft([entry(one, judgements=(judged(one, "corrected", better),))], title="T")
    assert found.terms[0].act == "access"


def test_unknown_bearers_stay_unknown() -> None:
    found = draft([entry(commitment(by=(), to=()))], title="T")
    assert found.terms[0].bearers == ()
    assert loads(to_yaml(found)) == found


@pytest.mark.parametrize("names", [("Кара",), ("A b", "A-b"), ("us", "US "), ("a" * 300, "!!")])
def test_any_names_make_parties_that_can_be_told_apart(names: tuple[str, ...]) -> None:
    found = draft([entry(commitment(by=names))], title="«Мир»")
    assert len(found.terms[0].bearers) == len(names)
    assert loads(to_yaml(found)) == found


def test_nothing_to_draft_from_is_told() -> None:
    with pytest.raises(UsageError, match="no commitment"):
        draft([entry()], title="T")


def test_a_person_accepts_a_draft() -> None:
    accepted = accept(draft([entry(commitment())], title="T"), "Ada", date(2031, 5, 10))
    assert not accepted.draft
    assert accepted.accepted == ("Ada", date(2031, 5, 10))
    assert loads(to_yaml(accepted)) == accepted


@pytest.mark.parametrize(
    ("item", "by", "what"),
    [
        (commitment(by=()), "Ada", "has no bearers"),
        (commitment(kind=CommitmentKind.OTHER), "Ada", "has no act"),
        (commitment(), " ", "nobody accepts"),
    ],
)
def test_an_incomplete_draft_is_not_accepted(item: Commitment, by: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        accept(draft([entry(item)], title="T"), by, date(2031, 5, 10))


def test_what_is_no_draft_is_not_accepted() -> None:
    accepted = accept(draft([entry(commitment())], title="T"), "Ada", date(2031, 5, 10))
    with pytest.raises(UsageError, match="no draft"):
        accept(accepted, "Ada", date(2031, 5, 11))
