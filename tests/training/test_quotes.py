"""Who is named for a direct quotation: what counts as found and as the right person."""

from typing import Any

import pytest

from training.quotes import close, misses

TEXT = 'Ann Lee said it was "far too late" for that. "Go home," she added.'


def _statement(words: str, speaker: list[str], form: str = "direct") -> dict[str, Any]:
    start = TEXT.index(words)
    span = {"text": words, "span": [start, start + len(words)]}
    return {"speaker": speaker, "content": [span], "form": form}


def _missed(gold: dict[str, Any], *read: dict[str, Any]) -> list[dict[str, Any] | None]:
    return [found for _, found in misses(TEXT, [gold], list(read), gold["form"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Lee", "Lee"), ("the Foreign Ministry", "Foreign Ministry"), ("Łee’s", "ee’s")],
)
def test_names_are_close_when_one_holds_the_other_and_its_last_word(one: str, other: str) -> None:
    assert close(one, other)


@pytest.mark.parametrize(("one", "other"), [("Ann Lee", "Ann"), ("Ann Lee", "Bo Lee"), ("", "")])
def test_other_names_are_not_close(one: str, other: str) -> None:
    assert not close(one, other)


def test_a_quotation_is_right_when_the_statement_over_it_names_its_speaker() -> None:
    assert _missed(_statement('"Go home,"', ["Ann Lee"]), _statement("Go home", ["Lee"])) == []


def test_a_quotation_that_no_statement_holds_is_missed() -> None:
    other = _statement("it was", ["Ann Lee"], "indirect")
    assert _missed(_statement('"Go home,"', ["Ann Lee"]), other) == [None]


def test_the_statement_that_holds_it_best_counts() -> None:
    wrong = _statement('"Go home,"', ["Bo"])
    wide = _statement('"far too late" for that. "Go home,"', ["Ann Lee"])
    assert _missed(_statement('"Go home,"', ["Ann Lee"]), wide, wrong) == [wrong]


def test_a_speaker_the_text_does_not_tell_must_stay_unknown() -> None:
    gold = _statement('"Go home,"', [])
    assert _missed(gold, _statement('"Go home,"', [])) == []
    assert len(_missed(gold, _statement('"Go home,"', ["Ann Lee"]))) == 1


def test_of_a_mixed_statement_only_the_quoted_words_are_looked_for() -> None:
    gold = _statement('it was "far too late" for that', ["Ann Lee"], "mixed")
    assert _missed(gold, _statement("it was", ["Ann Lee"])) == [None]
    assert _missed(gold, _statement('"far too late"', ["Ann Lee"])) == []
