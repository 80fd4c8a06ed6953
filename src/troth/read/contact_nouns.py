"""Contact nouns: "a summit", "phone talks with X", "the meeting between X and Y"."""

from spacy.tokens import Token

from troth.model import Meeting, MeetingKind
from troth.read.clauses import auxiliaries, case, dependents, subject_of, verb_of
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
from troth.read.lexicon import group, meeting_heads, meeting_nouns, pattern

POINTING = frozenset({"the", "this", "that", "these", "both", "thursday"})
"""Words before a noun that point back to a contact told before."""

IN_PHRASE = ("JJ", "NN", "DT", "PRP$", "CD", "HYPH", "VBN")
"""Parts of speech of the words before a noun that belong to its phrase."""

AT_EVENT = frozenset({"at", "for", "to", "during", "after", "before", "in"})
"""Prepositions before a body's name that ends in a word for a meeting when it is one."""

AFTER = frozenset({"after", "following"})
WITHIN = frozenset({"during", "in", "at"})
PHONES = frozenset({"phone", "telephone", "video"})
DISCUSSIONS = frozenset({"conversation", "conversations", "discussions"})
VAGUE = frozenset({"conference", "forum", "session", "trip"})
"""Nouns that name a contact only with a word before them or a party behind them."""


def noun_contact(context: Context, token: Token) -> Contact | None:
    """The contact that a noun names, or None when it names none."""
    kind = _kind(context, token)
    if kind is None or _is_negated(token) or _is_only_wanted(context, token):
        return None
    people = _parties(context, token, kind)
    start = _start(token)
    time, place = time_of(context, token), place_of(context, token)
    definite = context.doc[start].lower_ in POINTING or _has_day(context, token)
    told = definite or time is not None or place is not None
    going_on = _is_going_on(token)
    under_way = going_on or (place is not None and _is_under_way(token))
    named = context.mention(token.i) is not None or under_way
    loose = token.lower_ in group("loose_contacts") and not named
    loose = loose or (kind is MeetingKind.CALL and not definite)
    if not people and (loose or not told):
        return None
    meeting = Meeting(
        kind=kind,
        participants=people,
        place=place,
        on=time.day if time else None,
        until=time.until if time else None,
        status=status_of(context, token),
        text=context.parsed.span(start, token.i + 1),
    )
    number = context.parsed.sentence_of[token.i]
    return Contact(meeting, (number,), definite=definite, noun=token.lower_, going_on=going_on)


# --- what it names -------------------------------------------------------------------------------


def _kind(context: Context, token: Token) -> MeetingKind | None:
    """The kind of contact that a noun names here, or None."""
    lower = token.lower_
    if lower not in meeting_heads():
        return None
    before = _before(token)
    two = meeting_nouns().get(f"{before} {lower}")
    kind = two or meeting_nouns().get(lower)
    if kind is None or not _is_noun(context, token):
        return None
    if lower in {"call", "calls"} and not _is_phone_call(context, token):
        return None
    mention = context.mention(token.i)
    own = mention is not None and token.i - mention.start > 1
    if lower in VAGUE and two is None and not (own or _is_told(token) or _is_set(context, token)):
        return None
    if lower in DISCUSSIONS and not _by_phone(context, token):
        return MeetingKind.TALKS
    return MeetingKind.CALL if kind is MeetingKind.TALKS and before in PHONES else kind


def _is_told(token: Token) -> bool:
    """Whether a vague noun names a contact: with whom or on what it is, or that it is held."""
    return any(dependents(token, "with", "between", "on")) or _holder(token) is not None


def _is_set(context: Context, token: Token) -> bool:
    """Whether a vague noun names where somebody was: "at a donors' conference in Vienna"."""
    return case(token) == "at" and place_of(context, token) is not None


def _is_going_on(token: Token) -> bool:
    """Whether a contact's noun is told to go on now: "the ongoing negotiations"."""
    return any(c.lower_ in group("ongoing") for c in token.children if c.i < token.i)


def _is_under_way(token: Token) -> bool:
    """Whether a contact is told to go on, to have lasted or to be held: "two days of talks"."""
    going = any(child.lower_ in group("lasting") for child in token.children if child.i < token.i)
    due = any(c.dep_ == "acl" and c.lower_ in group("happening") for c in token.children)
    return going or due or _lasted(token) is not None


def _lasted(token: Token) -> Token | None:
    """The noun for how long a contact lasted: "days" in "after two days of talks"."""
    timed = case(token) == "of" and token.head.lower_ in group("spans")
    return token.head if timed else None


def _before(token: Token) -> str:
    return token.nbor(-1).lower_ if token.i else ""


def _is_noun(context: Context, token: Token) -> bool:
    """Whether a word stands as a noun of its own, not inside a compound or a body's name."""
    headline = context.in_headline(token)
    mention = context.mention(token.i)
    if mention is not None and mention.kind == "body":
        last = mention.end == token.i + 1 and mention.start < token.i
        return last and (case(token) in AT_EVENT or token.lower_ in group("named_events"))
    if token.dep_ == "compound" and not headline:
        return False
    return token.tag_.startswith("NN") or (token.text.istitle() and headline)


