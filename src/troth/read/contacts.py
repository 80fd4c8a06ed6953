"""Contacts: what one place of a text tells of a meeting: its time, place, status and parties."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from troth.model import Meeting, MeetingStatus
from troth.read.calendar import When
from troth.read.clauses import (
    BEING,
    FUTURE,
    MODALS,
    NEGATIONS,
    auxiliaries,
    dependents,
    place_near,
    time_near,
    verb_of,
)
from troth.read.context import Context
from troth.read.lexicon import group, pattern

PLACE_REACH = 22
"""Tokens behind a contact within which its place may be told."""

STATUS_REACH = 16
"""Tokens before a contact within which words tell whether it happened."""

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LISTED = ("NN", "JJ", "CC", "HYPH", "POS", "DT", ",")
"""Parts of speech of the words in a list of persons with their offices."""

BESIDE_VERB = frozenset({"MD", "RB", "VBZ", "VBP"})
"""Parts of speech of the words that stand between a subject and its verb."""

BREAKS = frozenset({";", ":"})
JOINED_DAYS = frozenset({"to", "and", "until", "till", "through", "-", "–", "—"})
RELATIVES = frozenset({"acl", "acl:relcl"})


@dataclass(frozen=True)
class Contact:
    """A contact as one place of the text tells it, or as several places together do.

    Attributes:
        meeting: what is told of it.
        sentences: numbers of the sentences that tell of it, the first one first.
        definite: it points back to a contact told before.
        noun: the noun that names it, in lower case; empty when a verb does.
        going_on: it is told to go on, whoever takes part.
    """

    meeting: Meeting
    sentences: tuple[int, ...]
    definite: bool = False
    noun: str = ""
    going_on: bool = False


def names_of(context: Context, head: Token | None) -> list[str]:
    """The parties that a phrase names; those of the text's main contact for "the sides"."""
    if head is None:
        return []
    who = context.resolver.who(head)
    if head.lower_ in {"sides", "parties", "leaders", "they", "both"} and not who.names:
        return list(context.sides)
    return represented(context, head) or list(context.parties(who))


def represented(context: Context, head: Token) -> list[str]:
    """The states that people act for: "the Malian delegation", "experts of Mali and Norway"."""
    lower = head.lower_
    if lower not in group("delegations") | group("delegates") or context.in_headline(head):
        return []
    senders = list(dependents(head, "of", "from"))
    last = max([head.i, *(sender.right_edge.i for sender in senders)]) + 1
    inside = [context.mention(i) for i in range(head.left_edge.i, last)]
    told = [mention for mention in inside if mention is not None]
    if any(mention.kind == "person" for mention in told):
        return []
    both = next((sender for sender in senders if sender.lower_ in group("home_nouns")), None)
    if both is not None and not told:
        return list(context.homes(context.parties_at(both)))
    kinds = {"state", "place"} if senders else {"state"}
    found = list(unique(context.name(mention) for mention in told if mention.kind in kinds))
    return found if len(found) > 1 or lower in group("delegations") else []


def listed(context: Context, head: Token) -> list[str]:
    """The persons whom a list names, with their offices, from its first member on."""
    found: list[str] = []
    for token in context.doc[head.i : context.parsed.sentence(head.i).end]:
        if not _in_list(context, token):
            break
        mention = context.mention(token.i)
        if mention is not None and mention.kind == "person":
            found.append(context.name(mention))
    return found if len(set(found)) > 1 else []


def listed_before(context: Context, verb: Token) -> list[str]:
    """The persons whom a list right before a verb names, with their offices, in their order."""
    first, i = context.parsed.sentence(verb.i).start, verb.i - 1
    while i >= first and context.doc[i].tag_ in BESIDE_VERB:
        i -= 1
    found: list[str] = []
    while i >= first and _in_list(context, context.doc[i]):
        mention = context.mention(i)
        if mention is not None and mention.kind == "person":
            found.insert(0, context.name(mention))
        i -= 1
    return list(unique(found)) if len(set(found)) > 1 else []


def _in_list(context: Context, token: Token) -> bool:
    """Whether a word can stand in a list of persons with their offices."""
    joined = token.lower_ == "in" and token.i > 0 and token.nbor(-1).tag_ == "HYPH"
    office = token.tag_.startswith(LISTED) or token.lower_ in group("office_words")
    told = office or joined or token.is_punct
    return told and not context.parsed.in_quotation(token.i)


def time_of(context: Context, token: Token) -> When | None:
    """The time told nearest to a contact in its part of the sentence."""
    sentence = context.parsed.sentence(token.i)
    before = range(token.i - 1, sentence.start, -1)
    start = next((i + 1 for i in before if _parts(context, i)), sentence.start)
    behind = range(token.i + 1, sentence.end)
    end = next((i for i in behind if _parts(context, i)), sentence.end)
    first, last = context.parsed.starts[start], context.parsed.ends[end - 1]
    here = [time for time in context.times if first <= time.start < last]
    free = [time for time in here if not _of_another(context, time, token)]
    near = time_near(context.parsed, free, token, start, end)
    return _lasting(context, near, here) if near is not None else None


