"""What flows between the four steps: frozen values without input or output."""

from troth.model.document import Document
from troth.model.form import KINDS, from_form, record_form, to_form
from troth.model.identity import canonical, content_id
from troth.model.reading import (
    Actor,
    Amount,
    Commitment,
    Day,
    Incident,
    Issue,
    Meeting,
    Office,
    Reading,
    Statement,
)
from troth.model.span import Span
from troth.model.view import Entry, Judgement, LedgerView
from troth.model.vocabulary import (
    Act,
    ActorKind,
    CommitmentKind,
    Form,
    IncidentKind,
    MeetingKind,
    MeetingStatus,
    Standing,
)

__all__ = [
    "KINDS",
    "Act",
    "Actor",
    "ActorKind",
    "Amount",
    "Commitment",
    "CommitmentKind",
    "Day",
    "Document",
    "Entry",
    "Form",
    "Incident",
    "IncidentKind",
    "Issue",
    "Judgement",
    "LedgerView",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Office",
    "Reading",
    "Span",
    "Standing",
    "Statement",
    "canonical",
    "content_id",
    "from_form",
    "record_form",
    "to_form",
]
