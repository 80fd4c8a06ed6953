"""Names in a document: which tokens name a person, a state, a body or a place, and who is who."""

from collections import defaultdict
from collections.abc import Iterator

from troth.model import ActorKind
from troth.read.bodies import find_bodies
from troth.read.lexicon import states
from troth.read.mentions import Mention, Named, Names
from troth.read.merging import choose_names, merged
from troth.read.parsed import Parsed
from troth.read.people import find_people
from troth.read.spelling import (
    ABBREVIATED,
    NOT_NAMES,
    PARTICLES,
    POSSESSIVE,
    SUFFIXES,
    form,
    is_variant,
    simple,
    state_form,
)

__all__ = ["KINDS", "POSSESSIVE", "Mention", "Named", "Names", "find_names", "simple"]

KINDS = {
    "person": ActorKind.PERSON,
    "state": ActorKind.STATE,
    "body": ActorKind.BODY,
    "group": ActorKind.GROUP,
}
"""Kinds of actor by the kind of mention; places are no actors."""


def find_names(parsed: Parsed) -> Names:
    """All names of a parsed document, with one actor for all that name the same."""
    found = sorted(_raw(parsed), key=lambda item: item[0])
    actors: list[Named] = []
    index: dict[tuple[str, str], int] = {}
    mentions = []
    for start, end, kind, role, key in found:
        number = index.setdefault((kind, key), len(actors))
        if number == len(actors):
            actors.append(Named(kind, name=key))
        actors[number].forms[form(parsed, start, end)] += 1
        mentions.append(Mention(start, end, kind, role, number))
    names = Names(parsed, merged(parsed, actors, mentions), actors)
    choose_names(names)
    return names


LONGER = frozenset({"ORG", "LOC"})
"""Labels of names that a surname can be part of, as in "Trump Tower"."""

Raw = tuple[int, int, str, str, str]


def _raw(parsed: Parsed) -> Iterator[Raw]:
    """Mentions as (start, end, kind, role, key); none overlap."""
    taken: set[int] = set()
    full = [item for item in find_people(parsed) if not _only_state(parsed, *item)]
    for start, end in full:
        taken.update(range(start, end))
    full += _again(parsed, full, taken)
    for start, end in full:
        taken.update(range(start, end))
        yield start, end, "person", "name", simple(form(parsed, start, end))
    others = [item for item in find_bodies(parsed) if not taken & set(range(item[0], item[1]))]
    owner = {i: item for item in others for i in range(item[0], item[1])}
    given_way: set[tuple[int, int, str]] = set()
    for start, end, name in _states(parsed, taken):
        over = {owner[i] for i in range(start, end) if i in owner} - given_way
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in over):
            continue
        given_way |= over
        taken.update(range(start, end))
        yield start, end, "state", states()[name].role, states()[name].state
    for start, end, kind in others:
        if (start, end, kind) not in given_way:
            yield start, end, kind, "name", simple(form(parsed, start, end))


def _only_state(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a supposed person is a state, its capital or an abbreviation."""
    text = form(parsed, start, end)
    return text in states() or bool(ABBREVIATED.match(text))


def _again(parsed: Parsed, full: list[tuple[int, int]], taken: set[int]) -> list[tuple[int, int]]:
    """Later and earlier places where the last part of a full name stands alone."""
    surnames: set[tuple[str, ...]] = set()
    for start, end in full:
        parts = [
            t.text for t in parsed.doc[start:end] if t.lower_ not in SUFFIXES and t.text != ","
        ]
        tail = 3 if len(parts) > 2 and parts[-2] == "-" and parts[-3].lower() in PARTICLES else 1
        if len(parts) > tail and (tail == 3 or parts[-2] != "-"):
            surnames.add(tuple(parts[-tail:]))
    surnames = {name for name in surnames if not _is_state(" ".join(name))}
    found = []
    seen: set[int] = set()
    texts = [token.text for token in parsed.doc]
    beginning = defaultdict(list)
    for name in surnames:
        beginning[name[0]].append(name)
    longer = {
        i
        for e in parsed.doc.ents
        if e.label_ in LONGER and len(e) > 1
        for i in range(e.start, e.end)
    }
    for start, text in enumerate(texts):
        if text not in beginning or start in longer:
            continue
        if text in states() and start and texts[start - 1].lower() in {"in", "at", "to", "near"}:
            continue
        for name in beginning[text]:
            end = start + len(name)
            free = not any(i in taken or i in seen for i in range(start, end))
            if tuple(texts[start:end]) == name and free:
                found.append((start, end))
                seen.update(range(start, end))
    single = {name[0] for name in surnames if len(name) == 1}
    known = taken | seen | longer
    found += [(i, i + 1) for i in _variants(parsed, single) if i not in known]
    return found


def _is_state(name: str) -> bool:
    """Whether a surname is a state's name; that of a capital is a person's where he is named."""
    return name in states() and states()[name].role != "capital"


def _variants(parsed: Parsed, surnames: set[str]) -> Iterator[int]:
    """Tokens that stand alone for exactly one surname in another spelling."""
    for token in parsed.doc:
        if token.tag_ != "NNP" or token.text in states() or token.lower_ in NOT_NAMES:
            continue
        if token.ent_type_ not in {"", "PER"}:
            continue
        beside = [token.i - 1, token.i + 1]
        alone = not any(
            0 <= i < len(parsed.doc) and parsed.doc[i].tag_.startswith("NNP") for i in beside
        )
        if alone and sum(is_variant(token.text, name) for name in surnames) == 1:
            yield token.i


def _states(parsed: Parsed, taken: set[int]) -> Iterator[tuple[int, int, str]]:
    """Names of states, their people and capitals, longest first at each place."""
    position = 0
    while position < len(parsed.doc):
        length = state_form(parsed, position, len(parsed.doc))
        inside = range(position, position + length)
        if length and not taken & set(inside) and not _is_verb_or_word(parsed, position, length):
            yield position, position + length, form(parsed, position, position + length)
            position += length
        else:
            position += 1


def _is_verb_or_word(parsed: Parsed, position: int, length: int) -> bool:
    """Whether a form is only spelt like a state's, as "Polish" at a sentence's start can be."""
    token = parsed.doc[position]
    return length == 1 and token.tag_.startswith("VB") and token.is_sent_start is True
