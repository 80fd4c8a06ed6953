"""Words and documents a second: the reader, the bare pipeline it runs, and BERT-base beside it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import encoder
from benchmarks.windows import sampled, windows
from troth.model import Document, Reading
from troth.pipeline import read_sources
from troth.read import Reader
from troth.read.parsed import tokenised
from troth.read.pipelines import FOLDER
from troth.read.wordpieces import WordPieces

VOCABULARY = FOLDER / "encoder" / "vocab.txt"


@dataclass(frozen=True)
class Pass:
    """One pass of an encoder over all texts.

    Attributes:
        seconds: of all windows, scaled by their pieces from those that were timed.
        pieces: of all windows, the two that frame each included.
        windows: how many.
        timed: how many of them were timed.
    """

    seconds: float
    pieces: int
    windows: int
    timed: int


def best(run: Callable[[], None], times: int = 3) -> float:
    """The shortest of several runs, in seconds: the one that other work disturbed least."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def bare(own: Reader, documents: list[Document]) -> float:
    """Seconds of the same components over the same tokens, and nothing around them."""

    def run() -> None:
        docs = [tokenised(document, own._nlp).doc for document in documents]
        start = time.perf_counter()
        for _ in own._nlp.pipe(docs, batch_size=16):
            pass
        seconds.append(time.perf_counter() - start)

    seconds: list[float] = []
    for _ in range(3):
        run()
    return min(seconds)


def reading(own: Reader, documents: list[Document]) -> float:
    """Seconds to read every document in this process."""

    def run() -> None:
        for _ in own.read_many(documents):
            pass

    return best(run)


def bert(own: Reader, documents: list[Document]) -> Pass:
    """One pass of BERT-base on one thread over the words that the pipeline reads, nothing else.

    Every document is cut into windows of its own, which go through one by one: no place is padded.
    """
    cut = WordPieces.from_file(VOCABULARY)
    every: list[list[int]] = []
    for document in documents:
        words = (token.text for token in tokenised(document, own._nlp).doc)
        every += windows(words, cut, encoder.BASE.places)
    some = sampled(every)
    inputs = [{encoder.PIECES: np.array([window])} for window in some]
    ready = encoder.session()

    def run() -> None:
        for given in inputs:
            ready.run(None, given)

    pieces = sum(map(len, every))
    return Pass(best(run) * pieces / sum(map(len, some)), pieces, len(every), len(some))


def from_files(folder: Path, jobs: int) -> tuple[float, int]:
    """Seconds of one whole run over a folder, start of the readers included; documents read."""
    start = time.perf_counter()
    outcomes = read_sources([str(folder)], make_reader=partial(Reader, None), jobs=jobs)
    count = sum(isinstance(outcome.result, Reading) for outcome in outcomes)
    return time.perf_counter() - start, count
