"""Findings, made from incidents to the end."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.test_match import PLANTS, TERMS, incidents
from tests.check.worlds import agreement, checks, incident, table
from troth.check.findings import find, rejudged
from troth.check.gather import gather
from troth.check.match import plan
from troth.model.finding import Coverage, Finding, Verdict
from troth.model.finding_form import finding_form, finding_from_form, finding_id

CHECKS = checks(agreement(*TERMS))
WORLD = plan(CHECKS, PLANTS)
CERTAIN = {Verdict.KEPT, Verdict.BREACHED, Verdict.ALLEGED, Verdict.DISPUTED}


def findings(*rows: dict[str, Any], cut: int = 0, seen: int = 100) -> list[Finding]:
    """Findings of these incidents, in two batches cut at a place."""
    whole = table(*rows).combine_chunks()
    batches = [*whole.slice(0, cut).to_batches(), *whole.slice(cut).to_batches()]
    found = gather(batches, WORLD, jobs=2)
    return find(
        CHECKS,
        found.matches,
        found.rows,
        coverage=lambda _: Coverage(100, seen),
        hashes={("truce", 1): "0" * 64},
        events={},
        as_of=date(2025, 6, 1),
    )


def of(*rows: dict[str, Any], seen: int = 100) -> Finding:
    """The finding of the first term for the north."""
    return findings(*rows, seen=seen)[0]


def test_a_finding_names_its_incidents_and_their_sources() -> None:
    found = of(incident(7))
    assert found.verdict is Verdict.BREACHED
    assert found.independent == ("reuters",)
    (item,) = found.evidence
    assert (item.source, item.file, item.line, item.reported_by) == (
        "viina",
        "rows.csv",
        9,
        ("Reuters",),
    )


def test_a_report_by_a_voice_of_a_party_is_an_allegation() -> None:
    found = of(incident(reported_by=["Southern News Agency"]))
    assert found.verdict is Verdict.ALLEGED
    assert found.independent == ()


def test_a_report_by_an_unnamed_official_of_a_party_is_an_allegation() -> None:
    assert of(incident(reported_by=["a Southland official"])).verdict is Verdict.ALLEGED


def test_a_report_that_nobody_signs_is_by_the_family_of_its_source() -> None:
    assert of(incident(reported_by=[])).verdict is Verdict.BREACHED
    assert of(incident(reported_by=[], family="Southern forces")).verdict is Verdict.ALLEGED


def test_a_reporter_that_nobody_knows_is_neither_a_party_nor_independent() -> None:
    found = of(incident(reported_by=["local officials"]))
    assert found.verdict is Verdict.UNDETERMINED
    assert found.reasons == ("reporters_unknown",)
    assert found.independent == ()


def test_a_silent_feed_gives_not_observed() -> None:
    assert of(seen=0).verdict is Verdict.NOT_OBSERVED
    assert of(seen=100).verdict is Verdict.KEPT


@given(st.lists(incidents(), max_size=8, unique_by=lambda row: row["id"]), st.integers(0, 8))
@settings(max_examples=40)
def test_order_and_batches_change_no_finding(rows: list[dict[str, Any]], cut: int) -> None:
    assert findings(*rows) == findings(*rows[::-1], cut=min(cut, len(rows)))


@given(st.lists(incidents(), max_size=6, unique_by=lambda row: row["id"]), st.integers(0, 100))
@settings(max_examples=40)
def test_every_finding_follows_from_its_proof_alone(rows: list[dict[str, Any]], seen: int) -> None:
    for finding in findings(*rows, seen=seen):
        written = finding_from_form(finding_form(finding))
        assert written == finding
        assert finding_id(written) == finding_id(finding)
        assert rejudged(written) == finding


WIDENINGS = st.sampled_from(
    [
        {"act": None},
        {"act": "material_conflict"},
        {"target": None},
        {"by": []},
        {"longitude": None, "latitude": None},
        {"precision_m": None},
        {"start": None, "end": None},
        {"end": None},
    ]
)


def widened(row: dict[str, Any], how: dict[str, Any], metres: float, days: int) -> dict[str, Any]:
    """The incident, known less well."""
    result = {**row, **how}
    if result["precision_m"] is not None:
        result["precision_m"] += metres
    if result["start"] is not None:
        result["start"] -= timedelta(days=days)
    if result["end"] is not None:
        result["end"] += timedelta(days=days)
    return result


@given(
    st.lists(incidents(), min_size=1, max_size=4, unique_by=lambda row: row["id"]),
    WIDENINGS | st.just({}),
    st.sampled_from([0.0, 50.0, 5_000.0, 80_000.0]),
    st.integers(0, 20),
)
@settings(max_examples=80)
def test_an_incident_known_less_well_never_makes_a_finding_more_certain(
    rows: list[dict[str, Any]], how: dict[str, Any], metres: float, days: int
) -> None:
    before = findings(*rows)
    after = findings(widened(rows[0], how, metres, days), *rows[1:])
    for old, new in zip(before, after, strict=True):
        assert old.verdict in CERTAIN or new.verdict not in CERTAIN, (old, new)
        assert old.verdict is Verdict.KEPT or new.verdict is not Verdict.KEPT


def test_joined_incidents_name_their_event() -> None:
    whole = table(incident(1), incident(2)).to_batches()
    found = gather(whole, WORLD)
    event = f"{1:064x}"
    made = find(
        CHECKS,
        found.matches,
        pa.concat_tables([found.rows]),
        coverage=lambda _: Coverage(1, 1),
        hashes={("truce", 1): "0" * 64},
        events={event: event, f"{2:064x}": event},
        as_of=date(2025, 6, 1),
    )
    assert {item.event for item in made[0].evidence} == {event}