def _is_phone_call(context: Context, token: Token) -> bool:
    """Whether a call is one by telephone, and not a call for something."""
    before = _before(token)
    after = {t.lower_ for t in context.doc[token.i + 1 : token.i + 3]}
    if "for" in after or before in {"to", "they", "we"}:
        return False
    if _is_joined(context, token):
        return True
    spoken = before in PHONES | {"conference"} or bool(after & {"with", "between"})
    return spoken or context.in_headline(token)


def _is_joined(context: Context, token: Token) -> bool:
    """Whether somebody joins the call that the headline tells of: "X joined the call"."""
    joined = token.dep_ == "obj" and token.head.lower_ in group("joining")
    bare = _before(token) == "the" and not any(dependents(token, "by", "to"))
    return joined and bare and pattern("phone").search(context.opening) is not None


def _by_phone(context: Context, token: Token) -> bool:
    """Whether a conversation is by telephone: by words before it, or as the headline's call."""
    sentence = context.parsed.sentence(token.i)
    near = context.parsed.words(max(sentence.start, token.i - 3), token.i + 1)
    if pattern("phone").search(near):
        return True
    own = context.doc[token.left_edge.i].lower_ in {"the", "this"} or _before(token) == "the"
    bare = own and sentence.number > 0 and not any(dependents(token, "with", "between"))
    return bare and pattern("phone").search(context.opening) is not None


def _is_negated(token: Token) -> bool:
    before = token.doc[max(token.left_edge.i, token.i - 4) : token.i]
    return any(t.lower_ in {"no", "any", "without"} for t in before)


def _is_only_wanted(context: Context, token: Token) -> bool:
    """Whether a contact is asked for, refused, or only might be held: "called for talks"."""
    verb = _holder(token) or token.head
    if not verb.tag_.startswith("VB"):
        return False
    if token.dep_ in {"nsubj", "nsubj:pass"} and not _holder(token):
        own, occurs = auxiliaries(verb), verb.lower_ in group("happening")
        return bool(own & {"could", "might", "may"}) if occurs else "would" in own
    sought = case(token) == "for" and verb.lower_ in group("unwilled_words")
    if token.dep_ == "obl" and not _holder(token):
        return sought
    return sought or verb.lower_ in group("unwilled_words") or is_unreal(context, verb)


def _start(token: Token) -> int:
    """First token of the noun phrase that names a contact."""
    start = token.i
    while start > token.left_edge.i:
        before = token.doc[start - 1]
        plural = before.tag_ == "POS" and before.i > 0 and before.nbor(-1).tag_ == "NNS"
        inside = before.tag_.startswith(IN_PHRASE) or plural
        if not inside or before.lower_ == "that":
            break
        start -= 1
        if before.tag_ == "DT":
            break
    return start


def _has_day(context: Context, token: Token) -> bool:
    """Whether a day is the possessor of a contact: "Thursday's meeting"."""
    days = {context.parsed.token_at(time.start) for time in context.times}
    return any(child.dep_ == "nmod:poss" and child.i in days for child in token.children)


# --- its parties ---------------------------------------------------------------------------------


def _parties(context: Context, token: Token, kind: MeetingKind) -> tuple[str, ...]:
    """Who takes part, as the noun's phrase and the verb that governs it tell."""
    names = _of_phrase(context, token)
    holder = _holder(token)
    verb = holder or verb_of(token)
    if verb is not None:
        if holder is not None or _holds(verb, token):
            names += _of_holding(context, verb, token)
        subject = _subject(verb, token) or _intending(verb)
        if len(set(names)) < 2 and _brings(context, token, verb, alone=bool(names)):
            names = names_of(context, subject) + names
        if not names and kind is MeetingKind.BRIEFING:
            names = names_of(context, subject)
    names += _hyphenated(context, token)
    told = unique(names or _of_body(context, token))
    partner = len(told) == 1 and told[0] in context.sides and context.in_headline(token)
    return unique([*told, *context.sides]) if partner else told


def _brings(context: Context, token: Token, verb: Token, *, alone: bool) -> bool:
    """Whether a verb's subject takes part, by where he speaks or for what he comes.

    ``alone`` tells that the contact's own phrase names one party, as in "after talks with X".
    """
    before = case(_lasted(token) or token)
    if not alone:
        set_there = token.lower_ in VAGUE and before == "at"
        return _is_person(context, verb) and (set_there or _lasted(token) is not None)
    if token.lower_ in group("loose_contacts") and before in AFTER | WITHIN:
        return True
    return before in WITHIN or (before == "for" and verb.lower_ in group("coming"))


def _is_person(context: Context, verb: Token) -> bool:
    """Whether somebody named is the subject of a verb."""
    subject = subject_of(verb)
    return subject is not None and context.resolver.who(subject).kind == "person"


