"""Asked: whom a demand asks to act, as its verbs, nouns and duties tell."""

from spacy.tokens import Token

from troth.read.clauses import dependents, subject_of
from troth.read.lexicon import group
from troth.read.passages import Passage
from troth.read.referents import OURS

Names = tuple[str, ...]

MUST = frozenset({"must", "should", "need", "needs", "needed", "has", "have", "ought", "shall"})
OBJECTS = frozenset({"him", "her", "them"})
NEED_REACH = 14
"""Tokens behind a noun of need within which the deed is named."""


def asked(passage: Passage) -> Names:
    """Who is asked to act: the subject of "must", or the party before "to"."""
    told = _in_nouns(passage)
    if told:
        return told
    to = passage.to(passage.start, passage.end)
    must = next((token for token in passage.tokens if _obliges(token)), None)
    if must is not None and (to is None or must.i < to):
        return _obliged(passage, must)
    cue = passage.item.cue
    frames = cue.entry.frames if cue is not None and cue.entry is not None else frozenset()
    before_to = bool(frames & {"O", "C"}) or passage.cue in {"call", "appeal"}
    if before_to and to is not None and to > passage.start:
        if _suffers(passage, to):
            return _agent(passage, to)
        words = passage.item.statement.cue
        for_it = words is not None and words.text.lower().endswith(" for")
        found = passage.parties_in(passage.start, to, only_people=for_it)
        himself = passage.doc[passage.start].lower_ in OBJECTS and set(found) & {*passage.speakers}
        if found or not for_it:
            return _others(passage) if himself else found
    verb = passage.main_verb()
    if (
        verb is not None
        and verb.tag_ in {"VB", "VBP"}
        and passage.cue in group("clause_asking_verbs")
    ):
        subject = subject_of(verb)
        inside = subject is not None and passage.holds(subject)
        return passage.parties_of(subject) if inside and subject is not None else ()
    return _addressed(passage)


def sought(passage: Passage) -> tuple[Names, int]:
    """Whom nouns of need name, and where they stand: "the need for X to …"."""
    doc = passage.doc
    for i in range(passage.start, passage.end - 3):
        if doc[i].lower_ not in group("need_nouns") or doc[i + 1].lower_ not in group(
            "need_joints"
        ):
            continue
        deed = passage.to(i + 2, passage.end) or _gerund(passage, i + 2)
        if deed is None or deed - i > NEED_REACH or _suffers(passage, deed):
            continue
        names = passage.parties_in(i + 2, deed, only_people=True)
        if names:
            return names, i
    return (), passage.start


def _gerund(passage: Passage, start: int) -> int | None:
    """The gerund that has a doer of its own before it: "of X allowing …"."""
    for token in passage.doc[start + 1 : min(passage.end, start + NEED_REACH)]:
        if token.tag_ == "VBG" and token.nbor(-1).tag_.startswith(("NN", "PRP", "POS")):
            return token.i
    return None


def _in_nouns(passage: Passage) -> Names:
    """A doer told by nouns: of whom a withdrawal is sought, or who holds those to be released."""
    names, _ = sought(passage)
    if names:
        return names
    for token in passage.tokens:
        if token.lower_ in group("captive_words") and token.tag_ == "VBN":
            by = next(dependents(token, "by"), None)
            if by is not None:
                return passage.parties_of(by)
        if token.lower_ in group("own_deeds") and token.tag_.startswith("NN"):
            owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
            owner = owner or next(dependents(token, "of", "by"), None)
            if owner is not None and (names := _possessed(passage, owner)):
                return names
    return ()


def _possessed(passage: Passage, owner: Token) -> Names:
    """The party that a phrase names, or whose forces it names."""
    states = passage.context.states(owner.left_edge.i, owner.i + 1)
    return (states[0],) if states else passage.context.parties_at(owner)


def _suffers(passage: Passage, to: int) -> bool:
    """Whether the deed behind "to" is done to its subject: "for the killers to be tried"."""
    following = passage.doc[to + 1 : min(to + 5, passage.end)]
    return (
        bool(len(following))
        and following[0].lower_ == "be"
        and any(token.tag_ == "VBN" for token in following)
    )


def _agent(passage: Passage, to: int) -> Names:
    """Who a deed told in the passive would be done by, where the text tells."""
    by = next((t.i for t in passage.doc[to : passage.end] if t.lower_ == "by"), None)
    return passage.parties_in(by + 1, passage.end) if by is not None else ()


