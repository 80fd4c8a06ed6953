"""Contact verbs: "met with X", "will speak by telephone", "told reporters"."""

from dataclasses import replace

from spacy.tokens import Token

from troth.model import Meeting, MeetingKind, MeetingStatus
from troth.read.clauses import FUTURE, case, dependents, subject_of
from troth.read.contacts import (
    Contact,
    is_unreal,
    listed,
    listed_before,
    names_of,
    place_of,
    status_of,
    time_of,
    unique,
)
from troth.read.context import Context
from troth.read.lexicon import group, meeting_heads, meeting_verbs, pattern
from troth.read.names import Mention

RECEIVING = frozenset({"host", "receive", "welcome", "telephone", "phone"})
"""Verbs whose object is the other party, and only a person or people sent."""

MODIFIERS = frozenset({"JJ", "NN"})
"""Parts of speech of a word that makes "media" those of somebody: "state media"."""

CASES = {"speak": ("with", "to", "alongside"), "talk": ("with", "to")}
"""Prepositions before the other party of a verb; "with" where none are listed."""


def verb_contact(context: Context, token: Token) -> Contact | None:
    """The contact that a verb tells of, or None when it tells of none."""
    press = _press(context, token)
    if press is not None:
        return press
    base, kind = meeting_verbs().get(token.lower_, ("", MeetingKind.MEETING))
    verbal = token.tag_.startswith("VB") and not is_unreal(context, token)
    if not base or not verbal or (base not in RECEIVING and _is_no_contact(token, base)):
        return None
    if base in RECEIVING | {"visit"}:
        visit = base == "visit"
        return _visit(context, token) if visit else _reception(context, token, kind)
    partner = _partner(token, base)
    if partner is None or _is_thing(context, partner):
        return None
    people = _both(context, token, partner)
    if len(people) < (2 if base in {"speak", "talk"} else 1):
        return None
    beside = base == "speak" and case(partner) == "alongside"
    if base == "speak":
        kind = MeetingKind.MEETING if beside else _spoken(context, token)
    end = partner.i + 1 if case(partner) == "alongside" else token.i + 1
    if kind is MeetingKind.CALL:
        end = _phone_end(token)
    return _contact(context, token, kind, people, end)


def _contact(
    context: Context, token: Token, kind: MeetingKind, people: tuple[str, ...], end: int
) -> Contact:
    time = time_of(context, token)
    meeting = Meeting(
        kind=kind,
        participants=people,
        place=None if kind is MeetingKind.CALL else place_of(context, token),
        on=time.day if time else None,
        until=time.until if time else None,
        status=status_of(context, token),
        text=context.parsed.span(_start(context, token), end),
    )
    return Contact(meeting, (context.parsed.sentence_of[token.i],))


def _is_no_contact(token: Token, base: str) -> bool:
    """Whether a verb is passive ("met with protests") or opens an interview ("Speaking to X")."""
    passive = any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in token.children)
    interview = token.tag_ == "VBG" and token.dep_ == "advcl" and base in {"speak", "talk"}
    return passive or (interview and not any(dependents(token, "alongside")))


def _is_thing(context: Context, partner: Token) -> bool:
    """Whether what is met is no party: "to meet the needs of Norway"."""
    return partner.dep_ == "obj" and not names_of(context, partner)


def _start(context: Context, token: Token) -> int:
    """The verb's first token, with the auxiliaries of the future before it."""
    start = token.i
    first = context.parsed.sentence(token.i).start
    while start > first and context.doc[start - 1].lower_ in FUTURE:
        start -= 1
    return start


# --- receptions and calls ------------------------------------------------------------------------


def _reception(context: Context, token: Token, kind: MeetingKind) -> Contact | None:
    """Who receives or telephones whom; a thing that somebody receives or hosts is no party."""
    passive = next((c for c in token.children if c.dep_ == "nsubj:pass"), None)
    other = next((c for c in token.children if c.dep_ == "obj" and c.i > token.i), None)
    first = next(dependents(token, "by"), None) if passive is not None else subject_of(token)
    whom = passive or other
    if first is None or whom is None or not _is_received(context, whom):
        return None
    if kind is MeetingKind.VISIT and context.mention(whom.i) is None:
        return None
    if any(child.lower_ in meeting_heads() for child in token.children):
        return None
    people = unique(names_of(context, first) + names_of(context, whom))
    return _contact(context, token, kind, people, token.i + 1) if len(people) > 1 else None


def _is_received(context: Context, whom: Token) -> bool:
    """Whether a phrase means a person or people whom somebody has sent."""
    person = context.resolver.who(whom).kind == "person"
    return person or whom.lower_ in group("delegations") | group("delegates")


# --- visits --------------------------------------------------------------------------------------


