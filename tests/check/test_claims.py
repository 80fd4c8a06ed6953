import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.check.claims import (
    check_claim,
    claim_checks,
    claim_days,
    claim_term,
    negated_claim,
)
from troth.check.coverage import activity, coverage
from troth.check.match import match, plan
from troth.model import Actor, ActorKind, Document, Incident, IncidentKind
from troth.model.agreement import Interval, Party, TermKind
from troth.model.claim import (
    ClaimKind,
    ClaimOutcome,
    ClaimQuery,
    ClaimResult,
    Quantity,
)
from troth.model.finding import Coverage
from troth.model.incident_table import INCIDENTS

TEXT = "A and B have now not hit each other's energy facilities since Tuesday, an A official said."
DOCUMENT = Document(TEXT, "a.txt", published=date(2025, 3, 27))
TARGET = "each other's energy facilities"
A = Party("a", "A", ("A forces",), ("A ministry",))
B = Party("b", "B", ("B forces",), ("B ministry",))
PARTIES = (A, B)
ALL_SEEN = Coverage(10, 10)
NOBODY = Coverage(10, 0)

SEED = Path("/work/shared/seeds/2025-03-27-paris-summit.txt")
VIINA = Path("/work/shared/feeds/viina_energy_strikes/VIINA_2025_REBUILD.csv")

SUPPORTED, CONTRADICTED = ClaimOutcome.SUPPORTED, ClaimOutcome.CONTRADICTED
CANNOT_BE_TOLD = ClaimOutcome.CANNOT_BE_TOLD


def said(**changes: Any) -> Incident:
    """What the text says did not happen."""
    start = TEXT.index(TARGET)
    incident = Incident(
        kind=IncidentKind.STRIKE,
        by=("A", "B"),
        target=DOCUMENT.span(start, start + len(TARGET)),
        place=None,
        on=None,
        killed=None,
        injured=None,
        reported_by=("an A official",),
        negated=True,
        since="2025-03-25",
        until=None,
        text=DOCUMENT.span(0, TEXT.index(",")),
    )
    return replace(incident, **changes)


def incidents(*rows: dict[str, Any]) -> pa.Table:
    """Rows that certainly fall under the claim, as an agency tells them, but for what is given."""
    told = []
    for number, row in enumerate(rows):
        full = {
            "id": f"{number:064x}",
            "source": "press",
            "family": "agency",
            "row": str(number),
            "row_hash": "0" * 64,
            "file": "press.csv",
            "line": number + 2,
            "act": "drone_strike",
            "by": ["A"],
            "by_all": True,
            "target": "refinery",
            "start": datetime(2025, 3, 26, 3),
            "end": datetime(2025, 3, 26, 5),
            "clock": "utc",
            "reported_by": ["Reuters"],
            "denied_by": [],
            "machine": False,
        }
        told.append({**full, **row})
    return pa.Table.from_pylist(told, schema=INCIDENTS)


def judged(
    query: ClaimQuery,
    table: pa.Table,
    *,
    seen: Coverage = ALL_SEEN,
    parties: tuple[Party, ...] = PARTIES,
) -> ClaimResult:
    matches = match(table, plan(claim_checks(query, parties), {}))
    return check_claim(query, matches, table, coverage=seen, parties=parties)


def outcome(*rows: dict[str, Any], seen: Coverage = ALL_SEEN, **changes: Any) -> ClaimOutcome:
    query = negated_claim(said(**changes), DOCUMENT)
    return judged(query, incidents(*rows), seen=seen).outcome


# --- the question --------------------------------------------------------------------------------


def test_a_negated_claim_becomes_a_question() -> None:
    query = negated_claim(said(), DOCUMENT)
    assert (query.kind, query.act, query.target) == (ClaimKind.NEGATED, "strike", "energy")
    assert query.parties == ("A", "B")
    assert query.reciprocal
    assert query.open == ()
    assert claim_days(query) == (date(2025, 3, 25), date(2025, 3, 28))


