"""The closed vocabularies of a reading; the glossary defines each word."""

from enum import StrEnum


class Form(StrEnum):
    """How a statement's content stands in the text: inside quotation marks, outside, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What a speaker does by saying it."""

    ASSERT = "assert"
    PROMISE = "promise"
    OFFER = "offer"
    DEMAND = "demand"
    AGREE = "agree"
    REJECT = "reject"
    THREATEN = "threaten"
    ACCUSE = "accuse"
    APPRAISE = "appraise"


class MeetingKind(StrEnum):
    """What sort of contact a meeting is."""

    SUMMIT = "summit"
    TALKS = "talks"
    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    BRIEFING = "briefing"


class MeetingStatus(StrEnum):
    """Whether a meeting happened, is happening, or is to happen, as the text tells."""

    HELD = "held"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    CALLED_OFF = "called_off"


class CommitmentKind(StrEnum):
    """What a commitment is about."""

    CEASEFIRE = "ceasefire"
    AID = "aid"
    DEPLOYMENT = "deployment"
    SANCTIONS = "sanctions"
    SANCTIONS_RELIEF = "sanctions_relief"
    WITHDRAWAL = "withdrawal"
    RELEASE = "release"
    ACCESS = "access"
    NEGOTIATION = "negotiation"
    GUARANTEE = "guarantee"
    OTHER = "other"


class Standing(StrEnum):
    """How far a commitment stands for the party that would do it."""

    AGREED = "agreed"
    PROMISED = "promised"
    OFFERED = "offered"
    DEMANDED = "demanded"
    REJECTED = "rejected"
    DISCUSSED = "discussed"


class IncidentKind(StrEnum):
    """What force was used."""

    STRIKE = "strike"
    CLASH = "clash"
    BOMBING = "bombing"
    KILLING = "killing"
    SEIZURE = "seizure"
    OTHER = "other"


class ActorKind(StrEnum):
    """What an actor is, as far as the text tells."""

    PERSON = "person"
    STATE = "state"
    BODY = "body"
    GROUP = "group"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"
