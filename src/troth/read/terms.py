"""Terms: what a commitment is about, for whom, how much, on what condition and for how long."""

import re

from spacy.tokens import Token

from troth.model import Commitment, CommitmentKind, Span, Standing
from troth.read.context import Context
from troth.read.lexicon import commitment_kinds, force_words, group, pattern
from troth.read.money import sums
from troth.read.names import Mention

Tokens = tuple[int, int]
"""First token of some words and one past their last."""

CONDITION = re.compile(
    r"\b(?:if|as soon as|once|provided that|provided|on (?:the )?condition(?: that)?|unless"
    r"|as long as|only after|only if|subject to|pending"
    r"|in (?:the )?(?:event|case)(?: of| that)?)\s+",
    re.IGNORECASE,
)
CONDITION_END = re.compile(r"[,;.”\"]|\s+then\b|$")
NO_CONDITION = re.compile(r"it takes|necessary|needed|required|possible", re.IGNORECASE)
"""What behind "as long as" only tells that something lasts."""
BEGINS = re.compile(r"\b(?:from|since|starting(?: on)?|beginning(?: on)?)\s+\w*")
ENDS = re.compile(r"\b(?:until|till|by|through)\b")

HELPING = frozenset({CommitmentKind.AID, CommitmentKind.GUARANTEE, CommitmentKind.SANCTIONS_RELIEF})
"""Kinds that are for somebody, whose own things they may name."""

FOR_WHOM = frozenset({"for", "to", "helping", "supporting", "support"})
"""Words before somebody who benefits."""

EARLIER = 25
"""Characters by which a less telling kind must stand before a more telling one to win."""

CONDITION_REACH = 30
"""Characters behind a commitment within which it may be called unconditional."""


def commitment_of(
    context: Context, names: tuple[str, ...], standing: Standing, words: Tokens, whole: Tokens
) -> Commitment:
    """The commitment of somebody to what some words tell.

    Args:
        context: the text.
        names: who would do it.
        standing: how far it stands for them.
        words: tokens of what would be done.
        whole: tokens of all that states it.

    Raises:
        AnchorError: a range of tokens is empty.
    """
    span = context.parsed.span(*whole)
    since, until = _term(context, span)
    kind = kind_of(context.parsed.words(*words))
    to = _beneficiaries(context, words, names, helped=kind in HELPING)
    amounts = tuple(s.amount for s in sums(context.parsed.document.text, span.start, span.end))
    given = bool(amounts and to) and standing in {Standing.PROMISED, Standing.OFFERED}
    return Commitment(
        by=names,
        to=to,
        kind=CommitmentKind.AID if given and kind is CommitmentKind.OTHER else kind,
        standing=standing,
        amounts=amounts,
        conditions=_conditions(context, span, whole[1]),
        since=since,
        until=until,
        text=span,
    )


def kind_of(words: str) -> CommitmentKind:
    """What words are about: the most telling kind, unless another is named well before it."""
    early = None
    for kind, words_of_kind in commitment_kinds():
        match = words_of_kind.search(words)
        if match and (early is None or match.start() + EARLIER < early[0]):
            early = (match.start(), kind)
    return early[1] if early else CommitmentKind.OTHER


def is_deed(context: Context, start: int, end: int) -> bool:
    """Whether words name something that is done, such as aid, a truce or a withdrawal."""
    return kind_of(context.parsed.words(start, end)) is not CommitmentKind.OTHER


def _beneficiaries(
    context: Context, words: Tokens, by: tuple[str, ...], *, helped: bool
) -> tuple[str, ...]:
    """Those named behind "for", "to" or "support" who are not the doers.

    Where somebody is ``helped``, also whose defence, people or government it is for.
    """
    names = []
    start, end = words
    for i in range(start + 1, end):
        mention = context.mention(i)
        if mention is None or mention.start != i or mention.kind == "place":
            continue
        before = context.doc[i - 1].lower_
        if before == "the" and i >= 2:
            before = context.doc[i - 2].lower_
        given = before in group("giving_verbs") and mention.kind != "person"
        told = mention.role in {"name", "capital"} and (before in FOR_WHOM or given)
        if told or (helped and mention.kind == "state" and _is_helped(context, mention, words)):
            names.append(context.name(mention))
    return tuple(name for name in dict.fromkeys(names) if name not in by)


def _is_helped(context: Context, mention: Mention, words: Tokens) -> bool:
    """Whether a state is who is helped by what is done for its own: "X's grid", "people of X"."""
    doc, first = context.doc, mention.start
    before = [t.lower_ for t in doc[max(words[0], first - 6) : first]]
    behind = doc[mention.end] if mention.end < words[1] else None
    if behind is not None and mention.role == "demonym":
        near = before[-1:] if before[-1:] != ["the"] else before[-2:-1]
        given = set(near) & (FOR_WHOM | group("giving_verbs"))
        return bool(given) and behind.lower_ in group("helped_nouns")
    if behind is not None and behind.lower_ in {"'s", "’s"}:
        return not _is_harmful(behind)
    return before[-1:] == ["of"] and any(word in group("helped_nouns") for word in before[-3:-1])


def _is_harmful(mark: Token) -> bool:
    """Whether what somebody owns is force or harm that he does: "X's attacks", "X's threats"."""
    owned = mark.head.head if mark.dep_ == "case" else mark.head
    between = mark.doc[mark.i + 1 : max(owned.i, mark.i) + 1]
    return any(t.lower_ in group("harmful_nouns") or t.lower_ in force_words("n") for t in between)


def _conditions(context: Context, span: Span, last: int) -> tuple[Span, ...]:
    """What a commitment depends on, in its own span or right behind it."""
    text = context.parsed.document.text
    stop = context.parsed.ends[context.parsed.sentence(last - 1).end - 1]
    free = pattern("unconditional").finditer(
        text, span.start, min(stop, span.end + CONDITION_REACH)
    )
    found = [Span(text, match.start(), match.end()) for match in free]
    for match in CONDITION.finditer(text, span.start, stop):
        if NO_CONDITION.match(text, match.end()):
            continue
        end = CONDITION_END.search(text, match.end(), stop)
        edge = end.start() if end else stop
        if edge > match.end():
            found.append(Span(text, match.end(), edge))
    return tuple(found)


def _term(context: Context, span: Span) -> tuple[str | None, str | None]:
    """First and last day of a commitment's term, where "from" and "until" say so."""
    text = context.parsed.document.text
    since = until = None
    for time in context.times:
        if not span.start <= time.start < span.end:
            continue
        before = text[max(span.start, time.start - 12) : time.end].lower()
        if BEGINS.search(before):
            since = since or time.day
        elif ENDS.search(before):
            until = until or time.day
    return since, until