def test_since_a_day_may_or_may_not_have_the_day_in_it() -> None:
    query = negated_claim(said(), DOCUMENT)
    assert query.widest == Interval(datetime(2025, 3, 25), datetime(2025, 3, 28))
    assert query.narrowest == Interval(datetime(2025, 3, 26), datetime(2025, 3, 27))


@pytest.mark.parametrize(
    ("since", "until", "widest", "narrowest"),
    [
        ("2025-03-20", "2025-03-20", ((3, 20), (3, 21)), ((3, 20), (3, 21))),
        ("2025-03-27", "2025-03-27", ((3, 27), (3, 28)), None),
        ("2025-03-27", None, ((3, 27), (3, 28)), None),
        ("2025-03", None, ((3, 1), (3, 28)), None),
        ("2025-02", None, ((2, 1), (3, 28)), ((3, 1), (3, 27))),
        ("2025-03-10", "2025-03-20", ((3, 10), (3, 21)), ((3, 11), (3, 20))),
    ],
)
def test_the_times_that_words_can_mean(
    since: str, until: str | None, widest: Any, narrowest: Any
) -> None:
    query = negated_claim(said(since=since, until=until), DOCUMENT)
    for found, wanted in ((query.widest, widest), (query.narrowest, narrowest)):
        days = wanted and Interval(*(datetime(2025, month, day) for month, day in wanted))
        assert found == days


@pytest.mark.parametrize(
    ("since", "published"),
    [(None, date(2025, 3, 27)), ("2025-03-25", None), ("2025-13-40", date(2025, 3, 27))],
)
def test_a_time_without_a_beginning_or_an_end_is_open(
    since: str | None, published: date | None
) -> None:
    query = negated_claim(said(since=since), replace(DOCUMENT, published=published))
    assert "time" in query.open
    assert query.narrowest is None
    assert claim_days(query) is None
    assert judged(query, incidents()).query is query


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"kind": IncidentKind.KILLING}, "act"),
        ({"kind": IncidentKind.OTHER}, "act"),
        ({"target": DOCUMENT.span(0, 1), "kind": IncidentKind.STRIKE}, "target"),
        ({"place": "Riverside"}, "place"),
    ],
)
def test_words_that_are_not_understood_leave_the_question_broader(
    changes: dict[str, Any], part: str
) -> None:
    assert part in negated_claim(said(**changes), DOCUMENT).open


def test_the_state_that_an_unnamed_claimant_acts_for_is_known() -> None:
    actor = Actor("an A official", ActorKind.UNNAMED, acts_for=("A",))
    query = negated_claim(said(), DOCUMENT, actors=[actor])
    assert query.claimant == ("an A official", "A")


def test_what_did_happen_is_no_negated_claim() -> None:
    with pytest.raises(ValueError, match="not to have happened"):
        negated_claim(said(negated=False), DOCUMENT)


def test_a_claim_is_a_prohibition_with_a_reading_for_each_time() -> None:
    query = negated_claim(said(), DOCUMENT)
    agreement = claim_term(query, PARTIES)
    (term,) = agreement.terms
    assert (term.kind, term.bearers) == (TermKind.PROHIBITION, ("a", "b"))
    assert agreement.readings == ("widest", "narrowest")
    checks = claim_checks(query, PARTIES)
    assert [(item.reading, item.bearer) for item in checks] == [
        ("widest", "a"),
        ("widest", "b"),
        ("narrowest", "a"),
        ("narrowest", "b"),
    ]


# --- what did not happen -------------------------------------------------------------------------


def test_an_independent_row_contradicts() -> None:
    assert outcome({}) is CONTRADICTED


def test_silence_with_somebody_looking_supports() -> None:
    assert outcome() is SUPPORTED
    assert outcome(seen=Coverage(100, 95)) is SUPPORTED


