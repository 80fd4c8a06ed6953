"""Incidents that people or a rule have joined into one event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Join:
    """Two incidents that are one event.

    Attributes:
        a, b: their content ids.
        by: who decided, or the name of the rule.
        reason: in their words.
        at: when, in UTC, ISO 8601.
        rule: name and version of the rule that proposed it; None when nobody but a person did.
    """

    a: str
    b: str
    by: str
    reason: str
    at: str
    rule: str | None = None


def events(joins: Iterable[Join]) -> Mapping[str, str]:
    """The event of each joined incident: the smallest id among all that hang together."""
    leads: dict[str, str] = {}

    def root(item: str) -> str:
        while (above := leads.setdefault(item, item)) != item:
            leads[item] = leads.setdefault(above, above)
            item = above
        return item

    for join in joins:
        first, second = sorted((root(join.a), root(join.b)))
        leads[second] = first
    return {item: root(item) for item in sorted(leads)}
