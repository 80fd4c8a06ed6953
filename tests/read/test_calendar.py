import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.texts import PUBLISHED
from troth.read.calendar import When, times

FRAGMENTS = (
    "on Monday", "since Tuesday", "next Friday", "last Thursday", "yesterday", "overnight", "will",
    "tomorrow", "last week", "next month", "last year", "three days ago", "two months ago", "until",
    "March 3-5", "3 to 5 March 2025", "31 April", "February 29", "in August 2024", "in May", "by",
    "in 2014", "2025-02-30", "2024-02-29", "the 24th of March", "talks", ".", "said", "“", "🇺🇦",
    "1 May",
)  # fmt: skip


def only(text: str, published: date | None = PUBLISHED) -> When:
    (when,) = times(text, published)
    return when


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They met on Thursday.", "2025-03-27"),
        ("They met on Monday.", "2025-03-24"),
        ("They met on Friday.", "2025-03-21"),
        ("They met last Thursday.", "2025-03-20"),
        ("They will meet on Friday.", "2025-03-28"),
        ("They will meet on Thursday.", "2025-03-27"),
        ("They will meet next Thursday.", "2025-04-03"),
        ("They will meet next Monday.", "2025-03-31"),
        ("Nobody has fired since Tuesday.", "2025-03-25"),
        ("Thursday's meeting was short.", "2025-03-27"),
    ],
)
def test_a_weekday_is_the_nearest_one_on_its_side_of_publication(text: str, day: str) -> None:
    assert only(text).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2025-03-27"),
        ("this morning", "2025-03-27"),
        ("tonight", "2025-03-27"),
        ("overnight", "2025-03-27"),
        ("yesterday", "2025-03-26"),
        ("last night", "2025-03-26"),
        ("the day before yesterday", "2025-03-25"),
        ("tomorrow", "2025-03-28"),
        ("three days ago", "2025-03-24"),
        ("two weeks ago", "2025-03-13"),
        ("two months ago", "2025-01"),
        ("ten years ago", "2015"),
        ("last month", "2025-02"),
        ("this month", "2025-03"),
        ("next month", "2025-04"),
        ("last year", "2024"),
        ("next year", "2026"),
    ],
)
def test_a_relative_time_is_counted_from_publication(text: str, day: str) -> None:
    assert only(f"The guns fell silent {text}.") == When(21, 21 + len(text), day, relative=True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-18", "2025-03-18"),
        ("March 18, 2025", "2025-03-18"),
        ("18 March 2025", "2025-03-18"),
        ("Mar. 18, 2025", "2025-03-18"),
        ("the 18th of March 2025", "2025-03-18"),
        ("29 February 2024", "2024-02-29"),
        ("August 2024", "2024-08"),
        ("in 2014", "2014"),
    ],
)
def test_a_full_date_needs_no_publication(text: str, day: str) -> None:
    when = only(f"The guns fell silent {text}.", None)
    assert (when.day, when.relative) == (day, False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It began on March 18.", "2025-03-18"),
        ("It began on 24 December.", "2024-12-24"),
        ("It will begin on April 4.", "2025-04-04"),
        ("It holds until April 20.", "2025-04-20"),
        ("It has held since March 18.", "2025-03-18"),
        ("It began in December.", "2024-12"),
    ],
)
def test_a_date_without_a_year_takes_the_nearest(text: str, day: str) -> None:
    assert only(text).day == day


@pytest.mark.parametrize(
    "text",
    [
        "March 3-5, 2025",
        "March 3–5, 2025",
        "3-5 March 2025",
        "3 to 5 March 2025",
        "March 3 to 5, 2025",
    ],
)
def test_a_range_has_a_first_and_a_last_day(text: str) -> None:
    when = only(f"They met on {text}.", None)
    assert (when.day, when.until) == ("2025-03-03", "2025-03-05")


@pytest.mark.parametrize(
    "text",
    ["on Monday", "yesterday", "March 18", "last year", "in May", "three days ago", "March 3-5"],
)
def test_without_publication_a_relative_time_stays_unknown(text: str) -> None:
    when = only(f"They met {text}.", None)
    assert (when.day, when.until, when.relative) == (None, None, True)


@pytest.mark.parametrize("text", ["last week", "next week", "this week"])
def test_a_week_is_no_day(text: str) -> None:
    assert only(f"They met {text}.").day is None


@pytest.mark.parametrize("text", ["2025-02-30", "30 February", "February 29", "2025-13-01"])
def test_a_day_that_does_not_exist_is_no_day(text: str) -> None:
    assert not any(
        re.fullmatch(r"\d{4}-\d\d-\d\d", when.day or "") for when in times(text, PUBLISHED)
    )


@pytest.mark.parametrize("text", ["They may go.", "They march on.", "30 days", "1,200 people", ""])
def test_what_names_no_time_has_none(text: str) -> None:
    assert times(text, PUBLISHED) == []


def test_times_come_in_the_order_of_the_text() -> None:
    text = "On Monday and on March 20 and in 2014 and yesterday"
    assert [text[when.start : when.end] for when in times(text, PUBLISHED)] == [
        "Monday",
        "March 20",
        "in 2014",
        "yesterday",
    ]


def test_times_outside_the_asked_part_are_not_found() -> None:
    text = "on Monday and on Tuesday"
    assert [when.day for when in times(text, PUBLISHED, 10)] == ["2025-03-25"]
    assert [when.day for when in times(text, PUBLISHED, 0, 10)] == ["2025-03-24"]


@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=8),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_every_time_lies_in_the_text_and_every_day_is_one(
    parts: list[str], published: date | None
) -> None:
    text = " ".join(parts)
    found = times(text, published)
    edges = [edge for when in found for edge in (when.start, when.end)]
    assert edges == sorted(edges)
    assert all(0 <= when.start < when.end <= len(text) for when in found)
    for day in [day for when in found for day in (when.day, when.until) if day]:
        assert date.fromisoformat((day + "-01-01")[:10])
    assert all(when.day is None for when in found if when.relative and published is None)


@pytest.mark.parametrize(("word", "day"), [("Yesterday", "2025-03-26"), ("Today", "2025-03-27")])
def test_a_day_that_opens_a_sentence_is_told(word: str, day: str) -> None:
    (when,) = times(f"{word}, Ann Lee spoke.", date(2025, 3, 27))
    assert when.day == day


def test_last_october_is_over() -> None:
    (when,) = times("He was killed last October in Oslo.", date(2019, 9, 29))
    assert when.day == "2018-10"