@pytest.mark.parametrize(
    ("seen", "reason"), [(NOBODY, "nobody_looking"), (Coverage(100, 94), "gaps_in_coverage")]
)
def test_silence_with_nobody_looking_supports_nothing(seen: Coverage, reason: str) -> None:
    found = judged(negated_claim(said(), DOCUMENT), incidents(), seen=seen)
    assert (found.outcome, found.reasons) == (CANNOT_BE_TOLD, (reason,))


@pytest.mark.parametrize(
    "row",
    [
        {"act": "clash"},
        {"target": "bridge"},
        {"start": datetime(2025, 3, 24, 3), "end": datetime(2025, 3, 24, 5)},
        {"by": ["A", "B"], "act": "protest"},
    ],
)
def test_a_row_of_something_else_says_nothing(row: dict[str, Any]) -> None:
    assert outcome(row) is SUPPORTED


@pytest.mark.parametrize(
    "row",
    [
        {"act": "force"},
        {"act": None},
        {"act_probability": 0.5},
        {"target": None},
        {"target": "infrastructure"},
        {"target_probability": 0.5},
        {"start": None, "end": None},
        {"start": datetime(2025, 3, 20), "end": datetime(2025, 3, 28)},
        {"by": []},
        {"by": ["A", "B"], "by_all": False},
        {"by": ["raiders"]},
    ],
)
def test_a_row_that_may_fall_in_leaves_it_open(row: dict[str, Any]) -> None:
    assert outcome(row) is CANNOT_BE_TOLD


@pytest.mark.parametrize("day", [25, 27])
def test_a_row_of_a_day_that_words_leave_open_settles_nothing(day: int) -> None:
    row = {"start": datetime(2025, 3, day, 3), "end": datetime(2025, 3, day, 5)}
    found = judged(negated_claim(said(), DOCUMENT), incidents(row))
    assert found.outcome is CANNOT_BE_TOLD
    assert found.reasons == ("rows_that_may_fall_in",)
    assert [item.certain for item in found.rows] == [False]


@pytest.mark.parametrize(
    "row",
    [
        {"machine": True},
        {"reported_by": ["an A official"]},
        {"reported_by": ["the A ministry"]},
        {"reported_by": ["the B ministry"]},
        {"reported_by": [], "family": "B forces"},
        {"denied_by": ["A"]},
        {"document": DOCUMENT.id},
    ],
)
def test_a_row_that_is_not_independent_settles_nothing(row: dict[str, Any]) -> None:
    found = judged(negated_claim(said(), DOCUMENT), incidents(row))
    assert found.outcome is CANNOT_BE_TOLD
    assert "no_independent_report" in found.reasons
    assert [item.independent for item in found.rows] == [False]


@pytest.mark.parametrize("part", ["act", "target", "place", "time"])
def test_what_was_asked_too_broadly_is_never_contradicted(part: str) -> None:
    query = replace(negated_claim(said(), DOCUMENT), open=(part,))
    found = judged(query, incidents({}))
    assert found.outcome is CANNOT_BE_TOLD
    assert f"open_{part}" in found.reasons


def test_a_claim_about_nobody_in_particular_asks_not_who_did_it() -> None:
    assert outcome({"by": ["raiders"]}, by=()) is CONTRADICTED
    assert outcome({"by": []}, by=()) is CONTRADICTED
    assert outcome(by=()) is SUPPORTED


def test_a_claim_about_two_is_contradicted_by_either() -> None:
    assert outcome({"by": ["B forces"]}) is CONTRADICTED
    assert outcome({"by": ["B"]}, by=("A",)) is SUPPORTED


def test_a_name_that_nobody_knows_stands_for_itself() -> None:
    query = negated_claim(said(by=("C",)), DOCUMENT)
    assert judged(query, incidents({"by": ["C"]})).outcome is CONTRADICTED
    assert judged(query, incidents({"by": ["A"]})).outcome is SUPPORTED


