"""Annotations without text, and the texts put back."""

import json
from pathlib import Path

import pytest

from training.gold import FOLDER, expanded, write

NEWS = Path(__file__).parents[2].parent / "shared" / "news"


def test_words_are_put_back_from_the_span() -> None:
    form = {
        "document": {},
        "statements": [{"cue": [4, 8], "speaker_text": None, "content": [[9, 13]]}],
    }
    (statement,) = expanded(form, "Ann said stop.")["statements"]
    assert statement["cue"] == {"text": "said", "span": [4, 8]}
    assert statement["speaker_text"] is None
    assert statement["content"] == [{"text": "stop", "span": [9, 13]}]


def test_the_annotations_hold_places_and_no_text() -> None:
    for lines in FOLDER.glob("*.jsonl"):
        for line in lines.read_text(encoding="utf-8").splitlines():
            for statement in json.loads(line)["statements"]:
                assert all(isinstance(n, int) for pair in statement["content"] for n in pair)


def test_every_annotated_text_is_found_again(tmp_path: Path) -> None:
    if not NEWS.is_dir():
        pytest.skip("the annotated news texts are not beside this checkout")
    assert write(NEWS, tmp_path) == sum(
        len(lines.read_text(encoding="utf-8").splitlines()) for lines in FOLDER.glob("*.jsonl")
    )


def test_another_text_of_that_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="not the text that was annotated"):
        write(tmp_path, tmp_path / "out")
