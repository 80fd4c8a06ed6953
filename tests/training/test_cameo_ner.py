from pathlib import Path

import pytest

from training.cameo_ner import Sentence, cameo_ner, sentences
from troth.read.pipelines import load

TAGGED = "The O\nGhanaian B-S\narmy I-S\naccused O\nTogo B-T\n. O\n\nTalks O\nended O\n"


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "tagged.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_tags_become_spans_of_the_joined_tokens(tmp_path: Path) -> None:
    first, second = sentences(_file(tmp_path, TAGGED))
    spans = {(4, 17, "source"), (26, 30, "target")}
    assert first == Sentence("The Ghanaian army accused Togo .", frozenset(spans))
    assert second.spans == frozenset()


def test_a_line_without_a_tag_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line 2: not a token"):
        list(sentences(_file(tmp_path, "The O\nGhanaian\n")))


def test_a_span_that_is_too_long_overlaps_and_is_not_exact(tmp_path: Path) -> None:
    tagged = "Ghana B-S\naccused O\nthe O\nTogolese B-T\narmy O\nof O\nlying O\n. O\n"
    figures = cameo_ner(load(), _file(tmp_path, tagged))
    assert figures["exact source"]["f1"] == 100.0
    assert figures["exact target"]["f1"] == 0.0
    assert figures["overlapping target"]["f1"] == 100.0
