"""Names in a document: which tokens name a person, a state, a body or a place, and who is who."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from troth.model import ActorKind
from troth.read.lexicon import cues, states, title_words, titles, words
from troth.read.parsed import Parsed

PARTICLES = frozenset(
    "dela delos bin ibn al el van von de der den di da dos du la le ter abu umm ben st. jr. jr sr.".split()
)
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
ABBREVIATED = re.compile(r"^(?:[A-Z]\.?){2,5}$")
BODY_WORDS = frozenset(
    "government ministry department agency parliament house senate congress council committee "
    "commission court army navy forces force police party union nations league association "
    "organization organisation federation alliance coalition movement front group brigade militia "
    "authority administration bureau office service bank fund university institute corporation "
    "company news times post press media television tv radio platform assembly secretariat "
    "directorate guard guards command cabinet kremlin".split()
)
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december i".split()
)


@dataclass(frozen=True)
class Mention:
    """Tokens ``[start, end)`` that name the actor with index ``actor``.

    ``role`` is ``name``, or for a state also ``demonym``, ``people`` or ``capital``.
    """

    start: int
    end: int
    kind: str
    role: str
    actor: int


@dataclass
class Named:
    """Somebody or something that the text names, gathered from all its mentions."""

    kind: str
    forms: Counter[str] = field(default_factory=Counter)
    name: str = ""
    states: list[str] = field(default_factory=list)
    offices: list[tuple[str, str | None, int, int]] = field(default_factory=list)
    woman: bool | None = None


@dataclass
class Names:
    """Every mention of a document in order, and the actors they name."""

    parsed: Parsed
    mentions: list[Mention]
    actors: list[Named]
    at: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.at = {i: m for m in self.mentions for i in range(m.start, m.end)}

    def name(self, mention: Mention) -> str:
        """The fullest name of who is mentioned."""
        return self.actors[mention.actor].name

    def people(self) -> list[int]:
        """Indices of the actors that are persons."""
        return [i for i, actor in enumerate(self.actors) if actor.kind == "person"]


def simple(text: str) -> str:
    """A name for comparing: no accents, marks, possessives or case."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]s\b", "", plain)
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


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
        actors[number].forms[_form(parsed, start, end)] += 1
        mentions.append(Mention(start, end, kind, role, number))
    merged = _merge(parsed, actors, mentions)
    names = Names(parsed, merged, actors)
    _choose(names)
    return names


def _form(parsed: Parsed, start: int, end: int) -> str:
    return parsed.words(start, end)


Raw = tuple[int, int, str, str, str]


def _raw(parsed: Parsed) -> Iterator[Raw]:
    """Mentions as (start, end, kind, role, key); none overlap."""
    taken: set[int] = set()
    full = [item for item in _people(parsed) if not _only_state(parsed, *item)]
    for start, end in full:
        taken.update(range(start, end))
    full += _again(parsed, full, taken)
    for start, end in full:
        taken.update(range(start, end))
        yield start, end, "person", "name", simple(_form(parsed, start, end))
    others = [item for item in _entities(parsed) if not taken & set(range(item[0], item[1]))]
    for start, end, form in _states(parsed, taken):
        inside = set(range(start, end))
        if any(inside < set(range(a, b)) for a, b, _ in others):
            continue
        others = [item for item in others if not inside & set(range(item[0], item[1]))]
        taken |= inside
        yield start, end, "state", states()[form].role, states()[form].state
    for start, end, kind in others:
        yield start, end, kind, "name", simple(_form(parsed, start, end))


def _only_state(parsed: Parsed, start: int, end: int) -> bool:
    """Whether a supposed person is a state, its capital or an abbreviation."""
    text = _form(parsed, start, end)
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
    surnames = {name for name in surnames if " ".join(name) not in states()}
    found = []
    texts = [token.text for token in parsed.doc]
    for token in parsed.doc:
        for name in surnames:
            end = token.i + len(name)
            free = not any(i in taken for i in range(token.i, end))
            if tuple(texts[token.i : end]) == name and free and not _in_longer_name(parsed, token):
                found.append((token.i, end))
                taken = taken | set(range(token.i, end))
    return found


