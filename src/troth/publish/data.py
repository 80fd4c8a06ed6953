"""The data of a site: the JSON form of each reading, the texts, and the spans as annotations."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from troth.model import KINDS, Document, Reading, to_form
from troth.publish.card import Card
from troth.publish.segments import Mark

CONTEXT = 20
"""Characters before and after a span that help to find it in another copy of the text."""


class DataFolder:
    """Writes ``data/``, one document at a time.

    Args:
        folder: the folder to write, made here.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("readings", "annotations", "texts"):
            (folder / name).mkdir(parents=True)

    def open_lines(self) -> IO[str]:
        """The file that holds every reading as one line."""
        return (self._folder / "readings.jsonl").open("w", encoding="utf-8", newline="\n")

    def add(self, name: str, reading: Reading, cards: list[Card], lines: IO[str]) -> None:
        """Write what belongs to one document; ``name`` is the base of its file names."""
        form = form_with_ids(reading, cards)
        lines.write(_json(form) + "\n")
        self._write("readings", f"{name}.json", _json(form, indent=1) + "\n")
        self._write("texts", f"{name}.txt", reading.document.text)
        page = annotation_page(reading.document, cards, source=f"../texts/{name}.txt")
        self._write("annotations", f"{name}.json", _json(page, indent=1) + "\n")

    def _write(self, kind: str, name: str, content: str) -> None:
        (self._folder / kind / name).write_bytes(content.encode("utf-8"))


def form_with_ids(reading: Reading, cards: Iterable[Card]) -> dict[str, Any]:
    """The form of a reading in which the document and each record begin with their ids.

    Args:
        reading: what to write.
        cards: all its cards, in the order of its form.
    """
    form = to_form(reading)
    form["document"] = {"id": reading.document.id, **form["document"]}
    ids = iter([card.record for card in cards])
    for kind in KINDS:
        form[kind] = [{"id": next(ids), **record} for record in form[kind]]
    return form


def annotation_page(document: Document, cards: list[Card], *, source: str) -> dict[str, Any]:
    """The spans of a document as a W3C annotation page, one annotation for each span."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "id": f"urn:sha256:{document.id}#annotations",
        "items": [
            _annotation(document, card, number, mark, source)
            for card in cards
            for number, mark in enumerate(card.marks, start=1)
        ],
    }


def _annotation(
    document: Document, card: Card, number: int, mark: Mark, source: str
) -> dict[str, Any]:
    text, span = document.text, mark.span
    return {
        "type": "Annotation",
        "id": f"urn:sha256:{document.id}#{card.id}.{number}",
        "motivation": "tagging",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": card.kind},
            {"type": "TextualBody", "purpose": "tagging", "value": mark.role},
            {"type": "TextualBody", "purpose": "identifying", "value": card.id},
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.text,
                    "prefix": text[max(0, span.start - CONTEXT) : span.start],
                    "suffix": text[span.end : span.end + CONTEXT],
                },
            ],
        },
    }


def _json(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
