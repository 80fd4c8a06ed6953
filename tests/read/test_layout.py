import pytest
from hypothesis import given

from tests.strategies import texts
from troth.read.layout import SegmentKind, segments

BODY = "The truce held for a third day, observers in the valley told the mission."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(str(item.kind), text[item.start : item.end]) for item in segments(text)]


def test_a_short_line_without_a_stop_on_top_is_the_headline() -> None:
    assert kinds(f"Truce holds\n\n{BODY}") == [("headline", "Truce holds"), ("body", BODY)]


def test_a_first_line_that_is_a_sentence_is_no_headline() -> None:
    assert kinds(f"The truce holds.\n\n{BODY}")[0] == ("body", "The truce holds.")


def test_a_first_line_that_goes_on_below_is_no_headline() -> None:
    assert SegmentKind.HEADLINE not in {item.kind for item in segments(f"Truce holds\n{BODY}")}


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    text = f"Truce holds\n\n{BODY}\n\nThe road to the talks\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "body", "heading", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "March 27, 2025",
        "27 March 2025",
        "Thursday, March 27, 2025",
        "Source: the mission",
        "Published: 2025-03-27",
    ],
)
def test_a_line_about_the_text_is_a_dateline(line: str) -> None:
    assert ("dateline", line) in kinds(f"Truce holds\n\n{line}\n\n{BODY}")


@pytest.mark.parametrize(
    "prefix", ["date 2025-03-27\n", "date: 2025-03-27 ", "date 2025-03-27\r\n"]
)
def test_a_leading_date_is_not_read(prefix: str) -> None:
    assert kinds(prefix + BODY) == [("body", BODY)]


def test_front_matter_is_not_read() -> None:
    assert kinds(f"---\ntitle: Truce holds\n---\n{BODY}") == [("body", BODY)]


def test_a_rule_that_no_second_rule_closes_is_no_front_matter() -> None:
    assert ("body", BODY) in kinds(f"---\n\n{BODY}")


def test_marks_of_headings_are_left_out() -> None:
    assert kinds(f"# Truce holds\n\n{BODY}\n\n## What is next\n\n{BODY}") == [
        ("headline", "Truce holds"),
        ("body", BODY),
        ("heading", "What is next"),
        ("body", BODY),
    ]


def test_wrapped_lines_are_one_segment() -> None:
    text = BODY + " The mission counted no shots on either\nside of the river, it said."
    assert kinds(text) == [("body", text)]


def test_items_of_a_list_are_segments_without_their_marks() -> None:
    text = "The sides agreed:\n- The guns fall silent.\n- The road opens."
    assert [part for _, part in kinds(text)] == [
        "The sides agreed:",
        "The guns fall silent.",
        "The road opens.",
    ]


def test_a_dash_within_a_sentence_is_no_item() -> None:
    text = "The truce – A first in the valley – held for a third day in a row."
    assert kinds(text) == [("body", text)]


def test_comments_of_markup_are_not_body() -> None:
    assert ("body", "<!-- draft -->") not in kinds(f"{BODY}\n\n<!-- draft -->\n\n{BODY}")


def test_paragraphs_are_counted() -> None:
    text = f"Truce holds\n\n{BODY}\n\n{BODY}"
    assert [item.paragraph for item in segments(text)] == [0, 1, 2]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_of_any_system_part_paragraphs(end: str) -> None:
    assert kinds(f"Truce holds{end}{end}{BODY}{end}") == [
        ("headline", "Truce holds"),
        ("body", BODY),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "---\ntitle: Truce\n---\n"])
def test_nothing_has_no_segments(text: str) -> None:
    assert segments(text) == []


@given(texts(min_size=0))
def test_segments_follow_each_other_and_hold_all_words(text: str) -> None:
    found = segments(text)
    edges = [edge for item in found for edge in (item.start, item.end)]
    assert edges == sorted(edges)
    assert all(text[item.start : item.end].strip() for item in found)
    assert [item.paragraph for item in found] == sorted(item.paragraph for item in found)


def test_a_headline_may_name_twenty_states() -> None:
    line = "Joint Statement from the Leaders of " + "Norway and Peru, " * 11 + "and Austria"
    assert kinds(f"{line}\n\n{BODY}")[0] == ("headline", line)
