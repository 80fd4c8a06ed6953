"""Pledges: what a content says, beside its main point, that somebody will, would or must do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from troth.model import Act, Standing
from troth.read.asked import is_past_duty, sides_in, sought
from troth.read.clauses import NEGATIONS, auxiliaries, subject_of
from troth.read.context import Context
from troth.read.doers import binds_speaker
from troth.read.lexicon import group
from troth.read.measures import enacted, measure_standing
from troth.read.passages import Passage, is_for_people
from troth.read.referents import OURS
from troth.read.terms import Tokens, is_deed, kind_of


@dataclass(frozen=True)
class Pledge:
    """Who would do what tokens ``[start, end)`` tell, and how far it stands.

    A ``general`` one only says that somebody is for somebody: "X's support for Y".
    """

    names: tuple[str, ...]
    standing: Standing
    start: int
    end: int
    general: bool = False


def passages(context: Context) -> list[Passage]:
    """The contents of a text's statements."""
    return [Passage(context, item, item.ranges[0][0], item.ranges[-1][1]) for item in context.said]


def pledges_in(passage: Passage) -> Iterator[Pledge]:
    """The pledges in a content whose act is another or whose doer is not told."""
    yield from _modal(passage)
    yield from _needed(passage)
    yield from _intended(passage)
    yield from _committed(passage)
    yield from _backed(passage)
    yield from _going_on(passage)
    yield from _enacting(passage)
    yield from _own(passage)


def _modal(passage: Passage) -> Iterator[Pledge]:
    """A promise or demand in a clause with "will" or "must"."""
    modals = (t for t in passage.tokens if t.tag_ == "MD" and t.head.i != t.i)
    for token in modals:
        subject = subject_of(token.head)
        if subject is None:
            continue
        demanded = token.lower_ in {"must", "should"}
        ours = subject.lower_ in OURS
        told = demanded or token.lower_ in {"will", "'ll", "’ll"}
        told = told or _is_relayed(passage, token, subject)
        blamed = demanded and is_past_duty(token)
        if not told or blamed or not passage.holds(subject) or (demanded and ours):
            continue
        if not demanded and not ours and (_is_nominal(token.head) or _is_hoped(token.head)):
            continue
        names = passage.parties_of(subject) or (sides_in(passage) if demanded else ())
        first = max(passage.start, token.head.left_edge.i)
        last = min(passage.end, token.head.right_edge.i + 1)
        acts = _acts(passage, token.head, subject)
        if names and first < last and (acts or ours or is_deed(passage.context, first, last)):
            standing = Standing.DEMANDED if demanded else Standing.PROMISED
            yield Pledge(names, standing, *_trimmed(passage.doc, first, last))


def _is_relayed(passage: Passage, modal: Token, subject: Token) -> bool:
    """Whether "would" tells of a deed that the speaker's own side is said to do: "that X would"."""
    if modal.lower_ != "would" or passage.context.parsed.in_quotation(modal.i):
        return False
    verb = modal.head
    unsure = any(c.dep_ == "advcl" and c.tag_.startswith("VB") for c in verb.children)
    first, last = verb.i, min(passage.end, verb.right_edge.i + 1)
    done = verb.tag_ == "VB" and first < last and is_deed(passage.context, first, last)
    own = set(passage.parties_of(subject)) & {*passage.speakers, *passage.home()}
    return done and bool(own) and not unsure


def _is_nominal(head: Token) -> bool:
    """Whether a clause only says what a thing is: "the forum will be a crucial moment"."""
    copula = any(child.dep_ == "cop" for child in head.children)
    return copula and head.tag_.startswith("NN")


def _is_hoped(head: Token) -> bool:
    """Whether a clause only tells what somebody hopes or believes: "I hope that X will come"."""
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    governed = head.dep_ == "ccomp" and head.head.i != head.i
    return governed and head.head.lower_ in group("minding_verbs")


def _acts(passage: Passage, verb: Token, subject: Token) -> bool:
    """Whether a clause tells of what somebody does: not of a thing, nor of what one only feels."""
    if not verb.tag_.startswith("VB") or verb.lower_ in group("minding_verbs"):
        return False
    if subject.dep_ == "nsubj:pass" or any(
        c.lower_ in group("vague_words") for c in subject.children
    ):
        return False
    mention = passage.context.mention(subject.i)
    named = mention is not None and mention.kind in {"state", "body", "person"}
    return named or is_for_people(subject.lower_)


def _needed(passage: Passage) -> Iterator[Pledge]:
    """What a content says there is need for somebody to do: "the need for X to announce …"."""
    names, first = sought(passage)
    if names:
        yield Pledge(names, Standing.DEMANDED, *_trimmed(passage.doc, first, passage.end))


def _intended(passage: Passage) -> Iterator[Pledge]:
    """What a content says somebody intends or works to do: "X intends to provide …"."""
    for token in passage.tokens:
        if token.lower_ not in group("intending_verbs") or not token.tag_.startswith("VB"):
            continue
        subject = subject_of(token)
        to = passage.to(token.i + 1, min(passage.end, token.i + 8)) or _planned(passage, token)
        if subject is None or not passage.start <= subject.i < token.i or to is None:
            continue
        names = passage.parties_of(subject)
        own = set(names) & {*passage.speakers, *passage.home()}
        sure = token.lower_ in group("planning_verbs") and is_for_people(subject.lower_)
        if names and (own or sure or is_deed(passage.context, to, passage.end)):
            first = max(passage.start, subject.left_edge.i)
            trimmed = _trimmed(passage.doc, first, passage.end)
            yield Pledge(names, Standing.PROMISED, *trimmed)


