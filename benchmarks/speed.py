"""Words and documents a second: the reader, and the bare pipeline it runs."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from troth.model import Document, Reading
from troth.pipeline import read_sources
from troth.read import Reader
from troth.read.parsed import tokenised


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


def from_files(folder: Path, jobs: int) -> tuple[float, int]:
    """Seconds of one whole run over a folder, start of the readers included; documents read."""
    start = time.perf_counter()
    outcomes = read_sources([str(folder)], make_reader=partial(Reader, None), jobs=jobs)
    count = sum(isinstance(outcome.result, Reading) for outcome in outcomes)
    return time.perf_counter() - start, count
