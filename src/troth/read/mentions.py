"""Mentions: the places where a text names somebody, and the actors that they name."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from troth.read.parsed import Parsed


@dataclass(frozen=True)
class Mention:
    """Tokens ``[start, end)`` that name the actor with index ``actor``.

    ``role`` is ``name``, or for a state also ``demonym``, ``people`` or ``capital``.
    """

    start: int
    end: int
    kind: str
    role: str
    actor: int


@dataclass
class Named:
    """Somebody or something that the text names, gathered from all its mentions."""

    kind: str
    forms: Counter[str] = field(default_factory=Counter)
    name: str = ""
    states: list[str] = field(default_factory=list)
    offices: list[tuple[str, str | None, int, int]] = field(default_factory=list)
    woman: bool | None = None


@dataclass
class Names:
    """Every mention of a document in order, and the actors they name."""

    parsed: Parsed
    mentions: list[Mention]
    actors: list[Named]
    at: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.at = {i: m for m in self.mentions for i in range(m.start, m.end)}

    def near(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in tokens ``[start, end)``, in order."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start)
        return self.mentions[first:last]

    def name(self, mention: Mention) -> str:
        """The fullest name of who is mentioned."""
        return self.actors[mention.actor].name

    def people(self) -> list[int]:
        """Indices of the actors that are persons."""
        return [i for i, actor in enumerate(self.actors) if actor.kind == "person"]