def _committed(passage: Passage) -> Iterator[Pledge]:
    """What a content says its speaker's side is committed to or ready for: "X is ready to"."""
    for token in passage.tokens:
        linked = any(c.dep_ in {"cop", "aux:pass"} for c in token.children)
        if token.lower_ not in group("ready_words") or not linked or auxiliaries(token) & NEGATIONS:
            continue
        subject = subject_of(token)
        following = token.i + 1 < passage.end and token.nbor(1).lower_ == "to"
        if subject is None or not following or not passage.holds(subject):
            continue
        names = passage.parties_of(subject)
        if set(names) & {*passage.speakers, *passage.home()}:
            ready = token.lower_ in group("offering_words")
            standing = Standing.OFFERED if ready else Standing.PROMISED
            first = max(passage.start, subject.left_edge.i)
            last = min(passage.end, token.right_edge.i + 1)
            yield Pledge(names, standing, *_trimmed(passage.doc, first, last))


def _backed(passage: Passage) -> Iterator[Pledge]:
    """Whom a content says its speaker's side stands by: "Norway strongly supports Sudan"."""
    for token in passage.tokens:
        if token.lower_ not in group("backing_verbs") or token.tag_ not in {"VBZ", "VBP"}:
            continue
        subject = subject_of(token)
        names = (
            passage.parties_of(subject) if subject is not None and passage.holds(subject) else ()
        )
        whom = next((c for c in token.children if c.dep_ == "obj"), None)
        backed = passage.context.parties_at(whom) if whom is not None else ()
        if backed and set(names) & {*passage.speakers, *passage.home()} and subject is not None:
            last = min(passage.end, token.right_edge.i + 1)
            first = max(passage.start, subject.left_edge.i)
            yield Pledge(names, Standing.PROMISED, *_trimmed(passage.doc, first, last))


def _going_on(passage: Passage) -> Iterator[Pledge]:
    """What a content says that its speaker's side is doing: "Norway is sending two ships"."""
    for token in passage.tokens:
        if token.tag_ != "VBG" or not any(c.lower_ in {"is", "are"} for c in token.children):
            continue
        subject = subject_of(token)
        if subject is None or not passage.holds(subject):
            continue
        names = passage.parties_of(subject)
        last = min(passage.end, token.right_edge.i + 1)
        own = set(names) & {*passage.speakers, *passage.home()}
        if own and is_deed(passage.context, token.i, last):
            first = max(passage.start, subject.left_edge.i)
            yield Pledge(names, Standing.PROMISED, *_trimmed(passage.doc, first, last))


def _enacting(passage: Passage) -> Iterator[Pledge]:
    """What a content says that its speaker's side has put into force: "X has closed the border"."""
    for token in passage.tokens:
        measure = enacted(token)
        subject = subject_of(token) if measure is not None else None
        if measure is None or subject is None or not passage.holds(subject):
            continue
        standing = measure_standing(measure)
        names = passage.parties_of(subject) or passage.home()
        if set(names) & {*passage.speakers, *passage.home()} and standing is not None:
            first = max(passage.start, subject.left_edge.i)
            last = min(passage.end, token.right_edge.i + 1)
            yield Pledge(names, standing, *_trimmed(passage.doc, first, last))


def _own(passage: Passage) -> Iterator[Pledge]:
    """What a content's "we stand ready" or "I have ordered X to" binds its speaker to."""
    if passage.item.statement.act is Act.ASSERT and passage.speakers and binds_speaker(passage):
        yield Pledge(
            passage.speakers, Standing.PROMISED, *_trimmed(passage.doc, passage.start, passage.end)
        )


def _planned(passage: Passage, verb: Token) -> int | None:
    """What somebody plans on doing, by its first token: "plans on leaving"."""
    following = passage.doc[verb.i + 1 : verb.i + 3]
    gerund = len(following) == 2 and following[0].lower_ == "on" and following[1].tag_ == "VBG"
    return following[1].i if gerund else None


def _trimmed(doc: Doc, start: int, end: int) -> Tokens:
    """Tokens without the joining words before them and the marks around them."""
    while start < end - 1 and (doc[start].is_punct or doc[start].lower_ in {"that", "and", "but"}):
        start += 1
    while end > start + 1 and doc[end - 1].is_punct:
        end -= 1
    return start, end


def split(context: Context, pledge: Pledge) -> Iterator[Pledge]:
    """A pledge in parts where it joins deeds of different kinds: "to aid X and sanction Y"."""
    start, end = pledge.start, pledge.end
    for token in context.doc[pledge.start + 1 : pledge.end]:
        if not _joins(token, pledge):
            continue
        first = min(
            [token.i, *(c.i for c in token.children if c.i < token.i and c.dep_ != "punct")]
        )
        before = kind_of(context.parsed.words(start, first))
        if first <= start + 1 or before is kind_of(context.parsed.words(first, end)):
            continue
        yield replace(pledge, start=start, end=_trimmed(context.doc, start, first)[1])
        start = first + (context.doc[first].dep_ == "cc")
    yield replace(pledge, start=start)


def _joins(token: Token, pledge: Pledge) -> bool:
    """Whether a token is a further deed of the same doer: another "to …" or "…ing"."""
    apart = token.tag_ == "VBG" or any(child.lower_ == "to" for child in token.children)
    same = (
        apart
        and token.dep_ == "conj"
        and token.tag_ in {"VB", "VBG"}
        and token.head.tag_ == token.tag_
    )
    own = any(child.dep_ in {"nsubj", "nsubj:pass"} for child in token.children)
    return same and not own and pledge.start < token.head.i
