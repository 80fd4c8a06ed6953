"""The reader that asks a language model: from a document to everything it says, or why not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from troth.errors import SourceError
from troth.model import (
    Commitment,
    Document,
    Incident,
    Issue,
    Meeting,
    Reading,
    Statement,
)
from troth.read.llm.actors import Actors
from troth.read.llm.answer import (
    ANSWER,
    KINDS,
    ProposedActor,
    ProposedCommitment,
    ProposedIncident,
    ProposedMeeting,
    ProposedStatement,
    parsed,
    proposed,
)
from troth.read.llm.checked import Shown
from troth.read.llm.client import Client
from troth.read.llm.endpoint import Endpoint, from_environment
from troth.read.llm.located import shown
from troth.read.llm.pieces import Piece, pieces
from troth.read.llm.prompt import question
from troth.read.llm.records import Records, refusal
from troth.read.llm.usage import UNREAD, Usage
from troth.read.sources.problem import UnreadableError
from troth.read.unread import is_readable, unread
from troth.settings import DEFAULT_MODEL_LIMITS, ModelLimits

AGAIN = "Read the text again, or with another model; this part is not in the reading."


class LlmReader:
    """Reads documents by asking a language model; a reader like the one with a pipeline.

    Args:
        endpoint: where to ask; what the environment names when None.
        limits: how much is asked and taken.
        client: asks in the place of one for the endpoint.

    Attributes:
        name: the versions of Troth and of these questions and checks, and the model's name.

    Raises:
        UsageError: the environment names no endpoint.
    """

    def __init__(
        self,
        endpoint: Endpoint | None = None,
        *,
        limits: ModelLimits = DEFAULT_MODEL_LIMITS,
        client: Client | None = None,
    ) -> None:
        self._endpoint = endpoint or from_environment()
        self._limits = limits
        self._client = client or Client(self._endpoint, limits=limits)
        self.name = f"troth {version('troth')}, llm {self._endpoint.model} {_digest()}"

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading | Issue]:
        """A reading of each document, in their order.

        A document of which the server answers nothing that can be used gives an issue in its place,
        so that it is read anew the next time.
        """
        for document in documents:
            yield self.read(document)

    def read(self, document: Document) -> Reading | Issue:
        """Everything one document says, or why it was not read."""
        if not is_readable(document) or not document.text.strip():
            return Reading(document, self.name, issues=(unread(document),))
        usage = Usage()
        found = _Found(document)
        parts = pieces(document.text, self._limits.piece_characters)
        unanswered: list[Issue] = []
        try:
            for piece in parts:
                unanswered += self._read_piece(piece, found, usage)
        except SourceError as error:
            return _not_read(document, error.what, error.next_step, usage)
        if len(unanswered) == len(parts):
            return _not_read(document, unanswered[0].what, unanswered[0].next_step, usage)
        return found.reading(self.name, unanswered, usage)

    def _read_piece(self, piece: Piece, found: "_Found", usage: Usage) -> list[Issue]:
        """Take what the answer about a piece says; an issue when it cannot be used at all.

        Raises:
            FetchError, LimitError: there is no answer.
        """
        document = found.document
        text = document.text[piece.start : piece.end]
        asked = question(text, published=document.published, names=found.actors.names)
        try:
            answer = parsed(self._client.ask(asked, usage))
            if any(self._endpoint.is_told_in(item) for item in _strings(answer)):
                raise UnreadableError(ANSWER, "the answer repeats the key, and is not used")
        except UnreadableError as error:
            span = document.span(piece.start, piece.end)
            return [Issue(ANSWER, error.what, document.file, AGAIN, span)]
        found.take(piece, answer, most=self._limits.answer_records)
        return []


@dataclass
class _Found:
    """What the answers have told of one document, as far as it shows."""

    document: Document
    issues: list[Issue] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._shows = Shown(self.document)
        self.actors = Actors(self.document, self._shows)

    def take(self, piece: Piece, answer: dict[str, Any], *, most: int) -> None:
        """Take the records of one answer, and an issue for each thing that is refused."""
        records = Records(self.document, piece, self._shows)
        takers: dict[str, Callable[[Any], None]] = {
            "statements": lambda item: _add(
                self.statements, records.statement(proposed(ProposedStatement, item))
            ),
            "meetings": lambda item: _add(
                self.meetings, records.meeting(proposed(ProposedMeeting, item))
            ),
            "commitments": lambda item: _add(
                self.commitments, records.commitment(proposed(ProposedCommitment, item))
            ),
            "incidents": lambda item: _add(
                self.incidents, records.incident(proposed(ProposedIncident, item))
            ),
            "actors": lambda item: self.actors.take(piece, proposed(ProposedActor, item)),
        }
        for kind, items in self._listed(answer):
            if len(items) > most:
                self._refuse(f"{len(items) - most} {kind} over the first {most} were refused")
            for item in items[:most]:
                try:
                    takers[kind](item)
                except UnreadableError as error:
                    self.issues.append(refusal(error, self.document))
        self.issues += records.issues

    def _listed(self, answer: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
        """The lists of an answer in the order of the kinds; what else it has is refused."""
        others = [key for key in answer if key not in KINDS]
        if others:
            names = ", ".join(shown(key) for key in others[:5])
            self._refuse(f"{len(others)} kinds that there are not were refused: {names}")
        for kind in KINDS:
            items = answer.get(kind) or []
            if isinstance(items, list):
                yield kind, items
            else:
                self._refuse(f"the {kind} were refused: they are not a list")

    def _refuse(self, what: str) -> None:
        self.issues.append(Issue("llm-value", what, self.document.file, AGAIN))

    def reading(self, reader: str, unanswered: list[Issue], usage: Usage) -> Reading:
        """The reading, in the order of the text, with what was refused and what it cost."""
        actors = self.actors.found(self.statements)
        refused = [*self.issues, *self.actors.issues]
        usage.refused = len(refused)
        return Reading(
            document=self.document,
            reader=reader,
            statements=tuple(sorted(self.statements, key=lambda item: item.content)),
            meetings=tuple(sorted(self.meetings, key=lambda item: item.text)),
            commitments=tuple(sorted(self.commitments, key=lambda item: item.text)),
            incidents=tuple(sorted(self.incidents, key=lambda item: item.text)),
            actors=actors,
            issues=(*unanswered, *refused, usage.issue(self.document.file)),
        )


def _add(records: list[Any], record: object) -> None:
    """Keep a record; one that is told again in the very same way is the same."""
    if record not in records:
        records.append(record)


def _not_read(document: Document, what: str, advice: str, usage: Usage) -> Issue:
    return Issue(UNREAD, f"{what} ({usage})", document.file, advice)


def _strings(value: Any) -> Iterator[str]:
    """Every string of a JSON value, the names of fields included."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting += [*item, *item.values()]
        elif isinstance(item, list):
            waiting += item


def _digest() -> str:
    """The first twelve digits of the SHA-256 of the questions and the checks."""
    total = sha256()
    here = Path(__file__).parent
    for path in sorted([*here.glob("*.py"), *here.glob("*.txt")]):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
