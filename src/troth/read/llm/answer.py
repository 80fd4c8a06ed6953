"""What an answer may hold: the form that the question asks for, guarded at the edge."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from troth.model import (
    Act,
    ActorKind,
    CommitmentKind,
    IncidentKind,
    MeetingKind,
    MeetingStatus,
    Standing,
)
from troth.read.llm.located import Quote, shown
from troth.read.sources.problem import UnreadableError

ANSWER, VALUE = "llm-answer", "llm-value"
SOME = Field(max_length=50)
"""The most that one field of a record may list."""

Names = Annotated[list[str], SOME]


class _Proposed(BaseModel):
    """A record as an answer proposes it; nothing in it is believed yet."""

    model_config = ConfigDict(frozen=True)


class ProposedStatement(_Proposed):
    """Somebody said something."""

    speaker: Names = []
    speaker_text: Quote | None = None
    cue: Quote | None = None
    content: Annotated[list[Quote], SOME]
    act: Act
    on: Quote | None = None


class ProposedMeeting(_Proposed):
    """Somebody met somebody."""

    kind: MeetingKind
    participants: Names = []
    place: str | None = None
    on: Quote | None = None
    until: Quote | None = None
    status: MeetingStatus
    text: Quote


class ProposedCommitment(_Proposed):
    """Somebody is bound, offers or is asked to do something; ``since`` is ``from`` in the form."""

    by: Names = []
    to: Names = []
    kind: CommitmentKind
    standing: Standing
    conditions: Annotated[list[Quote], SOME] = []
    since: Quote | None = None
    until: Quote | None = None
    text: Quote


class ProposedCount(_Proposed):
    """A number, and the words that tell it."""

    value: StrictInt
    quote: Quote


class ProposedIncident(_Proposed):
    """Force was used, or is said not to have been."""

    kind: IncidentKind
    by: Names = []
    target: Quote | None = None
    place: str | None = None
    on: Quote | None = None
    killed: ProposedCount | None = None
    injured: ProposedCount | None = None
    reported_by: Names = []
    negated: StrictBool = False
    since: Quote | None = None
    until: Quote | None = None
    text: Quote


class ProposedOffice(_Proposed):
    """An office that somebody holds."""

    title: str
    of: str | None = None
    text: Quote


class ProposedActor(_Proposed):
    """Somebody whom the text names."""

    name: str
    kind: ActorKind
    forms: Names = []
    offices: Annotated[list[ProposedOffice], SOME] = []
    acts_for: Names = []


KINDS: Mapping[str, type[_Proposed]] = {
    "statements": ProposedStatement,
    "meetings": ProposedMeeting,
    "commitments": ProposedCommitment,
    "incidents": ProposedIncident,
    "actors": ProposedActor,
}
"""The lists that an answer may have, and what is in each."""

_P = TypeVar("_P", bound=_Proposed)


def parsed(content: str) -> dict[str, Any]:
    """The JSON object of an answer; words around it, such as a fence of code, do not count.

    Raises:
        UnreadableError: there is none.
    """
    start, end = content.find("{"), content.rfind("}")
    try:
        value = json.loads(content[start : end + 1])
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            ANSWER,
            "the language model's answer is not the JSON that was asked for",
            next_step="Read the text again, or with a more able model.",
        ) from error
    # What begins and ends with braces and is JSON is an object.
    return dict(value)


def proposed(kind: type[_P], item: Any) -> _P:
    """One record of an answer.

    Raises:
        UnreadableError: it lacks something, or has a value that there is not.
    """
    try:
        return kind.model_validate(item)
    except (ValidationError, RecursionError) as error:
        raise UnreadableError(VALUE, _fault(kind, item, error), next_step=NEXT) from error


NEXT = "Read the text there; only values that the glossary defines are taken."


def _fault(kind: type[_Proposed], item: Any, error: Exception) -> str:
    name = kind.__name__.removeprefix("Proposed").lower()
    if not isinstance(error, ValidationError):
        return f"a {name} was refused: it is not one"
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part)[:40] for part in first["loc"]) or "all of it"
    given = first["input"]
    told = f" is {shown(given)}" if isinstance(given, str) else ""
    return f"a {name} was refused: {shown(place)}{told}: {first['msg']}"
