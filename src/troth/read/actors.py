"""Actors: everybody a text names or lets speak, with names, offices and whom they act for."""

from troth.model import Actor, ActorKind, Office, Span
from troth.read.lexicon import regions
from troth.read.names import KINDS, Mention, Named, Names
from troth.read.parsed import Parsed
from troth.read.statements import Said

_KINDS = {kind.value: kind for kind in ActorKind}


def find_actors(parsed: Parsed, names: Names, said: list[Said]) -> list[Actor]:
    """The actors of a text in the order of their first mention; places and mere dates are none."""
    published = parsed.document.published
    day = published.isoformat() if published else None
    own: dict[int, list[Mention]] = {}
    for mention in names.mentions:
        own.setdefault(mention.actor, []).append(mention)
    found = [
        _actor(parsed, own[number], actor, day)
        for number, actor in enumerate(names.actors)
        if actor.kind in KINDS and number in own
    ]
    known = {actor.name for actor in found}
    found += _described(said, known)
    return sorted(
        found, key=lambda actor: (actor.mentions[0].start if actor.mentions else 0, actor.name)
    )


def _actor(parsed: Parsed, own: list[Mention], actor: Named, day: str | None) -> Actor:
    offices = tuple(
        Office(title, state, day, parsed.span(start, end))
        for title, state, start, end in actor.offices
    )
    return Actor(
        name=actor.name,
        kind=ActorKind.GROUP if actor.name in regions() else KINDS[actor.kind],
        forms=tuple(sorted({parsed.words(m.start, m.end) for m in own})),
        offices=offices,
        acts_for=tuple(actor.states),
        mentions=tuple(parsed.span(m.start, m.end) for m in own),
    )


def _described(said: list[Said], known: set[str]) -> list[Actor]:
    """Speakers whom the text describes and does not name."""
    places: dict[str, list[Span]] = {}
    kinds: dict[str, ActorKind] = {}
    for item in said:
        for name in item.who.names:
            if name in known:
                continue
            spans = places.setdefault(name, [])
            mention = item.statement.speaker_text
            if mention is not None and mention not in spans:
                spans.append(mention)
            kinds.setdefault(name, _KINDS.get(item.who.kind, ActorKind.UNKNOWN))
    return [
        Actor(name, kinds[name], forms=(name,), mentions=tuple(sorted(spans)))
        for name, spans in places.items()
    ]
