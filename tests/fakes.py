"""A reader without a model: fast, deterministic, and as broken as a test asks for."""

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from troth.model import (
    Act,
    Commitment,
    CommitmentKind,
    Document,
    Form,
    Issue,
    Reading,
    Standing,
    Statement,
)

SAID = re.compile(r"(?P<who>\w+) (?P<cue>said) (?P<what>[^.]+)\.")
WILL = re.compile(r"(?P<who>\w+) will (?P<what>[^.]+)\.")


@dataclass(frozen=True)
class FakeReader:
    """Finds "X said Y." and "X will Y."; a text can tell it to fail, to die or to be slow."""

    name: str = "fake 1"
    seconds: float = 0.0

    def read(self, document: Document) -> Reading:
        time.sleep(self.seconds)
        if "RAISE" in document.text:
            raise ZeroDivisionError("the parser lost its way")
        if "DIE" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return Reading(
            document=document,
            reader=self.name,
            statements=tuple(_statement(document, found) for found in SAID.finditer(document.text)),
            commitments=tuple(_promise(document, found) for found in WILL.finditer(document.text)),
            issues=() if document.published else (_undated(document),),
        )

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            yield self.read(document)


def _statement(document: Document, found: re.Match[str]) -> Statement:
    return Statement(
        speaker=(found["who"],),
        speaker_text=document.span(*found.span("who")),
        cue=document.span(*found.span("cue")),
        content=(document.span(*found.span("what")),),
        form=Form.INDIRECT,
        act=Act.ASSERT,
        on=document.published.isoformat() if document.published else None,
    )


def _promise(document: Document, found: re.Match[str]) -> Commitment:
    return Commitment(
        by=(found["who"],),
        to=(),
        kind=CommitmentKind.OTHER,
        standing=Standing.PROMISED,
        amounts=(),
        conditions=(),
        since=None,
        until=None,
        text=document.span(*found.span()),
    )


def _undated(document: Document) -> Issue:
    return Issue("undated", "the day is not known", document.file, "Give it with --published.")
