"""Whereabouts: the place where a text says that force was used."""

from collections.abc import Iterator

from spacy.tokens import Token

from troth.read.clauses import place_near, subject_of
from troth.read.context import Context
from troth.read.lexicon import force_words
from troth.read.mentions import Mention

REACH = 12
"""Tokens behind a clause within which the sentence may still tell the place."""

APART = frozenset({"acl:relcl", "advcl", "parataxis"})
"""Clauses that tell of something else than what they hang on."""


def place_of(
    context: Context, token: Token, start: int, end: int, target: Token | None
) -> str | None:
    """The place of the force that a verb or noun tells in tokens ``[start, end)``.

    A preposition of place tells it, else the name before the noun ("the Kabul attack"), else what
    was hit or taken where that is a place.
    """
    last = min(context.parsed.sentence(token.i).end, end + REACH)
    own = max(token.i + 1, _before_aside(token, end))
    return (
        place_near(context, token, start, own)
        or _before_noun(context, token)
        or _in_target(context, target)
        or place_near(context, token, start, max(own, _before_aside(token, last)))
    )


def is_where(context: Context, mention: Mention) -> bool:
    """Whether a name before a noun of force tells where it was: "the Kabul attack"."""
    doc = context.doc
    behind = context.mention(mention.end + 1) if mention.end + 1 < len(doc) else None
    stated = behind is not None and behind.kind == "state" and doc[mention.end].text == ","
    return mention.kind == "place" or mention.role == "capital" or stated


def _before_aside(token: Token, last: int) -> int:
    """Where the sentence behind a token goes on with something else."""
    for other in token.doc[token.i + 1 : last]:
        if other.dep_ in APART and other.head.i < other.i and not other.is_ancestor(token):
            return max(token.i + 1, other.left_edge.i)
    return last


def _before_noun(context: Context, token: Token) -> str | None:
    noun = token if token.tag_.startswith("NN") else subject_of(token)
    if noun is None or noun.lower_ not in force_words("n"):
        return None
    for mention in _between(context, noun.left_edge.i, noun.i):
        if mention.kind != "person" and mention.role in {"name", "capital"}:
            owned = context.doc[mention.end].dep_ == "case"
            if is_where(context, mention) and not owned:
                return context.parsed.words(mention.start, mention.end)
    return None


def _in_target(context: Context, target: Token | None) -> str | None:
    """The place that was hit or taken, by its name or behind "the town of"."""
    if target is None:
        return None
    heads = [
        target,
        *(c for c in target.children if c.dep_ in {"nmod", "appos"} and c.i > target.i),
    ]
    for head in heads:
        mention = context.mention(head.i)
        named = mention is not None and context.doc[mention.start].text[0].isupper()
        if mention and named and (mention.kind == "place" or mention.role == "capital"):
            return context.parsed.words(mention.start, mention.end)
    return None


def _between(context: Context, start: int, end: int) -> Iterator[Mention]:
    return iter(context.resolver.names.near(start, end))
