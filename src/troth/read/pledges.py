"""Pledges: what a content says, beside its main point, that somebody will, would or must do."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from troth.model import Standing
from troth.read.clauses import subject_of
from troth.read.doers import sides_in
from troth.read.passages import Passage
from troth.read.referents import OURS
from troth.read.terms import Tokens, is_deed

OWNED = {
    "commitment": Standing.PROMISED,
    "pledge": Standing.PROMISED,
    "support": Standing.PROMISED,
    "readiness": Standing.OFFERED,
    "willingness": Standing.OFFERED,
    "openness": Standing.OFFERED,
    "work": Standing.PROMISED,
    "efforts": Standing.PROMISED,
}
"""Nouns of what somebody is bound or ready to do, with the standing they give it."""

READINESS = frozenset({"readiness", "willingness", "openness"})
POSSESSIVES = frozenset({"his", "her", "their", "its", "our"})
INTENDING = frozenset({"intends", "intend", "plans", "pledges", "working"})
ACTORS = frozenset({"state", "body", "person"})


@dataclass(frozen=True)
class Pledge:
    """Who would do what tokens ``[start, end)`` tell, and how far it stands."""

    names: tuple[str, ...]
    standing: Standing
    start: int
    end: int


def pledges_in(passage: Passage) -> Iterator[Pledge]:
    """The pledges in a content whose act is another or whose doer is not told."""
    yield from _modal(passage)
    yield from _needed(passage)
    yield from _owned(passage)
    yield from _intended(passage)


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
        if not told or not passage.holds(subject) or (demanded and ours):
            continue
        names = passage.parties_of(subject) or (sides_in(passage) if demanded else ())
        first = max(passage.start, token.head.left_edge.i)
        last = min(passage.end, token.head.right_edge.i + 1)
        if names and first < last and (ours or is_deed(passage.context, first, last)):
            standing = Standing.DEMANDED if demanded else Standing.PROMISED
            yield Pledge(names, standing, *_trimmed(passage.doc, first, last))


def _needed(passage: Passage) -> Iterator[Pledge]:
    """What a content says there is need for somebody to do: "the need for X to announce …"."""
    doc = passage.doc
    for i in range(passage.start, passage.end - 3):
        if doc[i].lower_ not in {"need", "necessity"} or doc[i + 1].lower_ != "for":
            continue
        to = passage.to(i + 2, passage.end)
        names = passage.parties_in(i + 2, to) if to is not None and to - i < 12 else ()
        if names:
            yield Pledge(names, Standing.DEMANDED, *_trimmed(doc, i, passage.end))


def _owned(passage: Passage) -> Iterator[Pledge]:
    """Whose commitment or readiness a content speaks of: "the U.S. commitment to …"."""
    for token in passage.tokens:
        standing = OWNED.get(token.lower_)
        if standing is None or token.i + 2 >= passage.end:
            continue
        if token.nbor(1).lower_ not in {"to", "for", "of", "by"}:
            continue
        working = token.lower_ in {"work", "efforts"}
        if working and not is_deed(passage.context, token.i + 1, passage.end):
            continue
        names, first = _holder(passage, token)
        if names:
            first = max(first, passage.start)
            yield Pledge(names, standing, *_trimmed(passage.doc, first, passage.end))


def _holder(passage: Passage, token: Token) -> tuple[tuple[str, ...], int]:
    """Who holds a commitment, and the first token that tells: before the noun or behind "of"."""
    if token.nbor(1).lower_ in {"of", "by"}:
        return _holder_behind(passage, token)
    context = passage.context
    for i in range(token.i - 1, max(passage.start - 1, token.i - 6), -1):
        mention, word = context.mention(i), passage.doc[i]
        if mention is not None and mention.kind in ACTORS:
            return (context.name(mention),), mention.start
        if word.lower_ in POSSESSIVES:
            return passage.speakers if token.lower_ in READINESS else passage.home(), i
        if word.tag_ in {"IN", "VBD", "VBZ", "TO"} or word.text == ",":
            break
    return (), passage.start


def _holder_behind(passage: Passage, token: Token) -> tuple[tuple[str, ...], int]:
    context = passage.context
    near = context.mention(token.i + 2) or context.mention(token.i + 3)
    if near is not None and near.kind in {"state", "body"} and near.end < len(context.doc):
        return (context.name(near),), token.left_edge.i
    return (), passage.start


def _intended(passage: Passage) -> Iterator[Pledge]:
    """What a content says somebody intends or works to do: "X intends to provide …"."""
    for token in passage.tokens:
        if token.lower_ not in INTENDING or not token.tag_.startswith("VB"):
            continue
        subject = subject_of(token)
        to = passage.to(token.i + 1, min(passage.end, token.i + 8))
        if subject is None or not passage.start <= subject.i < token.i or to is None:
            continue
        names = passage.parties_of(subject)
        if names and is_deed(passage.context, to, passage.end):
            first = max(passage.start, subject.left_edge.i)
            trimmed = _trimmed(passage.doc, first, passage.end)
            yield Pledge(names, Standing.PROMISED, *trimmed)


def _trimmed(doc: Doc, start: int, end: int) -> Tokens:
    """Tokens without the joining words before them and the marks around them."""
    while start < end - 1 and (doc[start].is_punct or doc[start].lower_ in {"that", "and", "but"}):
        start += 1
    while end > start + 1 and doc[end - 1].is_punct:
        end -= 1
    return start, end
