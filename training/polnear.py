"""Reading PolNeAR: news texts with sources, cues and contents (brat stand-off)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Article", "articles"]

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
