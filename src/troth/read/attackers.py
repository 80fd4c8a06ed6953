"""Attackers: who a text says used force, by its verb, its noun, or whom it is laid to."""

from spacy.tokens import Token

from troth.read.blows import FALLING, is_passive, victim
from troth.read.clauses import case, dependents, subject_of
from troth.read.context import Context
from troth.read.lexicon import ForceWord, force_words, group
from troth.read.mentions import Mention
from troth.read.whereabouts import is_where

ATTRIBUTED = ("to", "on")
BLAMED = frozenset({"for", "of"})
CLAIMED = frozenset({"responsibility", "credit"})


class Attackers:
    """Finds who used the force that the words of one text tell."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._doc = context.doc

    def of_verb(self, token: Token) -> tuple[str, ...]:
        """Who a verb says did it."""
        if token.lower_ in FALLING:
            head = next(dependents(token, "to", "under"), None)
            return (self.owner(head) or self._parties(head)) if head is not None else ()
        if is_passive(token):
            by = next(dependents(token, "by"), None)
            return (self._parties(by) or self.owner(by)) if by is not None else ()
        subject = subject_of(token)
        if subject is None:
            return ()
        return self._parties(subject) or self.owner(subject)

    def of_noun(self, token: Token, word: ForceWord) -> tuple[str, ...]:
        """Who a noun's phrase says did it, else who is said to have claimed it."""
        by: tuple[str, ...] = ()
        if victim(token, word) is None:
            by = self.named(token)
        told = by or self.performer(token) or self._accused(token)
        return told or claimed_by(self._context, token)

    def _parties(self, head: Token) -> tuple[str, ...]:
        """Whom a phrase means, armed people by their description as well: "gunmen"."""
        named = self._context.parties_at(head)
        armed = head.lower_ in group("armed_people")
        return named or (self._context.resolver.who(head).names if armed else ())

    def _accused(self, noun: Token) -> tuple[str, ...]:
        """Whom the text says a deed is laid to: "attributed the attack to rebels"."""
        heads: list[Token] = []
        for child in noun.children:
            if child.dep_ == "acl" and child.tag_ == "VBN":
                cases = ATTRIBUTED if child.lower_ in group("attributing") else ("by",)
                heads += dependents(child, *cases)
        verb = noun.head
        if noun.dep_ == "obj" and verb.lower_ in group("attributing"):
            heads += dependents(verb, *ATTRIBUTED)
        if noun.dep_ in {"nsubj:pass", "nsubj"} and verb.lower_ in group("attributing"):
            heads += dependents(verb, *ATTRIBUTED)
        if noun.dep_ == "obl" and case(noun) in BLAMED and verb.lower_ in group("blaming"):
            heads += (child for child in verb.children if child.dep_ == "obj")
        found = (name for head in heads for name in self._parties(head))
        return tuple(dict.fromkeys(found))

    def named(self, token: Token) -> tuple[str, ...]:
        """Who a noun's own phrase says did it, before it or behind "by"."""
        behind = dependents(token, "by", "from")
        return self.owner(token) or tuple(name for child in behind for name in self._parties(child))

    def performer(self, noun: Token) -> tuple[str, ...]:
        """Who is said to have carried out what a noun names: "the group staged two attacks"."""
        verb = noun.head
        if noun.dep_ != "obj" or verb.lower_ not in group("performing") or is_passive(verb):
            return ()
        subject = subject_of(verb)
        return self._parties(subject) if subject is not None else ()

    def owner(self, noun: Token) -> tuple[str, ...]:
        """Whose strike or forces a phrase names: "Turkish airstrikes", "the group's attack"."""
        found: list[str] = []
        for child in noun.children:
            if child.dep_ == "nmod:poss" and child.i < noun.i:
                found += self._parties(child)
        for i in range(noun.left_edge.i, noun.i):
            mention = self._context.mention(i)
            if mention is None or mention.kind not in {"state", "body"} or found:
                continue
            before = self._doc[i - 1].lower_ if i else ""
            elsewhere = before in {"in", "on", "against", "near", "of", "from"}
            if not (elsewhere or self._is_backer(mention) or is_where(self._context, mention)):
                found.append(self._context.name(mention))
        return tuple(dict.fromkeys(found))

    def _is_backer(self, mention: Mention) -> bool:
        """Whether a name only tells who stands behind it: "a British-backed coup"."""
        behind = self._doc[mention.end : mention.end + 2]
        return [token.lower_ for token in behind] == ["-", "backed"]


def claimed_by(context: Context, token: Token) -> tuple[str, ...]:
    """Who its own sentence or one of the two behind it says claimed a use of force."""
    number = context.parsed.sentence_of[token.i]
    for item in context.said:
        cue = item.cue
        if cue is None or cue.entry is None or cue.entry.verb != "claim":
            continue
        claimed = {t.lower_ for t in context.doc[item.ranges[0][0] : item.ranges[-1][1]]}
        if not (claimed & CLAIMED or (cue.passive and claimed & force_words("n").keys())):
            continue
        if 0 <= context.parsed.sentence_of[cue.verb.i] - number <= 2:
            return context.parties(item.who)
    return ()