def _of_phrase(context: Context, token: Token) -> list[str]:
    """Those that the noun's own phrase names, as possessors or behind prepositions."""
    heads = [child for child in token.children if child.dep_ == "nmod:poss"]
    heads += dependents(token, "with", "between", "among", "by", "alongside")
    if token.lower_ not in {"call", "calls"}:
        heads += dependents(token, "of")
    if meeting_nouns().get(token.lower_) is MeetingKind.VISIT:
        heads += dependents(token, "to")
    names = [name for head in heads for name in names_of(context, _meant(token, head))]
    return names + names_of(context, _behind(token))


def _meant(noun: Token, owner: Token) -> Token:
    """Whom an owner means: the subject behind it in "During his visit to X, Y said …"."""
    verb = verb_of(noun)
    subject = _subject(verb, noun) if verb is not None else None
    fronted = owner.tag_ == "PRP$" and subject is not None and owner.i < subject.i
    return subject if fronted and subject is not None else owner


def _of_holding(context: Context, verb: Token, token: Token) -> list[str]:
    """Those that a verb of holding names: who holds it, with whom, and whom a host receives."""
    names = names_of(context, _subject(verb, token) or _intending(verb))
    names += listed_before(context, verb) or _intended_by(context, verb)
    for child in dependents(verb, "with", "between", "alongside", "by"):
        names += names_of(context, child) + listed(context, child) if child.i > verb.i else []
    if verb.lower_ in group("hosting"):
        for child in verb.children:
            if child.dep_ in {"obj", "iobj"} and child.i != token.i:
                names += names_of(context, child)
    return names + _included(context, verb)


def _subject(verb: Token, token: Token) -> Token | None:
    """The subject of a verb, unless it is part of the contact's own phrase."""
    subject = subject_of(verb)
    inside = subject is not None and (subject.i == token.i or token.is_ancestor(subject))
    return None if inside else subject


def _intending(verb: Token) -> Token | None:
    """Whose intent, plan or task it is to hold a contact: "the intent of X to pursue talks"."""
    if verb.dep_ == "acl" and verb.tag_ == "VB":
        owner = next((c for c in verb.head.children if c.dep_ == "nmod:poss"), None)
        return owner or next(dependents(verb.head, "of", "by"), None)
    if verb.dep_ == "xcomp":
        return next((c for c in verb.head.children if c.dep_ == "obj" and c.i < verb.i), None)
    return None


def _intended_by(context: Context, verb: Token) -> list[str]:
    """The state whose intent it is by the word before it: "US readiness to begin talks"."""
    if verb.dep_ != "acl" or verb.tag_ != "VB":
        return []
    return context.states(verb.head.left_edge.i, verb.head.i)[:1]


def _behind(token: Token) -> Token | None:
    """The phrase right behind "with" or "between" when the parse hangs it elsewhere."""
    following = token.doc[token.i + 1 : token.i + 2]
    if not len(following) or following[0].lower_ not in {"with", "between"}:
        return None
    for other in token.doc[token.i + 2 : token.i + 12]:
        noun = other.dep_ in {"flat", "nmod", "obl"} and other.tag_.startswith("NN")
        if noun or case(other) in {"with", "between"}:
            return other
    return None


def _holder(token: Token) -> Token | None:
    """The verb of holding right before a contact's noun phrase, whatever the parse says."""
    i = token.i - 1
    inside = ("DT", "JJ", "NN", "PRP$", "CD", "POS")
    while i > 0 and token.i - i < 6 and token.doc[i].tag_.startswith(inside):
        i -= 1
    word = token.doc[i]
    return word if word.lower_ in group("holding") and word.tag_.startswith("VB") else None


def _holds(verb: Token, noun: Token) -> bool:
    passive = noun.dep_ in {"nsubj", "nsubj:pass"} and any(dependents(verb, "by"))
    near = passive or noun.dep_ in {"obj", "obl", "nmod", "conj", "xcomp"}
    return near and verb.lower_ in group("holding")


def _included(context: Context, verb: Token) -> list[str]:
    """Those told beside a subject: "leaders, including A and B, attended", "A, together with B"."""
    subject = subject_of(verb)
    if subject is None:
        return []
    beside = group("beside_words")
    including = [i for i in range(subject.i, verb.i) if context.doc[i].lower_ in beside][:1]
    return [
        context.name(mention)
        for i in including
        for mention in context.resolver.names.mentions
        if i < mention.start < verb.i and mention.kind == "person"
    ]


def _of_body(context: Context, token: Token) -> list[str]:
    """The body whose meeting it is: "the NATO summit"."""
    mention = context.mention(token.i - 1)
    event = token.lower_ in group("named_events") and context.mention(token.i) is mention
    if mention is not None and mention.kind == "body" and mention.start > 0 and not event:
        return [context.name(mention)]
    return []


def _hyphenated(context: Context, token: Token) -> list[str]:
    """States that a compound names: "the Russia-Turkey summit"."""
    first = max(token.i - 4, 0)
    found = context.states(first, token.i)
    joined = any(t.text in {"-", "–"} for t in context.doc[first : token.i])
    return found if joined and len(found) > 1 else []
