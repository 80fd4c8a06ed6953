"""Troth keeps the public record of a peace process: who said what, who promised what, is it kept.

    reading = troth.read_text("…", published=date(2025, 3, 27))
    for statement in reading.statements:
        print(statement.speaker, statement.content[0].text)

Everything public is here. What it needs is loaded when it is first used, because most of it is
heavy: spaCy alone takes longer than ``troth verify`` takes for a record of a thousand documents.
This module is the one place where that is arranged.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from troth.errors import (
    AnchorError,
    FetchError,
    LimitError,
    PipelineError,
    PublishError,
    RecordError,
    SourceError,
    TrothError,
    UsageError,
    VerifyError,
)
from troth.model import (
    Actor,
    Amount,
    Commitment,
    Document,
    Entry,
    Incident,
    Issue,
    Judgement,
    LedgerView,
    Meeting,
    Office,
    Reading,
    Span,
    Statement,
    from_form,
    to_form,
)

if TYPE_CHECKING:
    __version__: str
    from troth.pipeline import Outcome, read_sources, read_text
    from troth.publish import print_reading, publish_site
    from troth.read import Reader
    from troth.read.llm.reader import LlmReader
    from troth.record import Ledger, Problem, verify

__all__ = [
    "Actor",
    "Amount",
    "AnchorError",
    "Commitment",
    "Document",
    "Entry",
    "FetchError",
    "Incident",
    "Issue",
    "Judgement",
    "Ledger",
    "LedgerView",
    "LimitError",
    "LlmReader",
    "Meeting",
    "Office",
    "Outcome",
    "PipelineError",
    "Problem",
    "PublishError",
    "Reader",
    "Reading",
    "RecordError",
    "SourceError",
    "Span",
    "Statement",
    "TrothError",
    "UsageError",
    "VerifyError",
    "from_form",
    "print_reading",
    "publish_site",
    "read_sources",
    "read_text",
    "to_form",
    "verify",
]

_LATER = {
    "Ledger": "troth.record",
    "LlmReader": "troth.read.llm.reader",
    "Outcome": "troth.pipeline",
    "Problem": "troth.record",
    "Reader": "troth.read",
    "print_reading": "troth.publish",
    "publish_site": "troth.publish",
    "read_sources": "troth.pipeline",
    "read_text": "troth.pipeline",
    "verify": "troth.record",
}
"""Where the heavy names come from, when somebody asks for one."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("troth")
    if name not in _LATER:
        raise AttributeError(f"module 'troth' has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
