import re
from importlib.resources import files
from itertools import product

import pytest

from troth.model import (
    Act,
    Commitment,
    CommitmentKind,
    Document,
    Form,
    Incident,
    IncidentKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Reading,
    Standing,
    Statement,
    from_form,
    record_form,
    to_form,
)
from troth.model.event_codes import EventCodes, codes_of

TEXT = Document("The minister thanked the envoy and condemned the raid.", "a.txt")
TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT".split()
)


def _statement(act: Act, cue: str | None = None) -> Statement:
    start = TEXT.text.find(cue) if cue else 0
    span = TEXT.span(start, start + len(cue)) if cue else None
    return Statement((), None, span, (TEXT.span(0, 12),), Form.INDIRECT, act)


def _meeting(kind: MeetingKind, status: MeetingStatus) -> Meeting:
    return Meeting(kind, (), None, None, None, status, TEXT.span(0, 12))


def _commitment(kind: CommitmentKind, standing: Standing) -> Commitment:
    return Commitment((), (), kind, standing, (), (), None, None, TEXT.span(0, 12))


def _incident(kind: IncidentKind, *, negated: bool = False) -> Incident:
    nothing = (None, None, None, None, None)
    return Incident(kind, (), *nothing, (), negated, None, None, TEXT.span(0, 12))


def test_every_type_is_one_of_plover_and_every_code_one_of_cameo() -> None:
    text = files("troth.model").joinpath("event_codes.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    for *_, plover, cameo in (line.split("\t") for line in lines):
        assert not plover or plover.split("/")[0] in TYPES
        assert re.fullmatch(r"(?:\d{2,4})?", cameo)


@pytest.mark.parametrize("act", [act for act in Act if act not in {Act.APPRAISE, Act.ASSERT}])
def test_every_act_that_is_an_event_has_both_codes(act: Act) -> None:
    codes = codes_of(_statement(act))
    assert codes.plover
    assert codes.cameo


@pytest.mark.parametrize(("kind", "standing"), [*product(CommitmentKind, Standing)], ids="-".join)
def test_every_commitment_has_both_codes(kind: CommitmentKind, standing: Standing) -> None:
    codes = codes_of(_commitment(kind, standing))
    assert codes.plover
    assert codes.cameo


def test_a_mere_statement_is_no_event_of_plover() -> None:
    assert codes_of(_statement(Act.ASSERT)) == EventCodes(None, "010")


def test_an_appraisal_is_praise_or_blame_by_its_cue_only() -> None:
    assert codes_of(_statement(Act.APPRAISE, "thanked")).plover == "SUPPORT"
    assert codes_of(_statement(Act.APPRAISE, "condemned")).plover == "ACCUSE/disapprove"
    assert codes_of(_statement(Act.APPRAISE)) == EventCodes(None, None)


@pytest.mark.parametrize(
    ("status", "plover"),
    [
        (MeetingStatus.HELD, "CONSULT/phone"),
        (MeetingStatus.PLANNED, "AGREE"),
        (MeetingStatus.CALLED_OFF, "REJECT/meet"),
    ],
)
def test_a_contact_is_one_only_once_it_is_held(status: MeetingStatus, plover: str) -> None:
    assert codes_of(_meeting(MeetingKind.CALL, status)).plover == plover


def test_a_briefing_is_no_consultation() -> None:
    assert codes_of(_meeting(MeetingKind.BRIEFING, MeetingStatus.HELD)).plover is None


def test_the_standing_tells_what_a_commitment_is() -> None:
    assert codes_of(_commitment(CommitmentKind.RELEASE, Standing.OFFERED)).cameo == "0353"
    assert codes_of(_commitment(CommitmentKind.RELEASE, Standing.DEMANDED)).cameo == "1053"
    assert codes_of(_commitment(CommitmentKind.RELEASE, Standing.REJECTED)).cameo == "1243"


def test_what_did_not_happen_has_no_code() -> None:
    assert codes_of(_incident(IncidentKind.STRIKE)).plover == "ASSAULT"
    assert codes_of(_incident(IncidentKind.STRIKE, negated=True)) == EventCodes(None, None)


def test_the_form_carries_codes_that_are_no_part_of_the_record() -> None:
    statement = _statement(Act.DEMAND)
    form = to_form(Reading(TEXT, "test", statements=(statement,)))
    assert form["statements"][0]["plover"] == "REQUEST"
    assert "plover" not in record_form(statement)
    assert from_form(form, TEXT, "test").statements == (statement,)
