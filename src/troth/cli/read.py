"""``troth read``: what texts say, printed and kept."""

# Annotations stay text: looking one of them up in ``troth`` would load what it names.
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

import troth
from troth.cli.console import complain, messages, note, results
from troth.cli.output import Format, Json, JsonLines, Nothing, Printer, Tables
from troth.cli.progress import Step, are_many, expected, progress
from troth.errors import PipelineError, UsageError
from troth.model import Issue
from troth.read.llm.usage import COST, Usage, told_in

if TYPE_CHECKING:
    from troth.workers import MakeReader


class ReaderKind(StrEnum):
    """What reads: grammar over a spaCy pipeline, or a language model that is asked over HTTP."""

    PIPELINE = "pipeline"
    LLM = "llm"


@dataclass(frozen=True)
class ReadOptions:
    """What was asked for on the command line.

    Attributes:
        sources: files, folders, addresses or ``-``.
        published: the day of publication that the user gives.
        record: the folder that takes the readings.
        format: how they are printed.
        quiet: they are not printed.
        jobs: how many documents are read at once.
        pipeline: name or folder of a spaCy pipeline in place of the own one.
        reader: what reads; a language model only when it is asked for.
    """

    sources: Sequence[str]
    published: date | None = None
    record: Path | None = None
    format: Format = Format.TEXT
    quiet: bool = False
    jobs: int = 1
    pipeline: str | None = None
    reader: ReaderKind = ReaderKind.PIPELINE

    @property
    def are_many(self) -> bool:
        """Whether to expect more than one document."""
        return are_many(self.sources)


@dataclass
class Tally:
    """What a run has come to.

    Attributes:
        read: documents read now.
        known: documents whose readings the record held.
        unread: sources, or parts of them, that gave no document.
        doubts: issues within documents.
        fruitful: sources that gave at least one document.
        usage: what a language model was asked; None when it was not.
    """

    read: int = 0
    known: int = 0
    unread: int = 0
    doubts: int = 0
    fruitful: set[str] = field(default_factory=set)
    usage: Usage | None = None

    def add(self, outcome: troth.Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome.result, Issue):
            self.unread += 1
            self._spend([outcome.result])
            return
        self.fruitful.add(outcome.source)
        self.doubts += sum(issue.code != COST for issue in outcome.result.issues)
        if not outcome.known:
            self._spend(outcome.result.issues)
        if outcome.known:
            self.known += 1
        else:
            self.read += 1

    def _spend(self, issues: Iterable[Issue]) -> None:
        """Add what a reading cost; one that the record held cost nothing this time."""
        spent = told_in(issues)
        if spent:
            self.usage = self.usage or Usage()
            self.usage.add(spent)

    def has_failed(self, options: ReadOptions, *, strict: bool) -> bool:
        """Whether a source gave no document at all or, when strict, there is any issue."""
        fruitless = set(options.sources) - self.fruitful
        return bool(fruitless or (strict and (self.unread or self.doubts)))


def read(options: ReadOptions) -> Tally:
    """Read sources, print what they say, and keep it if there is a record.

    Raises:
        TrothError: the reader or the record cannot be used.
    """
    tally = Tally()
    printer = _printer(options)
    with _outcomes(options) as outcomes, _progress(options) as step:
        for outcome in outcomes:
            tally.add(outcome)
            _show(outcome, printer, options)
            step()
    printer.end()
    _sum_up(tally, options)
    return tally


@contextmanager
def _outcomes(options: ReadOptions) -> Iterator[Iterator[troth.Outcome]]:
    make_reader = _maker(options)
    kept = troth.Ledger.open(options.record, create=True) if options.record else None
    with kept or nullcontext():
        found = troth.read_sources(
            options.sources,
            make_reader=make_reader,
            jobs=options.jobs,
            published=options.published,
            ledger=kept,
        )
        # Closed before the ledger: nothing is kept after the run was broken off.
        with closing(found):
            yield found


def _maker(options: ReadOptions) -> MakeReader:
    """What makes the reader.

    Raises:
        UsageError: a pipeline is named for a reader that has none.
    """
    if options.reader is ReaderKind.PIPELINE:
        return partial(troth.Reader, options.pipeline)
    if options.pipeline is not None:
        raise UsageError(
            "a language model has no spaCy pipeline",
            next_step="Leave --pipeline or --reader out.",
        )
    return language_model


def language_model() -> troth.LlmReader:
    """The reader that asks a language model; a function, so that each process can make its own.

    Raises:
        PipelineError: what it needs is not installed.
        UsageError: the environment does not say where to ask.
    """
    try:
        return troth.LlmReader()
    except ImportError as error:
        raise PipelineError(
            f"the language-model reader is not installed ({error.name or error})",
            next_step="Install it with: pip install 'troth[llm]'",
        ) from error


def _printer(options: ReadOptions) -> Printer:
    if options.quiet:
        return Nothing()
    if options.format is Format.JSONL:
        return JsonLines(sys.stdout)
    if options.format is Format.JSON:
        return Json(sys.stdout, several=options.are_many)
    return Tables(results())


def _progress(options: ReadOptions) -> AbstractContextManager[Step]:
    out = results()
    prints_here = out.is_terminal and not options.quiet
    unbroken = prints_here and options.format is not Format.TEXT
    hidden = unbroken or not options.are_many
    console = Console(quiet=True, force_terminal=False) if hidden else messages()
    total = 0 if hidden else expected(options.sources)
    return progress(console, total=total, results_on_it=out.is_terminal)


def _show(outcome: troth.Outcome, printer: Printer, options: ReadOptions) -> None:
    if isinstance(outcome.result, Issue):
        issue = outcome.result
        complain(str(troth.SourceError(issue.what, where=issue.where, next_step=issue.next_step)))
        return
    printer.put(outcome.result)
    if outcome.known and not options.are_many:
        note(f"{outcome.result.document.file}: already in the record; nothing was changed.")


def _sum_up(tally: Tally, options: ReadOptions) -> None:
    if tally.usage:
        note(f"Language model: {tally.usage}.")
    if not options.record and not options.are_many:
        return
    counts = [f"{tally.read} read"]
    if options.record:
        counts.append(f"{tally.known} already in the record")
    counts.append(f"{tally.unread} could not be read")
    place = f" The record is in {options.record}." if options.record else ""
    note(f"Documents: {', '.join(counts)}.{place}")