def test_the_result_shows_where_each_row_stands_and_what_each_test_gave() -> None:
    found = judged(negated_claim(said(), DOCUMENT), incidents({}))
    (row,) = found.rows
    evidence = row.evidence
    assert (evidence.source, evidence.row, evidence.file, evidence.line) == (
        "press",
        "0",
        "press.csv",
        2,
    )
    assert evidence.tests.all == 2
    assert (row.bearer, row.certain, row.independent) == ("a", True, True)
    assert found.coverage == ALL_SEEN


# --- laws ----------------------------------------------------------------------------------------


WIDER: tuple[dict[str, Any], ...] = (
    {"start": datetime(2025, 3, 20), "end": datetime(2025, 4, 5)},
    {"start": None, "end": None},
    {"by": []},
    {"by": ["A", "B"], "by_all": False},
    {"act": "force"},
    {"act": None},
    {"act_probability": 0.3},
    {"target": "infrastructure"},
    {"target": None},
    {"target_probability": 0.3},
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "act": st.sampled_from(["drone_strike", "strike", "clash", "force", None]),
            "target": st.sampled_from(["refinery", "bridge", "infrastructure", None]),
            "by": st.sampled_from([["A"], ["B"], ["A", "B"], [], ["raiders"]]),
            "machine": st.booleans(),
            "reported_by": st.sampled_from([["Reuters"], ["an agency"], ["the B ministry"], []]),
            "start": st.just(datetime(2025, 3, 25, 23)),
            "weapons": st.sampled_from([None, 0, 10, 117]),
            "weapons_stopped": st.sampled_from([None, 0, 56]),
            "source": st.sampled_from(["press", "monitors"]),
        },
    ),
    max_size=3,
)


def is_wider(row: dict[str, Any], change: dict[str, Any]) -> bool:
    """Whether a change only takes knowledge away from a row."""
    if change.get("act") == "force":
        return row.get("act", "drone_strike") is not None
    if change.get("target") == "infrastructure":
        return row.get("target", "refinery") is not None
    if change.get("by"):
        return row.get("by", ["A"]) in (["A"], ["B"])
    return True


def less_certain(rows: list[dict[str, Any]], data: st.DataObject) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        change = data.draw(st.sampled_from([{}, *WIDER]))
        found.append({**row, **change} if is_wider(row, change) else row)
    return found


@given(ROWS, st.data(), st.sampled_from([ALL_SEEN, NOBODY]), st.sampled_from([("A", "B"), ()]))
def test_rows_that_are_known_less_well_never_make_a_claim_more_certain(
    rows: list[dict[str, Any]], data: st.DataObject, seen: Coverage, by: tuple[str, ...]
) -> None:
    query = negated_claim(said(by=by), DOCUMENT)
    before = judged(query, incidents(*rows), seen=seen).outcome
    after = judged(query, incidents(*less_certain(rows, data)), seen=seen).outcome
    assert after in {before, CANNOT_BE_TOLD}


COUNTED = ClaimQuery(
    kind=ClaimKind.COUNTED,
    act="drone_strike",
    text=DOCUMENT.span(0, 10),
    document=DOCUMENT.id,
    claimant=("the A ministry",),
    parties=("B",),
    widest=Interval(datetime(2025, 3, 25, 12), datetime(2025, 3, 26, 12)),
    narrowest=Interval(datetime(2025, 3, 25, 12), datetime(2025, 3, 26, 12)),
    weapons=Quantity(117, 117),
    stopped=Quantity(56, 56),
)


@given(
    ROWS,
    st.data(),
    st.sampled_from([("B",), ("A",), ()]),
    st.sampled_from([Quantity(117, 117), Quantity(100, None), Quantity(None, 50)]),
)
def test_rows_that_are_known_less_well_never_make_figures_more_certain(
    rows: list[dict[str, Any]], data: st.DataObject, by: tuple[str, ...], claimed: Quantity
) -> None:
    query = replace(COUNTED, parties=by, weapons=claimed, stopped=None)
    before = judged(query, incidents(*rows)).outcome
    after = judged(query, incidents(*less_certain(rows, data))).outcome
    assert after in {before, CANNOT_BE_TOLD}


