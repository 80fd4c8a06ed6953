"""Victims: who was hit by force, and how many the phrase for them tells of."""

import re
from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from troth.read.clauses import phrase
from troth.read.context import Context
from troth.read.numbers import number
from troth.read.referents import SINGULAR

ONE = frozenset({"a", "an", "one", "another"})


def whole(context: Context, head: Token) -> tuple[int, int]:
    """Tokens of the phrase for what was hit, with all that is joined to it.

    A name that the parse has cut off or apart belongs to it.
    """
    doc = context.doc
    start, end = phrase(context.parsed, head)
    if start and (doc[start - 1].lower_, doc[start].lower_) == ("at", "least"):
        start -= 1
    behind = context.mention(end) if head.tag_ == "NN" and end < len(doc) else None
    named = context.mention(head.i) or behind
    if named is not None and named.kind == "person" and named.start <= end:
        start, end = min(start, named.start), max(end, named.end)
    while end + 1 < len(doc) and doc[end].tag_ == "HYPH":
        end += 2
    return start, max([end, *(phrase(context.parsed, part)[1] for part in _joined(head))])


def victims_of(
    context: Context, target: Token | None, by: tuple[str, ...]
) -> tuple[tuple[str, ...], bool]:
    """The persons who were killed or hurt, and whether the phrase for them names them."""
    if target is None:
        return (), False
    named = _named(context, target)
    who = context.resolver.who(target)
    meant = who.names if who.kind == "person" and len(who.names) == 1 else ()
    if named or (meant and not set(meant) & set(by)):
        return named or meant, bool(named)
    named = _by_part(context, target)
    return named, bool(named)


def _named(context: Context, target: Token) -> tuple[str, ...]:
    found = []
    for token in context.doc[target.left_edge.i : target.right_edge.i + 1]:
        if token.is_punct or (token.tag_.startswith("VB") and token.i > target.i):
            break
        mention = context.mention(token.i)
        if mention is not None and mention.kind == "person" and not _of_another(token, target):
            found.append(context.name(mention))
    return tuple(dict.fromkeys(found))


def _by_part(context: Context, target: Token) -> tuple[str, ...]:
    """The one person whose name holds the capitalised words of a phrase: "al-Lee"."""
    start, end = whole(context, target)
    own = {token.lower_ for token in context.doc[start:end] if token.text.istitle()}
    names = [actor.name for actor in context.resolver.names.actors if actor.kind == "person"]
    holders = [name for name in names if own and own <= _parts(name)]
    fullest = max(holders, key=lambda name: len(_parts(name)), default="")
    return (fullest,) if fullest and all(_parts(n) <= _parts(fullest) for n in holders) else ()


def _parts(name: str) -> set[str]:
    return set(re.split(r"[\s-]+", name.lower()))


def _of_another(token: Token, head: Token) -> bool:
    """Whether a name in a phrase only tells whose the victim is: "Ann Lee's son"."""
    while token.i not in {head.i, token.head.i}:
        if token.dep_ == "nmod:poss":
            return True
        token = token.head
    return False


def counted(context: Context, head: Token) -> tuple[int | None, bool]:
    """How many victims a phrase tells of, and whether it lists several: "a man and two women".

    None where one of them is not counted, as in "dozens of soldiers".
    """
    parts = _without_titles(context, [head, *_joined(head)])
    counts = [_one(context, part) for part in parts]
    known = [count for count in counts if count is not None]
    return (sum(known) if len(known) == len(parts) else None), len(parts) > 1


def _without_titles(context: Context, parts: list[Token]) -> list[Token]:
    """The victims of a list, in which "senator and candidate Ann Lee" is one person."""
    titles = list(takewhile(_is_title, parts))
    following = titles[-1].i + 1 if titles else len(context.doc)
    named = context.mention(following) if following < len(context.doc) else None
    if len(titles) < 2 or named is None or named.kind != "person":
        return parts
    rest = parts[len(titles) :]
    apart = any(named.start <= part.i < named.end for part in rest)
    return rest if apart else [titles[-1], *rest]


def _is_title(noun: Token) -> bool:
    """Whether a noun has no article, owner or number, as titles before a name."""
    own = {child.dep_ for child in noun.lefts}
    return noun.tag_ == "NN" and not own & {"det", "nummod", "nmod:poss"}


def _joined(head: Token) -> Iterator[Token]:
    for child in head.children:
        verbs = any(token.tag_.startswith("VB") for token in head.doc[head.i : child.i])
        if child.dep_ == "conj" and child.tag_.startswith(("NN", "CD", "PRP")) and not verbs:
            yield child
            yield from _joined(child)


def _one(context: Context, head: Token) -> int | None:
    for child in (head, *head.lefts):
        if child.tag_ == "CD" and (child is head or child.dep_ == "nummod"):
            value = number(context.parsed.words(child.left_edge.i, child.i + 1))
            return value if isinstance(value, int) else None
    first = next((c.lower_ for c in head.lefts if c.dep_ == "det"), head.lower_)
    if head.lower_ == "one" or (first in ONE and head.tag_ == "NN"):
        return 1
    mention = context.mention(head.i)
    who = context.resolver.who(head)
    alone = (mention is not None and mention.kind == "person") or head.lower_ in SINGULAR
    plain = head.tag_ == "NN" and who.kind == "person" and len(who.names) == 1
    return 1 if alone or plain else None
