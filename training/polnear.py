"""Reading PolNeAR: news texts with sources, cues and contents (brat stand-off)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

__all__ = ["Article", "articles", "with_spans"]

_ANNOTATION = re.compile(r"^T\d+\t(Source|Cue|Content) ([\d ;]+)\t", re.MULTILINE)


@dataclass
class Article:
    """One text with one annotator's spans; every fragment is a span of its own."""

    name: str
    text: str
    spans: list[tuple[int, int, str]]


def articles(folder: Path) -> Iterator[Article]:
    """Read a split's folder (``text/`` and ``attributions/``), one annotator per text.

    Where a text was annotated several times, the first annotator by file name is taken.
    """
    for path in sorted((folder / "text").glob("*.txt")):
        copies = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if not copies:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        spans = set()
        for match in _ANNOTATION.finditer(copies[0].read_text(encoding="utf-8")):
            for part in match[2].split(";"):
                start, end = map(int, part.split())
                spans.add((start, end, match[1].upper()))
        yield Article(path.stem, text, sorted(spans))


def with_spans(doc: Doc, article: Article) -> Doc:
    """Put the article's spans on its tokenised text as ``doc.ents``.

    A span that cuts a token is widened to it. Of two that overlap, the longer is kept.
    """
    found: list[Span] = []
    for start, end, label in article.spans:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            while len(span) and span[0].is_space:
                span = Span(doc, span.start + 1, span.end, label=label)
            while len(span) and span[-1].is_space:
                span = Span(doc, span.start, span.end - 1, label=label)
            if len(span):
                found.append(span)
    doc.set_ents(filter_spans(found))
    return doc
