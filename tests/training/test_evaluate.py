"""One command measures each form, and says clearly what it cannot measure."""

import json
from pathlib import Path

import pytest
import spacy

from training.evaluate import main

QUALITY = Path("tests/quality")


def test_a_form_is_measured_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["uner", str(QUALITY / "names.iob2"), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["all"]["wanted"] > 50


def test_a_path_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ud", "no/such.conllu"]) == 2
    assert "no/such.conllu" in capsys.readouterr().err


def test_a_pipeline_that_is_not_installed_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(QUALITY / "names.iob2")
    assert main(["uner", path, "--pipeline", "en_core_web_trf"]) == 2
    assert "en_core_web_trf" in capsys.readouterr().err


def test_a_pipeline_that_lacks_components_is_told_which(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    path = str(QUALITY / "names.iob2")
    assert main(["uner", path, "--pipeline", str(tmp_path / "blank")]) == 2
    assert "lacks tagger, parser, ner" in capsys.readouterr().err


def test_a_file_without_any_attribution_scores_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    row = {"tokens": ["Snow", "fell", "."], "labels": ["O", "O", "O"], "id": 1}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert main(["cofenet", str(file)]) == 0
