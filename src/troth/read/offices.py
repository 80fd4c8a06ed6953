"""Offices: what a text says somebody is, and the state or body he acts for."""

import re

from troth.read.lexicon import states, title_words, words
from troth.read.names import POSSESSIVE, Mention, Named, Names
from troth.read.parsed import Parsed

JOINTS = frozenset(
    {
        "of",
        "for",
        "the",
        "to",
        "and",
        "'s",
        "’s",
        "-",
        "new",
        "acting",
        "interim",
        "former",
        "current",
    }
)
TRAILING = frozenset({"of", "for", "the", "to", "and", "new", "current", "a", "an"})
LONGEST = 14


def find_offices(parsed: Parsed, names: Names) -> None:
    """Give every person the offices and states that the text puts beside the name."""
    for mention in names.mentions:
        if mention.kind != "person":
            continue
        actor = names.actors[mention.actor]
        for start, end in (_before(parsed, names, mention), _behind(parsed, names, mention)):
            if start >= end:
                continue
            state = _state(parsed, names, start, end)
            office = _title(parsed, names, start, end)
            if state and state not in actor.states:
                actor.states.append(state)
            if office is not None and all(office[0] != known for known, *_ in actor.offices):
                actor.offices.append((office[0], state, office[1], office[2]))
                _sex(actor, office[0])
    _shared(names)
    _captions(parsed, names)
    _represented(parsed, names)


def _shared(names: Names) -> None:
    """Give back what belongs to another: "the Vice President and Secretary Lee"."""
    held = {
        title: number
        for number, actor in enumerate(names.actors)
        for title, *_ in actor.offices
        if " and " not in title
    }
    for number, actor in enumerate(names.actors):
        actor.offices = [
            office
            for office in actor.offices
            if held.get(office[0].split(" and ")[0], number) == number
        ]


def woman_by(description: str) -> bool | None:
    """Whether words such as "queen" or "spokesman" tell of a woman or a man; None if neither."""
    spoken = set(description.lower().split())
    if spoken & words("women.txt"):
        return True
    return False if spoken & words("men.txt") else None


def _sex(actor: Named, office: str) -> None:
    woman = woman_by(office)
    if woman is not None:
        actor.woman = woman


def _before(parsed: Parsed, names: Names, mention: Mention) -> tuple[int, int]:
    """Tokens of the title before a name: "French President", "Ukraine's", "Secretary of State"."""
    first = parsed.sentence(mention.start).start
    start = mention.start
    while start > first and mention.start - start < LONGEST and _titular(parsed, names, start - 1):
        start -= 1
    while start < mention.start and parsed.doc[start].lower_ in TRAILING:
        start += 1
    return start, mention.start


def _titular(parsed: Parsed, names: Names, i: int) -> bool:
    token = parsed.doc[i]
    if parsed.quote_of[i] >= 0:
        return False
    near = names.at.get(i)
    if near is not None:
        return near.kind != "person"
    if token.lower_ in title_words() or token.lower_ in JOINTS or token.text in POSSESSIVE:
        return True
    return token.tag_.startswith("NNP") and token.text[:1].isupper()


def _behind(  # noqa: PLR0911 -- a table of cases, in order
    parsed: Parsed, names: Names, mention: Mention
) -> tuple[int, int]:
    """Tokens of an apposition behind a name: ", the foreign minister of France,"; "of Iran"."""
    doc = parsed.doc
    end = mention.end
    if end >= len(doc) or doc[end].is_sent_start:
        return end, end
    if doc[end].lower_ == "of" and end + 1 in names.at and names.at[end + 1].kind == "state":
        return end + 1, names.at[end + 1].end
    if doc[end].text not in {",", "("}:
        return end, end
    start = end + 1
    stop = start
    last = parsed.sentence(mention.start).end
    while (
        stop < last and stop - start < LONGEST and doc[stop].text not in {",", ")", ".", ";", ":"}
    ):
        if doc[stop].tag_ in {"VBD", "VBZ", "VBP", "MD", "WP", "WDT"}:
            return end, end
        stop += 1
    head = doc[start:stop].root if start < stop else None
    if head is None or not any(doc[i].lower_ in title_words() - JOINTS for i in range(start, stop)):
        return end, end
    if any(names.at.get(i) and names.at[i].kind == "person" for i in range(start, stop)):
        return end, end
    ahead = stop + 1
    while ahead < last and doc[ahead].lower_ in title_words() and ahead - stop < 6:
        ahead += 1
    if doc[stop : stop + 1].text == "," and ahead in names.at and names.at[ahead].kind == "person":
        return end, end
    return start, stop


def _state(parsed: Parsed, names: Names, start: int, end: int) -> str | None:
    """The state or body that a title belongs to."""
    found = [names.at[i] for i in range(start, end) if i in names.at]
    for wanted in ("state", "body"):
        for mention in found:
            if mention.kind == wanted:
                if _foreign(parsed, mention, start):
                    continue
                return names.name(mention)
    return None


def _foreign(parsed: Parsed, mention: Mention, start: int) -> bool:
    """Whether a state is where an envoy is sent, not whom he acts for: "ambassador to Kenya"."""
    before = [parsed.doc[i].lower_ for i in range(max(start, mention.start - 2), mention.start)]
    return "to" in before


def _title(parsed: Parsed, names: Names, start: int, end: int) -> tuple[str, int, int] | None:
    """The words of an office without nationality, and its tokens."""
    first = start
    while first < end and (
        (
            first in names.at
            and names.at[first].kind == "state"
            and names.at[first].role in {"demonym", "name"}
        )
        or parsed.doc[first].text in POSSESSIVE
        or parsed.doc[first].lower_ in TRAILING
        or parsed.doc[first].is_punct
    ):
        first += 1
    stop = end
    while stop > first and (
        parsed.doc[stop - 1].lower_ in TRAILING or parsed.doc[stop - 1].is_punct
    ):
        stop -= 1
    for i in range(first + 1, stop):
        near = names.at.get(i)
        if near is not None and near.kind == "state" and parsed.doc[i - 1].lower_ in {"of", "the"}:
            stop = i
            while stop > first and parsed.doc[stop - 1].lower_ in TRAILING:
                stop -= 1
            break
    if first >= stop or not any(
        parsed.doc[i].lower_ in title_words() - JOINTS for i in range(first, stop)
    ):
        return None
    return parsed.words(first, stop), first, stop


def _captions(parsed: Parsed, names: Names) -> None:
    """Offices from the name cards that a page left in its text."""
    for card in parsed.captions:
        holder = next(
            (
                a
                for a in names.actors
                if a.kind == "person" and (a.name == card.name or card.name in a.forms)
            ),
            None,
        )
        if holder is None:
            continue
        match = re.fullmatch(r"(.+?) of (?:the )?(.+)", card.office)
        state = match.group(2) if match else None
        if state in states():
            state = states()[state].state
        if state and state not in holder.states:
            holder.states.append(state)


def _represented(parsed: Parsed, names: Names) -> None:
    """Whom a state "was represented by" acts for it."""
    for token in parsed.doc:
        if token.lower_ != "represented":
            continue
        sentence = parsed.sentence(token.i)
        here = [m for m in names.mentions if sentence.start <= m.start < sentence.end]
        before = [
            m for m in here if m.end <= token.i and m.kind in {"state", "body"} and m.role == "name"
        ]
        after = [m for m in here if m.start > token.i and m.kind == "person"]
        if before and after and any(t.lower_ == "by" for t in parsed.doc[token.i : after[0].start]):
            name = names.name(before[-1])
            states_ = names.actors[after[0].actor].states
            if name not in states_:
                states_.append(name)
