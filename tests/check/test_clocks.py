"""Times of incidents on the clocks of one zone."""

from datetime import datetime

from tests.check.worlds import incident, table
from troth.check.clocks import on_clocks


def times(zone: str, clock: str) -> tuple[datetime, datetime]:
    """When an incident of 29 March, 22:00 UTC, to a day later was, on the clocks of a zone."""
    start, end = datetime(2025, 3, 29, 22), datetime(2025, 3, 30, 21)
    row = incident(start=start, end=end, clock=clock)
    (batch,) = on_clocks(table(row).to_batches(), zone)
    (told,) = batch.to_pylist()
    return told["start"], told["end"]


def test_a_time_in_utc_becomes_a_clock_time_across_a_change_of_the_clocks() -> None:
    assert times("Europe/Kyiv", "utc") == (datetime(2025, 3, 30), datetime(2025, 3, 31))


def test_a_clock_time_of_the_place_stays_as_it_is() -> None:
    assert times("Europe/Kyiv", "local") == (datetime(2025, 3, 29, 22), datetime(2025, 3, 30, 21))


def test_in_utc_nothing_changes() -> None:
    assert times("UTC", "utc") == (datetime(2025, 3, 29, 22), datetime(2025, 3, 30, 21))


def test_what_is_not_known_stays_so() -> None:
    (batch,) = on_clocks(
        table(incident(start=None, end=None, clock="utc")).to_batches(), "Asia/Gaza"
    )
    assert batch.to_pylist()[0]["start"] is None
