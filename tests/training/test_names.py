from pathlib import Path

import pytest
import spacy

from training.names import read_marked


def test_marked_names_become_spans_of_the_words_without_marks(tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_text(
        "[PER Ann Lee] left.\nAsk [ORG Lee & Sons].\n\nNo name here.\n", encoding="utf-8"
    )
    first, second = read_marked(file, spacy.blank("en"))
    assert [sentence.words for sentence in first] == [
        ["Ann", "Lee", "left", "."],
        ["Ask", "Lee", "&", "Sons", "."],
    ]
    assert [sentence.entities for sentence in first] == [[(0, 2, "PER")], [(1, 4, "ORG")]]
    assert [sentence.entities for sentence in second] == [[]]


@pytest.mark.parametrize("line", ["[MISC Ann] left.", "[Ann] left.", "[PER Ann left."])
def test_a_bracket_that_is_no_mark_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "post.txt"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match="a bracket is no mark"):
        list(read_marked(file, spacy.blank("en")))


def test_every_text_written_to_teach_names_can_be_read() -> None:
    folder = Path(__file__).parents[2] / "training" / "written"
    nlp = spacy.blank("en")
    sentences = [
        s for file in folder.glob("*.txt") for text in read_marked(file, nlp) for s in text
    ]
    assert {kind for s in sentences for *_, kind in s.entities or []} == {"PER", "LOC", "ORG"}
