"""Reading corpora of names: UNER (IOB2), CrossNER (BIO), re3d (JSON lines) and marked text."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language

from training.sentences import Sentence

__all__ = ["read_crossner", "read_marked", "read_re3d", "read_uner"]

_POLITICS = {
    "politician": "PER",
    "person": "PER",
    "country": "LOC",
    "location": "LOC",
    "organisation": "ORG",
    "politicalparty": "ORG",
}
_KINDS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
_RE3D = {"Person": "PER", "Location": "LOC", "Organisation": "ORG"}
_TITLE = re.compile(
    r"^(the|The|a|A|HE|Dr|Mr|Mrs|Ms|Sir|President|Prime|Minister|Foreign|Secretary|General|Gen\.|"
    r"Maj\.|Lt\.|Col\.|Spc\.|Sgt\.|Capt\.|Commander|Brig\.|[A-Z][a-z]+(i|ian|ish|an)(?= (President|"
    r"Prime|Foreign)))\s+"
)
_MARK = re.compile(r"\[(PER|LOC|ORG) ([^\[\]]+)\]")
_NAME = re.compile(r"^[A-Z][\w'’.-]*(( of| the| for| and| of the)?[ -]+(al-|el-)?[A-Z][\w'’.-]*)*$")
_PRONOUN = re.compile(r"^(I|We|They|He|She|It|You|His|Her|Their|Our|The|This|These|Soldiers)\b")


def read_uner(path: Path) -> list[Sentence]:
    """Read a UNER file; labels other than PER, LOC and ORG become O."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        text = next((line[9:] for line in lines if line.startswith("# text = ")), None)
        identity = next((line[12:] for line in lines if line.startswith("# sent_id = ")), "")
        if rows:
            words = [cells[1] for cells in rows]
            found.append(
                Sentence(
                    words=words,
                    spaces=_spaces(words, text),
                    id=identity,
                    document=re.sub(r"-\d+$", "", identity),
                    entities=_spans([cells[2] for cells in rows], _KINDS),
                )
            )
    return found


def read_crossner(path: Path) -> list[Sentence]:
    """Read a CrossNER politics file; events, elections and the rest become O."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            words = [cells[0] for cells in rows]
            spans = _spans([cells[1] for cells in rows], _POLITICS)
            found.append(Sentence(words, [True] * len(words), entities=spans))
    return found


def read_re3d(folder: Path, nlp: Language) -> Iterator[Sentence]:
    """Read a folder of re3d, cut down to names: no pronouns, no descriptions, no articles."""
    entities: dict[str, list[dict[str, Any]]] = {}
    for line in (folder / "entities.json").read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        entities.setdefault(entity["documentId"], []).append(entity)
    for line in (folder / "documents.json").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        doc = nlp.make_doc(document["text"])
        taken: list[tuple[int, int, str]] = []
        for entity in sorted(
            entities.get(document["_id"], []), key=lambda e: (e["begin"] - e["end"], e["begin"])
        ):
            label = _RE3D.get(entity["type"])
            value, start = entity["value"], entity["begin"]
            if label is None or doc.text[start : entity["end"]] != value:
                continue
            while match := _TITLE.match(value):
                value, start = value[match.end() :], start + match.end()
            span = doc.char_span(start, start + len(value))
            if not _NAME.match(value) or _PRONOUN.match(value) or span is None:
                continue
            if all(span.end <= s or span.start >= e for s, e, _ in taken):
                taken.append((span.start, span.end, label))
        yield Sentence(
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            document=document["_id"],
            entities=sorted(taken),
        )


def read_marked(path: Path, nlp: Language) -> Iterator[list[Sentence]]:
    """The texts of a file whose names are marked: "[PER Ann Lee] works for [ORG Lee & Co].".

    A sentence stands in a line, an empty line lies between texts.

    Raises:
        ValueError: a bracket is no mark.
    """
    for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines:
            yield [_marked(line, f"{path.stem}-{number}", nlp) for line in lines]


def _marked(line: str, document: str, nlp: Language) -> Sentence:
    plain, at = "", 0
    marks: list[tuple[int, int, str]] = []
    for match in _MARK.finditer(line):
        plain += line[at : match.start()]
        marks.append((len(plain), len(plain) + len(match[2]), match[1]))
        plain, at = plain + match[2], match.end()
    plain += line[at:]
    if "[" in plain or "]" in plain:
        raise ValueError(f"{document}: a bracket is no mark: {line}")
    doc = nlp.make_doc(plain)
    spans = [(doc.char_span(a, b, alignment_mode="expand"), kind) for a, b, kind in marks]
    return Sentence(
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        document=document,
        entities=[(span.start, span.end, kind) for span, kind in spans if span is not None],
    )


def _spaces(words: list[str], text: str | None) -> list[bool]:
    spaces, at = [], 0
    for word in words:
        if text is None or not text.startswith(word, at):
            return [True] * len(words)
        at += len(word)
        spaces.append(text[at : at + 1] == " ")
        at += spaces[-1]
    return spaces


def _spans(labels: list[str], kinds: dict[str, str]) -> list[tuple[int, int, str]]:
    """Turn a BIO sequence into spans of the kinds wanted, renamed where `kinds` says so."""
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            if kind in kinds:
                spans.append((start, i, kinds[kind]))
            kind = ""
        if label[:2] in ("B-", "I-") and not kind:
            start, kind = i, label[2:]
    return spans