def _obliges(token: Token) -> bool:
    """Whether a word puts its subject under a duty: "must", "needs to"."""
    if token.lower_ not in MUST or token.tag_ not in {"MD", "VBZ", "VBP", "VBD"}:
        return False
    last = token.i + 1 >= len(token.doc)
    if token.lower_ in {"should", "must"} and is_past_duty(token):
        return False
    return token.tag_ == "MD" or (not last and token.nbor(1).lower_ == "to")


def is_past_duty(modal: Token) -> bool:
    """Whether a modal blames somebody for what he has not done: "X should have repaired it"."""
    following = modal.i + 1 < len(modal.doc) and modal.nbor(1).lower_
    return following == "have" and modal.head.tag_ == "VBN"


def _obliged(passage: Passage, must: Token) -> Names:
    """Whom a word of duty obliges; nobody when it is the speaker's own side."""
    verb = must.head if must.tag_ == "MD" else must
    if any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in verb.children):
        return next((passage.parties_of(by) for by in dependents(verb, "by")), ())
    subject = subject_of(verb) or _noun_before(passage, must.i)
    if subject is not None and subject.lower_ in OURS:
        return ()
    names = passage.parties_of(subject) if subject is not None else ()
    return names or sides_in(passage)


def _noun_before(passage: Passage, i: int) -> Token | None:
    for k in range(i - 1, max(passage.start - 1, i - 8), -1):
        if passage.doc[k].tag_.startswith(("NN", "PRP")):
            return passage.doc[k]
    return None


def _addressed(passage: Passage) -> Names:
    """A doer that a demand names in passing: "asked him for …", "expect from X …"."""
    asked = _we_ask(passage)
    if asked is not None:
        return passage.parties_in(asked, min(passage.end, asked + 6))
    return _other_party(passage) or _source(passage) or _needed(passage)


def _we_ask(passage: Passage) -> int | None:
    """The first token behind "we urge", "I count on" or the like; None without such words."""
    for token in passage.tokens:
        if token.lower_ not in group("asking_verbs") or not token.tag_.startswith("VB"):
            continue
        subject = subject_of(token)
        if subject is None or subject.lower_ not in OURS:
            continue
        after = token.i + 1
        return after + (passage.doc[after].lower_ in {"on", "from", "upon"})
    return None


def _place(passage: Passage, words: set[str]) -> int | None:
    return next((token.i for token in passage.tokens if token.lower_ in words), None)


def _other_party(passage: Passage) -> Names:
    """The other of the two parties that a text is about, when one asks for a deed."""
    if passage.cue not in {"ask", "request", "demand"}:
        return ()
    return _others(passage) if passage.is_deed() else ()


def _others(passage: Passage) -> Names:
    """The other of the two parties that a text is about, than who speaks."""
    speakers = passage.item.who.names
    others = tuple(name for name in passage.context.resolver.parties if name not in speakers)
    return others if len(others) == 1 else ()


def _source(passage: Passage) -> Names:
    """From whom something is asked: "demanded from X …"."""
    place = _place(passage, {"from"})
    if place is None or passage.cue not in group("seeking_verbs"):
        return ()
    near = passage.context.mention(place + 1) or passage.context.mention(place + 2)
    if near is None or near.kind not in {"state", "body", "person"}:
        return ()
    return (passage.context.name(near),)


def _needed(passage: Passage) -> Names:
    """Whom a speaker says that he needs: "we need X to …"."""
    need = next(
        (
            token.i
            for token in passage.tokens
            if token.lower_ in {"need", "needs", "needed"} and token.tag_.startswith("VB")
        ),
        None,
    )
    if need is None:
        return ()
    for i in range(need + 1, min(passage.end, need + 7)):
        mention = passage.context.mention(i)
        if mention is None or mention.kind not in {"state", "body", "place"}:
            continue
        name = passage.context.name(mention)
        if name not in passage.speakers:
            return (name,)
    return ()


def sides_in(passage: Passage) -> Names:
    """The states that "both sides of the A-B conflict" names."""
    names = tuple(dict.fromkeys(passage.context.states(passage.start, passage.end)))
    sides = any(token.lower_ in {"sides", "parties"} for token in passage.tokens)
    return names if sides and len(names) > 1 else ()