def shuffled(table: pa.Table, chance: Any) -> pa.Table:
    order = list(range(table.num_rows))
    chance.shuffle(order)
    return table.take(pa.array(order, pa.int64()))


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_matches_makes_no_difference(
    rows: list[dict[str, Any]], chance: Any
) -> None:
    query = negated_claim(said(), DOCUMENT)
    table = incidents(*rows)
    matches = match(table, plan(claim_checks(query, PARTIES), {}))
    mixed = [shuffled(item, chance) for item in (matches, table)]
    assert check_claim(query, *mixed, coverage=ALL_SEEN, parties=PARTIES) == check_claim(
        query, matches, table, coverage=ALL_SEEN, parties=PARTIES
    )


# --- what was counted ----------------------------------------------------------------------------


def figures(weapons: int | None, stopped: int | None, **changes: Any) -> dict[str, Any]:
    return {"by": ["B"], "weapons": weapons, "weapons_stopped": stopped, **changes}


def test_the_same_figures_of_an_independent_source_support() -> None:
    found = judged(COUNTED, incidents(figures(117, 56)))
    assert (found.outcome, found.reasons) == (SUPPORTED, ("figures_agree",))
    assert not found.own_figures_only


def test_the_claimant_s_own_figures_are_said_to_be_so() -> None:
    found = judged(COUNTED, incidents(figures(117, 56, reported_by=["A ministry"])))
    assert (found.outcome, found.reasons) == (SUPPORTED, ("own_figures_only",))
    assert found.own_figures_only


def test_rows_of_one_feed_add_up() -> None:
    found = judged(COUNTED, incidents(figures(100, 50), figures(17, 6)))
    assert found.outcome is SUPPORTED
    assert [(item.weapons, item.stopped) for item in found.totals] == [((117, 117), (56, 56))]


def test_texts_do_not_add_up() -> None:
    rows = [figures(117, 56, source="text", document=letter * 64) for letter in "cd"]
    found = judged(COUNTED, incidents(*rows))
    assert len(found.totals) == 2
    assert found.outcome is SUPPORTED


def test_the_text_of_the_claim_does_not_support_itself() -> None:
    found = judged(COUNTED, incidents(figures(117, 56, source="text", document=DOCUMENT.id)))
    assert (found.outcome, found.reasons) == (CANNOT_BE_TOLD, ("no_figures",))


@pytest.mark.parametrize(("weapons", "stopped"), [(90, 56), (140, 56), (117, 20)])
def test_other_figures_of_an_independent_source_contradict(weapons: int, stopped: int) -> None:
    assert judged(COUNTED, incidents(figures(weapons, stopped))).outcome is CONTRADICTED


def test_other_figures_of_a_party_contradict_nothing() -> None:
    found = judged(COUNTED, incidents(figures(90, 20, reported_by=["B ministry"])))
    assert (found.outcome, found.reasons) == (CANNOT_BE_TOLD, ("no_independent_figures",))


def test_sources_that_differ_settle_nothing() -> None:
    rows = figures(117, 56), figures(90, 20, source="monitors", family="monitors")
    found = judged(COUNTED, incidents(*rows))
    assert (found.outcome, found.reasons) == (
        CANNOT_BE_TOLD,
        ("sources_differ", "one_row_agrees"),
    )


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_figures"),
        ([figures(None, None)], "no_figures"),
        ([figures(117, None)], "figures_uncertain"),
        ([figures(117, 56), figures(None, None)], "figures_uncertain"),
        ([figures(117, 56), figures(3, 1, start=None)], "figures_uncertain"),
        ([figures(20, 6, start=None)], "figures_uncertain"),
    ],
)
def test_figures_that_are_not_complete_settle_nothing(
    rows: list[dict[str, Any]], reason: str
) -> None:
    found = judged(COUNTED, incidents(*rows))
    assert (found.outcome, found.reasons[0]) == (CANNOT_BE_TOLD, reason)