def _visit(context: Context, token: Token) -> Contact | None:
    """The visit of somebody to a place or state that is named right behind the verb."""
    where = _next_mention(context, token)
    subject = subject_of(token)
    if subject is not None and subject.tag_ in {"WP", "WDT"} and token.dep_ == "acl:relcl":
        subject = token.head
    people = unique(_invited(context, token) or names_of(context, subject))
    if _partner(token, "visit") is None or not people:
        return None
    if where is None or where.kind not in {"place", "state"}:
        return None
    place = context.parsed.words(where.start, where.end)
    contact = _contact(context, token, MeetingKind.VISIT, people, token.i + 1)
    return replace(contact, meeting=replace(contact.meeting, place=place))


def _invited(context: Context, token: Token) -> list[str]:
    """Who is invited and by whom, for what he is invited to do: "invited X to visit Y"."""
    verb = token.head
    if token.dep_ not in {"xcomp", "advcl"} or verb.lower_ not in group("inviting"):
        return []
    guest = next((c for c in verb.children if c.dep_ == "obj" and c.i < token.i), None)
    return names_of(context, guest) + names_of(context, subject_of(verb))


def _next_mention(context: Context, token: Token) -> Mention | None:
    near = (context.mention(i) for i in range(token.i + 1, min(token.i + 6, len(context.doc))))
    return next((mention for mention in near if mention is not None), None)


# --- parties -------------------------------------------------------------------------------------


def _partner(token: Token, base: str) -> Token | None:
    """The other party of a verb: behind its preposition, as its object, or in its subject."""
    cases = CASES.get(base, ("with",))
    hung = next((child for child in dependents(token, *cases) if child.i > token.i), None)
    if hung is not None:
        return hung
    for other in token.doc[token.i + 1 : min(token.i + 9, len(token.doc))]:
        if other.is_punct or other.tag_ in {"VBD", "VBZ", "MD"}:
            break
        near = case(other) == "with" or other.head.i in {token.i, token.head.i}
        if case(other) in cases and near and other.tag_.startswith(("NN", "PRP")):
            titled = other.dep_ in {"nmod:desc", "nmod"} and other.head.tag_ == "NNP"
            return other.head if titled and other.head.i > other.i else other
    if base not in {"meet", "visit"}:
        return subject_of(token) if _phone_end(token) > token.i + 1 else None
    behind = next((c for c in token.children if c.dep_ == "obj" and c.i > token.i), None)
    return behind or (subject_of(token) if base == "meet" else None)


def _both(context: Context, token: Token, partner: Token) -> tuple[str, ...]:
    """The parties that a verb's subject and its partner name."""
    subject = subject_of(token)
    if subject is None and token.tag_ == "VBG":
        subject = _main_subject(context, token)
    named = names_of(context, partner) + listed(context, partner)
    before = context.mention(token.i - 1) if subject is None and token.i else None
    first = [context.name(before)] if before is not None and before.kind == "person" else []
    return unique(names_of(context, subject) + first + listed_before(context, token) + named)


def _main_subject(context: Context, token: Token) -> Token | None:
    """The next subject behind a participle: "Speaking to the press, X said …"."""
    for other in context.doc[token.i : context.parsed.sentence(token.i).end]:
        if other.dep_ == "nsubj" and not context.parsed.in_quotation(other.i):
            return other
    return None


# --- telephone and press -------------------------------------------------------------------------


def _spoken(context: Context, token: Token) -> MeetingKind:
    """Whether people spoke by telephone, as their sentence or the headline tells."""
    sentence = context.parsed.sentence(token.i)
    phone = pattern("phone")
    local = phone.search(context.parsed.words(sentence.start, sentence.end))
    titled = sentence.number <= 2 and phone.search(context.opening)
    return MeetingKind.CALL if local or titled else MeetingKind.TALKS


def _phone_end(token: Token) -> int:
    for i in range(token.i + 1, min(token.i + 6, len(token.doc))):
        if token.doc[i].lower_ in {"phone", "telephone"}:
            return i + 1
    return token.i + 1


def _press(context: Context, token: Token) -> Contact | None:
    """A talk to the press: "told reporters", "addressing the press"."""
    if token.lower_ not in group("telling"):
        return None
    following = context.doc[token.i + 1 : token.i + 5]
    press = next((t for t in following if t.lower_ in group("press")), None)
    outlet = press is not None and press.lower_ == "media" and press.nbor(-1).tag_[:2] in MODIFIERS
    if press is None or outlet or any(_parts(t) for t in context.doc[token.i + 1 : press.i]):
        return None
    people = names_of(context, subject_of(token) or _main_subject(context, token))
    if not people or is_unreal(context, token):
        return None
    time = time_of(context, token)
    meeting = Meeting(
        kind=MeetingKind.BRIEFING,
        participants=tuple(people),
        place=place_of(context, token),
        on=time.day if time else None,
        until=time.until if time else None,
        status=status_of(context, token) if token.tag_ == "VB" else MeetingStatus.HELD,
        text=context.parsed.span(token.i, press.i + 1),
    )
    return Contact(meeting, (context.parsed.sentence_of[token.i],))


def _parts(token: Token) -> bool:
    return token.is_punct or token.tag_ in {"VBD", "VBZ"}
