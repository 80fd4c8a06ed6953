"""The steps put together: sources are read, and what they say is kept.

Every source streams. At any moment only a bounded number of documents is in memory, however many
there are, and results come in the order of the sources.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import BinaryIO

import httpx

from troth.errors import SourceError
from troth.model import Document, Issue, Reading
from troth.read import Reader
from troth.read.sources import documents
from troth.record import AlreadyThere, Ledger
from troth.settings import DEFAULT_LIMITS, Limits
from troth.spelling import printable
from troth.workers import MakeReader, Reads, Workers

LOT_DOCUMENTS = 16
"""Most results that are handed to a worker, or waited for, together."""

LOT_CHARACTERS = 50_000
"""Characters after which a lot is full: enough to outweigh its way to the worker and back."""

LOTS_PER_JOB = 2
"""Lots under way for each worker: one that it reads, one that waits for it."""


@dataclass(frozen=True)
class Outcome:
    """What came of one document, or of a source that gave none.

    Attributes:
        source: as the caller named it.
        result: what was read in it, or why nothing was.
        known: the record was not changed: it held this, or this is not for it.
    """

    source: str
    result: Reading | Issue
    known: bool = False


@dataclass(frozen=True)
class _Unread:
    """A document that waits for a reader."""

    source: str
    document: Document


@dataclass
class _Lot:
    """Outcomes and documents that wait for theirs, in the order of the sources."""

    items: list[Outcome | _Unread] = field(default_factory=list)

    @property
    def unread(self) -> list[Document]:
        return [item.document for item in self.items if isinstance(item, _Unread)]

    @property
    def is_full(self) -> bool:
        characters = sum(len(document.text) for document in self.unread)
        return len(self.items) >= LOT_DOCUMENTS or characters >= LOT_CHARACTERS

    def outcomes(self, results: Iterable[Reading | Issue]) -> Iterator[Outcome]:
        waiting = iter(results)
        for item in self.items:
            yield Outcome(item.source, next(waiting)) if isinstance(item, _Unread) else item


def read_sources(  # noqa: PLR0913 - the options of one run, each with its name
    sources: Sequence[str],
    *,
    make_reader: MakeReader,
    jobs: int = 1,
    published: date | None = None,
    ledger: Ledger | None = None,
    limits: Limits = DEFAULT_LIMITS,
    transport: httpx.BaseTransport | None = None,
    stdin: BinaryIO | None = None,
) -> Generator[Outcome, None, None]:
    """Read sources, and keep what they say if there is a ledger.

    A document that the ledger holds, read by the same reader for the same day, is not read again.
    A document on which the reader fails, or dies, becomes an issue and costs the others nothing.
    Close the iterator to stop before its end; what it has yielded is kept.

    Args:
        sources: files, folders, addresses, or ``-`` for standard input.
        make_reader: makes the reader, once for every process.
        jobs: how many documents are read at the same time, each in a process of its own if more
            than one.
        published: day of publication of every document, whatever its source says.
        ledger: takes every reading and every issue, in the order of the sources.
        limits: what is taken from outside before it is refused.
        transport: fetches addresses in place of the network.
        stdin: read in place of standard input.

    Yields:
        One outcome for each document, in the order of the sources.

    Raises:
        PipelineError: the reader cannot be made.
        RecordError: the ledger cannot take a reading.
    """
    reader = make_reader()

    def found() -> Iterator[Outcome | _Unread]:
        for source in sources:
            try:
                items = documents(
                    source, published=published, limits=limits, transport=transport, stdin=stdin
                )
            except SourceError as error:
                yield Outcome(source, _mistaken(error, source), known=True)
                continue
            for item in items:
                yield _placed(source, item, reader.name, ledger)

    with Workers(reader, make_reader, jobs=jobs) as workers:
        for outcome in _read(_lots(found()), workers):
            yield _keep(outcome, ledger) if ledger else outcome


def read_text(
    text: str, *, published: date | None = None, file: str = "-", make_reader: MakeReader = Reader
) -> Reading:
    """What a text says.

    Args:
        text: read as it is; every span counts its code points.
        published: the day that "Thursday" and "last week" are counted from.
        file: a name for the text.
        make_reader: makes the reader; the own one is made once and kept.

    Raises:
        PipelineError: the reader cannot be made.
        SourceError: it did not read the text.
    """
    told_by = "option" if published else None
    document = Document(text=text, file=file, published=published, published_from=told_by)
    (result,) = _kept(make_reader).read_many([document])
    if isinstance(result, Issue):
        raise SourceError(result.what, where=result.where, next_step=result.next_step)
    return result


@cache
def _kept(make_reader: MakeReader) -> Reads:
    return make_reader()


def _mistaken(error: SourceError, source: str) -> Issue:
    """A source that is not there says nothing about the world: it is told, and not kept."""
    return Issue("source", error.what, printable(error.where or source), error.next_step)


def _placed(
    source: str, item: Document | Issue, reader: str, ledger: Ledger | None
) -> Outcome | _Unread:
    """An outcome where there is nothing to read, else a document to be read."""
    if isinstance(item, Issue):
        return Outcome(source, replace(item, where=printable(item.where)))
    document = replace(item, file=printable(item.file))
    stored = ledger.known(document, reader) if ledger else None
    return Outcome(source, stored, known=True) if stored else _Unread(source, document)


def _lots(items: Iterable[Outcome | _Unread]) -> Iterator[_Lot]:
    lot = _Lot()
    for item in items:
        lot.items.append(item)
        if lot.is_full:
            yield lot
            lot = _Lot()
    if lot.items:
        yield lot


def _read(lots: Iterable[_Lot], workers: Workers) -> Iterator[Outcome]:
    under_way: deque[tuple[_Lot, Future[list[Reading | Issue]]]] = deque()
    for lot in lots:
        under_way.append((lot, workers.submit(lot.unread)))
        while len(under_way) >= LOTS_PER_JOB * workers.jobs or (
            under_way and under_way[0][1].done()
        ):
            yield from _finished(*under_way.popleft(), workers)
    while under_way:
        yield from _finished(*under_way.popleft(), workers)


def _finished(
    lot: _Lot, future: "Future[list[Reading | Issue]]", workers: Workers
) -> Iterator[Outcome]:
    return lot.outcomes(workers.results(lot.unread, future))


def _keep(outcome: Outcome, ledger: Ledger) -> Outcome:
    """Put an outcome into the ledger; the only place that does, so their order is kept."""
    if isinstance(outcome.result, Issue):
        return outcome if outcome.known else _keep_issue(outcome, outcome.result, ledger)
    if outcome.known:
        ledger.see(outcome.result.document)
        return outcome
    added = ledger.add(outcome.result)
    return replace(outcome, known=isinstance(added, AlreadyThere))


def _keep_issue(outcome: Outcome, issue: Issue, ledger: Ledger) -> Outcome:
    return replace(outcome, known=not ledger.add_issue(issue))
