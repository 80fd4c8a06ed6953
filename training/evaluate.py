"""Measuring a pipeline: ``python -m training.evaluate FORM PATH``; ``--help`` lists the forms."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from training import quotes, records
from training.cameo_ner import cameo_ner
from training.conllu import read_conllu
from training.names import read_uner
from training.plover import plover
from training.polnear import articles
from training.score import SpanScore
from troth.errors import TrothError
from troth.read.encoder import SPANS_KEY
from troth.read.pipelines import load

__all__ = ["cofenet", "main", "polnear", "ud", "uner"]

Figures = dict[str, Any]
PACKAGED = Path("src/troth/read/pipeline/en_troth")
_LABELS = {"source": "SOURCE", "cue": "CUE", "content": "CONTENT"}
_ESCAPES = {
    "``": "“",
    "''": "”",
    "`": "‘",
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}


def main(argv: list[str] | None = None) -> int:
    """Measure a pipeline on a file or folder in one of the corpora's forms."""
    parser = argparse.ArgumentParser(prog="training.evaluate", description=main.__doc__)
    parser.add_argument("form", choices=["records", "quotes", *MEASURES])
    parser.add_argument("path", type=Path)
    parser.add_argument("--pipeline", default=str(PACKAGED), help="a folder or a package's name")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(argv)
    if not options.path.exists():
        print(f"{options.path}: no such file or folder", file=sys.stderr)
        return 2
    try:
        figures = _figures(options)
    except TrothError as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name:28} {_shown(value)}")
    return 0


def _figures(options: argparse.Namespace) -> Figures:
    if options.form in {"records", "quotes"}:
        packaged = options.pipeline == str(PACKAGED)
        measure = records.score if options.form == "records" else quotes.score
        return measure(options.path, None if packaged else options.pipeline)
    return MEASURES[options.form](load(options.pipeline), options.path)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "".join(f"\n  {part}" for part in value) or "none"
    if isinstance(value, dict):
        return "  ".join(f"{key} {_shown(part)}" for key, part in value.items())
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def polnear(nlp: Language, path: Path) -> Figures:
    """Exact character spans on whole documents: a folder with ``text/`` and ``attributions/``."""
    found = list(articles(path))
    score = SpanScore()
    started = time.perf_counter()
    docs = (mark_paragraphs(nlp.make_doc(article.text)) for article in found)
    words = 0
    for article, doc in zip(found, nlp.pipe(docs, batch_size=16), strict=True):
        words += len(article.text.split())
        score.add(
            {(span.start_char, span.end_char, span.label_) for span in doc.spans[SPANS_KEY]},
            article.spans,
        )
    speed = words / (time.perf_counter() - started)
    return score.table() | {"documents": len(found), "words per s": round(speed)}


def mark_paragraphs(doc: Doc) -> Doc:
    """Let a sentence start after every line break; the pipeline finds the other starts."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def cofenet(nlp: Language, path: Path) -> Figures:
    """Exact token spans on sequences of ready tokens, one JSON object a line.

    The tokens are split further as the pipeline's tokeniser does, with Penn escapes undone;
    a span that the model ends inside a token is widened to the whole token.
    """
    score = SpanScore()
    count = 0

    def rows() -> Iterator[tuple[Doc, tuple[list[int], list[str]]]]:
        for file in _files(path, "txt", "json", "jsonl"):
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                doc, owners = _retokenised(nlp, row["tokens"])
                yield doc, (owners, row["labels"])

    for doc, (owners, labels) in nlp.pipe(rows(), as_tuples=True, batch_size=64):
        count += 1
        score.add(
            {
                (owners[span.start], owners[span.end - 1] + 1, span.label_)
                for span in doc.spans[SPANS_KEY]
            },
            _bio(labels),
        )
    return score.table() | {"sequences": count}


def ud(nlp: Language, path: Path) -> Figures:
    """Tags and attachments on a treebank's own tokens and sentences, punctuation included.

    ``LAS`` compares whole labels, ``LAS basic`` only what stands before a colon.
    """
    sentences = [s for file in _files(path, "conllu") for s in read_conllu(file)]
    docs = []
    for sentence in sentences:
        doc = Doc(nlp.vocab, words=sentence.words, spaces=sentence.spaces)
        for token in doc:
            token.is_sent_start = token.i == 0
        docs.append(doc)
    names = _enabled(nlp, "tok2vec", "transformer", "encoder", "tagger", "parser")
    tokens = tags = heads = labels = basic = 0
    with nlp.select_pipes(enable=names):
        for sentence, doc in zip(sentences, nlp.pipe(docs, batch_size=256), strict=True):
            tokens += len(doc)
            for i, token in enumerate(doc):
                wanted = (sentence.deps or [])[i]
                tags += token.tag_ == (sentence.tags or [])[i]
                if token.head.i == sentence.heads[i]:
                    heads += 1
                    labels += token.dep_ == wanted
                    basic += token.dep_.split(":")[0] == wanted.split(":")[0]
    total = max(tokens, 1)
    return {
        "tag accuracy": round(100 * tags / total, 2),
        "UAS": round(100 * heads / total, 2),
        "LAS": round(100 * labels / total, 2),
        "LAS basic": round(100 * basic / total, 2),
        "tokens": tokens,
        "sentences": len(sentences),
    }


def uner(nlp: Language, path: Path) -> Figures:
    """Exact spans of PER, LOC and ORG on a UNER file's own tokens and sentences."""
    sentences = [s for file in _files(path, "iob2") for s in read_uner(file)]
    score = SpanScore()
    docs = [Doc(nlp.vocab, words=s.words, spaces=s.spaces) for s in sentences]
    with nlp.select_pipes(enable=_enabled(nlp, "tok2vec", "transformer", "encoder", "ner")):
        for sentence, doc in zip(sentences, nlp.pipe(docs, batch_size=256), strict=True):
            score.add({(e.start, e.end, e.label_) for e in doc.ents}, sentence.entities or [])
    return score.table() | {"sentences": len(sentences)}


MEASURES: dict[str, Callable[[Language, Path], Figures]] = {
    "polnear": polnear,
    "ud": ud,
    "uner": uner,
    "cofenet": cofenet,
    "plover": plover,
    "cameo_ner": cameo_ner,
}


def _enabled(nlp: Language, *names: str) -> list[str]:
    return [name for name in nlp.pipe_names if name in names]


def _files(path: Path, *endings: str) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix[1:] in endings)


def _retokenised(nlp: Language, tokens: list[str]) -> tuple[Doc, list[int]]:
    words: list[str] = []
    owners: list[int] = []
    spaces: list[bool] = []
    for i, token in enumerate(tokens):
        parts = [part.text for part in nlp.make_doc(_ESCAPES.get(token, token))] or [token]
        words += parts
        owners += [i] * len(parts)
        spaces += [False] * (len(parts) - 1) + [True]
    return Doc(nlp.vocab, words=words, spaces=spaces), owners


def _bio(labels: list[str]) -> set[tuple[int, int, str]]:
    spans = set()
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            spans.add((start, i, _LABELS[kind]))
            kind = ""
        if label[:2] in ("B-", "I-") and not kind:
            start, kind = i, label[2:]
    return spans


if __name__ == "__main__":
    raise SystemExit(main())
