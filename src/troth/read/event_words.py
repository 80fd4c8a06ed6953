"""The vocabulary of events: verbs and nouns with their PLOVER types, from the lexicon's tables."""

from dataclasses import dataclass
from functools import cache

from troth.read.lexicon import rows, verb_forms

LONGEST = 4
"""Words of the longest phrase that a class of nouns has."""
USUAL = ("iobj", "obj", "against", "with", "to", "on", "at", "in", "from", "of", "for", "clause")
"""Where a recipient stands when a verb does not tell better."""


@dataclass(frozen=True)
class VerbRow:
    """One way in which a verb tells of an event.

    Attributes:
        particle: words that belong to the verb, such as ``off`` in "call off"; may be empty.
        objects: alternatives of classes that must all stand beside it; empty for none.
        plover: a type with its mode, or one of the words that the table explains.
        recipient: slots in which to whom it is done may stand, the likelier ones first.
    """

    particle: tuple[str, ...]
    objects: tuple[frozenset[str], ...]
    plover: str
    recipient: tuple[str, ...]

    def takes(self, classes: set[str]) -> bool:
        """Whether what stands beside the verb is what this row is for."""
        return not self.objects or any(each <= classes for each in self.objects)


@cache
def event_verbs() -> dict[str, tuple[VerbRow, ...]]:
    """Ways to tell of an event by every form of the verb; those with a particle come first.

    Adjectives and nouns that follow "be" stand under ``be`` and their first word, such as
    ``be willing``.
    """
    found: dict[str, list[VerbRow]] = {}
    for row in rows("event_verbs.tsv"):
        for verb in row["verbs"].split():
            base, *particle = verb.split("_")
            if base == "be":
                forms, particle = {f"be {particle[0]}"}, particle[1:]
            else:
                forms = set(_forms(base))
            entry = VerbRow(
                tuple(particle),
                _alternatives(row["objects"]),
                row["plover"],
                tuple(row["recipient"].split()) or USUAL,
            )
            for form in forms:
                found.setdefault(form, []).append(entry)
    return {form: tuple(sorted(each, key=_without_particle)) for form, each in found.items()}


def _forms(base: str) -> frozenset[str]:
    """The forms of a verb, of which the last part of "re-open" is inflected."""
    first, dash, last = base.rpartition("-")
    return frozenset(first + dash + form for form in verb_forms(last))


def _without_particle(row: VerbRow) -> bool:
    return not row.particle


def _alternatives(cell: str) -> tuple[frozenset[str], ...]:
    return () if cell == "*" else tuple(frozenset(each.split("&")) for each in cell.split("|"))


@dataclass(frozen=True)
class NounClass:
    """A class of nouns that a phrase belongs to, and the PLOVER type of doing what it names."""

    name: str
    plover: str | None


@cache
def event_nouns() -> dict[str, tuple[NounClass, ...]]:
    """Classes by every word or phrase of them, singular and plural, in lower case."""
    found: dict[str, dict[str, NounClass]] = {}
    for row in rows("event_nouns.tsv"):
        entry = NounClass(row["class"], row["plover"] or None)
        for word in row["words"].split(","):
            for form in (word, _plural(word)):
                found.setdefault(form, {}).setdefault(entry.name, entry)
    return {form: tuple(each.values()) for form, each in found.items()}


def _plural(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
