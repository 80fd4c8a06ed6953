"""Incidents: concrete uses of force, or harm by it, that the text tells or denies."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from troth.model import Incident, IncidentKind, Span
from troth.read.calendar import When
from troth.read.casualties import Casualties, casualties
from troth.read.clauses import phrase, place_near
from troth.read.context import Context
from troth.read.force import Force, ForceFinder, claimed_by, time_of
from troth.read.lexicon import group, pattern
from troth.read.statements import Said

KILLS = frozenset({"kill", "killing"})
PRONOUNS = frozenset({"which", "that", "who", "it", "them", "him"})
AIR_STRIKE = re.compile(r"\bair ?strike|drone|missile")
SHOT_DOWN = re.compile(r"\bshot down\b|\bshooting down\b")

PLACE_REACH = 12
"""Tokens behind a clause within which the sentence may still tell the place."""


@dataclass(frozen=True)
class Event:
    """An incident as one place of the text tells it, or as several places together do."""

    incident: Incident
    definite: bool
    headline: bool
    victims: tuple[str, ...] = ()
    named: bool = False


def find_incidents(context: Context) -> list[Incident]:
    """The incidents of a text, each once, in the order of their spans."""
    found = [_event(context, force) for force in ForceFinder(context).find()]
    found.sort(key=lambda event: event.incident.text.start)
    return [event.incident for event in _joined(found)]


# --- one incident --------------------------------------------------------------------------------


def _event(context: Context, force: Force) -> Event:
    sentence = context.parsed.sentence(force.token.i)
    words = context.parsed.words(sentence.start, sentence.end)
    near = context.parsed.words(force.start, force.end)
    reach = min(sentence.end, force.end + PLACE_REACH)
    time = time_of(context, force.token, force.start, force.end)
    harm = _harm(context, force, words)
    reporter = _reporter(context, force.token)
    since, until = _window(context, time) if force.negated else (None, None)
    incident = Incident(
        kind=_kind(force, near, words),
        by=_by(context, force, reporter),
        target=_target(context, force.target),
        place=place_near(context, force.token, force.start, reach),
        on=time.day if time and not force.negated else None,
        killed=harm.killed,
        injured=harm.injured,
        reported_by=reporter,
        negated=force.negated,
        since=since,
        until=until,
        text=context.parsed.span(force.start, force.end),
    )
    headline = context.in_headline(force.token)
    return Event(incident, force.definite, headline, *_victims(context, force))


def _victims(context: Context, force: Force) -> tuple[tuple[str, ...], bool]:
    """The persons who were killed or hurt, and whether the phrase for them names them."""
    target = force.target
    if target is None:
        return (), False
    named = []
    for token in context.doc[target.left_edge.i : target.right_edge.i + 1]:
        if token.is_punct or (token.tag_.startswith("VB") and token.i > target.i):
            break
        mention = context.mention(token.i)
        if mention is not None and mention.kind == "person":
            named.append(context.name(mention))
    who = context.resolver.who(target)
    meant = who.names if who.kind == "person" and len(who.names) == 1 else ()
    return tuple(dict.fromkeys(named)) or meant, bool(named)


def _by(context: Context, force: Force, reporter: tuple[str, ...]) -> tuple[str, ...]:
    """Who did it: not the person who reports it; for a verb without a doer, who claimed it."""
    by = () if force.by == reporter and _are_people(context, force.by) else force.by
    return by or (() if force.noun else claimed_by(context, force.token))


def _are_people(context: Context, names: tuple[str, ...]) -> bool:
    people = {actor.name for actor in context.resolver.names.actors if actor.kind == "person"}
    return bool(names) and set(names) <= people


def _kind(force: Force, near: str, words: str) -> IncidentKind:
    """The kind that the word names, or that the means told beside it do."""
    word = force.word
    kills = word.base in KILLS
    if kills or word.kind in {IncidentKind.STRIKE, IncidentKind.OTHER}:
        if pattern("bombing").search(near):
            return IncidentKind.BOMBING
        if pattern("striking").search(near) or (kills and AIR_STRIKE.search(words)):
            return IncidentKind.STRIKE
    if word.base == "shoot" and SHOT_DOWN.search(near):
        return IncidentKind.STRIKE
    return word.kind


def _target(context: Context, head: Token | None) -> Span | None:
    if head is None or head.lower_ in PRONOUNS:
        return None
    start, end = phrase(context.parsed, head)
    return context.parsed.span(start, end) if start < end else None


def _window(context: Context, time: When | None) -> tuple[str | None, str | None]:
    """First and last day of the time in which something is said not to have happened."""
    if time is None:
        return None, None
    before = context.parsed.document.text[max(0, time.start - 8) : time.start].lower()
    if "since" in before:
        return time.day, None
    if "until" in before or "till" in before:
        return None, time.day
    return time.day, time.day


def _reporter(context: Context, token: Token) -> tuple[str, ...]:
    """Who reports it: the speaker of the innermost statement that it stands in."""
    best: Said | None = None
    for item in context.said:
        for a, b in item.ranges:
            if a <= token.i < b and (best is None or b - a < _size(best)):
                best = item
    return best.who.names if best is not None else ()


def _size(item: Said) -> int:
    start, end = item.ranges[0]
    return end - start


def _harm(context: Context, force: Force, words: str) -> Casualties:
    """The casualties that a sentence tells; one named victim of a killing is one."""
    told = casualties(words)
    if told.killed is None and force.target is not None and force.word.base in group("lethal"):
        who = context.resolver.who(force.target)
        if who.kind == "person" and len(who.names) == 1:
            return replace(told, killed=1)
    return told


# --- the same event told again -------------------------------------------------------------------


def _joined(found: list[Event]) -> list[Event]:
    """Incidents with the places that tell of one and the same made one."""
    out: list[Event] = []
    for event in found:
        twin = next((i for i in range(len(out) - 1, -1, -1) if _same(out[i], event)), None)
        if twin is not None:
            out[twin] = _merged(out[twin], event)
        elif not event.definite:
            out.append(event)
    return out


def _same(a: Event, b: Event) -> bool:
    """Whether two places can tell of one event: nothing they say conflicts, and one says little."""
    one, two = a.incident, b.incident
    if one.negated != two.negated:
        return False
    others = bool(one.by and two.by) and not set(one.by) & set(two.by)
    if one.text.overlaps(two.text) and not others:
        return True
    if _one_death(one, two) or (_kills(one, two) and _one_victim(a, b)):
        return True
    if _apart(a, b):
        return False
    if _conflict(one, two):
        return False
    same_target = one.target and two.target and one.target.text == two.target.text
    same_place = one.place is not None and one.place == two.place
    bare = two.on is None and two.place is None and not two.by
    return bool(b.definite or a.headline or same_target or same_place or bare)


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


def _conflict(one: Incident, two: Incident) -> bool:
    """Whether two incidents differ in day, place, doer, or in that one is a seizure."""
    return bool(
        (one.on and two.on and one.on != two.on)
        or (one.place and two.place and one.place != two.place)
        or (one.by and two.by and not set(one.by) & set(two.by))
        or (IncidentKind.SEIZURE in {one.kind, two.kind} and one.kind is not two.kind)
    )


def _merged(a: Event, b: Event) -> Event:
    """What two places tell together; the body's words win over the headline's."""
    one, two = a.incident, b.incident
    incident = replace(
        one,
        by=one.by or two.by,
        target=one.target or two.target,
        place=one.place or two.place,
        on=one.on or two.on,
        killed=one.killed if one.killed is not None else two.killed,
        injured=one.injured if one.injured is not None else two.injured,
    )
    if a.headline and not b.definite:
        incident = replace(incident, text=two.text, target=two.target or one.target, kind=two.kind)
        return replace(b, incident=incident)
    return replace(a, incident=incident)
