"""Events told again: which places of a text tell of one use of force, and what all tell of it."""

import re
from dataclasses import dataclass, replace

from troth.model import Incident, IncidentKind
from troth.read.force import Force
from troth.read.lexicon import states

TELLING = re.compile(r"[A-Z]|^(?:the|this|that|his|her|its|their|our)\b")
"""Words for a target that tell which one it is."""

FULL_DAY = len("2000-01-01")
NEAR = 1
"""Sentences within which a pronoun goes on with what its doer did."""

NEARBY = 2
"""Sentences within which harm of the same day is that of the force told before."""


@dataclass(frozen=True)
class Event:
    """An incident as one place of the text tells it, or as several places together do.

    Attributes:
        incident: what is told.
        force: the words that tell it.
        sentence: the words of their sentence.
        number: the number of that sentence, or of the last that tells of it.
        headline: the headline tells it.
        victims: persons who were killed or hurt.
        named: the phrase for the victims names them.
    """

    incident: Incident
    force: Force
    sentence: str
    number: int
    headline: bool
    victims: tuple[str, ...] = ()
    named: bool = False


def joined(found: list[Event]) -> list[Event]:
    """Events in the order of the text, with the places that tell of one and the same made one."""
    out: list[Event] = []
    for event in found:
        twin = next((i for i in range(len(out) - 1, -1, -1) if _same(out[i], event)), None)
        if twin is not None:
            out[twin] = _merged(out[twin], event)
        elif event.force.placed or not event.force.definite:
            out.append(event)
    return out


def _same(a: Event, b: Event) -> bool:
    """Whether two places can tell of one event: nothing they say conflicts, and one says little."""
    one, two = a.incident, b.incident
    if one.negated != two.negated:
        return False
    if one.text.overlaps(two.text) and not _of_others(a, b):
        return True
    if (_one_death(one, two) and not _apart(a, b)) or (_kills(one, two) and _one_victim(a, b)):
        return True
    if _apart(a, b) or _conflict(a, b):
        return False
    return bool(
        b.force.definite
        or a.headline
        or _one_victim(a, b)
        or _same_there(one, two)
        or _same_then(a, b)
        or _goes_on(a, b)
    )


def _same_there(one: Incident, two: Incident) -> bool:
    """Whether two incidents have the same place, or a target that is not only "protesters"."""
    target = one.target and two.target and one.target.text == two.target.text
    told = bool(target and one.target and TELLING.search(one.target.text))
    return told or (one.place is not None and one.place == two.place)


def _same_then(a: Event, b: Event) -> bool:
    """Whether the second tells nothing of its own but a day that can be the day of the first."""
    one, two = a.incident, b.incident
    if one.on == two.on and two.on is not None and len(two.on) == FULL_DAY and _same_word(a, b):
        return True
    if two.place is not None or two.by:
        return False
    if two.on is None or (two.on == one.on and b.number - a.number <= NEARBY):
        return True
    return one.on is None and len(two.on) == FULL_DAY and _same_word(a, b)


def _same_word(a: Event, b: Event) -> bool:
    return a.force.word.base == b.force.word.base


def _goes_on(a: Event, b: Event) -> bool:
    """Whether the second is what the same doer did then, or what befell the same "him"."""
    verb, other = b.force.token, a.force.token
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i == other.i:
        return True
    if b.number - a.number > NEAR:
        return False
    target = b.force.target
    if target is not None and target.tag_ == "PRP" and a.incident.kind is b.incident.kind:
        return True
    return bool(b.force.pronoun and b.incident.by and _lower(a) == _lower(b))


def _one_victim(a: Event, b: Event) -> bool:
    """Whether two events befell one person, named in full or in part."""
    some, others = (set(" ".join(event.victims).split()) for event in (a, b))
    return bool(some and others) and (some <= others or others <= some)


def _apart(a: Event, b: Event) -> bool:
    """Whether two events befell persons with different names."""
    return a.named and b.named and not _one_victim(a, b)


def _kills(one: Incident, two: Incident) -> bool:
    return {one.kind, two.kind} == {IncidentKind.KILLING}


def _one_death(one: Incident, two: Incident) -> bool:
    """Whether two incidents tell how the same named person died."""
    if not _kills(one, two) or not one.target or not two.target:
        return False
    names = [
        target.text.replace("’", "'").split("'")[0].split() for target in (one.target, two.target)
    ]
    last = [name[-1] if name else "" for name in names]
    return last[0] == last[1] and last[0][:1].isupper()


def _conflict(a: Event, b: Event) -> bool:
    """Whether two incidents differ in day, place, doer, or in that one is a seizure."""
    one, two = a.incident, b.incident
    return bool(
        not _days_agree(one.on, two.on)
        or _elsewhere(a, b)
        or (_of_others(a, b) and not (a.headline and _same_word(a, b) and not _any_named(a, b)))
        or (IncidentKind.SEIZURE in {one.kind, two.kind} and one.kind is not two.kind)
        or {*one.by, *two.by} & {*a.victims, *b.victims}
    )


def _days_agree(one: str | None, two: str | None) -> bool:
    """Whether two days can be one: either is untold, or a part of the other ("2024", "2024-08")."""
    return not one or not two or one.startswith(two) or two.startswith(one)


def _elsewhere(a: Event, b: Event) -> bool:
    """Whether two events have places of which neither stands in the other's sentence."""
    here, there = a.incident.place, b.incident.place
    if here is None or there is None or here == there:
        return False
    if (b.force.definite or a.headline) and (here in states()) != (there in states()):
        return False
    return here not in b.sentence and there not in a.sentence


def _of_others(a: Event, b: Event) -> bool:
    """Whether two events have doers of whom none is the same."""
    return bool(a.incident.by and b.incident.by) and not _lower(a) & _lower(b)


def _lower(event: Event) -> set[str]:
    return {name.lower() for name in event.incident.by}


def _any_named(a: Event, b: Event) -> bool:
    """Whether a doer is told by a name, and not only described: "Police", "officers"."""
    return any(name[1:] != name[1:].lower() for name in (*a.incident.by, *b.incident.by))


def _merged(a: Event, b: Event) -> Event:
    """What two places tell together, in the words of the first that is no headline."""
    told, other = (b, a) if a.headline and not b.force.definite else (a, b)
    one, two = told.incident, other.incident
    victims = told if told.victims else other
    incident = replace(
        one,
        by=one.by or two.by,
        target=one.target or two.target,
        place=one.place or two.place,
        on=max(one.on or "", two.on or "", key=len) or None,
        killed=one.killed if one.killed is not None else two.killed,
        injured=one.injured if one.injured is not None else two.injured,
    )
    return replace(
        told,
        incident=incident,
        number=b.number,
        victims=victims.victims,
        named=victims.named,
    )
