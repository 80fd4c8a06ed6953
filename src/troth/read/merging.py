"""Merging: one actor for all names of the same, and the fullest of them for its name."""

import re

from troth.read.lexicon import group, states, words
from troth.read.mentions import Mention, Named, Names
from troth.read.parsed import Parsed
from troth.read.spelling import ABBREVIATED, SUFFIXES, form, is_variant, simple

JOINTS = frozenset("of the for and".split())
"""Words that join the parts of a body's name."""


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
        first = _by_first_name(actors, mention)
        if first is not None:
            return first
        return _in_another_spelling(actors, mention)
    if mention.kind in {"body", "place"} and own:
        text = form(parsed, mention.start, mention.end)
        initials = ABBREVIATED.match(text) is not None
        spelt_out = _before_brackets(parsed, mention, mentions)
        for candidate in dict.fromkeys(m.actor for m in mentions):
            other = actors[candidate]
            if candidate == mention.actor or other.kind == "person":
                continue
            if candidate in spelt_out or (initials and _stands_for(text, other)):
                return candidate
        return _only_fuller(actors, mention)
    return mention.actor


def _by_first_name(actors: list[Named], mention: Mention) -> int | None:
    """The one person whose first name stands alone here: "Queen Margrethe", "Margrethe II"."""
    own = actors[mention.actor].name
    named = [
        number
        for number, other in enumerate(actors)
        if other.kind == "person" and " " not in own and _begins(other, own)
    ]
    return named[0] if len(named) == 1 else None


def _begins(other: Named, first: str) -> bool:
    """Whether a longer name begins with a first name; "Lee-Berg" does not begin with "Lee"."""
    longer = other.name.startswith(f"{first} ")
    return longer and any(simple(spelt.split()[0]) == first for spelt in other.forms)


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
    full = [word for word in other.split() if word not in SUFFIXES]
    mine = [word for word in own if word not in SUFFIXES]
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
        if other.kind == mention.kind and number != mention.actor and _is_short_for(own, other.name)
    ]
    return fuller[0] if len(fuller) == 1 else mention.actor


def _is_short_for(own: str, other: str) -> bool:
    """Whether a body's name is a shorter form of another: "Parliament" of "Parliament of Norway".

    The name of an organ ("State Department") has all its words in the fuller one, in any order;
    another name is only gone on with by "of" or by what kind of press it is ("Lakeside News").
    """
    mine, full = _telling(own), _telling(other)
    if not mine or not mine <= full:
        return False
    if mine & words("bodies.txt"):
        return True
    behind = other.removeprefix(f"{own} ")
    return behind != other and (
        (len(own.split()) > 1 and behind.startswith("of ")) or behind in group("press_words")
    )


def _telling(name: str) -> set[str]:
    """The words of a body's name that tell which it is, states' adjectives as their names."""
    found: set[str] = set()
    for word in name.split():
        state = states().get(word.title())
        found |= set(simple(state.state).split()) if state is not None else {word}
    return found - JOINTS


def _stands_for(text: str, other: Named) -> bool:
    """Whether initials stand for a name that the text uses as well."""
    letters = text.replace(".", "")
    for spelt in other.forms:
        capitals = "".join(word[0] for word in re.split(r"[\s-]+", spelt) if word[:1].isupper())
        if capitals == letters and len(spelt) > len(text):
            return True
    return False


def _before_brackets(parsed: Parsed, mention: Mention, mentions: list[Mention]) -> set[int]:
    """Whose name stands right before the brackets that hold this one: "Kurdistan Party (KP)"."""
    doc = parsed.doc
    if not (mention.start >= 2 and doc[mention.start - 1].text == "("):
        return set()
    if not (mention.end < len(doc) and doc[mention.end].text == ")"):
        return set()
    return {m.actor for m in mentions if m.end == mention.start - 1}


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