def test_a_row_that_tells_the_very_figures_is_told_of() -> None:
    found = judged(COUNTED, incidents(figures(117, 56), figures(3, 1, start=None)))
    assert found.reasons == ("figures_uncertain", "one_row_agrees")
    found = judged(COUNTED, incidents(figures(100, 56), figures(30, 1, start=None)))
    assert found.reasons == ("figures_uncertain",)


def test_figures_of_several_doers_are_not_added_up() -> None:
    query = replace(COUNTED, parties=())
    assert judged(query, incidents(figures(117, 56))).outcome is SUPPORTED
    found = judged(query, incidents(figures(100, 50), figures(17, 6, by=["A"])))
    assert (found.outcome, found.reasons) == (CANNOT_BE_TOLD, ("doer_not_told",))


def test_at_least_so_many_is_held_by_more() -> None:
    query = replace(COUNTED, weapons=Quantity(100, None), stopped=None)
    assert judged(query, incidents(figures(140, None))).outcome is SUPPORTED
    assert judged(query, incidents(figures(99, None))).outcome is CONTRADICTED


# --- the claim of 27 March 2025 ------------------------------------------------------------------

CLASSES = {"REFINING_PETROCHEM_GAS": "refinery", "ENERGY_GRID_SUPPORT": "electricity"}


def viina() -> pa.Table:
    """VIINA's rows of 2025: by words alone, so nothing in them is sure; dated by their report."""
    rows: list[dict[str, Any]] = []
    with VIINA.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            told = datetime.strptime(row["date"], "%Y%m%d")
            rows.append(
                {
                    "id": f"{number:064x}",
                    "source": "viina",
                    "family": "viina",
                    "row": row["event_id_1pd"],
                    "file": VIINA.name,
                    "line": number + 2,
                    "act": "strike",
                    "act_probability": 0.5,
                    "by": [],
                    "target": CLASSES.get(row["target_classes"]),
                    "target_probability": 0.5,
                    "start": told - timedelta(days=1),
                    "end": told + timedelta(days=1),
                    "clock": "local",
                    "reported": told.date(),
                    "reported_by": [],
                }
            )
    return incidents(*rows)


def test_the_energy_claim_of_march_2025_cannot_be_told_from_viina() -> None:
    if not (SEED.exists() and VIINA.exists()):
        pytest.skip("the seed and VIINA's rows are not on this machine")
    document = Document(SEED.read_text(encoding="utf-8"), SEED.name, published=date(2025, 3, 27))
    words = "Ukraine and Russia have now not hit each other's energy facilities since Tuesday"
    start = document.text.index(words)
    target = document.text.index("each other's energy facilities")
    claim = said(
        by=("Ukraine", "Russia"),
        target=document.span(target, target + len("each other's energy facilities")),
        reported_by=("a senior Ukrainian official",),
        text=document.span(start, start + len(words)),
    )
    parties = (Party("ua", "Ukraine", ("Ukrainian",)), Party("ru", "Russia", ("Russian",)))
    query = negated_claim(claim, document)
    days = claim_days(query)
    assert days == (date(2025, 3, 25), date(2025, 3, 28))
    table = viina()
    seen = coverage(activity(table.to_batches()), since=days[0], until=days[1])
    found = judged(query, table, seen=seen, parties=parties)
    assert found.outcome is CANNOT_BE_TOLD
    assert (seen.cells, seen.observed) == (3, 1)
    assert seen.gaps == (("2025-03-26", "2025-03-27"),)
    assert {row.evidence.start for row in found.rows} == {"2025-03-24T00:00:00"}
    # Even without the two doubtful rows of 25 March, nobody was looking on the days after it.
    empty = judged(query, incidents(), seen=seen, parties=parties)
    assert (empty.outcome, empty.reasons) == (CANNOT_BE_TOLD, ("gaps_in_coverage",))
