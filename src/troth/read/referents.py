"""Who a phrase means, and the small words that stand for somebody."""

from dataclasses import dataclass

SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
THING = frozenset({"it", "its", "itself"})
OURS = frozenset({"we", "us", "our", "i", "me", "my"})
DETERMINERS = frozenset("the a an this that these those both another its their his her".split())


@dataclass(frozen=True)
class Who:
    """Who a phrase means.

    Attributes:
        names: of the persons, states, bodies or groups; empty when they cannot be told.
        kind: person, state, body, group, unnamed or unknown.
        start: first token of the phrase as it stands in the text.
        end: one past its last token.
        actor: index of the one actor that is meant, when the text names him.
    """

    names: tuple[str, ...]
    kind: str
    start: int
    end: int
    actor: int | None = None
