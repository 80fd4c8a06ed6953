"""Incidents: concrete uses of force, or harm by it, that the text tells or denies."""

import re
from dataclasses import replace

from spacy.tokens import Token

from troth.model import Incident, IncidentKind, Span
from troth.read.attackers import claimed_by
from troth.read.calendar import When
from troth.read.casualties import Casualties, casualties
from troth.read.context import Context
from troth.read.force import Force, ForceFinder, time_of
from troth.read.lexicon import group, pattern
from troth.read.retold import Event, joined
from troth.read.statements import Said
from troth.read.victims import counted, victims_of, whole
from troth.read.whereabouts import place_of

KILLS = frozenset({"kill", "killing"})
PRONOUNS = frozenset({"which", "that", "who", "it", "them", "him"})
LAUNCHING = frozenset({"launch", "fire"})
AIR_STRIKE = re.compile(r"\bair ?strike|drone|missile")
SHOT_DOWN = re.compile(r"\bshot down\b|\bshooting down\b")


def find_incidents(context: Context) -> list[Incident]:
    """The incidents of a text, each once, in the order of their spans."""
    found = [_event(context, force) for force in ForceFinder(context).find()]
    found.sort(key=lambda event: event.incident.text.start)
    return [event.incident for event in joined(found)]


# --- one incident --------------------------------------------------------------------------------


def _event(context: Context, force: Force) -> Event:
    sentence = context.parsed.sentence(force.token.i)
    words = context.parsed.words(sentence.start, sentence.end)
    near = context.parsed.words(force.start, force.end)
    time = time_of(context, force.token, force.start, force.end)
    harm = _harm(context, force, near, words)
    reporter = _reporter(context, force.token)
    since, until = _window(context, time) if force.negated else (None, None)
    incident = Incident(
        kind=_kind(force, near, words),
        by=_by(context, force, reporter),
        target=_target(context, force.target),
        place=place_of(context, force.token, force.start, force.end, force.target),
        on=time.day if time and not force.negated else None,
        killed=harm.killed,
        injured=harm.injured,
        reported_by=reporter,
        negated=force.negated,
        since=since,
        until=until,
        text=context.parsed.span(force.start, force.end),
    )
    return Event(
        incident,
        force,
        words,
        sentence.number,
        context.in_headline(force.token),
        *victims_of(context, force.target, force.by),
    )


def _by(context: Context, force: Force, reporter: tuple[str, ...]) -> tuple[str, ...]:
    """Who did it: not the person who reports it; for a verb without a doer, who claimed it."""
    by = () if force.by == reporter and _are_people(context, force.by) else force.by
    return by or (() if force.noun else claimed_by(context, force.token))


def _are_people(context: Context, names: tuple[str, ...]) -> bool:
    people = {actor.name for actor in context.resolver.names.actors if actor.kind == "person"}
    return bool(names) and set(names) <= people


def _kind(force: Force, near: str, words: str) -> IncidentKind:
    """The kind that the word names, or that the means or the outcome told beside it do."""
    told = _by_means(force, near, words)
    if told is not None:
        return told
    if _is_fatal(force, near):
        return IncidentKind.KILLING
    if force.word.base == "shoot" and pattern("wounding").search(near):
        return IncidentKind.OTHER
    return force.word.kind


def _by_means(force: Force, near: str, words: str) -> IncidentKind | None:
    """The kind that the means told in a clause, or for a killing in its sentence, make it."""
    word = force.word
    if word.base == "shoot":
        return IncidentKind.STRIKE if SHOT_DOWN.search(near) else None
    kills = word.base in KILLS
    if not kills and word.kind not in {IncidentKind.STRIKE, IncidentKind.OTHER}:
        return None
    if pattern("bombing").search(near):
        return IncidentKind.BOMBING
    if kills and pattern("fighting").search(near):
        return IncidentKind.CLASH
    if pattern("striking").search(near) or (kills and AIR_STRIKE.search(words)):
        return IncidentKind.STRIKE
    shot = word.base in LAUNCHING and pattern("shot").search(near)
    return IncidentKind.OTHER if shot else None


def _target(context: Context, head: Token | None) -> Span | None:
    if head is None or head.lower_ in PRONOUNS:
        return None
    start, end = whole(context, head)
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


def _harm(context: Context, force: Force, near: str, words: str) -> Casualties:
    """The casualties that a sentence tells; victims told one by one are counted."""
    told = casualties(words)
    fatal = _is_fatal(force, near)
    if force.target is None or not (fatal or force.word.base in group("wounding")):
        return told
    count, listed = counted(context, force.target)
    before = told.killed if fatal else told.injured
    if count is None or (before is not None and not listed):
        return told
    return replace(told, killed=count) if fatal else replace(told, injured=count)


def _is_fatal(force: Force, near: str) -> bool:
    """Whether a word of force tells of a death, or a clause does: "shot dead"."""
    if force.word.base in group("lethal"):
        return True
    return force.word.base in group("deadly") and pattern("fatal").search(near) is not None
