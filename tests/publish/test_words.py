from datetime import date

import pytest

from troth.model import Amount, Document
from troth.publish.words import (
    amount_words,
    counted,
    day_words,
    first_line,
    term_words,
    title_words,
    web_address,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-03-27", "27 March 2025"),
        ("2024-08", "August 2024 (day not said in the text)"),
        ("2024", "2024 (month and day not said in the text)"),
        ("2024-13", "2024-13"),
        ("soon", "soon"),
        ("", ""),
        (date(2025, 1, 2), "2 January 2025"),
    ],
)
def test_a_day_says_what_it_leaves_open(day: str | date, words: str) -> None:
    assert day_words(day) == words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, None),
        ("2025-03-25", None, "since 25 March 2025; its end is not said in the text"),
        (None, "2025-04-17", "until 17 April 2025; its start is not said in the text"),
        ("2025-03-18", "2025-04-17", "from 18 March 2025 until 17 April 2025"),
    ],
)
def test_a_term_says_which_end_is_unknown(
    since: str | None, until: str | None, words: str | None
) -> None:
    assert term_words(since, until) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(2_000_000_000, "2,000,000,000 EUR"), (1e9, "1,000,000,000 EUR"), (0.5, "0.5 EUR")],
)
def test_a_sum_has_its_digits_grouped(value: float, words: str) -> None:
    assert amount_words(Amount(value, "EUR")) == words


@pytest.mark.parametrize(
    ("title", "file", "words"),
    [
        ("A  title\nof two lines", "a.txt", "A title of two lines"),
        (None, "news/a.txt", "a.txt"),
        ("  ", "https://example.org/news/", "news"),
        (None, "-", "standard input"),
        (None, "/", "/"),
    ],
)
def test_a_title_is_the_sources_or_the_files_name(title: str, file: str, words: str) -> None:
    assert title_words(Document("x", file, title=title)) == words


def test_the_first_line_is_quoted_from_the_text_and_cut() -> None:
    assert first_line("\n  Hello there \nmore") == "Hello there"
    assert first_line("x" * 200) == "x" * 119 + "…"
    assert first_line(" \n") == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "https://",
        "https://[bad",
        "file:///etc/passwd",
        "https://example.org/a b",
        "",
        None,
    ],
)
def test_only_a_web_address_is_linked(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize("url", ["https://example.org/x?a=1&b=2#c", "HTTP://example.org"])
def test_a_web_address_is_linked_as_it_stands(url: str) -> None:
    assert web_address(url) == url


def test_one_is_not_plural() -> None:
    assert [counted(n, "entry point") for n in (0, 1, 2)] == [
        "0 entry points",
        "1 entry point",
        "2 entry points",
    ]
