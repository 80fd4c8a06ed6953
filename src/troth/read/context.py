"""Context: what is known of a text when meetings, commitments and incidents are sought in it."""

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from troth.read.calendar import When
from troth.read.layout import SegmentKind
from troth.read.lexicon import group, titles, words
from troth.read.names import Mention
from troth.read.parsed import Parsed
from troth.read.referents import Who
from troth.read.statements import Said
from troth.read.who import Resolver

PAIR = 2
CAPITALISED = r"[A-Z][\w’'-]*"


@dataclass(frozen=True)
class Context:
    """A parsed text with who is who in it, the times it names and what is said in it."""

    parsed: Parsed
    resolver: Resolver
    times: list[When]
    said: list[Said]

    @property
    def doc(self) -> Doc:
        """The tokens of the text."""
        return self.parsed.doc

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The parties of the contact that the text is about; empty where it tells of none."""
        parties = self.resolver.parties
        if len(parties) != PAIR or not self._is_headed(parties[0]):
            return parties
        other = self._other_side(parties[0])
        return (parties[0], other) if other else parties

    def _is_headed(self, name: str) -> bool:
        """Whether the headline names one person only, whose partner the body must tell."""
        people = {
            self.name(mention)
            for mention in self.resolver.names.mentions
            if mention.kind == "person" and mention.start < self.parsed.sentences[0].end
        }
        headed = self.parsed.sentences[0].segment.kind is SegmentKind.HEADLINE
        return headed and people == {name}

    def _other_side(self, name: str) -> str | None:
        """The first other person, or holder of another state's office, that the body names."""
        own = {state for a in self.resolver.names.actors if a.name == name for state in a.states}
        for mention in self.resolver.names.mentions:
            if mention.start < self.parsed.sentences[0].end or self.parsed.in_quotation(
                mention.start
            ):
                continue
            other = self.name(mention)
            if mention.kind == "person" and not set(other.split()) <= set(name.split()):
                return other
            if mention.kind == "state" and other not in own:
                office = self._office(mention)
                if office is not None:
                    return office
        return None

    def _office(self, mention: Mention) -> str | None:
        """The office of a state that a phrase names alone: "President of X", "the X Premier"."""
        doc, i = self.doc, mention.start
        if mention.role == "name" and i > 1 and doc[i - 1].lower_ == "of":
            titled = doc[i - 2].lower_ in titles() and doc[i - 2].text.istitle()
            return self.parsed.words(i - 2, mention.end) if titled else None
        after = mention.end < len(doc) and doc[mention.end].lower_ in titles()
        alone = after and self.mention(mention.end + 1) is None
        titled = alone and mention.role == "demonym" and doc[mention.end].text.istitle()
        return self.parsed.words(i, mention.end + 1) if titled else None

    @property
    def opening(self) -> str:
        """The words of the first sentence; empty for a text without one."""
        first = next(iter(self.parsed.sentences), None)
        return self.parsed.words(first.start, first.end) if first else ""

    def in_headline(self, token: Token) -> bool:
        """Whether a token stands in the headline."""
        return self.parsed.sentence(token.i).segment.kind is SegmentKind.HEADLINE

    def mention(self, i: int) -> Mention | None:
        """The mention of an actor or place that a token belongs to."""
        return self.resolver.names.at.get(i)

    def name(self, mention: Mention) -> str:
        """The name of whom a mention means."""
        return self._fullest(self.resolver.names.name(mention), mention.kind)

    def _fullest(self, name: str, kind: str) -> str:
        """The name of a body in full, as the text gives it somewhere: "Council of X"."""
        if kind != "body" or " of " in name:
            return name
        further = rf"{CAPITALISED}(?: (?:for |of |and )?{CAPITALISED})*"
        longer = rf"\b{re.escape(name)} of (?:the )?{further}"
        found = set(re.findall(longer, self.parsed.document.text))
        return found.pop() if len(found) == 1 else name

    def homes(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The states of leaders; their own names where the text does not tell a state."""
        index = {actor.name: i for i, actor in enumerate(self.resolver.names.actors)}
        homes = [self.resolver.home(index[name]) for name in names if name in index]
        told = tuple(dict.fromkeys(home for home in homes if home is not None))
        return told if len(told) == len(names) else names

    def states(self, start: int, end: int) -> list[str]:
        """The state that each of the tokens ``[start, end)`` names, where it names one."""
        found = (self.mention(i) for i in range(start, end))
        return [self.name(m) for m in found if m is not None and m.kind == "state"]

    def parties(self, who: Who) -> tuple[str, ...]:
        """The names that can be a party: persons, states, bodies, or people described."""
        if who.names and who.names == self.resolver.parties:
            return self.sides
        if who.kind in {"person", "state", "body"} and who.actor is not None:
            return tuple(self._fullest(name, who.kind) for name in who.names)
        named = {actor.name for actor in self.resolver.names.actors if actor.kind != "place"}
        return tuple(name for name in who.names if name in named or _describes_people(name))

    def parties_at(self, head: Token) -> tuple[str, ...]:
        """The names of the parties that the phrase around a token means."""
        side = self.named_side(head)
        return (side,) if side else self.parties(self.resolver.who(head))

    def named_side(self, head: Token) -> str | None:
        """A leader's own side by its full name: "the Lee-Diaz Administration"."""
        first = next((c for c in head.children if c.dep_ == "compound" and c.i < head.i), None)
        titled = head.text.istitle() and head.lower_ in group("own_sides")
        mention = self.mention(head.i)
        known = mention is not None and self.name(mention).endswith(head.text)
        if first is None or not titled or known:
            return None
        return self.parsed.words(first.i, head.i + 1)


def _describes_people(name: str) -> bool:
    """Whether the noun that a description is built on is one for people or bodies."""
    head = re.split(r" (?:of|from|within|inside|for|to|in|at|with) ", name, maxsplit=1)[0].split()
    return bool(head) and head[-1].lower() in words("speakers.txt") | group("doer_nouns")
