"""Meetings: contacts between parties that happened, are happening, or are planned."""

import re
from dataclasses import replace

from spacy.tokens import Token

from troth.model import Meeting, MeetingKind, MeetingStatus
from troth.read.announcements import is_official
from troth.read.clauses import dependents, subject_of
from troth.read.contact_nouns import noun_contact
from troth.read.contact_verbs import verb_contact
from troth.read.contacts import Contact, listed, names_of, unique
from troth.read.context import Context
from troth.read.layout import SegmentKind
from troth.read.lexicon import group

HEADLINE = SegmentKind.HEADLINE
EARLY = 3
"""Sentences of a text among which the contact of its headline is told again."""

MANY = 3
"""Parties up to which a contact told again with fewer of them is still the same."""

PAIR = 2
"""Parties of a contact; one whose mention names fewer is told more of within as many sentences."""

GOING_ON = frozenset({MeetingStatus.UNDER_WAY, MeetingStatus.PLANNED})


def find_meetings(context: Context) -> list[Meeting]:
    """The meetings of a text, each once, in the order of their first mention."""
    contacts = [
        contact
        for token in context.doc
        if not context.parsed.in_quotation(token.i)
        and (contact := noun_contact(context, token) or verb_contact(context, token)) is not None
    ]
    joined = _joined(context, contacts)
    return [contact.meeting for contact in _represented(context, joined)]


# --- the same contact told again -----------------------------------------------------------------


def _joined(context: Context, contacts: list[Contact]) -> list[Contact]:
    """Contacts with the mentions of one and the same made one."""
    out: list[Contact] = []
    for contact in contacts:
        meeting = contact.meeting
        twin = next((i for i in range(len(out) - 1, -1, -1) if _same(out[i], contact)), None)
        if twin is None and out and _is_headlines(context, out[0], contact):
            place = meeting.place or out[0].meeting.place
            out[0] = replace(out[0], meeting=replace(out[0].meeting, place=place))
            twin = 0
        if twin is not None:
            out[twin] = _merged(out[twin], contact)
        elif meeting.participants or meeting.on or meeting.place or contact.going_on:
            out.append(contact)
    return out


def _is_headlines(context: Context, headed: Contact, contact: Contact) -> bool:
    """Whether a contact is the one that the headline of an official text names."""
    titled = headed.sentences == (0,) and context.parsed.sentences[0].segment.kind is HEADLINE
    alike = headed.meeting.kind is contact.meeting.kind
    early = contact.sentences[0] <= EARLY
    named = {a.name for a in context.resolver.names.actors if a.kind == "person"}
    people, others = set(headed.meeting.participants), set(contact.meeting.participants)
    if people and people <= named and not others <= people:
        return False
    told = replace(headed, meeting=replace(headed.meeting, place=None))
    return is_official(context) and titled and alike and early and not _conflict(told, contact)


def _same(a: Contact, b: Contact) -> bool:
    """Whether two mentions can tell of one contact."""
    one, two = a.meeting, b.meeting
    if _conflict(a, b):
        return False
    named_again = b.definite and b.noun and a.noun == b.noun
    named_again = named_again and one.kind in {MeetingKind.SUMMIT, MeetingKind.VISIT}
    people, others = set(one.participants), set(two.participants)
    calls = one.kind is two.kind is MeetingKind.CALL
    joined = calls and b.definite and len(others) < PAIR <= len(people)
    if named_again or joined or _is_told_on(a, b):
        return True
    shared = people & others
    alike = one.kind is two.kind
    if alike and shared and shared in (people, others):
        return not _is_aside(a, b)
    near = b.definite or a.sentences[0] == b.sentences[0]
    if b.definite and not others:
        return alike or two.kind is MeetingKind.MEETING
    if not people or not others:
        return alike and near
    visits = {one.kind, two.kind} & {MeetingKind.VISIT}
    return len(shared) > 1 or (bool(shared) and near and (alike or not visits))


def _is_told_on(a: Contact, b: Contact) -> bool:
    """Whether the next sentences tell more of a contact at one place, of which few were named."""
    one, two = a.meeting, b.meeting
    few = min(len(one.participants), len(two.participants)) < PAIR
    near = b.sentences[0] - a.sentences[-1] <= PAIR
    return bool(one.place) and one.place == two.place and few and near


def _is_aside(a: Contact, b: Contact) -> bool:
    """Whether a few of many who met are told to meet anew, in a sentence of its own."""
    many, few = len(a.meeting.participants), len(b.meeting.participants)
    return many > MANY and few < many and not b.noun and b.sentences[0] not in a.sentences


