"""Readers at work: one in a thread, or several in processes, none able to take the run down."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures import ThreadPoolExecutor as Threads
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Protocol, Self

from troth.errors import TrothError
from troth.model import Document, Issue, Reading


class Reads(Protocol):
    """What reads documents: ``troth.read.Reader``, or anything else with a name and version."""

    @property
    def name(self) -> str:
        """Name and version, the pipeline included."""
        ...

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading | Issue]:
        """One reading for each document, in their order, or why there is none this time."""
        ...


MakeReader = Callable[[], Reads]
"""Makes a reader; with several processes it must be picklable, as each makes its own."""


class Workers:
    """Up to ``jobs`` readers at once, as a context manager that stops them at once on an error.

    Args:
        reader: reads in this process when one job is enough.
        make_reader: makes the reader of each process when it is not.
        jobs: how many.
    """

    def __init__(self, reader: Reads, make_reader: MakeReader, *, jobs: int) -> None:
        self.jobs = jobs
        self._reader = reader
        self._make_reader = make_reader
        self._pool = self._new()
        self._apart: _Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pool.close(at_once=kind is not None)
        self._leave_apart()

    def submit(self, documents: Sequence[Document]) -> "Future[list[Reading | Issue]]":
        """Have documents read, in the order of the calls as far as workers are free."""
        if not documents:
            return _nothing()
        try:
            return self._pool.submit(documents)
        except BrokenExecutor:
            # A document killed its worker; ``results`` finds out which one it was.
            self._pool.close(at_once=True)
            self._pool = self._new()
            return self._pool.submit(documents)

    def results(
        self, documents: Sequence[Document], future: "Future[list[Reading | Issue]]"
    ) -> list[Reading | Issue]:
        """A reading for each document; an issue for each that the reader could not cope with."""
        if future.exception() is None:
            return list(future.result())
        return [self._alone(document) for document in documents]

    def _new(self) -> "_Pool":
        if self.jobs == 1:
            return _Pool(Threads(1), _InThread(self._reader))
        return _processes(self._make_reader, self.jobs)

    def _alone(self, document: Document) -> Reading | Issue:
        """Read one document apart from all others, so that a failure is its own."""
        future = self._pool_for_one().submit([document])
        error = future.exception()
        if error is None:
            return future.result()[0]
        if isinstance(error, BrokenExecutor):
            self._leave_apart()
        return _issue(document, error)

    def _pool_for_one(self) -> "_Pool":
        if self.jobs == 1:
            return self._pool
        self._apart = self._apart or _processes(self._make_reader, 1)
        return self._apart

    def _leave_apart(self) -> None:
        if self._apart:
            self._apart.close(at_once=True)
        self._apart = None


def _nothing() -> "Future[list[Reading | Issue]]":
    """What comes of no documents, without starting a process to find out."""
    future: Future[list[Reading | Issue]] = Future()
    future.set_result([])
    return future


class _Pool:
    """An executor and the task that it runs; ``hold`` keeps its processes alive while open."""

    def __init__(
        self,
        executor: Executor,
        task: Callable[[Sequence[Document]], list[Reading | Issue]],
        hold: Connection | None = None,
    ) -> None:
        self._executor = executor
        self._task = task
        self._hold = hold

    def submit(self, documents: Sequence[Document]) -> "Future[list[Reading | Issue]]":
        return self._executor.submit(self._task, documents)

    def close(self, *, at_once: bool) -> None:
        if self._hold and at_once:
            self._hold.close()
        # A thread cannot be stopped; whoever waits for it finds out at the end of the program.
        self._executor.shutdown(wait=self._hold is not None or not at_once, cancel_futures=True)
        if self._hold:
            self._hold.close()


class _InThread:
    """The task of a thread: it uses the reader that there is."""

    def __init__(self, reader: Reads) -> None:
        self._reader = reader

    def __call__(self, documents: Sequence[Document]) -> list[Reading | Issue]:
        return list(self._reader.read_many(documents))


def _processes(make_reader: MakeReader, jobs: int) -> _Pool:
    # Spawned, not forked: a fork of a process with threads and native libraries may hang.
    context = multiprocessing.get_context("spawn")
    watched, hold = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_begin, initargs=(make_reader, watched)
    )
    return _Pool(executor, _in_process, hold)


_own: list[Reads] = []
"""The reader of this worker process, once it has begun."""


def _begin(make_reader: MakeReader, watched: Connection) -> None:
    """Ready a worker process: it leaves Ctrl-C to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(watched,), daemon=True).start()
    _own.append(make_reader())


def _leave_with(watched: Connection) -> None:
    """End this process when the other end is closed, be it by a kill of the parent."""
    watched.poll(None)
    os._exit(1)


def _in_process(documents: Sequence[Document]) -> list[Reading | Issue]:
    return list(_own[0].read_many(documents))


def _issue(document: Document, error: BaseException) -> Issue:
    if isinstance(error, TrothError):
        return Issue("reader", error.what, error.where or document.file, error.next_step)
    if isinstance(error, BrokenExecutor):
        return Issue(
            "reader",
            "the reader was killed while reading this document",
            document.file,
            "It may need more memory than there is: split the document.",
        )
    return Issue(
        "reader",
        f"the reader failed on this document ({type(error).__name__}: {error})",
        document.file,
        "Report it to the project with the text; the other documents are not affected.",
    )
