"""Small questions about a parse, shared by the readers of meetings, commitments and incidents."""

from collections.abc import Iterator

from spacy.tokens import Token

from troth.read.calendar import When
from troth.read.context import Context
from troth.read.lexicon import group
from troth.read.parsed import Parsed

MODALS = frozenset("would could might may should can must shall 'd ’d".split())
FUTURE = frozenset("will 'll ’ll shall".split())
BEING = frozenset({"is", "are", "was", "were"})
UNREAL = frozenset(
    "any potential possible future further no another eventual prospective hypothetical".split()
)
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "without"})
ENDING = frozenset("acl:relcl advcl parataxis appos punct cc conj".split())
"""Dependents behind a noun with which its phrase ends."""


def case(token: Token) -> str:
    """The preposition of a phrase, in lower case; empty without one."""
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")


def verb_of(token: Token) -> Token | None:
    """The verb that a noun is object, subject or adjunct of."""
    head = token
    for _ in range(4):
        if head.head.i == head.i:
            return None
        head = head.head
        if head.tag_.startswith("VB"):
            return head
    return None


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is joined to or governed by."""
    seen = verb
    for _ in range(4):
        found = next((c for c in seen.children if c.dep_ in {"nsubj", "nsubj:pass"}), None)
        if found is not None:
            return found
        if seen.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "csubj"} or seen.head.i == seen.i:
            return None
        seen = seen.head
    return None


def auxiliaries(verb: Token) -> set[str]:
    """Auxiliaries and negations of a verb and of the verbs it depends on as a complement."""
    found = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass", "advmod", "mark"}}
    if verb.dep_ in {"xcomp", "csubj", "ccomp"} and verb.head.i != verb.i:
        found |= {c.lower_ for c in verb.head.children if c.dep_ in {"aux", "advmod", "cop"}}
        found.add(verb.head.lower_)
    return found


def dependents(token: Token, *cases: str) -> Iterator[Token]:
    """Phrases of a token that stand behind one of the prepositions."""
    for child in token.children:
        agent = child.dep_ == "obl:agent" and "by" in cases and not case(child)
        if agent or (child.dep_ in {"nmod", "obl", "obl:agent", "advcl"} and case(child) in cases):
            yield child


def phrase(parsed: Parsed, head: Token) -> tuple[int, int]:
    """Tokens of a noun phrase with its prepositional phrases, relative clauses left out."""
    start, end = head.left_edge.i, head.i + 1
    while start < head.i and _is_joint(parsed.doc[start]):
        start += 1
    for child in sorted(head.children, key=lambda t: t.i):
        if child.i < head.i:
            continue
        if child.dep_ in ENDING:
            break
        end = max(end, child.right_edge.i + 1)
    while end > start + 1 and _is_stop(parsed.doc[end - 1]):
        end -= 1
    return start, end


def _is_joint(token: Token) -> bool:
    return token.is_punct or token.dep_ in {"case", "cc", "mark"}


def _is_stop(token: Token) -> bool:
    return token.is_punct and token.text not in {'"', "”"}


def time_near(parsed: Parsed, times: list[When], token: Token, start: int, end: int) -> When | None:
    """The time named nearest to a token within tokens ``[start, end)``."""
    first, last = parsed.starts[start], parsed.ends[end - 1]
    here = [t for t in times if first <= t.start < last]
    return min(here, key=lambda t: abs(parsed.token_at(t.start) - token.i), default=None)


def place_near(context: Context, token: Token, start: int, end: int) -> str | None:
    """The place that tokens ``[start, end)`` put the thing in, by a preposition of place.

    The nearest one, and rather a place in a state than the whole state.
    """
    doc = context.doc
    best: tuple[tuple[bool, int], str] | None = None
    for i in range(start, end):
        mention = context.mention(i)
        if mention is None or mention.start != i or mention.kind == "person":
            continue
        owns = mention.end < len(doc) and doc[mention.end].text in {"'s", "’s"}
        if mention.role in {"demonym", "people"} or owns or not _is_in(context, i, start):
            continue
        whole = mention.kind == "state" and mention.role != "capital"
        rank = (whole, abs(i - token.i))
        if best is None or rank < best[0]:
            best = (rank, context.parsed.words(mention.start, mention.end))
    return best[1] if best else None


def _is_in(context: Context, place: int, start: int) -> bool:
    """Whether a preposition of place stands before a name and at most two words of its phrase."""
    doc = context.doc
    first = place - 1
    while first > start and (
        doc[first].lower_ == "the"
        or (doc[first].tag_.startswith(("JJ", "NN", "HYPH")) and place - first < 3)
    ):
        first -= 1
    if doc[first].lower_ in {"of", ","} and doc[first - 1].lower_ in group("place_nouns"):
        first -= 2
        while first > start and doc[first].tag_.startswith(("DT", "JJ", "NN", "POS", "HYPH")):
            first -= 1
    return doc[first].lower_ in {"in", "at", "near", "outside", "inside", "around"}


def is_unreal(parsed: Parsed, noun: Token) -> bool:
    """Whether a noun only names what might be: "any potential attack"."""
    own = {child.lower_ for child in noun.children if child.i < noun.i}
    before = parsed.doc[noun.i - 1].lower_ if noun.i else ""
    return bool(own & UNREAL) or before in UNREAL
