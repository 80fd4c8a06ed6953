import json
from pathlib import Path

from training.plover import matches, measure, records
from troth.model import Document
from troth.read.event_parties import Party
from troth.read.pipelines import load

TEXT = "The Malian army attacked Tuareg rebels, and it said so."


def _party(words: str, *names: str) -> Party:
    start = TEXT.index(words)
    return Party(Document(TEXT, "a").span(start, start + len(words)), names)


def _file(tmp_path: Path, *items: dict[str, object]) -> Path:
    file = tmp_path / "records.json"
    file.write_text(json.dumps(items), encoding="utf-8")
    return file


def test_only_records_with_text_and_source_are_asked_for(tmp_path: Path) -> None:
    source = [{"actorText": "Malian"}]
    file = _file(
        tmp_path,
        {"event": "DOCUMENT", "eventText": "about the file"},
        {"event": "FIGHT", "text": TEXT, "source": source, "target": ""},
        {"event": "DEMAND", "text": TEXT, "target": source},
    )
    (record,) = records(file)
    assert record.actors == ("Malian",)
    assert record.recipients == ()
    assert record.type == "ASSAULT"


def test_words_match_where_they_stand_in_the_text() -> None:
    assert matches(TEXT, "Malian", _party("The Malian army"))
    assert not matches(TEXT, "Malian", _party("Tuareg rebels"))


def test_pieces_between_dots_match_each() -> None:
    assert matches(TEXT, "Tuareg ... men", _party("Tuareg rebels"))


def test_a_pronoun_matches_by_the_name_that_it_stands_for() -> None:
    assert matches(TEXT, "Malian army", _party("it", "Malian army"))
    assert not matches(TEXT, "Tuareg", _party("it", "Malian army"))


def test_every_party_of_a_record_is_asked_for(tmp_path: Path) -> None:
    def item(*targets: str) -> dict[str, object]:
        return {
            "event": "ACCUSE",
            "text": "Ghana accused Togo of lying.",
            "source": [{"actorText": "Ghana"}],
            "target": [{"actorText": each} for each in targets],
        }

    file = _file(tmp_path, item("Togo"), item("Togo", "Benin"), item())
    figures = measure(load(), records(file))
    assert figures["actor and recipient"] == 66.7
    assert figures["any event: parties"] == 100.0
    assert figures["event type"] == 100.0
    assert figures["records with recipient"] == 2
