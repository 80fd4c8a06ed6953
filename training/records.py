"""Scoring the reader's records against annotated texts, all texts in one process."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from troth.model import Document, to_form
from troth.read import Reader

SCORER = Path("../shared/gold/score.py")


def predict(gold: Path, out: Path, pipeline: str | None = None) -> int:
    """Read the texts that annotations name and write what was read beside each other's names."""
    documents = list(_documents(gold))
    reader = Reader(pipeline)
    for (stem, document), reading in zip(
        documents, reader.read_many([document for _, document in documents]), strict=True
    ):
        named = replace(reading, document=document)
        (out / f"{stem}.json").write_text(json.dumps(to_form(named)), encoding="utf-8")
    return len(documents)


def _documents(gold: Path) -> Iterator[tuple[str, Document]]:
    for file in sorted(gold.glob("*.json")):
        form = json.loads(file.read_text(encoding="utf-8"))["document"]
        text = (gold / "text" / form["file"]).read_bytes().decode("utf-8")
        yield (
            file.stem,
            Document(text, form["file"], published=date.fromisoformat(form["published"])),
        )


def score(gold: Path, pipeline: str | None = None, scorer: Path = SCORER) -> dict[str, Any]:
    """What the annotations' own scorer says of the reader, row by row.

    Raises:
        FileNotFoundError: the scorer is not there.
    """
    if not scorer.is_file():
        raise FileNotFoundError(scorer)
    with tempfile.TemporaryDirectory() as place:
        count = predict(gold, Path(place), pipeline)
        command = [sys.executable, str(scorer), str(gold), str(gold / "text")]
        done = subprocess.run(
            [*command, "--predicted", place, "--json"], capture_output=True, text=True, check=False
        )
    result = json.loads(done.stdout)
    figures: dict[str, Any] = {"documents": count}
    for row, values in result["rows"].items():
        value = values["f1"] if "f1" in values else values["accuracy"]
        figures[row] = round(100 * value, 1) if value is not None else None
    figures["problems"] = result["problems"]
    return figures