def _in_longer_name(parsed: Parsed, token: Token) -> bool:
    """Whether a surname is part of something else's name: "Trump Tower"."""
    for entity in parsed.doc.ents:
        if entity.start <= token.i < entity.end and entity.label_ in {"ORG", "LOC"}:
            return entity.end - entity.start > 1
    return False


def _people(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Names of persons without their titles: those the pipeline sees, and those titles announce."""
    doc = parsed.doc
    taken: set[int] = set()
    for entity in doc.ents:
        if entity.label_ != "PER" or not any(t.tag_.startswith("NNP") for t in entity):
            continue
        start, end = _widened(parsed, entity.start, entity.end)
        start = _untitled(parsed, start, end)
        if end - start == 1 and start and doc[start - 1].lower_ in {"in", "at", "near", "the"}:
            continue
        if (
            start < end
            and not taken & set(range(start, end))
            and _is_name(doc[start], doc[end - 1])
        ):
            taken.update(range(start, end))
            yield start, end
    for token in doc:
        if token.i in taken or not _announces(token) or token.i + 1 >= len(doc):
            continue
        start = _behind_office(parsed, token)
        if (
            start is None
            or start >= len(doc)
            or doc[start].is_sent_start
            or not doc[start].text[:1].isupper()
        ):
            continue
        end = start
        if start > token.i + 1:
            while (
                end < len(doc)
                and end - start < 4
                and doc[end].text[:1].isupper()
                and not doc[end].is_sent_start
                and doc[end].lower_ not in title_words()
            ):
                end += 1
        while (
            end < len(doc)
            and not doc[end].is_sent_start
            and (_namelike(doc[end]) or _goes_on(doc[end]))
        ):
            end += 1
        title_tail = all(doc[i].lower_ in title_words() for i in range(start, end))
        known = any(_state_form(parsed, i, end) for i in range(start, end))
        free = not taken & set(range(start, end))
        if start < end <= start + 5 and not title_tail and not known and free:
            taken.update(range(start, end))
            yield start, end
    for start, end in [*_speaking_names(parsed, taken), *_full_names(parsed, taken)]:
        if not taken & set(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def _full_names(parsed: Parsed, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that other words show to be persons.

    They stand behind a possessor ("Italy's Ann Lee"), before an office in commas ("Ann Lee, head
    of …"), or end in a name that speaks elsewhere ("Lee said").
    """
    doc = parsed.doc
    speaking = _speaking_words(parsed)
    position = 0
    while position < len(doc):
        end = position
        while (
            end < len(doc)
            and end not in taken
            and _plain_name(doc[end])
            and (end == position or not doc[end].is_sent_start)
        ):
            end += 1
        size = end - position
        if 2 <= size <= 4 and not _listed(parsed, position, end):
            shown = doc[end - 1].text in speaking
            owned = position > 0 and doc[position - 1].text in POSSESSIVE
            body = any(doc[i].ent_type_ == "ORG" for i in range(position, end))
            if shown or (not body and (owned or _office_follows(parsed, end))):
                yield position, end
        position = max(end, position + 1)


def _plain_name(token: Token) -> bool:
    return (
        token.tag_.startswith("NNP")
        and token.text[:1].isupper()
        and not (token.text.isupper() and len(token.text) > 2)
        and token.lower_ not in NOT_NAMES | BODY_WORDS
        and token.lower_ not in title_words()
        and token.text not in states()
    )


def _listed(parsed: Parsed, start: int, end: int) -> bool:
    """Whether any part of a run is a state's name or a place the pipeline knows."""
    return any(_state_form(parsed, i, end) for i in range(start, end)) or any(
        parsed.doc[i].ent_type_ == "LOC" for i in range(start, end)
    )


def _speaking_words(parsed: Parsed) -> set[str]:
    """Capitalised words that stand alone right before or behind a verb of speaking."""
    found = set()
    for token in parsed.doc:
        if token.lower_ not in cues() or token.tag_ not in {"VBD", "VBZ"}:
            continue
        for other in (token.i - 1, token.i + 1):
            if not 0 <= other < len(parsed.doc) or not _plain_name(parsed.doc[other]):
                continue
            beside = [
                i for i in (other - 1, other + 1) if i != token.i and 0 <= i < len(parsed.doc)
            ]
            if not any(
                parsed.doc[i].text[:1].isupper()
                for i in beside
                if not parsed.doc[other].is_sent_start or i > other
            ):
                found.add(parsed.doc[other].text)
    return found


def _office_follows(parsed: Parsed, end: int) -> bool:
    """Whether an office in commas stands behind a name: ", the foreign minister of"."""
    doc = parsed.doc
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    i = end + 1
    while (
        i < len(doc)
        and i - end < 6
        and (doc[i].lower_ in {"the", "a", "an"} or doc[i].tag_.startswith(("JJ", "NN")))
    ):
        if (doc[i].lower_ in titles() and doc[i].text.islower()) or doc[i].lower_ in {
            "spokesperson",
            "spokesman",
            "spokeswoman",
        }:
            return True
        i += 1
    return False


def _goes_on(token: Token) -> bool:
    """Whether a capitalised word behind a name's first word is its next, whatever its tag."""
    return (
        token.text[:1].isupper()
        and token.text[1:].islower()
        and token.lower_ not in NOT_NAMES
        and token.lower_ not in title_words()
        and token.lower_ not in BODY_WORDS
        and token.text not in states()
    )


def _behind_office(parsed: Parsed, title: Token) -> int | None:
    """Where a name can begin behind a title, over the state it is of: "President of X Ann Lee"."""
    doc, i = parsed.doc, title.i + 1
    if i >= len(doc) or doc[i].lower_ != "of":
        return i
    i += 1
    if i < len(doc) and doc[i].lower_ == "the":
        i += 1
    if i < len(doc) and doc[i].lower_ in BODY_WORDS and doc[i].text[:1].isupper():
        return i + 1
    length = _state_form(parsed, i, len(doc)) if i < len(doc) else 0
    return i + length if length else None


def _speaking_names(parsed: Parsed, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Two or more capitalised words right before a verb of speaking: "Ann Lee told"."""
    doc = parsed.doc
    for token in doc:
        if token.lower_ not in cues() or token.tag_ not in {"VBD", "VBZ"} or token.i == 0:
            continue
        end = token.i
        while end > 0 and doc[end - 1].tag_ == "RB" and not doc[end].is_sent_start:
            end -= 1
        start = end
        while (
            start > 0
            and not doc[start].is_sent_start
            and _namelike(doc[start - 1])
            and start - 1 not in taken
        ):
            start -= 1
        first = doc[start : start + 1]
        known = any(_state_form(parsed, i, end) for i in range(start, end))
        bodies = any(
            doc[i].lower_ in BODY_WORDS or doc[i].ent_type_ == "ORG" for i in range(start, end)
        )
        if 2 <= end - start <= 4 and not known and not bodies and first[0].lower_ not in PARTICLES:
            yield start, end


def _announces(token: Token) -> bool:
    """Whether a title or a role stands before a name: "President Lee", "spokesperson Ann Lee"."""
    if token.text[:1].isupper() and token.lower_ in titles():
        return token.lower_ not in _GENERIC
    following = token.doc[token.i + 1 : token.i + 3]
    if len(following) < 2 or not all(
        _namelike(t) and t.ent_type_ in {"", "PER"} for t in following
    ):
        return False
    return token.lower_ in words("speakers.txt") and token.lower_ not in BODY_WORDS


_GENERIC = frozenset(
    "state security national affairs foreign former acting interim deputy senior top key assistant "
    "under council democrat republican author founder owner expert elect late general head chief "
    "leader speaker nsc".split()
)


def _namelike(token: Token) -> bool:
    text = token.text
    if token.lower_ in PARTICLES or text == "-":
        return True
    return (
        text[:1].isupper()
        and token.lower_ not in NOT_NAMES
        and (token.tag_.startswith("NNP") or token.ent_type_ == "PER")
        and token.lower_ not in title_words()
    )


def _is_name(first: Token, last: Token) -> bool:
    return last.text[:1].isupper() or last.lower_ in SUFFIXES or first.text[:1].isupper()


def _widened(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """A person's name with parts that the pipeline cut off: initials, particles, suffixes."""
    doc = parsed.doc
    while start < end and (
        doc[end - 1].text in POSSESSIVE or (doc[end - 1].is_punct and doc[end - 1].text != ".")
    ):
        end -= 1
    while start < end and doc[start].is_punct:
        start += 1
    cut = next((i for i in range(start + 1, end) if doc[i].lower_ in {"of", "and", "with"}), end)
    end = cut
    while start and not doc[start].is_sent_start and _first_name(doc[start - 1], doc[start]):
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start and doc[end].lower_ in SUFFIXES:
        end += 1
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in {"jr.", "jr", "sr."}:
        end += 2
    while end < len(doc) and not doc[end].is_sent_start and _continues(doc[end]):
        end += 1
    return start, end


def _continues(token: Token) -> bool:
    """Whether the word behind a name is a part of it that the pipeline left out."""
    tied = (
        token.dep_ in {"flat", "compound"}
        or token.head.i == token.i - 1
        or token.i + 1 == token.head.i
    )
    alone = token.ent_iob_ == "B" and not (
        token.i + 1 < len(token.doc) and token.nbor(1).ent_iob_ == "I"
    )
    return (
        token.tag_.startswith("NNP")
        and token.text[:1].isupper()
        and not (token.text.isupper() and len(token.text) > 1)
        and (token.ent_type_ in {"", "PER"} or (tied and alone))
        and token.lower_ not in NOT_NAMES
        and token.lower_ not in title_words()
        and token.lower_ not in BODY_WORDS
        and token.text not in states()
    )


def _first_name(before: Token, token: Token) -> bool:
    """Whether the word before a name is a part of it that the pipeline left out."""
    joined = before.head.i == token.i or token.head.i == before.i or token.head.i == before.head.i
    return (
        joined
        and before.tag_.startswith("NNP")
        and before.text[:1].isupper()
        and before.dep_
        in {"compound", "flat", "nmod:desc", "nsubj", "obj", "obl", "nmod", "conj", "appos"}
        and before.ent_type_ in {"", "PER"}
        and before.lower_ not in title_words()
        and before.lower_ not in titles()
        and before.text not in states()
        and not before.text.isupper()
        and before.lower_ not in BODY_WORDS
    )


def _untitled(parsed: Parsed, start: int, end: int) -> int:
    """Where a name begins behind its titles, nationalities and possessors."""
    doc = parsed.doc
    while start < end:
        token = doc[start]
        if any(doc[i].text in POSSESSIVE for i in range(start, end - 1)):
            start = max(i for i in range(start, end - 1) if doc[i].text in POSSESSIVE) + 1
        elif end - start > 1 and (token.lower_ in title_words() or token.is_punct):
            start += 1
        elif (
            end - start > 1 and (length := _state_form(parsed, start, end)) and length < end - start
        ):
            start += length
        else:
            break
    return start


def _state_form(parsed: Parsed, start: int, end: int) -> int:
    """How many tokens from ``start`` name a state or its people; 0 when they do not."""
    limit = min(end, start + 6, len(parsed.doc))
    for stop in range(limit, start, -1):
        if _form(parsed, start, stop) in states():
            return stop - start
    return 0


def _states(parsed: Parsed, taken: set[int]) -> Iterator[tuple[int, int, str]]:
    """Names of states, their people and capitals, longest first at each place."""
    position = 0
    while position < len(parsed.doc):
        length = _state_form(parsed, position, len(parsed.doc))
        inside = range(position, position + length)
        if length and not taken & set(inside) and not _is_verb_or_word(parsed, position, length):
            yield position, position + length, _form(parsed, position, position + length)
            position += length
        else:
            position += 1


def _is_verb_or_word(parsed: Parsed, position: int, length: int) -> bool:
    """Whether a form is only spelt like a state's, as "Polish" at a sentence's start can be."""
    token = parsed.doc[position]
    return length == 1 and token.tag_.startswith("VB") and token.is_sent_start is True


def _entities(parsed: Parsed) -> list[tuple[int, int, str]]:
    """Bodies and places that the pipeline sees, without articles and possessive marks."""
    spelled = [
        (start, i - 1, "body")
        for i in range(1, len(parsed.doc))
        if parsed.doc[i - 1].text == "("
        and ABBREVIATED.match(parsed.doc[i].text)
        and (start := _spelled_out(parsed, i - 1, i - 1)) < i - 1
    ]
    covered = {i for start, end, _ in spelled for i in range(start, end)}
    return spelled + [item for item in _seen(parsed) if not covered & set(range(item[0], item[1]))]


def _seen(parsed: Parsed) -> list[tuple[int, int, str]]:
    """The pipeline's own bodies and places."""
    found = []
    for entity in parsed.doc.ents:
        if entity.label_ not in {"ORG", "LOC"}:
            continue
        start, end = entity.start, entity.end
        cut = (
            i
            for i in range(start + 1, end)
            if parsed.doc[i].text == "(" or parsed.doc[i].lower_ in NOT_NAMES
        )
        end = next(cut, end)
        while start < end and parsed.doc[start].lower_ in {"the", "a", "an"}:
            start += 1
        while start < end and (
            parsed.doc[end - 1].text in POSSESSIVE
            or parsed.doc[end - 1].lower_ in {"of", "the", "and", "on", "in", "at"}
            or parsed.doc[end - 1].is_punct
        ):
            end -= 1
        start = _spelled_out(parsed, start, end)
        if start < end:
            inside = {parsed.doc[i].lower_ for i in range(start, end)}
            body = entity.label_ == "ORG" or bool(inside & BODY_WORDS)
            found.append((start, end, "body" if body else "place"))
    return found


def _spelled_out(parsed: Parsed, start: int, end: int) -> int:
    """Where a name begins whose initials stand behind it in brackets."""
    doc = parsed.doc
    if not (end + 1 < len(doc) and doc[end].text == "(" and ABBREVIATED.match(doc[end + 1].text)):
        return start
    letters = doc[end + 1].text.replace(".", "")
    first, left = end, len(letters)
    while first > 0 and left and end - first < 14 and not doc[first].is_sent_start:
        word = doc[first - 1]
        if word.text[:1].isupper():
            if word.text[0] != letters[left - 1]:
                return start
            left -= 1
        elif word.lower_ not in {"of", "and", "the", "for", "on", ",", "-", "in"}:
            return start
        first -= 1
    return min(first, start) if not left else start


# --- who is who ------------------------------------------------------------------------------


def _merge(parsed: Parsed, actors: list[Named], mentions: list[Mention]) -> list[Mention]:
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
            actors[actor].forms[_form(parsed, mention.start, mention.end)] += 1
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
        return mention.actor
    if mention.kind in {"body", "place"} and own:
        text = _form(parsed, mention.start, mention.end)
        for candidate in [m.actor for m in mentions]:
            other = actors[candidate]
            if candidate == mention.actor or other.kind == "person":
                continue
            if ABBREVIATED.match(text) and _stands_for(text, other):
                return candidate
            if _in_brackets(parsed, mention, mentions, candidate):
                return candidate
    return mention.actor


def _part(own: list[str], other: str) -> bool:
    """Whether a name is a part of a fuller one that keeps its last word."""
    full = [word for word in other.split() if word not in {"jr", "sr"}]
    mine = [word for word in own if word not in {"jr", "sr"}]
    if not mine or len(full) <= len(mine):
        return False
    return (mine[-1] == full[-1] and set(mine) <= set(full)) or mine == full[-len(mine) :]


def _stands_for(text: str, other: Named) -> bool:
    """Whether initials stand for a name that the text uses as well."""
    letters = text.replace(".", "")
    for form in other.forms:
        capitals = "".join(word[0] for word in re.split(r"[\s-]+", form) if word[:1].isupper())
        if capitals == letters and len(form) > len(text):
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


def _choose(names: Names) -> None:
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


KINDS = {
    "person": ActorKind.PERSON,
    "state": ActorKind.STATE,
    "body": ActorKind.BODY,
    "group": ActorKind.GROUP,
}
"""Kinds of actor by the kind of mention; places are no actors."""
