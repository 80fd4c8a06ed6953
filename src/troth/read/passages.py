"""Passages: the content of a statement, and what can be asked about its words."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from troth.read.clauses import subject_of
from troth.read.context import Context
from troth.read.lexicon import group, role_nouns, words
from troth.read.referents import OURS, PLURAL, SINGULAR, THING, Who
from troth.read.statements import Said
from troth.read.terms import is_deed

RELATIVES = frozenset({"acl", "acl:relcl"})


@dataclass(frozen=True)
class Passage:
    """The content of one statement by its tokens ``[start, end)``."""

    context: Context
    item: Said
    start: int
    end: int

    @property
    def doc(self) -> Doc:
        """The tokens of the text."""
        return self.context.doc

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the passage."""
        return list(self.doc[self.start : self.end])

    @property
    def words(self) -> str:
        """The words of the passage."""
        return self.context.parsed.words(self.start, self.end)

    @property
    def cue(self) -> str:
        """Base form of the verb that tells of speaking; empty without one."""
        cue = self.item.cue
        return cue.entry.verb if cue is not None and cue.entry is not None else ""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, as far as they can be a party."""
        return self.context.parties(self.item.who)

    def holds(self, token: Token | None) -> bool:
        """Whether a token stands in the passage."""
        return token is not None and self.start <= token.i < self.end

    def is_deed(self) -> bool:
        """Whether the passage names something that is done."""
        return is_deed(self.context, self.start, self.end)

    def opening(self) -> str:
        """How the passage opens: as an ``infinitive``, a ``clause`` or a ``phrase``."""
        first, second = self.doc[self.start], self.doc[min(self.start + 1, self.end - 1)]
        if first.lower_ == "to" or (first.lower_ == "not" and second.lower_ == "to"):
            return "infinitive"
        verb = self.main_verb()
        if verb is None or verb.dep_ in RELATIVES:
            return "phrase"
        return "clause" if self.holds(subject_of(verb)) else "phrase"

    def main_verb(self) -> Token | None:
        """The finite verb that the passage is built on, or its copula's complement."""
        for token in self.tokens:
            outermost = not self.holds(token.head) or token.head.i == token.i
            if outermost and _carries(token) and not _is_beside(token):
                return token
        for token in self.tokens:
            modal = token.tag_ == "MD" and token.head.i != token.i and self.holds(token.head)
            if modal and token.head.dep_ not in RELATIVES | {"advcl"}:
                return token.head
        return None

    def to(self, start: int, end: int) -> int | None:
        """The first "to" before a verb in tokens ``[start, end)``."""
        for k in range(start, end):
            following = range(k + 1, min(k + 3, end))
            if self.doc[k].lower_ == "to" and any(self.doc[n].tag_ == "VB" for n in following):
                return k
        return None

    def parties_in(self, start: int, end: int, *, only_people: bool = False) -> tuple[str, ...]:
        """The parties named by the phrase that tokens ``[start, end)`` make.

        A plural that is not known for people counts unless ``only_people``.
        """
        here = list(self.doc[start:end])
        heads = [
            token
            for token in here
            if token.tag_.startswith(("NN", "PRP", "CD")) and not start <= token.head.i < end
        ]
        heads += [
            token
            for token in here
            if token.tag_.startswith("NN") and token.dep_ not in {"compound", "nmod:poss"}
        ]
        if not heads:
            return ()
        who = self.context.resolver.who(heads[0])
        named = self.context.parties(who) or self._belonging(heads[0], start)
        plural = heads[0].tag_ in {"NNS", "NNP", "NNPS"} and not only_people
        return named or (who.names if plural else self._people(who))

    def _belonging(self, head: Token, start: int) -> tuple[str, ...]:
        """The state or body that a phrase for a thing names as its doer: "G7 action"."""
        for i in range(max(start, head.left_edge.i), head.i):
            mention = self.context.mention(i)
            if mention is not None and mention.kind in {"state", "body"}:
                return (self.context.name(mention),)
        return ()

    @staticmethod
    def _people(who: Who) -> tuple[str, ...]:
        """The names of people described, and of no things."""
        heads = {name: name.lower().split(" of ")[0].split() for name in who.names}
        return tuple(name for name, own in heads.items() if set(own) & _people_words())

    def parties_of(self, subject: Token) -> tuple[str, ...]:  # noqa: PLR0911 -- a table of cases
        """The parties that a subject in the passage means; the speakers for "we"."""
        lower = subject.lower_
        if lower in OURS:
            return self.speakers
        side = self.context.named_side(subject)
        if side:
            return (side,)
        who = self.context.resolver.who(subject)
        owners = {child.lower_ for child in subject.children if child.dep_ == "nmod:poss"}
        if owners & (SINGULAR | PLURAL | THING | OURS) and who.actor is None:
            return self.home()
        if lower in SINGULAR | THING and self.context.parsed.in_quotation(subject.i):
            return tuple(name for name in self.context.parties(who) if name not in self.speakers)
        if lower in SINGULAR | THING and not who.names:
            return self.speakers
        states = self.context.states(subject.left_edge.i, subject.i)
        if who.actor is None and states:
            return (states[0],)
        return self.context.parties(who) or self._people(who)

    def home(self) -> tuple[str, ...]:
        """The state that the speaker's administration, troops or funds belong to, if known."""
        who = self.item.who
        if who.actor is not None:
            resolver = self.context.resolver
            if resolver.names.actors[who.actor].kind == "person":
                home = resolver.home(who.actor)
                return (home,) if home else who.names
        return self.speakers


def is_for_people(noun: str) -> bool:
    """Whether a noun is one for people or what people make up."""
    return noun in _people_words()


def _is_beside(token: Token) -> bool:
    """Whether a verb is that of a clause beside the main one: "…, as it defends itself"."""
    return token.dep_ == "advcl" and any(child.dep_ == "mark" for child in token.children)


@cache
def _people_words() -> frozenset[str]:
    """Nouns for people and for what people make up."""
    listed = (words(f"{name}.txt") for name in ("speakers", "civilians", "people"))
    return frozenset(role_nouns()).union(group("doer_nouns"), *listed)


def _carries(token: Token) -> bool:
    """Whether a clause can be built on a token: a verb, or the complement of a copula."""
    if token.tag_.startswith("VB"):
        return token.dep_ not in RELATIVES
    return any(child.dep_ in {"cop", "aux", "nsubj"} for child in token.children)
