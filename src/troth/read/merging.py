"""Merging: one actor for all names of the same, and the fullest of them for its name."""

import re

from troth.read.lexicon import states
from troth.read.mentions import Mention, Named, Names
from troth.read.parsed import Parsed
from troth.read.spelling import ABBREVIATED, form, is_variant


def merged(parsed: Parsed, actors: list[Named], mentions: list[Mention]) -> list[Mention]:
    """Mentions with actors joined: surnames to full names, initials to what they stand for."""
    target = list(range(len(actors)))
    last: dict[int, int] = {}
    out = []
    for mention in mentions:
        actor = mention.actor
        if target[actor] == actor and actor not in last:
            target[actor] = _same_as(parsed, actors, mention, mentions, last)
        actor = target[actor]
        last[actor] = mention.start
        if actor != mention.actor:
            actors[actor].forms[form(parsed, mention.start, mention.end)] += 1
        out.append(Mention(mention.start, mention.end, actors[actor].kind, mention.role, actor))
    return out


def _same_as(
    parsed: Parsed,
    actors: list[Named],
    mention: Mention,
    mentions: list[Mention],
    last: dict[int, int],
) -> int:
    """The actor that a first-seen name belongs to; itself when it is new."""
    own = actors[mention.actor].name.split()
    if mention.kind == "person":
        later = [m.actor for m in mentions if m.start > mention.start and m.kind == "person"]
        for candidate in [*sorted(last, key=lambda a: -last[a]), *later]:
            other = actors[candidate]
            if other.kind == "person" and candidate != mention.actor and _part(own, other.name):
                return candidate
        return _in_another_spelling(actors, mention)
    if mention.kind in {"body", "place"} and own:
        text = form(parsed, mention.start, mention.end)
        for candidate in [m.actor for m in mentions]:
            other = actors[candidate]
            if candidate == mention.actor or other.kind == "person":
                continue
            if ABBREVIATED.match(text) and _stands_for(text, other):
                return candidate
            if _in_brackets(parsed, mention, mentions, candidate):
                return candidate
        return _only_fuller(actors, mention)
    return mention.actor


def _in_another_spelling(actors: list[Named], mention: Mention) -> int:
    """The one person whose surname this lone name is in another spelling; the same without one."""
    own = actors[mention.actor].name
    near = [
        number
        for number, other in enumerate(actors)
        if other.kind == "person"
        and " " not in own
        and len(other.name.split()) > 1
        and is_variant(own, other.name.split()[-1])
    ]
    return near[0] if len(near) == 1 else mention.actor


def _part(own: list[str], other: str) -> bool:
    """Whether a name is a part of a fuller one that keeps its last word."""
    full = [word for word in other.split() if word not in {"jr", "sr"}]
    mine = [word for word in own if word not in {"jr", "sr"}]
    if not mine or len(full) <= len(mine):
        return False
    return (mine[-1] == full[-1] and set(mine) <= set(full)) or mine == full[-len(mine) :]


def _only_fuller(actors: list[Named], mention: Mention) -> int:
    """The one body whose name goes on with "of" behind this one; the same where none or more do.

    "Supreme Court" is the "Supreme Court of Norway" where the text has no other.
    """
    own = actors[mention.actor].name
    fuller = [
        number
        for number, other in enumerate(actors)
        if other.kind == mention.kind and other.name.startswith(f"{own} of ")
    ]
    return fuller[0] if len(own.split()) > 1 and len(fuller) == 1 else mention.actor


def _stands_for(text: str, other: Named) -> bool:
    """Whether initials stand for a name that the text uses as well."""
    letters = text.replace(".", "")
    for spelt in other.forms:
        capitals = "".join(word[0] for word in re.split(r"[\s-]+", spelt) if word[:1].isupper())
        if capitals == letters and len(spelt) > len(text):
            return True
    return False


def _in_brackets(parsed: Parsed, mention: Mention, mentions: list[Mention], other: int) -> bool:
    """Whether a name stands in brackets right behind the other: "Kurdistan Party (KP)"."""
    doc = parsed.doc
    if not (mention.start >= 2 and doc[mention.start - 1].text == "("):
        return False
    if not (mention.end < len(doc) and doc[mention.end].text == ")"):
        return False
    return any(m.actor == other and m.end == mention.start - 1 for m in mentions)


def choose_names(names: Names) -> None:
    """Give every actor the fullest form of its name."""
    for actor in names.actors:
        if actor.kind == "state":
            actor.name = _state_name(actor)
        elif actor.forms:
            spelt = [form for form in actor.forms if not ABBREVIATED.match(form)] or list(
                actor.forms
            )
            actor.name = max(spelt, key=lambda form: (len(form.split()), actor.forms[form], form))
            actor.name = re.sub(r"^(?:the|The)\s+", "", actor.name)


def _state_name(actor: Named) -> str:
    """A state as the text names it; its common name when the text has only short or other forms."""
    common = actor.name
    named = [form for form in actor.forms if form in states() and states()[form].role == "name"]
    if common in named or not named:
        return common
    spelt = [form for form in named if not ABBREVIATED.match(form)]
    return max(spelt, key=lambda form: actor.forms[form]) if spelt else common