def _lasting(context: Context, time: When, here: list[When]) -> When:
    """A time with the day that it lasts to: "from March 3 to March 5", "Monday and Tuesday"."""
    text = context.parsed.document.text
    for first, last in pairwise(here):
        joined = text[first.end : last.start].strip().lower() in JOINED_DAYS
        if time in (first, last) and joined and first.day and last.day and first.day < last.day:
            return replace(first, until=last.day)
    return time


def _parts(context: Context, i: int) -> bool:
    """Whether a token parts a sentence: a colon, a semicolon or a quotation."""
    return context.doc[i].text in BREAKS or context.parsed.in_quotation(i)


def _of_another(context: Context, time: When, token: Token) -> bool:
    """Whether a day belongs to another noun: "Thursday's meeting" says nothing of the talks."""
    after = context.parsed.token_at(time.end - 1) + 1
    if after >= len(context.doc) or context.doc[after].text not in {"'s", "’s"}:
        return False
    return not after < token.i <= after + 3


def place_of(context: Context, token: Token) -> str | None:
    """The place told behind a contact, before another finite verb, colon or quotation."""
    last = min(context.parsed.sentence(token.i).end, token.i + PLACE_REACH)
    stops = (i for i in range(token.i + 1, last) if _ends_place(context, token, i))
    stop = next(stops, last)
    return place_near(context, token, token.i, stop) or _there(context, token, stop)


def _there(context: Context, token: Token, stop: int) -> str | None:
    """The place that "there" behind a contact's verb points back to, in two sentences."""
    if token.i + 1 >= stop or context.doc[token.i + 1].lower_ != "there":
        return None
    number = context.parsed.sentence_of[token.i]
    before = context.parsed.sentences[max(number - 2, 0) : number]
    return place_near(context, token, before[0].start, before[-1].end) if before else None


def _ends_place(context: Context, contact: Token, i: int) -> bool:
    """Whether what stands behind a token no longer places a contact: another's clause begins."""
    token = context.doc[i]
    if _tells_of(contact, token):
        return False
    held = token.lower_ in group("happening") and contact.is_ancestor(token)
    own = token.dep_ in RELATIVES and (held or token.head.i == contact.i)
    others = token.tag_ == "VBN" and token.dep_ in RELATIVES
    return not own and (token.tag_ in FINITE or others or _parts(context, i))


def _tells_of(contact: Token, verb: Token) -> bool:
    """Whether a verb, or its auxiliary, says something of a contact or of its round or session."""
    noun = contact
    while noun.dep_ == "nmod" and noun.head.i < noun.i and noun.head.tag_.startswith("NN"):
        noun = noun.head
    main = verb.head if verb.dep_ in {"aux", "aux:pass", "cop"} else verb
    return noun.dep_ in {"nsubj", "nsubj:pass"} and noun.head.i == main.i


def status_of(context: Context, token: Token) -> MeetingStatus:
    """Whether a contact happened, as its verb and the words before it tell."""
    sentence = context.parsed.sentence(token.i)
    first = max(sentence.start, token.i - STATUS_REACH)
    words = context.parsed.words(first, min(sentence.end, token.i + 4))
    verb = token if token.tag_.startswith("VB") else verb_of(token)
    future = verb is not None and bool(auxiliaries(verb) & FUTURE)
    goes_on = future and verb is not None and verb.lower_ in {"continue", "facilitating"}
    further = context.parsed.words(first, min(sentence.end, token.i + STATUS_REACH))
    if pattern("called_off").search(further):
        return MeetingStatus.CALLED_OFF
    if goes_on or pattern("under_way").search(words):
        return MeetingStatus.UNDER_WAY
    if future or pattern("planned").search(words) or _is_to_come(verb):
        return MeetingStatus.PLANNED
    return MeetingStatus.HELD


def is_unreal(context: Context, verb: Token) -> bool:
    """Whether a verb only tells what might, should or will not be, or what somebody wants."""
    own = auxiliaries(verb)
    if own & (MODALS - {"would", "shall"} | NEGATIONS | {"if"}):
        return True
    sentence = context.parsed.sentence(verb.i)
    if "would" in own:
        around = context.doc[sentence.start : sentence.end]
        return any(token.lower_ in {"if", "unless"} for token in around)
    to = any(child.lower_ == "to" and child.i < verb.i for child in verb.children)
    return to and verb.head.lower_ in group("unwilled_words")


def _is_to_come(verb: Token | None) -> bool:
    """Whether a verb tells what is to be done, will be as somebody says, or is proposed."""
    if verb is None:
        return False
    if verb.tag_ == "VB" and verb.head.lower_ == "have" and verb.dep_ in {"ccomp", "xcomp"}:
        return _is_to_come(verb.head)
    to = next((c for c in verb.children if c.lower_ == "to" and c.i < verb.i), None)
    due = to is not None and to.i > 0 and to.nbor(-1).lower_ in BEING
    intended = to is not None and verb.head.lower_ in group("arranging_verbs")
    intended = intended or (to is not None and verb.dep_ == "acl" and _is_intent(verb.head))
    proposed = verb.lower_ in group("proposing_verbs") or pattern("planned").fullmatch(verb.text)
    return due or intended or "would" in auxiliaries(verb) or bool(proposed)


def _is_intent(noun: Token) -> bool:
    """Whether a noun names what somebody is ready for or means to do: "readiness to"."""
    return noun.lower_ in group("ready_nouns") | group("binding_nouns")


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Names without repetitions, in their order."""
    return tuple(dict.fromkeys(names))