def _conflict(a: Contact, b: Contact) -> bool:
    """Whether two mentions differ in sort, day, place, or in what is over and what is to come."""
    one, two = a.meeting, b.meeting
    planned = one.status is MeetingStatus.PLANNED and two.status is MeetingStatus.HELD
    planned = planned or (
        two.status in GOING_ON and one.status is MeetingStatus.HELD and bool(one.on)
    )
    return bool(
        _sort(one.kind) is not _sort(two.kind)
        or (one.on and two.on and not _same_day(one.on, two.on))
        or (one.place and two.place and one.place != two.place)
        or (planned and not b.definite)
    )


def _sort(kind: MeetingKind) -> MeetingKind:
    """Calls and briefings are sorts of their own; all else can be told as a meeting."""
    return kind if kind in {MeetingKind.CALL, MeetingKind.BRIEFING} else MeetingKind.MEETING


def _same_day(one: str, two: str) -> bool:
    """Whether two days can be the same, when one may be known to the month or year only."""
    return one.startswith(two) or two.startswith(one)


def _merged(a: Contact, b: Contact) -> Contact:
    """What two mentions tell together, in the words of the first."""
    one, two = a.meeting, b.meeting
    tells_day = two.participants or a.sentences[0] == b.sentences[0]
    meeting = replace(
        one,
        participants=_people(one.participants, two.participants),
        place=one.place or two.place,
        on=one.on or (two.on if tells_day else None),
        until=one.until or (two.until if one.on in {None, two.on} else None),
        status=two.status if a.sentences == (0,) and two.status in GOING_ON else one.status,
    )
    return replace(a, meeting=meeting, sentences=a.sentences + b.sentences)


def _people(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Those whom two mentions name: each once, in the fullest form, described or by name."""
    names = unique([*some, *others])
    if len(others) > 1:
        names = tuple(n for n in names if n in others or not _is_of_leaders(n))
    return tuple(name for name in names if not any(_fuller(other, name) for other in names))


def _is_of_leaders(name: str) -> bool:
    """Whether a description only tells offices: "leaders of X", "Y and Z counterparts"."""
    parts = name.lower().split()
    return parts[0] in group("leaders") or parts[-1] in group("partner_nouns")


def _fuller(one: str, two: str) -> bool:
    """Whether a name of several words says all that another one does, and more."""
    words, fewer = (set(re.findall(r"\w+", name.lower())) for name in (one, two))
    return len(fewer) > 1 and fewer < words


# --- who was represented -------------------------------------------------------------------------


def _represented(context: Context, contacts: list[Contact]) -> list[Contact]:
    """Contacts with those that were represented at them, and by whom, as sentences behind tell."""
    out = list(contacts)
    for token in context.doc:
        if context.parsed.in_quotation(token.i):
            continue
        everyone = _taking_part(context, token) if token.lower_ in group("including") else []
        if everyone and out:
            first = out[0].meeting
            named = (n for n in first.participants if n.split()[-1].lower() not in group("leaders"))
            joined = _people(tuple(named), tuple(everyone))
            out[0] = replace(out[0], meeting=replace(first, participants=joined))
        if token.lower_ != "represented":
            continue
        people = _representation(context, token)
        near = _nearest(out, context.parsed.sentence_of[token.i])
        if people and near is not None:
            meeting = out[near].meeting
            meeting = replace(meeting, participants=unique([*meeting.participants, *people]))
            out[near] = replace(out[near], meeting=meeting)
    return out


def _taking_part(context: Context, verb: Token) -> list[str]:
    """Whom a sentence lists as those who took part: "Participants included A and B"."""
    subject = subject_of(verb)
    told = subject is not None and subject.lower_ in group("taking_part")
    return listed(context, verb.nbor(1)) if told and verb.i + 1 < len(verb.doc) else []


def _representation(context: Context, verb: Token) -> list[str]:
    """Who is said to be represented, and by whom; nobody unless both are told."""
    subject, agent = subject_of(verb), next(dependents(verb, "by"), None)
    if subject is None or agent is None:
        return []
    return names_of(context, subject) + names_of(context, agent)


def _nearest(contacts: list[Contact], number: int) -> int | None:
    """The last contact face to face that a sentence or one of the two before it tells of."""
    for i in range(len(contacts) - 1, -1, -1):
        face_to_face = _sort(contacts[i].meeting.kind) is MeetingKind.MEETING
        if face_to_face and any(0 <= number - n <= 2 for n in contacts[i].sentences):
            return i
    return None
