from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
import shapely
from hypothesis import given

from tests.strategies import days
from troth.check.text_incidents import interval_of, text_incidents
from troth.model import (
    Document,
    Entry,
    Incident,
    IncidentKind,
    Judgement,
    Reading,
    canonical,
    record_form,
)
from troth.model.incident_table import INCIDENTS, LAYER
from troth.record.rows import record_row

TEXT = "Drones hit a power plant in Anna on Tuesday, Boris said. Two people died."
DOCUMENT = Document(
    TEXT, "a.txt", publisher="The Paper", published=date(2025, 3, 27), licence="CC0-1.0"
)
STRIKE = Incident(
    kind=IncidentKind.STRIKE,
    by=("Green Army",),
    target=DOCUMENT.span(11, 24),
    place="Anna",
    on="2025-03-25",
    killed=2,
    injured=None,
    reported_by=("Boris",),
    negated=False,
    since=None,
    until=None,
    text=DOCUMENT.span(0, 43),
)
ANNA = pa.Table.from_pylist(
    [
        {
            "id": "0",
            "layer": "a",
            "name": "Anna",
            "names": ["Anna"],
            "geometry": shapely.Point(30, 50).wkb,
        }
    ],
    schema=LAYER,
)
RECORD = record_row("incident", record_form(STRIKE), DOCUMENT.id).id


def entry(
    *incidents: Incident, judgements: tuple[Judgement, ...] = (), document: Document = DOCUMENT
) -> Entry:
    reading = Reading(document, "fake 1", incidents=incidents)
    return Entry(document, reading, datetime(2025, 3, 28, tzinfo=UTC), judgements)


def judged(verdict: str, correction: str | None = None, subject: str = RECORD) -> Judgement:
    moment = datetime(2025, 3, 29, tzinfo=UTC)
    return Judgement(subject, verdict, "seen", "Clara", moment, correction)


def rows(*entries: Entry) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = text_incidents(entries, [ANNA]).to_pylist()
    return found


def test_what_a_text_reports_is_a_row() -> None:
    batch = text_incidents([entry(STRIKE)], [ANNA])
    assert batch.schema.equals(INCIDENTS)
    row = batch.to_pylist()[0]
    assert (row["source"], row["family"], row["row"]) == ("text", "the paper", RECORD)
    assert (row["act"], row["act_probability"]) == ("strike", None)
    assert (row["by"], row["by_all"], row["reported_by"]) == (["Green Army"], True, ["Boris"])
    assert (row["target"], row["target_name"]) == ("power_plant", "a power plant")
    assert (row["longitude"], row["latitude"]) == (30.0, 50.0)
    assert (row["start"], row["end"]) == (datetime(2025, 3, 25), datetime(2025, 3, 26))
    assert (row["clock"], row["reported"]) == ("local", date(2025, 3, 27))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (None, 2, None)
    assert (row["document"], row["span_start"], row["span_end"]) == (DOCUMENT.id, 0, 43)
    assert row["words"] == TEXT[0:43]


def test_what_is_said_not_to_have_happened_is_left_out() -> None:
    assert rows(entry(replace(STRIKE, negated=True))) == []


def test_what_a_person_rejected_is_left_out() -> None:
    assert rows(entry(STRIKE, judgements=(judged("rejected"),))) == []


def test_what_no_person_has_accepted_is_the_machines_alone() -> None:
    assert rows(entry(STRIKE))[0]["machine"] is True
    assert rows(entry(STRIKE, judgements=(judged("accepted"),)))[0]["machine"] is False


def test_the_newest_judgement_counts() -> None:
    assert len(rows(entry(STRIKE, judgements=(judged("rejected"), judged("accepted"))))) == 1


def test_the_incidents_of_a_rejected_document_are_left_out() -> None:
    assert rows(entry(STRIKE, judgements=(judged("rejected", subject=DOCUMENT.id),))) == []


def test_what_a_person_corrected_counts_as_corrected() -> None:
    form = canonical({**record_form(STRIKE), "on": "2025-03-24"}).decode()
    plain = rows(entry(STRIKE))[0]
    row = rows(entry(STRIKE, judgements=(judged("corrected", form),)))[0]
    assert row["start"] == datetime(2025, 3, 24)
    assert row["row"] == plain["row"]
    assert row["id"] != plain["id"]


def test_what_a_person_corrected_to_a_denial_is_left_out() -> None:
    form = canonical({**record_form(STRIKE), "negated": True}).decode()
    assert rows(entry(STRIKE, judgements=(judged("corrected", form),))) == []


def test_an_incident_without_a_day_is_not_dated_by_its_report() -> None:
    row = rows(entry(replace(STRIKE, on=None)))[0]
    assert (row["start"], row["end"]) == (None, None)


def test_a_place_that_no_layer_has_is_no_location() -> None:
    row = rows(entry(replace(STRIKE, place="Nowhere")))[0]
    assert (row["place"], row["longitude"], row["geometry"]) == ("Nowhere", None, None)


def test_who_reports_is_the_publisher_when_the_text_names_nobody() -> None:
    assert rows(entry(replace(STRIKE, reported_by=())))[0]["reported_by"] == ["The Paper"]


def test_texts_without_publisher_are_one_family() -> None:
    document = replace(DOCUMENT, publisher=None)
    row = rows(entry(replace(STRIKE, reported_by=()), document=document))[0]
    assert (row["family"], row["reported_by"]) == ("publisher not stated", [])


def test_no_entries_make_an_empty_table() -> None:
    assert text_incidents([], []).num_rows == 0


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("2024-02-29", datetime(2024, 2, 29), datetime(2024, 3, 1)),
        ("2024-12", datetime(2024, 12, 1), datetime(2025, 1, 1)),
        ("2024", datetime(2024, 1, 1), datetime(2025, 1, 1)),
    ],
)
def test_a_prefix_of_a_day_is_the_whole_of_its_time(
    day: str, start: datetime, end: datetime
) -> None:
    assert interval_of(day) == (start, end)


@pytest.mark.parametrize("day", ["", "soon", "2024-13", "2024-02-30", "2024-01-01-01", "9999"])
def test_what_is_no_day_is_unknown(day: str) -> None:
    assert interval_of(day) == (None, None)


@given(day=days())
def test_any_day_has_a_time_that_does_not_end_before_it_starts(day: str) -> None:
    start, end = interval_of(day)
    assert start is None or (end is not None and start < end)
