"""Measures: what an authority puts into force, extends or orders: a decree, a curfew, mourning."""

from spacy.tokens import Token

from troth.model import Standing
from troth.read.clauses import dependents
from troth.read.lexicon import group

OBJECTS = frozenset({"obj", "xcomp", "obl:unmarked"})
"""Where what is declared may stand: "declared Monday a day of mourning"."""


def enacted(verb: Token) -> Token | None:
    """The measure that a verb puts into force or changes, or the agreement that it makes."""
    if verb.lower_ not in group("enacting_verbs"):
        return None
    behind = (c for c in verb.children if c.dep_ in OBJECTS and c.i > verb.i)
    return next((c for c in behind if measure_standing(c) is not None), None)


def measure_standing(noun: Token) -> Standing | None:
    """How far what is enacted stands: agreed by its parties, or promised by one."""
    if noun.lower_ in group("agreed_nouns"):
        return Standing.AGREED
    return Standing.PROMISED if _is_measure(noun) else None


def _is_measure(noun: Token) -> bool:
    """Whether a noun names a measure, or the span or state of one: "three days of mourning"."""
    told = (noun, *dependents(noun, "of"))
    return any(each.lower_ in group("enacted_nouns") for each in told)
