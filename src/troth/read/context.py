"""Context: what is known of a text when meetings, commitments and incidents are sought in it."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from troth.read.calendar import When
from troth.read.layout import SegmentKind
from troth.read.lexicon import words
from troth.read.names import Mention
from troth.read.parsed import Parsed
from troth.read.referents import Who
from troth.read.statements import Said
from troth.read.who import Resolver


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
        return self.resolver.names.name(mention)

    def states(self, start: int, end: int) -> list[str]:
        """The state that each of the tokens ``[start, end)`` names, where it names one."""
        found = (self.mention(i) for i in range(start, end))
        return [self.name(m) for m in found if m is not None and m.kind == "state"]

    def parties(self, who: Who) -> tuple[str, ...]:
        """The names that can be a party: persons, states, bodies, or people described."""
        if who.kind in {"person", "state", "body"} and who.actor is not None:
            return who.names
        named = {actor.name for actor in self.resolver.names.actors if actor.kind != "place"}
        return tuple(name for name in who.names if name in named or _describes_people(name))

    def parties_at(self, head: Token) -> tuple[str, ...]:
        """The names of the parties that the phrase around a token means."""
        return self.parties(self.resolver.who(head))


def _describes_people(name: str) -> bool:
    """Whether the noun that a description is built on is one for people or bodies."""
    head = re.split(r" (?:of|from|within|inside|for|to|in|at|with) ", name, maxsplit=1)[0].split()
    return bool(head) and head[-1].lower() in words("speakers.txt")
