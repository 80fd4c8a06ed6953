"""The moment up to which anything was known, on a day."""

from datetime import UTC, date, datetime, time


def end_of(day: date | None) -> datetime | None:
    """The end of a day in UTC; None, for now, when no day is given."""
    return datetime.combine(day, time.max, UTC) if day else None
