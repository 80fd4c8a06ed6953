"""Contacts: what one place of a text tells of a meeting: its time, place, status and parties."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from troth.model import Meeting, MeetingStatus
from troth.read.calendar import When
from troth.read.clauses import FUTURE, auxiliaries, place_near, time_near, verb_of
from troth.read.context import Context
from troth.read.lexicon import group, pattern

PLACE_REACH = 22
"""Tokens behind a contact within which its place may be told."""

STATUS_REACH = 16
"""Tokens before a contact within which words tell whether it happened."""

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LISTED = ("NN", "JJ", "CC", "HYPH", "POS", "DT", ",")
"""Parts of speech of the words in a list of persons with their offices."""

BREAKS = frozenset({";", ":"})
RELATIVES = frozenset({"acl", "acl:relcl"})


@dataclass(frozen=True)
class Contact:
    """A contact as one place of the text tells it, or as several places together do.

    Attributes:
        meeting: what is told of it.
        sentences: numbers of the sentences that tell of it, the first one first.
        definite: it points back to a contact told before.
        noun: the noun that names it, in lower case; empty when a verb does.
    """

    meeting: Meeting
    sentences: tuple[int, ...]
    definite: bool = False
    noun: str = ""


def names_of(context: Context, head: Token | None) -> list[str]:
    """The parties that a phrase names; those of the text's main contact for "the sides"."""
    if head is None:
        return []
    who = context.resolver.who(head)
    if head.lower_ in {"sides", "parties", "leaders", "they", "both"} and not who.names:
        return list(context.sides)
    return list(context.parties(who))


def listed(context: Context, head: Token) -> list[str]:
    """The persons whom a list names, with their offices, from its first member on."""
    found: list[str] = []
    for token in context.doc[head.i : context.parsed.sentence(head.i).end]:
        office = (
            token.tag_.startswith(LISTED) or token.is_punct or token.lower_ in group("office_words")
        )
        if not office or context.parsed.in_quotation(token.i):
            break
        mention = context.mention(token.i)
        if mention is not None and mention.kind == "person":
            found.append(context.name(mention))
    return found if len(set(found)) > 1 else []


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
    return time_near(context.parsed, free, token, start, end)


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
    return place_near(context, token, token.i, next(stops, last))


def _ends_place(context: Context, contact: Token, i: int) -> bool:
    """Whether what stands behind a token no longer places a contact: another's clause begins."""
    token = context.doc[i]
    held = token.lower_ in group("happening") and contact.is_ancestor(token)
    own = token.dep_ in RELATIVES and (held or token.head.i == contact.i)
    others = token.tag_ == "VBN" and token.dep_ in RELATIVES
    return not own and (token.tag_ in FINITE or others or _parts(context, i))


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
    if future or pattern("planned").search(words):
        return MeetingStatus.PLANNED
    return MeetingStatus.HELD


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Names without repetitions, in their order."""
    return tuple(dict.fromkeys(names))
